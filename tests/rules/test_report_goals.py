"""Goals in a report: the balance, and each in its decided wording with what came of it."""

from dataclasses import replace

from timglas.rules.annual_report import Change, GoalRow, IndicatorRow, Measured, TargetRow
from timglas.rules.report_document import Column, Fact, Goal, Grid, Heading, Note, Status, Table
from timglas.rules.report_goals import Given, balance_blocks, goal_blocks
from timglas.rules.rich_text import Paragraph, words
from timglas.rules.scale import DEFAULT_NAMES
from timglas.rules.scale import Status as Went

TARGET = TargetRow("BUN", "T", "minst\u00a088", "minst\u00a088", Measured("91\u00a0%", Went.MET))
LINE = IndicatorRow(7, "Trygga elever", "Trygga elever", "%", None, (TARGET,))
ROW = GoalRow(*(3, "Nämndmål", "Alla är trygga", "Alla är trygga", None, Went.MET, ""), (LINE,))
GIVEN = Given(
    year=2026,
    has_ended=True,
    name=DEFAULT_NAMES.__getitem__,
    sex={"K": "Kvinnor"}.__getitem__,
    facts={3: (Fact("Bedömning", words("Bra.")),)},
)
HEAD = (Column("Indikator"), Column("Beslutat mål 2026", is_numeric=True))
OUTCOME, STATE = Column("Utfall", is_numeric=True), Column("Läge")


def test_the_balance_is_told_in_a_sentence_and_a_table() -> None:
    rows = (ROW, replace(ROW, status=Went.NOT_MET), replace(ROW, status=Went.NOT_JUDGED))
    said, table = balance_blocks(rows, GIVEN)
    assert said == Paragraph(
        words("Ett är uppnått. Ett är inte uppnått och ett kan inte bedömas än.")
    )
    assert table == Table(
        "Så går det för målen 2026",
        Grid(
            (Column("Mål"), Column("Antal", is_numeric=True)),
            (
                ("Uppnått", "1"),
                ("Delvis uppnått", "0"),
                ("Ej uppnått", "1"),
                ("Inte mätt eller bedömt", "1"),
                ("Alla", "3"),
            ),
        ),
    )
    assert balance_blocks((), GIVEN) == ()


def test_a_goal_that_is_reached_before_the_year_is_over_counts_as_on_its_way() -> None:
    _said, table = balance_blocks((ROW,), replace(GIVEN, has_ended=False))
    assert isinstance(table, Table)
    assert [name for name, _count in table.grid.rows[:3]] == [
        *("På väg eller uppnått", "Risk", "Avviker")
    ]


def test_a_goal_has_its_status_facts_and_indicators() -> None:
    assert goal_blocks((ROW,), GIVEN) == (
        Goal(3, "Alla är trygga", Status("ok", "Uppnått"), GIVEN.facts[3]),
        Table(
            "Indikatorer: Alla är trygga",
            Grid(
                (*HEAD, OUTCOME, STATE),
                (("Trygga elever", "minst\u00a088\u00a0%", "91\u00a0%", "Uppnått"),),
            ),
        ),
    )


def test_levels_have_their_headings_where_there_are_several() -> None:
    other = replace(ROW, goal=4, level="Fullmäktigemål", indicators=(), why_not="Enkäten är ny.")
    blocks = goal_blocks((other, ROW), GIVEN)
    assert [block for block in blocks if not isinstance(block, Table)] == [
        Heading(2, "Fullmäktigemål"),
        Goal(3, "Alla är trygga", Status("ok", "Uppnått")),
        Note(words("Målet mäts inte: Enkäten är ny.")),
        Heading(2, "Nämndmål"),
        Goal(3, "Alla är trygga", Status("ok", "Uppnått"), GIVEN.facts[3]),
    ]


def test_what_became_of_goals_and_indicators_is_told() -> None:
    """Names, new targets, targets of others, and why something is not measured."""
    lower = replace(TARGET, last="minst\u00a080")
    women = TargetRow("Ekskolan", "K", "–", "–", Measured("", Went.NOT_MEASURED, "Inget värde."))
    renamed = replace(LINE, since=Change.RENAMED, last_name="Trygghet", targets=(lower, women))
    gone = replace(LINE, since=Change.REMOVED, targets=(replace(TARGET, last="–"),))
    row = replace(
        ROW,
        goal=4,
        since=Change.RENAMED,
        last_wording="Alla är mycket trygga",
        indicators=(renamed, gone),
    )
    goal, table = goal_blocks((row,), GIVEN)
    assert isinstance(goal, Goal)
    assert isinstance(table, Table)
    assert goal.facts == (Fact("Ny lydelse", words("Alla är mycket trygga")),)
    why = Column("Varför det inte är mätt")
    new = Column("Nytt mål", is_numeric=True)
    decided = "minst\u00a088\u00a0%"
    assert table.grid == Grid(
        (*HEAD, new, OUTCOME, STATE, why),
        (
            *(
                (
                    "Trygga elever (heter nu ”Trygghet”)",
                    *(decided, "minst\u00a080\u00a0%", "91\u00a0%", "Uppnått", "–"),
                ),
                (
                    "Trygga elever (heter nu ”Trygghet”), Ekskolan, kvinnor",
                    *("–", "–", "–", "Ej mätt", "Inget värde."),
                ),
            ),
            (
                "Trygga elever (togs bort under året)",
                *(decided, "–", "91\u00a0%", "Uppnått", "–"),
            ),
        ),
    )


def test_a_goal_that_was_removed_says_so() -> None:
    (goal,) = goal_blocks((replace(ROW, since=Change.REMOVED, indicators=()),), GIVEN)
    assert isinstance(goal, Goal)
    assert goal.facts[0] == Fact("Sedan beslutet", words("Målet togs bort under året."))
