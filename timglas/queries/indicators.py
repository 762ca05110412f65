"""An indicator's page, and the list of indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists

from timglas.access import Viewer
from timglas.models import (
    AccumulationChoice,
    DirectionChoice,
    FrequencyChoice,
    Indicator,
    IndicatorEdition,
    IndicatorKind,
    KpiTie,
    PlanVersion,
)
from timglas.queries.aggregates import UnitTable, reports_of
from timglas.queries.process_changes import ProcessChangeView, process_changes
from timglas.queries.recent import with_series
from timglas.queries.results import year_results
from timglas.queries.series import (
    BreakView,
    PeriodRow,
    Reported,
    breaks,
    known_values,
    series,
    yearly_targets,
)
from timglas.queries.views import GoalResult, IndicatorResult, YearResults
from timglas.queries.within import units_within
from timglas.queries.years import nearest_year, years_of
from timglas.rules.aggregation import Method, is_share, over_time
from timglas.rules.message import indicator_message
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.periods import Frequency
from timglas.rules.permissions import Permission
from timglas.rules.scale import urgency
from timglas.rules.search import Search
from timglas.rules.status import Accumulation, Explanation, TargetLine, Tolerance, explain

COMMENTS_SHOWN = 6
PERIODS_SHOWN = 13
# So often is measured what can be told as signal or noise.
JUDGED_OFTEN = frozenset({Frequency.MONTH, Frequency.QUARTER})


@dataclass(frozen=True, slots=True)
class Definition:
    """How an indicator is defined in the plan that governs the year, in words."""

    text: str
    kind: str
    direction: str
    frequency: str
    accumulation: str
    accumulates: Accumulation
    aggregation: Method
    over_time: Method
    by_sex: bool
    tolerance: Tolerance
    baseline: Decimal | None
    baseline_year: int | None
    version_id: int
    decision: str

    @property
    def slack_percent(self) -> Decimal:
        """How far from target, in percent of it, is still yellow."""
        return 100 - self.tolerance.percent


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything the page of an indicator shows for a year. Rows lie newest first.

    `goals` are the goals it serves that year; the first one's target is the one that counts.
    `units` is what the units below have reported, if they are to.
    """

    year: int
    years: tuple[int, ...]
    result: IndicatorResult
    definition: Definition
    explanation: Explanation
    message: str
    rows: tuple[PeriodRow, ...]
    targets: Mapping[int, TargetLine]
    breaks: tuple[BreakView, ...]
    process_changes: tuple[ProcessChangeView, ...]
    goals: tuple[GoalResult, ...]
    units: UnitTable | None
    is_tied: bool

    @property
    def has_sexes(self) -> bool:
        """Whether there are values for women or men."""
        return any(row.women or row.men for row in self.rows)

    @property
    def newest(self) -> tuple[PeriodRow, ...]:
        """The periods that are read first."""
        return self.rows[:PERIODS_SHOWN]

    @property
    def older(self) -> tuple[PeriodRow, ...]:
        """The periods before them."""
        return self.rows[PERIODS_SHOWN:]

    @property
    def adds_up(self) -> bool:
        """Whether the year's result is built up period by period."""
        return self.definition.accumulates.adds_up

    @property
    def comments(self) -> tuple[PeriodRow, ...]:
        """The newest periods that somebody has written about."""
        return tuple(r for r in self.rows if r.total and r.total.comment)[:COMMENTS_SHOWN]

    @property
    def has_reasons(self) -> bool:
        """Whether anybody has written why the values are as they are."""
        judged = any(goal.judgement and goal.judgement.reason for goal in self.goals)
        return bool(self.comments or self.breaks or self.process_changes or judged)

    @property
    def basis(self) -> Reported | None:
        """The report that the status rests on, else the newest one."""
        row = self.judged_row
        return row.total if row else None

    @property
    def judged_row(self) -> PeriodRow | None:
        """The period that the status rests on, else the newest one with a value."""
        period = self.result.verdict.period or self.result.latest_period
        return next((row for row in self.rows if row.period == period), None)


def indicator_page(viewer: Viewer, indicator: Indicator, wanted: int) -> IndicatorPage | None:
    """The page of an indicator for a year, or for the nearest year whose plan has it.

    None when no plan with it has come into force yet.
    """
    editions = _editions(viewer, indicator)
    years = years_of((e.goal_edition.version.plan for e in editions.values()), viewer.today)
    year = nearest_year(years, wanted)
    if year is None:
        return None
    goals = tuple(
        goal
        for goal in year_results(viewer, year).goals.values()
        if any(i.id == indicator.pk for i in goal.indicators)
    )
    return _compose(viewer, indicator, year, editions=editions, goals=goals) if goals else None


def _compose(
    viewer: Viewer,
    indicator: Indicator,
    year: int,
    *,
    editions: Mapping[int, IndicatorEdition],
    goals: tuple[GoalResult, ...],
) -> IndicatorPage:
    result = next(i for i in goals[0].indicators if i.id == indicator.pk)
    targets = {y: t for y, t in yearly_targets(viewer, indicator).items() if y <= year}
    edition = editions[result.edition_id]
    definition = _definition(edition)
    reports = reports_of(edition, definition.over_time, year=year, today=viewer.today)
    wholes = reports.wholes if reports else {}
    rows = series(viewer, indicator, result.frequency, targets=targets, wholes=wholes, until=year)
    broken = breaks(indicator)
    return IndicatorPage(
        year=year,
        years=years_of((e.goal_edition.version.plan for e in editions.values()), viewer.today),
        result=result,
        definition=definition,
        explanation=explain(result.verdict, unit=result.measure_unit, decimals=result.decimals),
        message=_message(result, definition, rows, broken=broken),
        rows=rows,
        targets=targets,
        breaks=broken,
        process_changes=_changes(viewer, indicator, result.frequency),
        goals=goals,
        units=reports.units if reports else None,
        is_tied=edition.is_tied,  # type: ignore[attr-defined]
    )


