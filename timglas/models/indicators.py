"""Indicators, their editions and targets in plan versions, and outcomes."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.dated import DatedQuerySet
from timglas.models.goals import GoalEdition
from timglas.models.imports import Import
from timglas.models.org import Person, Unit
from timglas.rules.aggregation import Method
from timglas.rules.periods import Frequency
from timglas.rules.status import Accumulation, Basis, Direction


class Indicator(models.Model):
    """An indicator's identity: it owns its outcomes, whatever plans say of it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicators")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Indikator {self.pk}, {self.unit}"


class IndicatorKind(models.TextChoices):
    """What an indicator is about. A goal wants both a result and an experienced quality."""

    RESULT = "result", _("Omfattning/resultat")
    QUALITY = "quality", _("Upplevd kvalitet")
    EFFECT = "effect", _("Effekt")
    EFFICIENCY = "efficiency", _("Effektivitet")
    VOLUME = "volume", _("Volym")
    ECONOMY = "economy", _("Ekonomi")
    STAFF = "staff", _("Personal")


class DirectionChoice(models.TextChoices):
    """Which way is good."""

    UP = Direction.UP.value, _("Högre är bättre")
    DOWN = Direction.DOWN.value, _("Lägre är bättre")
    SPAN = Direction.SPAN.value, _("Inom ett spann")


class FrequencyChoice(models.TextChoices):
    """How often there is an outcome."""

    MONTH = Frequency.MONTH.value, _("Varje månad")
    QUARTER = Frequency.QUARTER.value, _("Varje kvartal")
    FOUR_MONTHS = Frequency.FOUR_MONTHS.value, _("Varje tertial")
    HALF_YEAR = Frequency.HALF_YEAR.value, _("Varje halvår")
    YEAR = Frequency.YEAR.value, _("Varje år")
    TWO_YEARS = Frequency.TWO_YEARS.value, _("Vartannat år")


class AccumulationChoice(models.TextChoices):
    """What a period's value covers."""

    LEVEL = Accumulation.LEVEL.value, _("Läget vid periodens slut eller periodens andel")
    FLOW = Accumulation.FLOW.value, _("Det som hänt under perioden")
    YEAR_TO_DATE = Accumulation.YEAR_TO_DATE.value, _("Hittills i år, räknat från januari")
    ROLLING = Accumulation.ROLLING.value, _("Rullande tolv månader")


class CollectedFrom(models.TextChoices):
    """Which units report an indicator."""

    OWN = "own", _("Enheten själv")
    UNITS = "units", _("Varje enhet längst ner i organisationen under den")


class AggregationChoice(models.TextChoices):
    """How the values of units become one."""

    NONE = Method.NONE.value, _("Läggs inte ihop")
    SUM = Method.SUM.value, _("Summa")
    MEAN = Method.MEAN.value, _("Medelvärde där alla väger lika")
    WEIGHTED = Method.WEIGHTED.value, _("Täljare delat med nämnare")


class OverTimeChoice(models.TextChoices):
    """How states of many periods become the year's."""

    LATEST = Method.LATEST.value, _("Det senaste gäller")
    MEAN = Method.MEAN.value, _("Medelvärde av perioderna")


class BasisChoice(models.TextChoices):
    """When a target holds."""

    EACH_PERIOD = Basis.EACH_PERIOD.value, _("Varje period")
    YEAR_END = Basis.YEAR_END.value, _("Vid årets slut")


class Sex(models.TextChoices):
    """Whom a value is about. Kolada's letters are T, K and M."""

    ALL = "T", _("Alla")
    WOMEN = "K", _("Kvinnor")
    MEN = "M", _("Män")


