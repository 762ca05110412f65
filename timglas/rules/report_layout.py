"""What every output of a report has in common: numbers of tables and charts, and what is said.

`spoken` is a report as a sequence of pieces. Each output is read back into the same kind of
sequence by tests, which are to be equal: the same words and figures in the same order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timglas.rules.report_document import (
    Block,
    Chart,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    Note,
    ReportDocument,
    Table,
)
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, plain

type Piece = tuple[str, str]

# What the outputs say of their own, in the language of the report.
WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "table": "Tabell",
        "chart": "Diagram",
        "contents": "Innehåll",
        "status": "Läge",
        "page": "Sida",
        "of": "av",
        "data": "Visa data som tabell",
        "values": "data i tabell",
    },
    "en": {
        "table": "Table",
        "chart": "Figure",
        "contents": "Contents",
        "status": "Status",
        "page": "Page",
        "of": "of",
        "data": "Show data as a table",
        "values": "data in a table",
    },
}


LONG = 14  # rows


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place in the report: an anchor, and "Tabell 3" for what is numbered."""

    block: Block
    anchor: str
    label: str = ""

    @property
    def level(self) -> int:
        """The level of a heading or a goal; 0 for the rest."""
        return self.block.level if isinstance(self.block, Heading | Goal) else 0

    @property
    def title(self) -> str:
        """The words of a heading or a goal; "" for the rest."""
        match self.block:
            case Heading(text=text) | Goal(wording=text):
                return text
            case _:
                return ""

    @property
    def html_level(self) -> int:
        """The level of a heading on a page, where the title has the first; there are six."""
        return min(self.level + 1, 6)


def placed(document: ReportDocument) -> tuple[Placed, ...]:
    """The blocks of a report in order, numbered."""
    said = words_of(document)
    counts: Counter[str] = Counter()
    found = []
    for block in document.blocks:
        counts[block.type] += 1
        number = counts[block.type]
        label = f"{said[block.type]} {number}" if isinstance(block, Table | Chart) else ""
        found.append(Placed(block, f"{block.type}-{number}", label))
    return tuple(found)


def words_of(document: ReportDocument) -> Mapping[str, str]:
    """What the outputs say of their own: in Swedish, unless the report is in English."""
    return WORDS.get(document.language, WORDS["sv"])


def spoken(document: ReportDocument) -> tuple[Piece, ...]:
    """All that a report says, piece by piece: what it is, and the words."""
    return (
        ("text", document.publisher),
        ("text", document.kind),
        ("title", document.title),
        ("text", subtitle(document)),
        *map(_fact, document.facts),
        *(piece for place in placed(document) for piece in _pieces(place, words_of(document))),
    )


def is_long(grid: Grid) -> bool:
    """Whether a table may go on on the next page; a shorter one is kept together."""
    return len(grid.rows) > LONG


def shares(grid: Grid) -> tuple[float, ...]:
    """How wide the columns of a table want to be: by their longest word, and text by its length."""
    return tuple(
        _share(column, [row[n] for row in grid.rows]) for n, column in enumerate(grid.columns)
    )


def _share(column: Column, cells: Sequence[str]) -> float:
    longest = max(len(word) for cell in (column.title, *cells) for word in cell.split(" "))
    if column.is_numeric:
        return 1.2 * max(longest, *map(len, cells), 5)
    whole = max(map(len, (column.title, *cells)))
    # A long text may have more lines instead, and so much more the longer it is.
    return max(1.3 * longest, min(whole, 24 + whole / 12, 40), 8)


def subtitle(document: ReportDocument) -> str:
    """Under the title: whose the report is, for when, and which edition of it."""
    return " · ".join(filter(None, (document.unit, document.period, document.version)))


def _pieces(  # noqa: C901 (one case for each kind of block)
    place: Placed, said: Mapping[str, str]
) -> Iterator[Piece]:
    match place.block:
        case Heading(level=level, text=text):
            yield f"h{level}", text
        case Paragraph(runs=runs) | Note(runs=runs):
            yield "text", plain(runs)
        case Listing() as listing:
            yield from _listed(listing)
        case Quote(paragraphs=paragraphs, origin=origin):
            yield from (("quote", plain(runs)) for runs in paragraphs)
            if origin:
                yield "quote", origin
        case Table(caption=caption, grid=grid):
            yield "caption", f"{place.label}. {caption}"
            yield from _cells(grid)
        case Chart() as chart:
            yield "text", f"{place.label}. {chart.sentence}"
            if chart.subtitle:
                yield "text", chart.subtitle
            yield "picture", chart.alternative
            yield from _cells(chart.grid)
        case goal:
            yield from _goal(goal, said)


def _goal(goal: Goal, said: Mapping[str, str]) -> Iterator[Piece]:
    yield f"h{goal.level}", goal.wording
    if goal.status:
        yield "fact", f"{said['status']}: {goal.status.name}"
    yield from map(_fact, goal.facts)


def _fact(fact: Fact) -> Piece:
    return "fact", f"{fact.name}: {plain(fact.value)}"


def _listed(listing: Listing) -> Iterator[Piece]:
    for item in listing.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[Piece]:
    yield "item", plain(item.runs)
    for listing in item.inside:
        yield from _listed(listing)


def _cells(grid: Grid) -> Iterator[Piece]:
    yield from (("column", column.title) for column in grid.columns)
    for first, *rest in grid.rows:
        yield "row", first
        yield from (("cell", cell) for cell in rest)