def _changes(
    viewer: Viewer, indicator: Indicator, frequency: Frequency
) -> tuple[ProcessChangeView, ...]:
    """The changes that hold. What is measured seldom has no limits that could be changed."""
    if frequency not in JUDGED_OFTEN:
        return ()
    return tuple(c for c in process_changes(viewer, indicator) if not c.withdrawn)


def _editions(viewer: Viewer, indicator: Indicator) -> dict[int, IndicatorEdition]:
    """The indicator's editions in plans the viewer may see, by id. One query.

    Each has `is_tied`: whether the indicator is tied to a key figure.
    """
    tied = Exists(KpiTie.objects.filter(indicator=indicator))
    versions = viewer.reach(Permission.READ, PlanVersion)
    rows = IndicatorEdition.objects.filter(
        indicator=indicator, goal_edition__version__in=versions
    ).select_related(
        "indicator",
        "goal_edition__version__plan",
        "goal_edition__version__decision__body",
        "goal_edition__version__decision__official",
    )
    return {edition.pk: edition for edition in rows.annotate(is_tied=tied)}


def _message(
    result: IndicatorResult,
    definition: Definition,
    rows: tuple[PeriodRow, ...],
    *,
    broken: tuple[BreakView, ...],
) -> str:
    return indicator_message(
        known_values(rows),
        direction=result.direction,
        unit=result.measure_unit,
        decimals=result.decimals,
        accumulation=definition.accumulates,
        breaks=[b.on for b in broken],
    )


def _definition(edition: IndicatorEdition) -> Definition:
    version = edition.goal_edition.version
    return Definition(
        text=edition.definition,
        kind=str(IndicatorKind(edition.kind).label),
        direction=str(DirectionChoice(edition.direction).label),
        frequency=str(FrequencyChoice(edition.frequency).label),
        accumulation=str(AccumulationChoice(edition.accumulation).label),
        accumulates=Accumulation(edition.accumulation),
        aggregation=Method(edition.aggregation),
        over_time=over_time(
            Accumulation(edition.accumulation),
            Method(edition.aggregation_over_time),
            is_ratio=is_share(edition.measure_unit) or edition.aggregation == Method.WEIGHTED,
        ),
        by_sex=edition.by_sex,
        tolerance=Tolerance(edition.tolerance_percent, edition.tolerance_absolute),
        baseline=edition.baseline,
        baseline_year=edition.baseline_year,
        version_id=version.pk,
        decision=str(version.decision or ""),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator in the list, with the goal it serves."""

    indicator: IndicatorResult
    goal: GoalResult


INDICATOR_ORDERS: Orders[Listed] = {
    "namn": lambda row: alphabetical(row.indicator.name),
    "lage": lambda row: urgency(row.indicator.status.status),
    "enhet": lambda row: alphabetical(row.indicator.unit_name),
    "mal": lambda row: alphabetical(row.goal.wording),
    "matenhet": lambda row: alphabetical(row.indicator.measure_unit),
    "utfall": lambda row: row.indicator.latest_value,
    "ansvarig": lambda row: (
        alphabetical(row.indicator.person.in_words) if row.indicator.person else None
    ),
    "kalla": lambda row: alphabetical(row.indicator.source) or None,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of indicators is narrowed to; "" is all. `sort` is in `INDICATOR_ORDERS`.

    `within` is a unit with all below it, `unit` one without them.
    """

    q: str = ""
    within: int | None = None
    unit: str = ""
    level: str = ""
    status: str = ""
    kind: str = ""
    sort: str = ""


def listed_indicators(results: YearResults, wanted: Wanted) -> tuple[Listed, ...]:
    """The year's indicators that are wanted, in the wanted order."""
    search = Search(wanted.q)
    units = units_within(wanted.within, results.as_of) if wanted.within else None
    found = (
        Listed(shown, goal)
        for goal in results.goals.values()
        if wanted.level in {"", str(goal.level_id)}
        for shown in goal.indicators
        if (units is None or shown.unit_id in units)
        and _is_wanted(shown, wanted)
        and search.finds(shown.name, shown.unit_name, goal.wording)
    )
    return tuple(ordered(found, wanted.sort, INDICATOR_ORDERS))


def with_recent(rows: Iterable[Listed], results: YearResults) -> tuple[Listed, ...]:
    """The indicators of a list, each with the values of the last years to be drawn."""
    listed = tuple(rows)
    drawn = with_series((row.indicator for row in listed), year=results.year, as_of=results.as_of)
    return tuple(Listed(i, row.goal) for i, row in zip(drawn, listed, strict=True))


def _is_wanted(shown: IndicatorResult, wanted: Wanted) -> bool:
    return (
        wanted.unit in {"", str(shown.unit_id)}
        and wanted.status in {"", shown.status.status.value}
        and wanted.kind in {"", shown.kind}
    )
