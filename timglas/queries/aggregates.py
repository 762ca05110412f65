"""The table of what the units below say of an indicator, and the wholes that their values make.

A year rests on the shown periods alone, so that it tells nothing that they do not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from timglas.kept import Kept, News
from timglas.models import CollectedFrom, IndicatorEdition, Outcome
from timglas.queries.collected import Collection, Tree, collected_for
from timglas.rules.aggregation import UNREPORTED, Aggregate, Method, Part, aggregate, calculation
from timglas.rules.events import QUIET, REPORTING
from timglas.rules.language import _
from timglas.rules.periods import Frequency, Period, latest_ended, periods_of_year
from timglas.rules.tree import walk

SHOWN = 4
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class UnitCell:
    """A unit's value of a period: its own report, or the whole of those below as `made`.

    `own` is what a unit with others below it has itself reported beside the whole, and `part` what
    the period brings to the year.
    """

    value: Decimal | None
    made: Aggregate | None
    own: Decimal | None
    is_hidden: bool
    part: Part = UNREPORTED

    @property
    def how(self) -> str:
        """How the whole came about, in words; empty for a unit's own report."""
        if self.is_hidden or self.made is None:
            return ""
        return calculation(self.made)


NOTHING = UnitCell(None, None, None, is_hidden=False)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and its cells, one a period; `year` is the year's, if it has many periods."""

    unit_id: int
    name: str
    depth: int
    has_below: bool
    cells: tuple[UnitCell, ...]
    year: UnitCell | None

    @property
    def newest(self) -> UnitCell:
        """The newest period that has something to show or to hide, else the last."""
        told = [cell for cell in self.cells if cell.is_hidden or cell.value is not None]
        return told[-1] if told else self.cells[-1]

    @property
    def year_in_words(self) -> str:
        """How the year came about, in words."""
        if self.year is None or self.year.is_hidden or self.year.made is None:
            return ""
        return calculation(self.year.made, of=_("perioder"))


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The units of an indicator by the newest period's tree, and the periods, oldest first."""

    periods: tuple[Period, ...]
    rows: tuple[UnitRow, ...]
    smallest_group: int

    @property
    def shown(self) -> tuple[UnitRow, ...]:
        """The rows of as many levels as a page has room for."""
        fitting = [
            depth
            for depth in {row.depth for row in self.rows}
            if sum(row.depth <= depth for row in self.rows) <= MOST_ROWS
        ]
        return tuple(row for row in self.rows if row.depth <= max(fitting, default=0))

    @property
    def has_hidden(self) -> bool:
        """Whether something is hidden for the sake of a small group."""
        return any(cell.is_hidden for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Reports:
    """What the units below an indicator's own have reported: the wholes by period, and a table."""

    wholes: Mapping[Period, Aggregate]
    units: UnitTable


_kept: Kept[tuple[int, int, date], Reports | None] = Kept(quiet=QUIET, most=8)


def reports_of(
    edition: IndicatorEdition, over_time: Method, *, year: int, today: date
) -> Reports | None:
    """What is reported of an indicator by the end of a year; None if units do not report it.

    Kept until somebody reports it again.
    """
    if edition.collected_from != CollectedFrom.UNITS:
        return None
    return _kept.get(
        (edition.pk, year, today),
        lambda: _reports(edition, over_time, year=year, today=today),
        renew=lambda known, news: None if _concerns(edition.indicator_id, news) else known,
    )


def _concerns(indicator: int, news: Iterable[News]) -> bool:
    """Whether something has happened to an indicator, or to more than single indicators."""
    outcomes = [event.subject_id for event in news if event.subject == "outcome"]
    return (
        any(event.action not in REPORTING for event in news)
        or any((event.subject, event.subject_id) == ("indicator", str(indicator)) for event in news)
        or Outcome.objects.filter(pk__in=outcomes, indicator=indicator).exists()
    )


def _reports(
    edition: IndicatorEdition, over_time: Method, *, year: int, today: date
) -> Reports | None:
    collection = collected_for(edition, until=min(today, date(year, 12, 31)))
    if collection is None:
        return None
    frequency = Frequency(edition.frequency)
    table = _table(collection, frequency, over_time, year=year, today=today)
    return Reports(collection.shown(), table)


def _table(
    collection: Collection, frequency: Frequency, over_time: Method, *, year: int, today: date
) -> UnitTable:
    periods = _periods(frequency, year, today)
    every = periods_of_year(year, frequency)

    def made(parts: Iterable[Part]) -> Aggregate:
        return aggregate(parts, over_time, measure_unit=collection.measure_unit)

    trees = {period: collection.tree(period) for period in periods}
    columns = {period: _column(collection, period, trees[period]) for period in periods}
    names = collection.placed.names
    rows = tuple(
        UnitRow(
            unit_id=node.item,
            name=names[node.item],
            depth=node.depth,
            has_below=bool(node.children),
            cells=tuple(columns[p].get(node.item, NOTHING) for p in periods[-SHOWN:]),
            year=_year(node.item, columns, every=every, made=made),
        )
        for node in walk(trees[periods[-1]])
    )
    return UnitTable(periods[-SHOWN:], rows, collection.smallest_group)


type Column = Mapping[int, UnitCell]


def _periods(frequency: Frequency, year: int, today: date) -> tuple[Period, ...]:
    """The last periods that have ended by a year, and all of that year's."""
    found = [min(latest_ended(today, frequency), periods_of_year(year, frequency)[-1])]
    while len(found) < SHOWN or found[0].previous().year == year:
        found.insert(0, found[0].previous())
    return tuple(found)


def _column(collection: Collection, period: Period, tree: Tree) -> Column:
    """The cells of a period, by unit."""
    wholes, hidden = collection.wholes(period, tree), collection.hidden(period, tree)
    return {
        node.item: _cell(
            wholes.get(node.item),
            replace(collection.part(period, node.item), on=period.end),
            is_hidden=node.item in hidden,
        )
        for node in walk(tree)
    }


def _cell(made: Aggregate | None, own: Part, *, is_hidden: bool) -> UnitCell:
    part = made.as_part(own.on) if made else own
    if is_hidden:
        return UnitCell(None, made, None, is_hidden, part)
    return UnitCell(part.value, made, own.value if made else None, is_hidden, part)


def _year(
    unit: int,
    columns: Mapping[Period, Column],
    *,
    every: tuple[Period, ...],
    made: Callable[[Iterable[Part]], Aggregate],
) -> UnitCell | None:
    """The year of a unit, made of its shown periods; hidden if one of them is."""
    if len(every) == 1:
        return None
    cells = {p: columns[p].get(unit, NOTHING) for p in every if p in columns}
    whole = made([cells.get(period, NOTHING).part for period in every])
    is_hidden = any(cell.is_hidden for cell in cells.values())
    return UnitCell(None if is_hidden else whole.value, whole, None, is_hidden)
