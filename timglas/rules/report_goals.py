"""Goals in a report: how many go how, and each in its decided wording with what came of it.

In Swedish, the language that a Swedish municipality's reports are written in: who calls sees to it
that codes, statuses and numbers are written in Swedish too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from timglas.rules.annual_report import (
    EVERYBODY,
    Change,
    GoalRow,
    IndicatorRow,
    TargetRow,
    balance,
)
from timglas.rules.numbers import MISSING
from timglas.rules.report_document import (
    Block,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    Note,
    Status,
    Table,
)
from timglas.rules.rich_text import Paragraph, words
from timglas.rules.scale import Colour, in_words
from timglas.rules.scale import Status as Went
from timglas.rules.summary import goals_in_words

SINCE: Mapping[Change, str] = {
    Change.ADDED: "tillkom under året",
    Change.REMOVED: "togs bort under året",
}
_COLOURS = (Colour.GREEN, Colour.YELLOW, Colour.RED)


@dataclass(frozen=True, slots=True)
class Given:
    """What a report says of its goals beside the decided rows.

    `name` gives the municipality's word for a status, `sex` that for a letter; `facts` are about
    each goal by id, as judged. With `has_ended` the words are final.
    """

    year: int
    has_ended: bool
    name: Callable[[Went], str]
    sex: Callable[[str], str]
    facts: Mapping[int, tuple[Fact, ...]]


def balance_blocks(rows: Sequence[GoalRow], given: Given) -> tuple[Block, ...]:
    """How many goals are reached, partly, not, and not judged: in a sentence and as a table."""
    if not rows:
        return ()
    statuses = [row.status for row in rows]
    counted = balance(statuses)
    counts = (counted.reached, counted.partly, counted.missed)
    named = [given.name(in_words(colour, ended=given.has_ended)) for colour in _COLOURS]
    if not given.has_ended:  # a goal can be reached before the year is over
        named[0] = f"{named[0]} eller {given.name(Went.MET).lower()}"
    unknown = "Inte mätt eller bedömt"
    lines = (*zip(named, counts, strict=True), (unknown, counted.unknown), ("Alla", counted.total))
    grid = Grid(
        (Column("Mål"), Column("Antal", is_numeric=True)),
        tuple((name, str(count)) for name, count in lines),
    )
    said = Paragraph(words(goals_in_words(statuses)))
    return (said, Table(f"Så går det för målen {given.year}", grid))


def goal_blocks(rows: Sequence[GoalRow], given: Given) -> tuple[Block, ...]:
    """Every goal with its status and facts, and its indicators with target and outcome."""
    levels = [(name, list(goals)) for name, goals in groupby(rows, key=lambda row: row.level)]
    blocks: list[Block] = []
    for name, goals in levels:
        blocks += [Heading(2, name)] if len(levels) > 1 else []
        for goal in goals:
            blocks += _goal(goal, given)
    return tuple(blocks)


def _goal(row: GoalRow, given: Given) -> Iterator[Block]:
    status = Status(row.status.symbol, given.name(row.status))
    facts = (*_became(row), *given.facts.get(row.goal, ()))
    yield Goal(3, row.wording, status, facts)
    if row.indicators:
        yield _indicators(row, given)
    elif row.why_not:
        yield Note(words(f"Målet mäts inte: {row.why_not}"))


def _became(row: GoalRow) -> Iterator[Fact]:
    """What has become of a goal since it was decided."""
    if row.since is Change.RENAMED:
        yield Fact("Ny lydelse", words(row.last_wording))
    elif row.since:
        yield Fact("Sedan beslutet", words(f"Målet {SINCE[row.since]}."))


def _indicators(goal: GoalRow, given: Given) -> Table:
    """The indicators of a goal. A column that would say nothing anywhere is left out."""
    told = [(line, target, n) for line in goal.indicators for n, target in enumerate(line.targets)]
    cells = [_cells(line, target, given, is_first=not n) for line, target, n in told]
    columns = (
        Column("Indikator"),
        Column(f"Beslutat mål {given.year}", is_numeric=True),
        Column("Nytt mål", is_numeric=True),
        Column("Utfall", is_numeric=True),
        Column("Läge"),
        Column("Varför det inte är mätt"),
    )
    shown = [n for n, _column in enumerate(columns) if n not in {2, 5} or any(c[n] for c in cells)]
    rows = tuple(tuple(row[n] or MISSING for n in shown) for row in cells)
    grid = Grid(tuple(columns[n] for n in shown), rows)
    return Table(f"Indikatorer: {goal.wording}", grid)


def _cells(
    line: IndicatorRow, target: TargetRow, given: Given, *, is_first: bool
) -> tuple[str, ...]:
    about = () if is_first else (target.unit, _sex(target, given))
    measured = target.measured
    is_new = target.last != target.decided and line.since is not Change.REMOVED
    return (
        ", ".join(filter(None, (_named(line), *about))),
        _with_unit(target.decided, line),
        _with_unit(target.last, line) if is_new else "",
        measured.value,
        given.name(measured.status),
        measured.why,
    )


def _named(line: IndicatorRow) -> str:
    """The decided name, and what has become of it."""
    match line.since:
        case None:
            return line.name
        case Change.RENAMED:
            return f"{line.name} (heter nu ”{line.last_name}”)"
        case since:
            return f"{line.name} ({SINCE[since]})"


def _sex(target: TargetRow, given: Given) -> str:
    return "" if target.sex == EVERYBODY else given.sex(target.sex).lower()


def _with_unit(bounds: str, line: IndicatorRow) -> str:
    return bounds if bounds == MISSING else f"{bounds}\u00a0{line.measure_unit}".rstrip()
