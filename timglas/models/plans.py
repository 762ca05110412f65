"""Plans, their versions, the frozen documents of what was decided, and releases."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.models.periods import Term


class PlanKind(models.TextChoices):
    """A term plan holds for a term of office, an operational plan for three years."""

    TERM = "term", _("Mandatplan")
    OPERATIONAL = "operational", _("Verksamhetsplan")


class Plan(models.Model):
    """A unit's plan. Year y is governed by the operational plan whose first year is y."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    kind = models.CharField(_("slag"), max_length=12, choices=PlanKind)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="plans")
    first_year = models.PositiveSmallIntegerField(_("första år"))
    last_year = models.PositiveSmallIntegerField(_("sista år"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "kind", "first_year"], name="one_plan_of_a_kind_and_year"
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="plan_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(kind="term", term__isnull=False)
                | Q(kind="operational", term__isnull=True),
                name="term_plan_has_term",
            ),
        ]

    def __str__(self) -> str:
        years = f"{self.first_year}–{self.last_year}"
        return f"{PlanKind(self.kind).label} {years}, {self.unit}"


class VersionState(models.TextChoices):
    """A draft is seen by its own page only; a decided version never changes."""

    DRAFT = "draft", _("Utkast")
    DECIDED = "decided", _("Beslutad")


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """Versions of plans, narrowed by state and date."""

    def decided(self) -> "PlanVersionQuerySet":
        """Decided versions only."""
        return self.filter(state=VersionState.DECIDED)

    def in_force(self, *, year: int, on: date) -> "PlanVersionQuerySet":
        """The versions that govern a year as seen on a day: the latest decided one of each plan.

        An operational plan governs its first year; a term plan every year from its first one until
        a later term plan of the same unit replaces it.
        """
        valid = PlanVersion.objects.decided().filter(valid_from__lte=on)
        newer = valid.filter(plan=models.OuterRef("plan"), number__gt=models.OuterRef("number"))
        replaced = valid.filter(
            plan__kind=PlanKind.TERM,
            plan__unit=models.OuterRef("plan__unit"),
            plan__first_year__gt=models.OuterRef("plan__first_year"),
            plan__first_year__lte=year,
        )
        operational = Q(plan__kind=PlanKind.OPERATIONAL, plan__first_year=year)
        term = Q(plan__kind=PlanKind.TERM, plan__first_year__lte=year) & ~models.Exists(replaced)
        return (
            self.decided()
            .filter(valid_from__lte=on)
            .filter(operational | term)
            .exclude(models.Exists(newer))
        )

    def released(self) -> "PlanVersionQuerySet":
        """Versions that the public may see."""
        return self.filter(releases__isnull=False).distinct()


class PlanVersion(models.Model):
    """One version of a plan: a draft that is worked on, or decided and frozen."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    state = models.CharField(max_length=8, choices=VersionState, default=VersionState.DRAFT)
    valid_from = models.DateField(_("gäller från"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="versions"
    )
    vision = models.TextField(_("vision"), blank=True)
    core_values = models.TextField(_("värdegrund"), blank=True)
    introduction = models.TextField(_("inledning"), blank=True)
    many_goals_why = models.TextField(_("varför målen är fler än lagom"), blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="versions_created")
    created_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="versions_proposed"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="draft"), name="one_draft_of_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", decision__isnull=True)
                | Q(state="decided", decision__isnull=False),
                name="decided_version_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


class PlanDocument(models.Model):
    """What was decided, as canonical JSON with its SHA-256; never changed."""

    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="document")
    schema = models.PositiveSmallIntegerField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} {self.sha256[:12]}"


class Release(models.Model):
    """A decided version let go to the whole group and the public."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="releases")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="releases")
    released_by = models.ForeignKey(Person, models.PROTECT, related_name="releases_made")
    released_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} {self.released_at:%Y-%m-%d}"
