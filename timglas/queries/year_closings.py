"""Which years are closed for which units, and what is not done when one is about to be closed."""

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import (
    Activity,
    Assignment,
    CollectedFrom,
    IndicatorEdition,
    Outcome,
    OutcomeQuality,
    PlanKind,
    PlanVersion,
    Provider,
    Sex,
    Unit,
    VersionState,
    YearClosing,
)
from timglas.models.listed import among
from timglas.queries.placed import Placements, places_between
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, IndicatorResult
from timglas.rules.activities import OPEN as OPEN_ACTIVITIES
from timglas.rules.assignments import OPEN as OPEN_ASSIGNMENTS
from timglas.rules.events import OF_YEARS, QUIET, REPORTING
from timglas.rules.periods import Frequency, Period, periods_of_year
from timglas.rules.permissions import Permission
from timglas.rules.year_closings import may_close

# So many of each kind are listed; the rest are counted.
MOST = 20


@dataclass(frozen=True, slots=True)
class ClosedUnit:
    """A unit whose year is closed, by whom and when."""

    id: int
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit whose year is open; `reason` is why it was opened again, "" if it never was closed."""

    id: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something of the year that is not done: its id, what it is called, and whose it is."""

    id: int
    name: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What is not done of one kind: the first ones, and how many there are."""

    rows: tuple[Left, ...]
    count: int

    @property
    def more(self) -> int:
        """How many there are beside those listed."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class YearToClose:
    """What a press on *Close the year* would do for some units, and what is left to do in them.

    `drafts` are plans that are not decided, `unmeasured` indicators without a final value of the
    year's last period, `unjudged` goals that nobody has judged since the year ended. `activities`
    should have ended, and `assignments` been reported back, by the year's last day.
    """

    year: int
    is_over: bool
    open: tuple[OpenUnit, ...]
    closed: tuple[ClosedUnit, ...]
    drafts: LeftOver
    unmeasured: LeftOver
    unjudged: LeftOver
    activities: LeftOver
    assignments: LeftOver

    @property
    def left(self) -> int:
        """How much is not done."""
        kinds = (self.drafts, self.unmeasured, self.unjudged, self.activities, self.assignments)
        return sum(kind.count for kind in kinds)


def closed_years(units: Collection[int], years: Collection[int]) -> frozenset[tuple[int, int]]:
    """Those pairs of some units and some years that are closed. One query."""
    found = YearClosing.objects.in_force().filter(among("unit", units), year__in=years)
    return frozenset(found.values_list("unit_id", "year"))


_closed_in: Kept[int, frozenset[int]] = Kept(quiet=(QUIET | REPORTING) - OF_YEARS, most=4)


def closed_in(year: int) -> frozenset[int]:
    """Every unit whose year is closed, by id. One query, kept."""
    rows = YearClosing.objects.in_force().filter(year=year)
    return _closed_in.get(year, lambda: frozenset(rows.values_list("unit_id", flat=True)))


def units_of_year(units: Collection[int], year: int) -> tuple[int, ...]:
    """Those of some units that were there at some time of a year. One query."""
    return tuple(_units(units, year).values_list("pk", flat=True))


def _units(units: Collection[int], year: int) -> QuerySet[Unit]:
    there = Q(closed_on=None) | Q(closed_on__gt=date(year, 1, 1))
    found = Unit.objects.filter(among("pk", units), there, opened_on__lte=date(year, 12, 31))
    return found.order_by("code")


def year_to_close(viewer: Viewer, units: Collection[int], year: int) -> YearToClose:
    """Sort units by whether a year is closed for them, and list what is not done in them."""
    last = date(year, 12, 31)
    closed = _closed_units(units, year)
    of_units = among("unit", units)
    drafts = viewer.reach(Permission.READ_DRAFT, PlanVersion).filter(
        among("plan__unit", units), plan__kind=PlanKind.OPERATIONAL, plan__first_year=year
    )
    activities = viewer.reach(Permission.READ_ACTIVITY, Activity).filter(
        of_units, state__in=OPEN_ACTIVITIES, ends_on__lte=last
    )
    assignments = viewer.reach(Permission.READ_ASSIGNMENT, Assignment).filter(
        among("receiver", units), state__in=OPEN_ASSIGNMENTS, due_on__lte=last
    )
    goals = year_results(viewer, year).goals.values()
    mine = set(units)
    unjudged = [goal for goal in goals if goal.unit_id in mine and not _is_judged(goal, last)]
    return YearToClose(
        year=year,
        is_over=may_close(year, viewer.today),
        open=_open_units(units, year, closed={unit.id for unit in closed}),
        closed=closed,
        drafts=_of_plans(drafts.exclude(state=VersionState.DECIDED)),
        unmeasured=_first(list(_unmeasured(goals, mine, year))),
        unjudged=_first([Left(goal.id, goal.wording, goal.unit_name) for goal in unjudged]),
        activities=_of_rows(activities, "ends_on", "unit__name"),
        assignments=_of_rows(assignments, "due_on", "receiver__name"),
    )


