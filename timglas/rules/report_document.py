"""A report in a form that every output is made of and that is read for decades.

A report is a title with facts and a sequence of blocks: headings, text, tables, charts, goals and
notes. It is plain data with a schema number, knows no page, viewer or file format, and holds what
it shows: numbers as written, charts as drawn. What has been decided is stored as canonical JSON
(UTF-8, keys sorted, no spaces) and known by its SHA-256, so that web, PDF and Word can be made
from it again, all three with the same words in the same order.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

from timglas.rules.plan_document import Body, Upcasters, upcast
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, Rich, Run, clean, plain

SCHEMA = 1
# From a schema number to the change that gives the next one.
UPCASTERS: Upcasters = {}
_BREAKS = re.compile(r"[ \n]+")


class ReportProblem(ValueError):
    """A text that is no report of a schema we know, or a report that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Levels begin at 1 and never skip one: the document sees to it."""

    level: int
    text: str
    type: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. A numeric one holds figures as written, to be set by their right end."""

    title: str
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns with their titles, and rows of cells; the first cell of a row is its header."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Raises ReportProblem where a row has another number of cells than there are columns."""
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ReportProblem("every row of a table has a cell for each column")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; a wide one asks for a landscape page where there are pages."""

    caption: str
    grid: Grid
    is_landscape: bool = False
    type: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as SVG with the sentence that it shows, and its values as a table.

    `narrow` is the same drawing for a phone, if there is one. `alternative` is what is read
    instead of the drawing.
    """

    sentence: str
    subtitle: str
    alternative: str
    svg: str
    grid: Grid
    narrow: str = ""
    type: str = field(default="chart", init=False)

    def __post_init__(self) -> None:
        """Raises ReportProblem without text alternative: who cannot see it must know it."""
        if not self.alternative.strip():
            raise ReportProblem("a chart needs a text alternative")


@dataclass(frozen=True, slots=True)
class Status:
    """How it goes: the symbol's id in the sprite and the municipality's word for it."""

    symbol: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What something is, by name: "Perspektiv: Medborgare"."""

    name: str
    value: Rich


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: its wording as a heading, how it goes in a word, and facts about it."""

    level: int
    wording: str
    status: Status | None = None
    facts: tuple[Fact, ...] = ()
    type: str = field(default="goal", init=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text. A risk, where `is_risk`, is told by its words too."""

    runs: Rich
    is_risk: bool = False
    type: str = field(default="note", init=False)


type Block = Heading | Paragraph | Listing | Quote | Table | Chart | Goal | Note


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report, whole.

    `period` is in words, `language` the one it is written in ("sv"), `dated` an ISO date: when it
    was decided, or drawn up while it is not. `publisher` is the municipality. `version` tells
    one edition of the report from another.
    """

    kind: str
    title: str
    unit: str
    publisher: str
    period: str
    version: str
    dated: str
    facts: tuple[Fact, ...] = ()
    blocks: tuple[Block, ...] = ()
    language: str = "sv"
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        """Leave out what no output can show, and let headings begin at 1 and never skip."""
        for known in fields(self):
            cleaned = _cleaned(getattr(self, known.name))
            object.__setattr__(self, known.name, cleaned)
        told = tuple(block for block in self.blocks if not _is_empty(block))
        object.__setattr__(self, "blocks", _levelled(told))


def canonical(document: ReportDocument) -> str:
    """The report as canonical JSON: the same report always gives the same text."""
    return json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> ReportDocument:
    """Read a stored report, of this schema or an earlier one. Raises ReportProblem."""
    try:
        return _document(upcast(json.loads(text), UPCASTERS, to=SCHEMA))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReportProblem(f"no report: {problem}") from problem


def _cleaned(value: Any) -> Any:
    """The same value with every text in it as all outputs can show it."""
    kept = value
    if isinstance(value, str):
        kept = _BREAKS.sub(" ", clean(value)).strip(" ")
    elif isinstance(value, Run):
        kept = replace(value, text=clean(value.text))
    elif isinstance(value, tuple):
        kept = tuple(_cleaned(part) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        told = (known.name for known in fields(value) if known.init)
        kept = replace(value, **{name: _cleaned(getattr(value, name)) for name in told})
    return kept


def stepwise(levels: Iterable[int]) -> list[int]:
    """Levels of headings in order, so that they begin at 1 and none is skipped on the way down.

    What was under something stays under it: 2 4 4 3 becomes 1 2 2 2.
    """
    above: list[int] = []
    steps = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        steps.append(len(above))
    return steps


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    steps = iter(stepwise(block.level for block in blocks if isinstance(block, Heading | Goal)))
    return tuple(
        replace(block, level=next(steps)) if isinstance(block, Heading | Goal) else block
        for block in blocks
    )


def _is_empty(block: Block) -> bool:
    """Whether a block has nothing to say: a heading without words leads to nothing."""
    match block:
        case Heading(text=text) | Goal(wording=text):
            return not text.strip()
        case Paragraph(runs=runs) | Note(runs=runs):
            return not plain(runs).strip()
        case Listing(items=items):
            return not items
        case Quote(paragraphs=paragraphs):
            return not paragraphs
        case _:
            return False


def _document(body: Body) -> ReportDocument:
    parts: Body = {
        "facts": _facts(body["facts"]),
        "blocks": tuple(BLOCKS[block["type"]](_untyped(block)) for block in body["blocks"]),
    }
    return ReportDocument(**{**body, **parts})


def _untyped(body: Body) -> Body:
    return {key: value for key, value in body.items() if key != "type"}


def _runs(body: list[Body]) -> Rich:
    return tuple(Run(**run) for run in body)


def _facts(body: list[Body]) -> tuple[Fact, ...]:
    return tuple(Fact(fact["name"], _runs(fact["value"])) for fact in body)


def _grid(body: Body) -> Grid:
    return Grid(
        tuple(Column(**column) for column in body["columns"]),
        tuple(tuple(row) for row in body["rows"]),
    )


def _item(body: Body) -> Item:
    return Item(_runs(body["runs"]), tuple(_listing(_untyped(b)) for b in body["inside"]))


def _listing(body: Body) -> Listing:
    return Listing(tuple(_item(item) for item in body["items"]), body["is_numbered"])


def _goal(body: Body) -> Goal:
    status = Status(**body["status"]) if body["status"] else None
    return Goal(**{**body, "status": status, "facts": _facts(body["facts"])})


BLOCKS: Mapping[str, Callable[[Body], Block]] = {
    "heading": lambda body: Heading(**body),
    "paragraph": lambda body: Paragraph(_runs(body["runs"])),
    "list": _listing,
    "quote": lambda body: Quote(tuple(map(_runs, body["paragraphs"])), body["origin"]),
    "table": lambda body: Table(**{**body, "grid": _grid(body["grid"])}),
    "chart": lambda body: Chart(**{**body, "grid": _grid(body["grid"])}),
    "goal": _goal,
    "note": lambda body: Note(**{**body, "runs": _runs(body["runs"])}),
}
