"""The register of outcomes: every value that counts and that a viewer may see, one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast, overload

from django.db.models import Max, Min, Q, QuerySet

from timglas.access import Viewer
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
from timglas.queries.outcome_rows import FACTS, PLACE
from timglas.rules.ordering import BACKWARDS, alphabetical
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
REST = ("indicator_id", "unit__name", "sex", "provider", "pk")


@dataclass(frozen=True, slots=True)
class WantedOutcomes:
    """Which outcomes to list. `indicator` is a number or words of a name, "" is any."""

    q: str = ""
    year: int | None = None
    unit: str = ""
    indicator: str = ""
    quality: str = ""
    batch: int | None = None
    sort: str = ""


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


class OutcomeRows(Sequence[OutcomeRow]):
    """The outcomes that are wanted; only those that are asked for are fetched."""

    def __init__(self, viewer: Viewer, rows: QuerySet[Outcome]) -> None:
        self._viewer, self._rows = viewer, rows
        self._length: int | None = None

    def __len__(self) -> int:
        """How many there are. One query, the first time."""
        if self._length is None:
            self._length = self._rows.count()
        return self._length

    @overload
    def __getitem__(self, asked: int) -> OutcomeRow: ...

    @overload
    def __getitem__(self, asked: slice) -> list[OutcomeRow]: ...

    def __getitem__(self, asked: int | slice) -> OutcomeRow | list[OutcomeRow]:
        """Those of a slice. Two queries."""
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        fetched = self._rows[asked].values_list("pk", "unit__code", "unit__name", *PLACE, *FACTS)
        return _listed(self._viewer, list(fetched))


def listed_outcomes(viewer: Viewer, wanted: WantedOutcomes) -> OutcomeRows:
    """The outcomes that the viewer may see, narrowed and sorted."""
    rows = cast("OutcomeQuerySet", viewer.reach(Permission.READ, Outcome)).current()
    if wanted.year:
        days = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        rows = rows.filter(period_end__range=days)
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
    return OutcomeRows(viewer, rows.order_by(*_order(wanted.sort), *REST))


def _order(sort: str) -> tuple[str, ...]:
    """The fields of an order; the newest period first if none is wanted."""
    fields = OUTCOME_ORDERS.get(sort.removeprefix(BACKWARDS))
    if fields is None:
        return ("-period_end", "-period_start")
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


def outcome_years(viewer: Viewer) -> tuple[int, ...]:
    """The years that outcomes are of, the latest first. One query."""
    spans = Outcome.objects.aggregate(first=Min("period_end"), last=Max("period_end"))
    first, last = spans["first"] or viewer.today, spans["last"] or viewer.today
    return tuple(range(last.year, first.year - 1, -1))


def outcome_units(viewer: Viewer) -> list[tuple[str, str]]:
    """Code and name of the units whose outcomes the viewer can look for, by name. Two queries."""
    indicators = viewer.reach(Permission.READ, Indicator)
    owners = Q(pk__in=indicators.values("unit"))
    mine = Q(pk__in=viewer.units(Permission.REPORT_OUTCOME))
    units = Unit.objects.filter(owners | mine).values_list("code", "name")
    return sorted(units, key=lambda unit: alphabetical(unit[1]))
