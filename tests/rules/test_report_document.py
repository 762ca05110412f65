"""A report as data: the same report, the same text, for decades."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timglas.rules.plan_document import sha256
from timglas.rules.report_document import (
    Chart,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    Note,
    ReportDocument,
    ReportProblem,
    Status,
    Table,
    canonical,
    read,
    stepwise,
)
from timglas.rules.report_layout import is_long, placed, shares, spoken, words_of
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, Run, words

GRID = Grid((Column("År"), Column("Andel, %", is_numeric=True)), (("2025", "83,1"), ("2026", "–")))
SMALL = ReportDocument(
    kind="Verksamhetsplan",
    title="Verksamhetsplan 2026–2028",
    unit="Skolnämnden",
    publisher="Exempelby kommun",
    period="2026–2028",
    version="Version 1",
    dated="2025-11-20",
    facts=(Fact("Beslut", words("Skolnämnden 2025-11-20")),),
    blocks=(
        Heading(2, "Inledning"),
        Paragraph((Run("Läs "), Run("mer", strong=True, href="https://example.se/"))),
        Listing((Item(words("ett"), (Listing((Item(words("två")),), is_numbered=True),)),)),
        Quote((words("Vi hinner inte."),), "Björkskolan"),
        Quote((words("Vi hinner."),)),
        Note(words("Preliminärt."), is_risk=True),
        Goal(4, "Fler når målen", Status("risk", "Risk"), (Fact("Perspektiv", words("Barn")),)),
        Goal(4, "Tryggare skola"),
        Table("Målvärden", GRID),
        Chart("Andelen stiger.", "Procent", "Linje från 80 till 83,1", "<svg/>", GRID),
        Chart("Den faller.", "", "Linje nedåt", "<svg/>", GRID),
    ),
)
TEXT_SHA256 = "5d0e52bf1adf58e1b024549be1e3bfe43d09cd9bf212d526c5b83d4dbe4af566"

TEXTS = st.text(max_size=6)
CELLS = st.tuples(TEXTS, TEXTS)
GRIDS = st.builds(
    Grid, columns=st.tuples(st.builds(Column), st.builds(Column)), rows=st.tuples(CELLS)
)
RICH = st.lists(st.builds(Run, text=TEXTS), max_size=2).map(tuple)
LISTINGS = st.recursive(
    st.builds(Listing, items=st.just(())),
    lambda inside: st.builds(
        Listing, items=st.tuples(st.builds(Item, runs=RICH, inside=st.tuples(inside)))
    ),
    max_leaves=3,
)
LEVELS = st.integers(1, 6)
BLOCKS = st.one_of(
    st.builds(Heading, level=LEVELS, text=TEXTS),
    st.builds(Paragraph, runs=RICH),
    LISTINGS,
    st.builds(Quote, paragraphs=st.tuples(RICH)),
    st.builds(Note, runs=RICH),
    st.builds(Table, grid=GRIDS),
    st.builds(Chart, grid=GRIDS, alternative=st.just("Linje")),
    st.builds(Goal, level=LEVELS, facts=st.tuples(st.builds(Fact, value=RICH))),
)
DOCUMENTS = st.builds(
    ReportDocument,
    facts=st.tuples(st.builds(Fact, value=RICH)),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    schema=st.just(1),
)


def test_the_text_of_a_report_never_changes() -> None:
    assert sha256(canonical(SMALL)) == TEXT_SHA256


def test_a_report_is_plain_data() -> None:
    heading = json.loads(canonical(SMALL))["blocks"][0]
    assert heading == {"type": "heading", "level": 1, "text": "Inledning"}


@settings(max_examples=50)
@given(DOCUMENTS)
def test_what_is_read_back_is_what_was_written(document: ReportDocument) -> None:
    assert read(canonical(document)) == document


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"schema":99}'),
        canonical(SMALL).replace('"type":"note"', '"type":"picture"'),
        canonical(SMALL).replace('"type":"note"', '"type":"quote"'),
    ],
)
def test_what_is_no_report_we_know_is_a_problem(text: str) -> None:
    with pytest.raises(ReportProblem):
        read(text)


def test_headings_begin_at_one_and_skip_nothing() -> None:
    blocks = tuple(Heading(level, "Rubrik") for level in (2, 4, 4, 3, 2, 1, 6))
    document = ReportDocument("", "", "", "", "", "", "", blocks=blocks)
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    assert levels == [1, 2, 2, 2, 1, 1, 2]


@given(st.lists(LEVELS))
def test_levels_that_are_stepwise_stay_as_they_are(levels: list[int]) -> None:
    steps = stepwise(levels)
    assert stepwise(steps) == steps
    assert all(after <= before + 1 for before, after in zip([0, *steps], steps, strict=False))


def test_what_says_nothing_is_left_out_and_what_is_on_one_line_has_one_line() -> None:
    blocks = (
        Heading(1, " \n"),
        Paragraph(()),
        Listing(()),
        Quote(()),
        Note(()),
        Goal(1, ""),
        Heading(1, "Två\nrader\x00"),
        Paragraph((Run("två\nrader\x00"),)),
    )
    document = ReportDocument("", "", "", "", "", "", "", blocks=blocks)
    assert document.blocks == (Heading(1, "Två rader"), Paragraph((Run("två\nrader"),)))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ReportProblem):
        Grid((Column("År"),), (("2025", "83,1"),))
    with pytest.raises(ReportProblem):
        Grid((), ())


def test_a_chart_can_be_read_by_who_cannot_see_it() -> None:
    with pytest.raises(ReportProblem):
        Chart("Andelen stiger.", "", " ", "<svg/>", GRID)


def test_tables_and_charts_are_numbered_each_by_itself() -> None:
    places = [(place.anchor, place.label) for place in placed(SMALL) if place.label]
    assert places == [("table-1", "Tabell 1"), ("chart-1", "Diagram 1"), ("chart-2", "Diagram 2")]


def test_a_heading_has_a_place_in_the_contents_and_a_level_on_a_page() -> None:
    places = [(place.title, place.level, place.html_level) for place in placed(SMALL)[5:8]]
    assert places == [("", 0, 1), ("Fler når målen", 2, 3), ("Tryggare skola", 2, 3)]


def test_a_report_says_its_pieces_in_order() -> None:
    assert spoken(SMALL) == (
        ("text", "Exempelby kommun"),
        ("text", "Verksamhetsplan"),
        ("title", "Verksamhetsplan 2026–2028"),
        ("text", "Skolnämnden · 2026–2028 · Version 1"),
        ("fact", "Beslut: Skolnämnden 2025-11-20"),
        ("h1", "Inledning"),
        ("text", "Läs mer"),
        ("item", "ett"),
        ("item", "två"),
        ("quote", "Vi hinner inte."),
        ("quote", "Björkskolan"),
        ("quote", "Vi hinner."),
        ("text", "Preliminärt."),
        ("h2", "Fler når målen"),
        ("fact", "Läge: Risk"),
        ("fact", "Perspektiv: Barn"),
        ("h2", "Tryggare skola"),
        ("caption", "Tabell 1. Målvärden"),
        *_GRID_SPOKEN,
        ("text", "Diagram 1. Andelen stiger."),
        ("text", "Procent"),
        ("picture", "Linje från 80 till 83,1"),
        *_GRID_SPOKEN,
        ("text", "Diagram 2. Den faller."),
        ("picture", "Linje nedåt"),
        *_GRID_SPOKEN,
    )


_GRID_SPOKEN = (
    ("column", "År"),
    ("column", "Andel, %"),
    ("row", "2025"),
    ("cell", "83,1"),
    ("row", "2026"),
    ("cell", "–"),
)


def test_columns_of_figures_get_what_they_need_and_long_texts_share_the_rest() -> None:
    columns = (Column("Definition"), Column("Mäts"), Column("2026", is_numeric=True))
    grid = Grid(columns, (("Andel elever " * 12, "Varje år", "1\u00a0234\u00a0500"),))
    assert [round(share, 1) for share in shares(grid)] == [37.0, 8.0, 10.8]
    assert not is_long(grid)
    assert is_long(Grid(columns, grid.rows * 15))


def test_outputs_speak_the_language_of_the_report() -> None:
    english = ReportDocument("", "", "", "", "", "", "", language="en")
    assert words_of(english)["table"] == "Table"
    assert words_of(SMALL)["table"] == "Tabell"
