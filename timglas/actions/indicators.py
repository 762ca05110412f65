"""Changes to a draft's indicators and targets, and to what outlives plans: who reports, breaks."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.forecasts import ask_for_forecasts
from timglas.actions.identities import forget_indicators
from timglas.actions.immutability import require_draft
from timglas.actions.order import move_among
from timglas.actions.refusal import Refusal
from timglas.actions.responsibility import hand_over
from timglas.actions.year_closings import require_open_year
from timglas.models import (
    AccumulationChoice,
    AggregationChoice,
    BasisChoice,
    CollectedFrom,
    DirectionChoice,
    FrequencyChoice,
    GoalEdition,
    Indicator,
    IndicatorEdition,
    IndicatorKind,
    IndicatorResponsibility,
    OverTimeChoice,
    Person,
    SeriesBreak,
    Sex,
    Target,
    Unit,
)
from timglas.rules.aggregation import is_share

NAMED = (
    "name",
    "definition",
    "measure_unit",
    "decimals",
    "direction",
    "kind",
    "frequency",
    "accumulation",
    "collected_from",
    "aggregation",
    "aggregation_over_time",
    "source",
    "by_sex",
    "tolerance_percent",
    "tolerance_absolute",
    "baseline",
    "baseline_year",
)
type Bounds = tuple[Decimal | None, Decimal | None]

TARGET = ("year", "unit", "sex", "low", "high", "basis")


class Definition(TypedDict, total=False):
    """What a plan says of an indicator; what is left out keeps its value or the table's default."""

    name: Required[str]
    definition: str
    measure_unit: Required[str]
    decimals: int
    direction: Required[DirectionChoice]
    kind: Required[IndicatorKind]
    frequency: Required[FrequencyChoice]
    accumulation: AccumulationChoice
    collected_from: CollectedFrom
    aggregation: AggregationChoice
    aggregation_over_time: OverTimeChoice
    source: Required[str]
    by_sex: bool
    tolerance_percent: Decimal
    tolerance_absolute: Decimal | None
    baseline: Decimal | None
    baseline_year: int | None


@transaction.atomic
def add_indicator(
    *,
    goal_edition: GoalEdition,
    indicator: Indicator | None = None,
    unit: Unit | None = None,
    order: int | None = None,
    by: Person,
    at: datetime,
    **definition: Unpack[Definition],
) -> IndicatorEdition:
    """Add an indicator under a goal of a draft: a new one, or one that has outcomes already.

    `unit` is whose outcomes a new one holds; the goal's own unit if none is given.
    """
    require_draft(goal_edition.version)
    owner = goal_edition.goal.unit
    if indicator is None:
        indicator = Indicator.objects.create(unit=unit or owner, created_at=at)
    elif goal_edition.indicators.filter(indicator=indicator).exists():
        raise Refusal(_("Indikatorn finns redan under målet."), "indicator")
    last = goal_edition.indicators.aggregate(last=Max("order"))["last"] or 0
    edition = IndicatorEdition(
        indicator=indicator, goal_edition=goal_edition, order=order or last + 1
    )
    _define(edition, definition)
    edition.save()
    after = fields_of(edition, *NAMED)
    record("add_indicator", edition, by=by, at=at, unit=owner, after=after)
    return edition


