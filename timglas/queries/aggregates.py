"""What the units below say of an indicator, and the whole that their values make.

Each period has the tree of its last day, so that a unit counts where it belonged then. Small
groups are hidden, and so is what would give them away. A year rests on the shown periods alone,
so that it tells nothing that they do not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from timglas.access import Viewer
from timglas.models import Municipality, Outcome, Provider, Sex
from timglas.queries.indicators import IndicatorPage
from timglas.queries.placed import Place, places_between, reporting_below
from timglas.rules.aggregation import Aggregate, Part, aggregate, aggregate_tree, calculation
from timglas.rules.periods import Period, latest_ended, periods_of_year
from timglas.rules.small_groups import hidden_units
from timglas.rules.tree import Node, ancestors, arrange, descendants, walk

SHOWN = 4
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class UnitCell:
    """A unit's value of a period: its own report, or the whole of those below as `made`.

    `own` is what a unit with others below it has itself reported beside the whole.
    """

    value: Decimal | None
    made: Aggregate | None
    own: Decimal | None
    is_hidden: bool

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
        return calculation(self.year.made, of="perioder")


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


def unit_table(viewer: Viewer, page: IndicatorPage) -> UnitTable | None:
    """The units below an indicator's own and their values; None if they do not report it.

    Three queries, whatever the number of units.
    """
    if not page.definition.is_collected:
        return None
    periods = _periods(page, viewer.today)
    smallest = Municipality.objects.values_list("smallest_group", flat=True).first() or 1
    places = places_between(periods[0].end, periods[-1].end)
    parts = _parts(page, periods)
    trees = {p: _tree(places, page.result.unit_id, p) for p in periods}
    columns = {p: _column(page, trees[p], parts[p], smallest) for p in periods}
    names = {place.unit: place.name for place in places}
    rows = tuple(
        UnitRow(
            unit_id=node.item,
            name=names[node.item],
            depth=node.depth,
            has_below=bool(node.children),
            cells=tuple(columns[p].get(node.item, NOTHING) for p in periods[-SHOWN:]),
            year=_year(page, node.item, columns, parts),
        )
        for node in walk(trees[periods[-1]])
    )
    return UnitTable(periods[-SHOWN:], rows, smallest)


type Column = Mapping[int, UnitCell]


def _periods(page: IndicatorPage, today: date) -> tuple[Period, ...]:
    """The last periods that have ended by the page's year, and all of that year's."""
    frequency = page.result.frequency
    found = [min(latest_ended(today, frequency), periods_of_year(page.year, frequency)[-1])]
    while len(found) < SHOWN or found[0].previous().year == page.year:
        found.insert(0, found[0].previous())
    return tuple(found)


def _tree(places: Iterable[Place], top: int, period: Period) -> tuple[Node[int], ...]:
    """The unit with those below it that report on the period's last day, and all between."""
    then = {place.unit: place for place in places if place.holds(period.end)}
    parents = {unit: place.parent for unit, place in then.items()}
    below = descendants(parents, [top]) & then.keys()
    reporting = reporting_below(then.values(), top, period.end)
    kept = {top}.union(*({unit, *ancestors(parents, unit)} & below for unit in reporting))
    return arrange(
        kept & then.keys(),
        key=lambda unit: unit,
        parent=lambda unit: parents[unit],
        order=lambda unit: (then[unit].name, unit),
    )


def _parts(page: IndicatorPage, periods: tuple[Period, ...]) -> Mapping[Period, dict[int, Part]]:
    """What each unit has reported, by period."""
    spans = {(period.start, period.end): period for period in periods}
    rows = Outcome.objects.current().filter(
        indicator=page.result.id,
        sex=Sex.ALL,
        provider=Provider.ALL,
        period_end__gte=periods[0].end,
        period_end__lte=periods[-1].end,
    )
    found: dict[Period, dict[int, Part]] = {period: {} for period in periods}
    for unit, start, end, value, above, below in rows.values_list(
        "unit_id", "period_start", "period_end", "value", "numerator", "denominator"
    ):
        if period := spans.get((start, end)):
            found[period][unit] = Part(value, above, below, end)
    return found


def _column(  # noqa: PLR0917 (a period's tree and parts, and how they are read)
    page: IndicatorPage, tree: tuple[Node[int], ...], parts: Mapping[int, Part], smallest: int
) -> Column:
    """The cells of a period, by unit."""
    method, unit = page.definition.aggregation, page.result.measure_unit
    wholes = aggregate_tree(tree, parts, method, measure_unit=unit)
    sizes = {
        node.item: part.denominator
        for node in walk(tree)
        if not node.children and (part := parts.get(node.item)) and part.denominator is not None
    }
    hidden = hidden_units(tree, sizes, smallest)
    return {
        node.item: _cell(wholes.get(node.item), parts.get(node.item, Part()), node.item in hidden)
        for node in walk(tree)
    }


def _cell(made: Aggregate | None, part: Part, is_hidden: bool) -> UnitCell:  # noqa: FBT001
    if is_hidden:
        return UnitCell(None, made, None, is_hidden=True)
    if made is None:
        return UnitCell(part.value, None, None, is_hidden=False)
    return UnitCell(made.value, made, part.value, is_hidden=False)


def _year(  # noqa: PLR0917 (a unit, and all that is known of its periods)
    page: IndicatorPage,
    unit: int,
    columns: Mapping[Period, Column],
    parts: Mapping[Period, Mapping[int, Part]],
) -> UnitCell | None:
    """The year of a unit, made of its shown periods; hidden if one of them is."""
    every = periods_of_year(page.year, page.result.frequency)
    if len(every) == 1:
        return None
    cells = {p: columns[p].get(unit, NOTHING) for p in every if p in columns}
    found = [
        cell.made.as_part(p.end)
        if (cell := cells.get(p, NOTHING)).made
        else parts.get(p, {}).get(unit, Part())
        for p in every
    ]
    made = aggregate(found, page.definition.over_time, measure_unit=page.result.measure_unit)
    is_hidden = any(cell.is_hidden for cell in cells.values())
    return UnitCell(None if is_hidden else made.value, made, None, is_hidden)
