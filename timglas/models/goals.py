"""Goals, their editions in plan versions, the thread between them, and judgements."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.dated import DatedQuerySet
from timglas.models.documents import GoverningDocument
from timglas.models.org import Person, Unit
from timglas.models.plans import PlanVersion
from timglas.rules.assessments import GoalForecast
from timglas.rules.rollup import RollUp
from timglas.rules.status import Status


class GoalLevel(models.Model):
    """A level of the goal chain; names, order and limits are the municipality's own."""

    name = models.CharField(_("namn"), max_length=60)
    plural = models.CharField(_("namn i plural"), max_length=60)
    order = models.PositiveSmallIntegerField(
        _("ordning"), unique=True, help_text=_("1 är högst upp.")
    )
    unit_kinds = models.JSONField(_("slag av enheter"), default=list)
    healthy_count = models.PositiveSmallIntegerField(
        _("lagom antal mål per enhet"), default=5, help_text=_("Fler mål ger en påminnelse.")
    )
    rollup = models.CharField(
        _("sammanvägning"),
        max_length=10,
        choices=[(r.value, r.value) for r in RollUp],
        default=RollUp.SHARE.value,
    )

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """A goal's identity: it lives for years, while its editions word it plan by plan."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="goals")
    level = models.ForeignKey(GoalLevel, models.PROTECT, related_name="goals")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.level} {self.pk}, {self.unit}"


class Perspective(models.TextChoices):
    """The three perspectives of the quality wheel."""

    ECONOMY = "economy", _("Ekonomi")
    STAFF = "staff", _("Personal")
    SERVICE = "service", _("Verksamhet")


class GoalEdition(models.Model):
    """A goal as one plan version words it. Frozen when the version is decided."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="editions")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="goal_editions")
    order = models.PositiveSmallIntegerField(_("ordning"), default=1)
    wording = models.CharField(_("mål"), max_length=300)
    need = models.TextField(_("behov"), blank=True)
    wanted_result = models.TextField(_("önskat resultat"), blank=True)
    perspective = models.CharField(_("perspektiv"), max_length=10, choices=Perspective)
    sound_finance = models.BooleanField(
        _("av betydelse för god ekonomisk hushållning"), default=False
    )
    agenda_2030 = models.JSONField(_("Agenda 2030"), default=list, blank=True)
    measured_why_not = models.TextField(_("varför ett slags indikator saknas"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "version"], name="one_edition_in_a_version"),
        ]

    def __str__(self) -> str:
        return self.wording


class GoalLink(models.Model):
    """Child edition → parent goal, with how it contributes. One link is the primary one."""

    edition = models.ForeignKey(GoalEdition, models.CASCADE, related_name="links")
    parent = models.ForeignKey(Goal, models.PROTECT, related_name="links_from_below")
    contribution = models.TextField(_("så bidrar det"))
    is_primary = models.BooleanField(_("huvudsaklig koppling"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "parent"], name="one_link_to_a_parent"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(is_primary=True), name="one_primary_parent"
            ),
            models.CheckConstraint(condition=~Q(contribution=""), name="link_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} → {self.parent}"


class GroundKind(models.TextChoices):
    """What a goal can rest on beside the goals above it."""

    MANDATE = "mandate", _("Reglemente")
    ARTICLES = "articles", _("Bolagsordning")
    OWNER_DIRECTIVE = "owner_directive", _("Ägardirektiv")
    LAW = "law", _("Lag")
    GOVERNING_DOCUMENT = "governing_document", _("Annat styrdokument")


class Ground(models.Model):
    """Another ground of a goal: which document or law, and where in it.

    A document in the register is pointed at as well; what was said of it then stands in words.
    """

    edition = models.ForeignKey(GoalEdition, models.CASCADE, related_name="grounds")
    kind = models.CharField(_("slag"), max_length=20, choices=GroundKind)
    reference = models.CharField(_("hänvisning"), max_length=300)
    document = models.ForeignKey(
        GoverningDocument, models.PROTECT, related_name="grounds", null=True, blank=True
    )

    def __str__(self) -> str:
        return f"{GroundKind(self.kind).label}: {self.reference}"


class GoalResponsibility(models.Model):
    """Who answers for a goal; outside the frozen part of the plan, since it is about who."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="responsibilities")
    person = models.ForeignKey(Person, models.PROTECT, related_name="goal_responsibilities")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["GoalResponsibility"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["goal"], condition=Q(valid_to=None), name="one_person_answers_for_a_goal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.goal}"


class Assessment(models.Model):
    """A person's judgement of a goal for a year as known on a day; append-only.

    `proposed` is what the rule gave then; where `judged` differs there is a reason. `forecast` is
    for the year's end, "" when it had come. The remedy is told whole or not at all.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField(_("år"))
    as_of = models.DateField(_("läget per"))
    proposed = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    judged = models.CharField(
        _("bedömning"), max_length=20, choices=[(s.value, s.value) for s in Status]
    )
    reason = models.TextField(_("motivering"), blank=True)
    summary = models.CharField(_("i en mening"), max_length=300, blank=True)
    forecast = models.CharField(
        _("prognos"), max_length=12, choices=[(f.value, f.value) for f in GoalForecast], blank=True
    )
    cause = models.TextField(_("orsak"), blank=True)
    remedy = models.TextField(_("åtgärd"), blank=True)
    remedy_on = models.DateField(_("åtgärden klar"), null=True, blank=True)
    remedy_by = models.ForeignKey(
        Person, models.PROTECT, related_name="remedies", null=True, blank=True
    )
    judged_by = models.ForeignKey(Person, models.PROTECT, related_name="assessments")
    judged_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(judged=models.F("proposed")) | ~Q(reason=""),
                name="differing_judgement_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(cause="", remedy="", remedy_on=None, remedy_by=None)
                | (~Q(cause="") & ~Q(remedy="") & Q(remedy_on__isnull=False))
                & Q(remedy_by__isnull=False),
                name="remedy_is_told_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} {self.year}: {self.judged}"