@transaction.atomic
def edit_indicator(
    *, edition: IndicatorEdition, by: Person, at: datetime, **definition: Unpack[Definition]
) -> None:
    """Change how a draft defines an indicator.

    A new direction asks for new targets, so the old ones are removed with it.
    """
    require_draft(edition.goal_edition.version)
    before = fields_of(edition, *NAMED)
    _define(edition, definition)
    if edition.direction != before["direction"]:
        edition.targets.all().delete()
    edition.save(update_fields=NAMED)
    after = fields_of(edition, *NAMED)
    unit = edition.goal_edition.goal.unit
    record("edit_indicator", edition, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def remove_indicator(*, edition: IndicatorEdition, by: Person, at: datetime) -> None:
    """Remove an indicator from a draft; its outcomes and what earlier plans say of it stay."""
    require_draft(edition.goal_edition.version)
    unit, indicator = edition.goal_edition.goal.unit, edition.indicator_id
    before = fields_of(edition, *NAMED)
    record("remove_indicator", edition, by=by, at=at, unit=unit, before=before)
    edition.delete()
    forget_indicators([indicator])


@transaction.atomic
def move_indicator(*, edition: IndicatorEdition, steps: int, by: Person, at: datetime) -> None:
    """Move an indicator up (−1) or down (+1) among those of its goal."""
    goal_edition = edition.goal_edition
    require_draft(goal_edition.version)
    before = fields_of(edition, "order")
    move_among(goal_edition.indicators.all(), edition, steps)
    after = fields_of(edition, "order")
    unit = goal_edition.goal.unit
    record("move_indicator", edition, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def set_target(  # noqa: PLR0913 (a target has six fields, each named by the caller)
    *,
    edition: IndicatorEdition,
    year: int,
    low: Decimal | None,
    high: Decimal | None,
    basis: BasisChoice = BasisChoice.YEAR_END,
    unit: Unit | None = None,
    sex: Sex = Sex.ALL,
    by: Person,
    at: datetime,
) -> Target:
    """Set what an indicator should reach in a year of the plan; replaces that year's target.

    Up needs `low`, down needs `high`, a span needs both. The unit is the indicator's own if none
    is given.
    """
    version = edition.goal_edition.version
    require_draft(version)
    require_open_year(version.plan.unit, year)
    _require_bounds(edition, low, high)
    if not version.plan.first_year <= year <= version.plan.last_year:
        raise Refusal(_("Planen omfattar inte %s.") % year, "year")
    if sex != Sex.ALL and not edition.by_sex:
        raise Refusal(_("Indikatorn delas inte upp på kvinnor och män."), "sex")
    unit = unit or edition.indicator.unit
    target = edition.targets.filter(unit=unit, sex=sex, year=year).first()
    before = fields_of(target, *TARGET) if target else None
    target = target or Target(edition=edition, unit=unit, sex=sex, year=year)
    target.low, target.high, target.basis = low, high, basis
    target.save()
    after = fields_of(target, *TARGET)
    owner = edition.goal_edition.goal.unit
    record("set_target", target, by=by, at=at, unit=owner, before=before, after=after)
    return target


@transaction.atomic
def set_targets(
    *,
    edition: IndicatorEdition,
    bounds: Mapping[tuple[int, Sex], Bounds],
    basis: BasisChoice,
    by: Person,
    at: datetime,
) -> None:
    """Set or take away many targets of the indicator's own unit, by year and sex.

    Bounds without both ends take the target away; those that are as before are left alone.
    """
    unit = edition.indicator.unit
    targets = {(t.year, Sex(t.sex)): t for t in edition.targets.filter(unit=unit)}
    for (year, sex), (low, high) in bounds.items():
        target = targets.get((year, sex))
        if low is None and high is None:
            if target:
                remove_target(target=target, by=by, at=at)
        elif target is None or (target.low, target.high, target.basis) != (low, high, basis):
            set_target(
                edition=edition, year=year, sex=sex, low=low, high=high, basis=basis, by=by, at=at
            )


@transaction.atomic
def remove_target(*, target: Target, by: Person, at: datetime) -> None:
    """Take away a year's target."""
    edition = target.edition.goal_edition
    require_draft(edition.version)
    require_open_year(edition.goal.unit, target.year)
    before = fields_of(target, *TARGET)
    record("remove_target", target, by=by, at=at, unit=edition.goal.unit, before=before)
    target.delete()


@transaction.atomic
def assign_indicator(
    *, indicator: Indicator, person: Person | None, on: date, by: Person, at: datetime
) -> None:
    """Name who reports an indicator from a day on, or nobody; allowed whatever is decided."""
    before = hand_over(IndicatorResponsibility, person=person, on=on, indicator=indicator)
    record(
        "assign_indicator",
        indicator,
        by=by,
        at=at,
        unit=indicator.unit,
        before={"person": before},
        after={"person": person, "on": on},
    )


@transaction.atomic
def mark_break(
    *, indicator: Indicator, period_start: date, explanation: str, by: Person, at: datetime
) -> SeriesBreak:
    """Mark that values from a period on are not comparable with earlier ones, and why."""
    if not explanation.strip():
        raise Refusal(_("Skriv vad som ändrades."), "explanation")
    require_open_year(indicator.unit, period_start.year)
    if indicator.breaks.filter(period_start=period_start).exists():
        raise Refusal(_("Det finns redan ett brott i serien där."), "period_start")
    mark = SeriesBreak.objects.create(
        indicator=indicator, period_start=period_start, explanation=explanation.strip()
    )
    ask_for_forecasts([indicator.pk])
    after = fields_of(mark, "period_start", "explanation")
    record("mark_break", mark, by=by, at=at, unit=indicator.unit, after=after)
    return mark


def _define(edition: IndicatorEdition, definition: Definition) -> None:
    for field, content in definition.items():
        setattr(edition, field, content.strip() if isinstance(content, str) else content)
    if not edition.name:
        raise Refusal(_("Skriv vad indikatorn heter."), "name")
    _require_method(edition)
    if not 0 < edition.tolerance_percent <= 100:
        raise Refusal(_("Skriv ett tal över 0 och högst 100."), "tolerance_percent")
    if edition.tolerance_absolute is not None and edition.tolerance_absolute < 0:
        raise Refusal(_("Toleransen kan inte vara under noll."), "tolerance_absolute")
    if (edition.baseline is None) != (edition.baseline_year is None):
        missing = "baseline" if edition.baseline is None else "baseline_year"
        raise Refusal(_("Skriv både utgångsvärdet och vilket år det gällde."), missing)


def _require_method(edition: IndicatorEdition) -> None:
    """Percentages are never added or averaged, and only units' values are put together."""
    if edition.aggregation == AggregationChoice.NONE:
        return
    if edition.collected_from != CollectedFrom.UNITS:
        raise Refusal(
            _("Bara värden från enheterna under läggs ihop. Välj att de rapporterar."),
            "aggregation",
        )
    if edition.aggregation != AggregationChoice.WEIGHTED and is_share(edition.measure_unit):
        raise Refusal(
            _("Procenttal kan inte läggas ihop så. Välj täljare delat med nämnare."),
            "aggregation",
        )


def _require_bounds(edition: IndicatorEdition, low: Decimal | None, high: Decimal | None) -> None:
    wants_low = edition.direction != DirectionChoice.DOWN
    wants_high = edition.direction != DirectionChoice.UP
    label = DirectionChoice(edition.direction).label.lower()
    for wanted, bound, field in ((wants_low, low, "low"), (wants_high, high, "high")):
        words = _("minst") if field == "low" else _("högst")
        if wanted and bound is None:
            raise Refusal(
                _("Skriv målvärdet (%(words)s): %(way)s.") % {"words": words, "way": label}, field
            )
        if not wanted and bound is not None:
            raise Refusal(
                _("Lämna ”%(words)s” tomt: %(way)s.") % {"words": words, "way": label}, field
            )
    if low is not None and high is not None and low > high:
        raise Refusal(_("Det lägsta värdet är större än det högsta."), "low")
