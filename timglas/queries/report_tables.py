"""What sections of a report show as tables: deviations, work, assignments, frames and forecasts.

In Swedish, as the report is. Nobody is the viewer: a decided report is public, so offices are
named and persons never. A part that has nothing to show is empty.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from timglas.access import Viewer
from timglas.models import Assessment, Unit, UnitKind
from timglas.queries.activities import work_of_goals
from timglas.queries.assignments import assignments_followed_up
from timglas.queries.decided_year import DecidedYear
from timglas.queries.forecast_accuracy import AccuracyRow, accuracy_of
from timglas.queries.frames import FrameRow, frames_page
from timglas.rules.assessments import GoalForecast
from timglas.rules.budget import in_thousands
from timglas.rules.numbers import MISSING, format_number, format_value
from timglas.rules.periods import date_words
from timglas.rules.report_document import Block, Column, Grid, Table
from timglas.rules.rich_text import Paragraph, words

# Whose reports show every frame, and not only their own.
WHOLE = (UnitKind.COUNCIL, UnitKind.EXECUTIVE_BOARD)
FRAME_TITLES = ("Beslutad ram", "Ändrad", "Tilläggsanslag", "Ram nu")


def deviation_blocks(decided: DecidedYear) -> tuple[Block, ...]:
    """The goals that are judged to go badly or worse, with cause, action, day and office."""
    rows = tuple(
        (
            row.wording,
            decided.names[row.status].name,
            judged.remedy.cause,
            judged.remedy.action,
            date_words(judged.remedy.on),
            judged.remedy.by.title or MISSING,
        )
        for row in decided.rows
        if (judged := decided.judgements.get(row.goal)) and judged.remedy
    )
    titles = ("Mål", "Läge", "Orsak", "Åtgärd", "Klar", "Ansvarig")
    return _table("Avvikelser och åtgärder", [Column(title) for title in titles], rows)


def activity_blocks(decided: DecidedYear, as_of: date) -> tuple[Block, ...]:
    """The year's activities under the unit's goals, by goal. One query."""
    wordings = {row.goal: row.wording for row in decided.rows}
    found = work_of_goals(Viewer(None, as_of), wordings, decided.year)
    titles = ("Aktivitet", "Enhet", "Ska vara klar", "Läge", "Väntad effekt")
    columns = [Column(title) for title in titles]
    tables: list[Block] = []
    for goal, wording in wordings.items():
        rows = tuple(
            (
                row.name,
                row.unit_name,
                date_words(row.ends_on),
                row.state.name,
                row.expected_effect or MISSING,
            )
            for row in found
            if row.goal_id == goal
        )
        tables += _table(f"Aktiviteter: {wording}", columns, rows)
    return tuple(tables)


def assignment_blocks(unit: Unit, as_of: date) -> tuple[Block, ...]:
    """What the body was to do, or has asked others to do. One query."""
    found = assignments_followed_up(Viewer(None, as_of), unit, as_of)
    rows = tuple(
        (row.name, row.receiver, row.decision, date_words(row.due_on), row.state.name)
        for row in found
    )
    titles = ("Uppdrag", "Till", "Beslut", "Ska återrapporteras", "Läge")
    return _table("Uppdrag", [Column(title) for title in titles], rows)


def frame_blocks(unit: Unit, as_of: date) -> tuple[Block, ...]:
    """The unit's frames of the year in thousands of kronor; all of them in the council's report.

    Six queries.
    """
    frames = frames_page(Viewer(None, as_of), as_of.year).frames
    if frames is None:
        return ()
    columns = [Column("För"), *(Column(title, is_numeric=True) for title in FRAME_TITLES)]
    tables: list[Block] = []
    for table in frames.tables:
        rows = [r for r in table.rows if unit.kind in WHOLE or r.name == unit.name]
        caption = f"{table.kind.name_in_words} {as_of.year}, tusen kronor"
        tables += _table(caption, columns, tuple(map(_frame, rows)))
    return tuple(tables)


def forecast_blocks(decided: DecidedYear, as_of: date) -> tuple[Block, ...]:
    """What was forecast of goals and indicators during the year, and how it went. Two queries."""
    accuracy = accuracy_of(Viewer(None, decided.day), decided.indicators, decided.year)
    titles = ("Efter tertial 1", "Efter tertial 2", "Efter tertial 3", "Egen prognos", "Utfall")
    columns = [Column("Indikator"), *(Column(title, is_numeric=True) for title in titles)]
    columns.append(Column("Missade med", is_numeric=True))
    rows = tuple(map(_accuracy, {row.indicator.id: row for row in accuracy.rows}.values()))
    caption = f"Prognoser för indikatorerna {decided.year}"
    said = (Paragraph(words(accuracy.sentence)),) if rows and decided.has_ended else ()
    return (*_goal_forecasts(decided, as_of), *said, *_table(caption, columns, rows))


def _goal_forecasts(decided: DecidedYear, as_of: date) -> tuple[Block, ...]:
    """Each goal's forecasts in order of time and, when the year is over, what it came to."""
    rows = Assessment.objects.filter(
        goal__in=[row.goal for row in decided.rows], year=decided.year, as_of__lte=as_of
    ).exclude(forecast="")
    told = list(rows.order_by("as_of", "pk").values_list("goal_id", "as_of", "forecast"))
    days = sorted({day for _goal, day, _forecast in told})
    made = {(goal, day): GoalForecast(forecast) for goal, day, forecast in told}
    titles = [f"Per {date_words(day)}" for day in days]
    titles += ["Utfall"] if decided.has_ended else []
    lines = []
    for row in decided.rows:
        cells = [made.get((row.goal, day)) for day in days]
        if any(cells):
            said = [cell.name_in_words if cell else MISSING for cell in cells]
            went = [decided.names[row.status].name] if decided.has_ended else []
            lines.append((row.wording, *said, *went))
    columns = [Column("Mål"), *map(Column, titles)]
    return _table(f"Prognoser för målen {decided.year}", columns, tuple(lines))


def _table(
    caption: str, columns: Sequence[Column], rows: tuple[tuple[str, ...], ...]
) -> tuple[Block, ...]:
    """A table, or nothing where it would have no rows."""
    return (Table(caption, Grid(tuple(columns), rows)),) if rows else ()


def _frame(row: FrameRow) -> tuple[str, ...]:
    amounts = (row.original, row.changed, row.added, row.revised)
    return (row.name, *map(_thousands, amounts))


def _thousands(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_number(in_thousands(amount), 0)


def _accuracy(row: AccuracyRow) -> tuple[str, ...]:
    indicator = row.indicator
    values = (row.first, row.second, row.third, row.own, row.outcome)
    told = (format_value(v, indicator.measure_unit, indicator.decimals) for v in values)
    return (indicator.name, *told, row.missed or MISSING)
