"""Kolada: its catalogue, ties to indicators, values of other areas, and fetches."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.indicators import Indicator, Sex
from timglas.models.org import Person


class Kpi(models.Model):
    """A key figure in Kolada's catalogue. Withdrawn ones are kept and marked."""

    id = models.CharField(primary_key=True, max_length=10)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    by_sex = models.BooleanField(default=False)
    municipality_type = models.CharField(max_length=1, blank=True)
    auspice = models.CharField(max_length=1, blank=True)
    operating_area = models.CharField(max_length=120, blank=True)
    perspective = models.CharField(max_length=60, blank=True)
    prel_publication_date = models.DateField(null=True)
    publication_date = models.DateField(null=True)
    publ_period = models.CharField(max_length=20, blank=True)
    has_unit_data = models.BooleanField(default=False)
    search_text = models.TextField(
        help_text="Title, id and description in lower case without diacritics."
    )
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


class AreaKind(models.TextChoices):
    """The kinds of area that Kolada has values of."""

    MUNICIPALITY = "K", _("Kommun")
    REGION = "L", _("Region eller riket")
    GROUP = "G", _("Grupp")


class Area(models.Model):
    """A municipality, a region, riket (0000) or a group of municipalities in Kolada."""

    id = models.CharField(primary_key=True, max_length=12)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=1, choices=AreaKind)
    is_invented = models.BooleanField(
        default=False, help_text="Belongs to the example municipality; Kolada knows nothing of it."
    )
    members = models.ManyToManyField("self", symmetrical=False, related_name="groups")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class TieRole(models.TextChoices):
    """What a tie brings: the indicator's own outcomes, values to compare with, or all there are.

    A spread is a tie for each municipality, made and removed together.
    """

    OWN = "own", _("Egna utfall")
    COMPARISON = "comparison", _("Jämförelse")
    SPREAD = "spread", _("Alla kommuners spridning")


class KpiTie(models.Model):
    """An indicator follows a key figure of an area."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="ties")
    kpi = models.ForeignKey(Kpi, models.PROTECT, related_name="ties")
    area = models.ForeignKey(Area, models.PROTECT, related_name="ties")
    role = models.CharField(max_length=10, choices=TieRole)
    fetched_at = models.DateTimeField(
        null=True, help_text="When all its values had come; later fetches ask for changes since."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "kpi", "area"], name="one_tie"),
            models.UniqueConstraint(
                fields=["indicator"], condition=models.Q(role="own"), name="one_own_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.kpi_id}, {self.area}"


class ExternalValueQuerySet(models.QuerySet["ExternalValue"]):
    """External values, narrowed to what holds."""

    def current(self) -> "ExternalValueQuerySet":
        """Values that no revision has superseded and that are not withdrawn."""
        return self.filter(superseded_by__isnull=True, is_deleted=False)

    def known_at(self, moment: datetime) -> "ExternalValueQuerySet":
        """Values as they were known at a moment: later revisions and withdrawals do not count."""
        fetched = self.filter(fetched_at__lte=moment, is_deleted=False)
        # Asked value by value: an `exclude` makes SQLite read every value for each of them.
        later = ExternalValue.objects.filter(
            supersedes=models.OuterRef("pk"), fetched_at__lte=moment
        )
        return fetched.exclude(models.Exists(later))


class ExternalValue(models.Model):
    """A value as Kolada had it when it was fetched; append-only, revisions supersede."""

    kpi = models.ForeignKey(Kpi, models.PROTECT, related_name="values")
    area = models.ForeignKey(Area, models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=1, choices=Sex)
    value = models.DecimalField(null=True, max_digits=20, decimal_places=8)
    count = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=20, blank=True)
    is_deleted = models.BooleanField(default=False)
    fetched_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )

    objects = ExternalValueQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kpi", "area", "year", "sex"],
                condition=models.Q(supersedes=None),
                name="one_first_external_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.area_id} {self.year} {self.sex}: {self.value}"


class FetchKind(models.TextChoices):
    """What a fetch brings."""

    CATALOGUE = "catalogue", _("Katalogen")
    VALUES = "values", _("Värden")


class FetchState(models.TextChoices):
    """How far a fetch has come."""

    WAITING = "waiting", _("Väntar")
    RUNNING = "running", _("Pågår")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Avbruten")


class Fetch(models.Model):
    """One fetch from Kolada: where it is, what came and what failed. It can be resumed."""

    kind = models.CharField(max_length=10, choices=FetchKind)
    state = models.CharField(max_length=10, choices=FetchState, default=FetchState.WAITING)
    requested_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="fetches")
    requested_at = models.DateTimeField()
    worked_at = models.DateTimeField(
        null=True, help_text="When it last took a step; a running fetch that stands still is dead."
    )
    finished_at = models.DateTimeField(null=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    cursor = models.JSONField(default=dict)
    report = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state"], name="fetch_by_state")]

    def __str__(self) -> str:
        return f"{FetchKind(self.kind).label} {self.requested_at:%Y-%m-%d %H:%M}"