def _closed_units(units: Collection[int], year: int) -> tuple[ClosedUnit, ...]:
    rows = YearClosing.objects.in_force().filter(among("unit", units), year=year)
    named = rows.order_by("unit__code").values_list("unit_id", "unit__name", "by__name", "at")
    return tuple(ClosedUnit(*row) for row in named)


def _open_units(
    units: Collection[int], year: int, *, closed: Collection[int]
) -> tuple[OpenUnit, ...]:
    opened = YearClosing.objects.filter(among("unit", units), year=year, is_closed=False)
    reasons = dict(opened.order_by("pk").values_list("unit_id", "reason"))
    names = _units(units, year).values_list("pk", "name")
    return tuple(OpenUnit(pk, name, reasons.get(pk, "")) for pk, name in names if pk not in closed)


def _is_judged(goal: GoalResult, last: date) -> bool:
    return goal.judgement is not None and goal.judgement.as_of >= last


def _first(rows: list[Left]) -> LeftOver:
    return LeftOver(tuple(rows[:MOST]), len(rows))


def _of_plans(drafts: QuerySet[PlanVersion]) -> LeftOver:
    found = drafts.select_related("plan__unit").order_by("plan__unit__code", "pk")
    rows = (Left(v.pk, str(v.plan), v.plan.unit.name) for v in found[:MOST])
    return LeftOver(tuple(rows), drafts.count())


def _of_rows(
    found: QuerySet[Activity] | QuerySet[Assignment], day: str, unit_name: str
) -> LeftOver:
    rows = found.order_by(day, "pk").values_list("pk", "name", unit_name)[:MOST]
    return LeftOver(tuple(Left(*row) for row in rows), found.count())


def _unmeasured(goals: Collection[GoalResult], units: Set[int], year: int) -> Iterator[Left]:
    """Indicators that lack a final value of the year's last period, with who is to report it.

    A value put together of what units report is final when all of them have reported.
    """
    known = {line.id: line for goal in goals for line in goal.indicators}
    collected = _collected(known.values())
    reported = _reported(year)
    placed = Placements(places_between(date(year, 12, 31), date(year, 12, 31)))
    for line in known.values():
        period = _last_period(line, year)
        if period is None:
            continue
        below = placed.reporting(line.unit_id, period.end) if line.id in collected else frozenset()
        own = reported.get((line.id, line.unit_id, period.start))
        is_made = own is None and line.latest_period == period
        if line.unit_id in units and own != OutcomeQuality.FINAL and not is_made:
            yield Left(line.id, line.name, line.unit_name)
        for unit in sorted(below & units, key=placed.names.__getitem__):
            if reported.get((line.id, unit, period.start)) != OutcomeQuality.FINAL:
                yield Left(line.id, line.name, placed.names[unit])


def _collected(lines: Collection[IndicatorResult]) -> frozenset[int]:
    """Those of some indicators that are collected from units, by id."""
    rows = IndicatorEdition.objects.filter(
        among("pk", [line.edition_id for line in lines]), collected_from=CollectedFrom.UNITS
    )
    return frozenset(rows.values_list("indicator_id", flat=True))


def _reported(year: int) -> dict[tuple[int, int, date], str]:
    """The quality of what is reported of periods that end with the year, by its place."""
    rows = Outcome.objects.current().filter(
        period_end=date(year, 12, 31), sex=Sex.ALL, provider=Provider.ALL
    )
    return {
        (indicator, unit, start): quality
        for indicator, unit, start, quality in rows.values_list(
            "indicator_id", "unit_id", "period_start", "quality"
        )
    }


def _last_period(line: IndicatorResult, year: int) -> Period | None:
    """The year's last period; None for what is measured every other year, but not this one."""
    measured = line.latest_period.year if line.latest_period else None
    if line.frequency is Frequency.TWO_YEARS and measured == year - 1:
        return None
    return periods_of_year(year, line.frequency)[-1]
