"""The register of outcomes: every value that counts and that a viewer may see, one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast, overload

from django.db.models import Count, Max, Min, Q, QuerySet

from timglas.access import Viewer
from timglas.kept import Kept, News
from timglas.models import (
    Indicator,
    IndicatorEdition,
    Outcome,
    OutcomeQuality,
    Provider,
    Sex,
    Unit,
)
from timglas.models.indicators import OutcomeQuerySet
from timglas.models.listed import among
from timglas.queries.outcome_rows import FACTS, PLACE
from timglas.queries.within import units_within
from timglas.rules.events import ASSIGNING, GRANTING, OF_OUTCOMES, QUIET, REPORTING
from timglas.rules.ordering import BACKWARDS
from timglas.rules.outcome_rows import Facts
from timglas.rules.periods import Period, period_between
from timglas.rules.permissions import Permission
from timglas.rules.search import searchable, words

# By the names of the register's columns; the rest keeps equals in one order.
OUTCOME_ORDERS: Mapping[str, tuple[str, ...]] = {
    "enhet": ("unit__name",),
    "period": ("period_end", "period_start"),
    "varde": ("value",),
}
NEWEST_FIRST = ("-period_end", "-period_start")
REST = ("indicator_id", "unit__name", "sex", "provider", "pk")


@dataclass(frozen=True, slots=True)
class WantedOutcomes:
    """Which outcomes to list. `indicator` is a number or words of a name, "" is any.

    `within` is a unit's id, which counts all below it too; `unit` the code of one alone.
    """

    q: str = ""
    year: int | None = None
    within: int | None = None
    unit: str = ""
    indicator: str = ""
    quality: str = ""
    batch: int | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeUnit:
    """A unit to look for."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome in the register."""

    id: int
    indicator_id: int
    name: str
    measure_unit: str
    decimals: int
    unit_id: int
    unit_code: str
    unit_name: str
    period: Period
    sex: str
    provider: str
    facts: Facts

    @property
    def value(self) -> Decimal | None:
        """The value; None cannot be measured."""
        return self.facts.value

    @property
    def sex_name(self) -> str:
        """Whom it is about, in words."""
        return str(Sex(self.sex).label)

    @property
    def provider_name(self) -> str:
        """Whose service it is about, in words."""
        return str(Provider(self.provider).label)

    @property
    def quality_name(self) -> str:
        """How sure it is, in words."""
        return str(OutcomeQuality(self.facts.quality).label)


# How many outcomes there are of the periods that end on each day.
type Ends = Mapping[date, int]


class OutcomeRows(Sequence[OutcomeRow]):
    """The outcomes that are wanted; only those that are asked for are fetched.

    Where the newest period lies first, a slice is looked for among its own days only.
    """

    def __init__(
        self, viewer: Viewer, rows: QuerySet[Outcome], ends: Ends, *, newest_first: bool
    ) -> None:
        self._viewer, self._rows, self._ends = viewer, rows, ends
        self._newest_first = newest_first

    def __len__(self) -> int:
        """How many there are."""
        return sum(self._ends.values())

    @overload
    def __getitem__(self, asked: int) -> OutcomeRow: ...

    @overload
    def __getitem__(self, asked: slice) -> list[OutcomeRow]: ...

    def __getitem__(self, asked: int | slice) -> OutcomeRow | list[OutcomeRow]:
        """Those of a slice. Two queries."""
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        found = self._near(asked) if self._newest_first else self._rows[asked]
        fetched = found.values_list("pk", "unit__code", "unit__name", *PLACE, *FACTS)
        return _listed(self._viewer, list(fetched))

    def _near(self, asked: slice) -> QuerySet[Outcome]:
        """The rows of a slice, looked for among those of the days that they lie on."""
        first, last, _step = asked.indices(len(self))
        days, before, passed = [], 0, 0
        for day, count in sorted(self._ends.items(), reverse=True):
            if passed + count <= first:
                before += count
            elif passed < last:
                days.append(day)
            passed += count
        if not days:
            return self._rows.none()
        there = self._rows.filter(period_end__range=(days[-1], days[0]))
        return there[first - before : last - before]


def listed_outcomes(viewer: Viewer, wanted: WantedOutcomes) -> OutcomeRows:
    """The outcomes that the viewer may see, narrowed and sorted. One query, kept."""
    rows = _narrowed(viewer, wanted)
    ends = _kept.get(
        (viewer.person.pk if viewer.person else 0, viewer.today, replace(wanted, sort="")),
        lambda: _counted(rows),
        renew=lambda ends, news: _recounted(ends, news, rows),
    )
    order = _order(wanted.sort)
    ordered = rows.order_by(*order, *REST)
    return OutcomeRows(viewer, ordered, ends, newest_first=order == NEWEST_FIRST)


def _narrowed(viewer: Viewer, wanted: WantedOutcomes) -> QuerySet[Outcome]:
    rows = cast("OutcomeQuerySet", viewer.reach(Permission.READ, Outcome)).current()
    if wanted.year:
        days = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        rows = rows.filter(period_end__range=days)
    if wanted.within:
        rows = rows.filter(among("unit", units_within(wanted.within, viewer.today)))
    if wanted.unit:
        rows = rows.filter(unit__code=wanted.unit)
    if wanted.quality:
        rows = rows.filter(quality=wanted.quality)
    if wanted.batch:
        rows = rows.filter(batch=wanted.batch)
    if wanted.indicator:
        rows = rows.filter(_indicator(viewer, wanted.indicator))
    if wanted.q:
        rows = rows.filter(_indicators_named(viewer, wanted.q) | _units_named(wanted.q))
    return rows


