"""What units report for an indicator of a unit above them, and the whole that it makes.

Each period has the tree of its last day, so that a unit counts where it belonged then. Small
groups are hidden, and so is what would give them away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q

from timglas.models import (
    CollectedFrom,
    IndicatorEdition,
    Outcome,
    Provider,
    Sex,
)
from timglas.models.indicators import OutcomeQuerySet
from timglas.queries.municipality import municipality
from timglas.queries.placed import Placements, places_between
from timglas.rules.aggregation import (
    UNREPORTED,
    Aggregate,
    Method,
    Part,
    aggregate_below,
    aggregate_tree,
)
from timglas.rules.periods import Frequency, Period, period_of
from timglas.rules.small_groups import hidden_units
from timglas.rules.tree import Node, walk

type Tree = tuple[Node[int], ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The reports of an indicator by period and unit, and where the units were.

    `unit` is the indicator's own; `smallest_group` the fewest people that may be shown.
    """

    unit: int
    method: Method
    measure_unit: str
    smallest_group: int
    placed: Placements
    parts: Mapping[Period, Mapping[int, Part]]

    def tree(self, period: Period) -> Tree:
        """The unit with those below it that report on the period's last day, and all between."""
        return self.placed.tree(self.unit, period.end)

    def part(self, period: Period, unit: int) -> Part:
        """What a unit has itself reported of a period."""
        return self.parts.get(period, {}).get(unit, UNREPORTED)

    def wholes(self, period: Period, tree: Tree) -> dict[int, Aggregate]:
        """The whole of every unit of the period's tree that has units below, by id."""
        parts = self.parts.get(period, {})
        return aggregate_tree(tree, parts, self.method, measure_unit=self.measure_unit)

    def hidden(self, period: Period, tree: Tree) -> frozenset[int]:
        """Ids of the units whose values of the period must not be shown."""
        sizes: dict[int, Decimal] = {
            node.item: size
            for node in walk(tree)
            if not node.children and (size := self.part(period, node.item).denominator) is not None
        }
        return hidden_units(tree, sizes, self.smallest_group)

    def whole(self, period: Period) -> Aggregate | None:
        """The whole of the indicator's own unit; None if hidden, or if nobody is below it."""
        tree = self.tree(period)
        own = next((node for node in tree if node.item == self.unit and node.children), None)
        if own is None or self.unit in self.hidden(period, tree):
            return None
        parts = self.parts.get(period, {})
        return aggregate_below(own, parts, self.method, measure_unit=self.measure_unit)

    def shown(self) -> dict[Period, Aggregate]:
        """The whole of the indicator's own unit for every reported period that may be shown."""
        found = {period: self.whole(period) for period in self.parts}
        return {period: made for period, made in found.items() if made}

    def complete(self) -> dict[Period, Decimal]:
        """The wholes that every unit has brought its part to, by period.

        A whole that still lacks a part is no value to judge: what is missing is not zero.
        """
        return {
            period: made.value
            for period, made in self.shown().items()
            if made.is_whole and made.value is not None
        }


class Gathered(NamedTuple):
    """An indicator that units report, the unit whose whole it is, and how the whole is made."""

    indicator_id: int
    unit_id: int
    method: Method
    measure_unit: str
    frequency: Frequency


def collections_of(
    gathered: Iterable[Gathered],
    *,
    first: date,
    until: date,
    only_full: bool = False,
    as_of: datetime | None = None,
) -> dict[int, Collection]:
    """What units have reported for some indicators, by indicator id; now, or as known at a moment.

    Periods that end from the first day until the last; if `only_full`, those in which as many have
    reported as should. Three queries, four if only full ones, or none.
    """
    asked = {one.indicator_id: one for one in gathered}
    if not asked:
        return {}
    known = Outcome.objects.current_at(as_of) if as_of else Outcome.objects.current()
    reports = _reports(known, asked, first=first, until=until)
    placed = Placements(places_between(first, until))
    if only_full:
        reports = reports.filter(_full(reports, asked, placed))
    parts = _parts(reports, asked)
    ours = municipality()
    return {
        pk: Collection(
            unit=one.unit_id,
            method=one.method,
            measure_unit=one.measure_unit,
            smallest_group=ours.smallest_group if ours else 1,
            placed=placed,
            parts=parts.get(pk, {}),
        )
        for pk, one in asked.items()
    }


def _full(reports: OutcomeQuerySet, asked: Mapping[int, Gathered], placed: Placements) -> Q:
    """The indicators and periods in which as many units have reported as should."""
    counts = reports.values_list("indicator_id", "period_end").annotate(count=Count("pk"))
    full: dict[int, list[date]] = defaultdict(list)
    for indicator, end, count in counts:
        if count >= len(placed.reporting(asked[indicator].unit_id, end)):
            full[indicator].append(end)
    return Q(
        *(Q(indicator=indicator, period_end__in=ends) for indicator, ends in full.items()),
        Q(pk__in=()),
        _connector=Q.OR,
    )


def gathered(editions: Iterable[IndicatorEdition]) -> list[Gathered]:
    """Those of some indicators that units report."""
    return [
        Gathered(
            edition.indicator_id,
            edition.indicator.unit_id,
            Method(edition.aggregation),
            edition.measure_unit,
            Frequency(edition.frequency),
        )
        for edition in editions
        if edition.collected_from == CollectedFrom.UNITS
    ]


def collected_for(
    edition: IndicatorEdition, *, until: date, as_of: datetime | None = None
) -> Collection | None:
    """All that the units have reported of an indicator until a day; None if they are not to."""
    found = collections_of(gathered([edition]), first=date.min, until=until, as_of=as_of)
    return found.get(edition.indicator_id)


def _reports(
    known: OutcomeQuerySet, asked: Iterable[int], *, first: date, until: date
) -> OutcomeQuerySet:
    return known.filter(
        indicator__in=asked,
        sex=Sex.ALL,
        provider=Provider.ALL,
        period_end__gte=first,
        period_end__lte=until,
    )


def _parts(
    reports: OutcomeQuerySet, asked: Mapping[int, Gathered]
) -> dict[int, dict[Period, dict[int, Part]]]:
    """What each unit has reported, by indicator and period; other frequencies are left out."""
    found: dict[int, dict[Period, dict[int, Part]]] = defaultdict(lambda: defaultdict(dict))
    for indicator, unit, start, end, value, above, below in reports.values_list(
        *("indicator_id", "unit_id", "period_start", "period_end"),
        *("value", "numerator", "denominator"),
    ):
        period = period_of(end, asked[indicator].frequency)
        if (period.start, period.end) == (start, end):
            found[indicator][period][unit] = Part(value, above, below, end)
    return found