class IndicatorEdition(models.Model):
    """An indicator as one plan version defines it, under one goal. Frozen with the version."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="editions")
    goal_edition = models.ForeignKey(GoalEdition, models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(_("ordning"), default=1)
    name = models.CharField(_("namn"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)
    measure_unit = models.CharField(_("mätenhet"), max_length=30, help_text=_("Till exempel %."))
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0)
    direction = models.CharField(_("önskad riktning"), max_length=5, choices=DirectionChoice)
    kind = models.CharField(_("slag"), max_length=12, choices=IndicatorKind)
    frequency = models.CharField(_("mäts"), max_length=12, choices=FrequencyChoice)
    accumulation = models.CharField(
        _("värdet avser"),
        max_length=12,
        choices=AccumulationChoice,
        default=AccumulationChoice.LEVEL,
    )
    collected_from = models.CharField(
        _("rapporteras av"), max_length=5, choices=CollectedFrom, default=CollectedFrom.OWN
    )
    aggregation = models.CharField(
        _("enheternas värden"),
        max_length=8,
        choices=AggregationChoice,
        default=AggregationChoice.NONE,
    )
    aggregation_over_time = models.CharField(
        _("periodernas värden"),
        max_length=6,
        choices=OverTimeChoice,
        default=OverTimeChoice.LATEST,
    )
    source = models.CharField(_("källa"), max_length=200)
    by_sex = models.BooleanField(_("delas upp på kvinnor och män"), default=False)
    tolerance_percent = models.DecimalField(
        _("gult från, procent av målet"), max_digits=5, decimal_places=2, default=Decimal(90)
    )
    tolerance_absolute = models.DecimalField(
        _("gult inom, i mätenheten"), null=True, blank=True, max_digits=20, decimal_places=8
    )
    baseline = models.DecimalField(
        _("utgångsvärde"), null=True, blank=True, max_digits=20, decimal_places=8
    )
    baseline_year = models.PositiveSmallIntegerField(_("utgångsår"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "goal_edition"], name="one_indicator_edition_under_a_goal"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="at_most_six_decimals"),
            models.CheckConstraint(
                condition=Q(tolerance_percent__gt=0, tolerance_percent__lte=100),
                name="tolerance_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """What an indicator should reach in a year: at least `low`, at most `high`, or both."""

    edition = models.ForeignKey(IndicatorEdition, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.ALL)
    year = models.PositiveSmallIntegerField(_("år"))
    low = models.DecimalField(_("minst"), null=True, blank=True, max_digits=20, decimal_places=8)
    high = models.DecimalField(_("högst"), null=True, blank=True, max_digits=20, decimal_places=8)
    basis = models.CharField(
        _("gäller"), max_length=12, choices=BasisChoice, default=BasisChoice.YEAR_END
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "unit", "sex", "year"], name="one_target_of_a_year"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False), name="target_has_a_bound"
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=models.F("high")),
                name="target_low_is_below_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.year}"


class IndicatorResponsibility(models.Model):
    """Who reports an indicator; outside the frozen part of the plan."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="responsibilities")
    person = models.ForeignKey(Person, models.PROTECT, related_name="indicator_responsibilities")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["IndicatorResponsibility"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(valid_to=None),
                name="one_person_answers_for_an_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.indicator}"


class SeriesBreak(models.Model):
    """From this period on, values are not comparable with earlier ones."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breaks")
    period_start = models.DateField(_("från och med"))
    explanation = models.TextField(_("vad som ändrades"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "period_start"], name="one_break_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_start}"


class OutcomeQuality(models.TextChoices):
    """How sure an outcome is; withdrawn says that there is none: its import was undone."""

    PRELIMINARY = "preliminary", _("Preliminärt")
    ESTIMATED = "estimated", _("Uppskattat")
    FINAL = "final", _("Slutligt")
    WITHDRAWN = "withdrawn", _("Tillbakadraget")


class Provider(models.TextChoices):
    """Whose service an outcome is about."""

    OWN = "own", _("Egen regi")
    PRIVATE = "private", _("Enskild regi")
    ALL = "all", _("All regi")


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Outcomes, narrowed to what holds."""

    def newest(self) -> "OutcomeQuerySet":
        """The last row of each place, also where it says that the value was withdrawn."""
        return self.filter(superseded_by__isnull=True)

    def current(self) -> "OutcomeQuerySet":
        """Outcomes that no correction has superseded and that were not withdrawn."""
        return self.newest().exclude(quality=OutcomeQuality.WITHDRAWN)

    def current_at(self, moment: datetime) -> "OutcomeQuerySet":
        """Outcomes that were current at a moment, whatever has been reported since."""
        corrections = Outcome.objects.filter(supersedes=OuterRef("pk"), known_at__lte=moment)
        known = self.filter(~Exists(corrections), known_at__lte=moment)
        return known.exclude(quality=OutcomeQuality.WITHDRAWN)


class Outcome(models.Model):
    """A measured value of an indicator for a unit and period; append-only.

    A correction is a new row that supersedes the earlier one and says why. `value` null says
    that the period was reported as not measurable. An import that is undone leaves a withdrawn row,
    which a later report supersedes.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="outcomes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outcomes")
    period_start = models.DateField()
    period_end = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.ALL)
    provider = models.CharField(max_length=8, choices=Provider, default=Provider.ALL)
    value = models.DecimalField(_("värde"), null=True, blank=True, max_digits=20, decimal_places=8)
    numerator = models.DecimalField(
        _("täljare"), null=True, blank=True, max_digits=20, decimal_places=8
    )
    denominator = models.DecimalField(
        _("nämnare"), null=True, blank=True, max_digits=20, decimal_places=8
    )
    quality = models.CharField(
        _("kvalitet"), max_length=12, choices=OutcomeQuality, default=OutcomeQuality.FINAL
    )
    source = models.CharField(_("källa"), max_length=200)
    comment = models.CharField(_("kommentar"), max_length=600, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = models.CharField(_("skäl till rättelsen"), max_length=300, blank=True)
    batch = models.ForeignKey(Import, models.PROTECT, null=True, related_name="outcomes")
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="outcomes")
    known_at = models.DateTimeField()

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period_start", "period_end", "sex", "provider"],
                condition=Q(supersedes=None),
                name="one_first_outcome_of_a_period",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, reason="")
                | (Q(supersedes__isnull=False) & ~Q(reason="")),
                name="correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=models.F("period_start")),
                name="period_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            # The newest value at a unit is at its end, wherever it lies among millions.
            models.Index(fields=["indicator", "unit", "period_end"], name="outcome_of_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_end}: {self.value}"