_kept: Kept[tuple[int, date, WantedOutcomes], Ends] = Kept(
    quiet=(QUIET | REPORTING) - ASSIGNING - GRANTING - OF_OUTCOMES, most=100
)


def _counted(rows: QuerySet[Outcome]) -> Ends:
    counted = rows.order_by().values_list("period_end").annotate(count=Count("pk"))
    return dict(counted.values_list("period_end", "count"))


def _recounted(ends: Ends, news: list[News], rows: QuerySet[Outcome]) -> Ends | None:
    """The counts, with those days counted anew that values were reported of."""
    if any(event.action not in OF_OUTCOMES for event in news):
        return None
    days = set(_told_of(news).values_list("period_end", flat=True))
    same = {day: count for day, count in ends.items() if day not in days}
    return same | dict(_counted(rows.filter(period_end__in=days)))


def _told_of(news: list[News]) -> QuerySet[Outcome]:
    return Outcome.objects.filter(pk__in=[int(event.subject_id) for event in news])


def _order(sort: str) -> tuple[str, ...]:
    """The fields of an order; the newest period first if none is wanted."""
    fields = OUTCOME_ORDERS.get(sort.removeprefix(BACKWARDS))
    if fields is None:
        return NEWEST_FIRST
    return tuple(f"-{field}" for field in fields) if sort.startswith(BACKWARDS) else fields


def _indicator(viewer: Viewer, text: str) -> Q:
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return Q(indicator=int(text))
    return _indicators_named(viewer, text)


def _indicators_named(viewer: Viewer, text: str) -> Q:
    """Outcomes of indicators whose name has every word of a text. One query."""
    editions = viewer.reach(Permission.READ, IndicatorEdition).values_list("indicator_id", "name")
    return Q(indicator__in=_matching(editions, text))


def _units_named(text: str) -> Q:
    """Outcomes of units whose name has every word of a text. One query."""
    return Q(unit__in=_matching(Unit.objects.values_list("pk", "name"), text))


def _matching(named: Iterable[tuple[int, str]], text: str) -> set[int]:
    sought = words(text)
    return {pk for pk, name in named if all(word in searchable(name) for word in sought)}


def _listed(viewer: Viewer, rows: Sequence[tuple[Any, ...]]) -> list[OutcomeRow]:
    """Rows with the name of their indicator, by its newest edition that the viewer reads."""
    named = _names(viewer, {row[3] for row in rows})
    found = []
    for pk, code, unit_name, indicator, unit, start, end, sex, provider, *facts in rows:
        name, measure_unit, decimals = named[indicator]
        found.append(
            OutcomeRow(
                id=pk,
                indicator_id=indicator,
                name=name,
                measure_unit=measure_unit,
                decimals=decimals,
                unit_id=unit,
                unit_code=code,
                unit_name=unit_name,
                period=period_between(start, end),
                sex=sex,
                provider=provider,
                facts=Facts(*facts),
            )
        )
    return found


def _names(viewer: Viewer, indicators: set[int]) -> dict[int, tuple[str, str, int]]:
    """Each indicator's name, measure unit and decimals."""
    editions = viewer.reach(Permission.READ, IndicatorEdition).filter(indicator__in=indicators)
    rows = editions.order_by("goal_edition__version__plan__first_year", "pk")
    told = rows.values_list("indicator_id", "name", "measure_unit", "decimals")
    return {pk: (name, unit, decimals) for pk, name, unit, decimals in told}


_spans: Kept[None, tuple[date, ...]] = Kept(quiet=(QUIET | REPORTING) - OF_OUTCOMES, most=2)


def outcome_years(viewer: Viewer) -> tuple[int, ...]:
    """The years that outcomes are of, the latest first. One query, kept."""
    span = _spans.get(None, _span, renew=_widened)
    first, last = span or (viewer.today, viewer.today)
    return tuple(range(last.year, first.year - 1, -1))


def _span() -> tuple[date, ...]:
    """The first and the last day that a period ends on, if there is any."""
    ends = Outcome.objects.aggregate(first=Min("period_end"), last=Max("period_end"))
    return (ends["first"], ends["last"]) if ends["first"] else ()


def _widened(span: tuple[date, ...], news: list[News]) -> tuple[date, ...] | None:
    if any(event.action not in OF_OUTCOMES for event in news):
        return None
    days = (*span, *_told_of(news).values_list("period_end", flat=True))
    return min(days), max(days)


def outcome_units(viewer: Viewer) -> list[OutcomeUnit]:
    """The units whose outcomes the viewer can look for. Two queries."""
    indicators = viewer.reach(Permission.READ, Indicator)
    owners = Q(pk__in=indicators.values("unit"))
    mine = Q(pk__in=viewer.units(Permission.REPORT_OUTCOME))
    units = Unit.objects.filter(owners | mine).order_by("code")
    return [OutcomeUnit(*unit) for unit in units.values_list("pk", "code", "name")]
