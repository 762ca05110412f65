"""A decided plan as a report says all that was decided, in its wording, and nothing else."""

from dataclasses import replace

from timglas.rules.plan_document import (
    AmountLine,
    BudgetLine,
    DecisionLine,
    FrameLine,
    GoalLine,
    GroundLine,
    IndicatorLine,
    ParentLine,
    PlanDocument,
    SectionLine,
    TargetLine,
    UnitLine,
)
from timglas.rules.plan_report import Given, plan_report
from timglas.rules.report_document import Column, Fact, Goal, Grid, Heading, ReportDocument, Table
from timglas.rules.rich_text import Paragraph, Run, words

SCHOOL, CARE = UnitLine("200", "Skolnämnden", "committee"), UnitLine("300", "Omsorgen", "committee")
DECISION = DecisionLine("Skolnämnden", "2025-11-20", "142", "SKN 2025/310", "")
EMPTY = PlanDocument(
    unit=SCHOOL,
    kind="operational",
    first_year=2026,
    last_year=2027,
    number=1,
    valid_from="2026-01-01",
    vision="",
    core_values="",
    introduction="",
    decision=DECISION,
    goals=(),
)
TARGETS = (
    TargetLine(2026, "Skolnämnden", "T", "88", None, "year_end"),
    TargetLine(2027, "Skolnämnden", "T", None, "95.5", "year_end"),
    TargetLine(2026, "Skolnämnden", "K", "85", "90", "year_end"),
    TargetLine(2027, "Björkskolan", "T", "80", None, "year_end"),
)
LINE = IndicatorLine(
    indicator=7,
    unit="Skolnämnden",
    name="Närvaro",
    definition="Andel av tiden.",
    measure_unit="%",
    decimals=1,
    direction="up",
    kind="result",
    frequency="year",
    accumulation="level",
    collected_from="own",
    aggregation="none",
    aggregation_over_time="latest",
    source="Skolan",
    by_sex=True,
    tolerance_percent="90",
    tolerance_absolute=None,
    baseline="83.14",
    baseline_year=2024,
    targets=TARGETS,
)
BARE = GoalLine(3, "Nämndmål", 2, "Trygg skola", "", "", "service", False, (), "", (), (), ())
FULL = replace(
    BARE,
    need="Få är i skolan.",
    wanted_result="Alla är i skolan.",
    sound_finance=True,
    agenda_2030=(3, 4),
    measured_why_not="Enkäten är ny.",
    parents=(
        ParentLine(1, "Unga får en bra start", "Kommunfullmäktige", "Den som är där lär.", True),
        ParentLine(2, "Attraktiv kommun", "Kommunfullmäktige", "", False),
    ),
    grounds=(GroundLine("law", "Skollagen 1 kap. 4 §"),),
    indicators=(
        LINE,
        replace(LINE, name="Trivsel", definition="", source="", baseline=None, targets=()),
        replace(LINE, name="Ro", baseline_year=None, targets=()),
    ),
)


def in_words(field: str, code: str) -> str:
    """Codes as they are, told apart from words."""
    return f"<{field} {code}>"


def report(document: PlanDocument) -> ReportDocument:
    """The report of a plan of Exempelby."""
    return plan_report(document, Given("Exempelby", "Verksamhetsplan", "a1b2", in_words))


def test_a_report_says_whose_plan_it_is_and_who_decided_it() -> None:
    assert report(EMPTY) == ReportDocument(
        kind="Beslutad plan",
        title="Verksamhetsplan 2026–2027",
        unit="Skolnämnden",
        publisher="Exempelby",
        period="gäller från 1 januari 2026",
        version="version 1",
        dated="2025-11-20",
        facts=(
            Fact("Beslutad av", words("Skolnämnden")),
            Fact("Beslut", words("20 november 2025 § 142")),
            Fact("Diarienummer", words("SKN 2025/310")),
            Fact("Kontrollsumma", words("a1b2")),
        ),
    )


def test_what_an_official_decides_has_no_paragraph() -> None:
    told = replace(DECISION, paragraph="", registry_number="", official="Eva Enhetschef")
    assert report(replace(EMPTY, decision=told)).facts == (
        Fact("Beslutad av", words("Skolnämnden, Eva Enhetschef")),
        Fact("Beslut", words("20 november 2025")),
        Fact("Kontrollsumma", words("a1b2")),
    )


def test_texts_and_sections_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    sections = (
        SectionLine("Uppdraget", "", "<p>Alla barns</p><p>lärande.</p>"),
        SectionLine("Våra mål", "goals", "Därför just de här."),
        SectionLine("Aktiviteter", "activities", ""),
        SectionLine("Slutord", "", "Tack."),
    )
    plan = replace(EMPTY, vision="Växa.", core_values="Tillit.", sections=sections)
    plan = replace(plan, many_goals_why="Nämnder slås ihop.")
    assert report(plan).blocks == (
        Heading(1, "Vision"),
        paragraph("Växa."),
        Heading(1, "Värdegrund"),
        paragraph("Tillit."),
        Heading(1, "Uppdraget"),
        paragraph("Alla barns"),
        paragraph("lärande."),
        Heading(1, "Våra mål"),
        paragraph("Därför just de här."),
        Heading(2, "Varför målen är fler än lagom"),
        paragraph("Nämnder slås ihop."),
        Heading(1, "Slutord"),
        paragraph("Tack."),
    )


def paragraph(text: str) -> Paragraph:
    """A paragraph without marks."""
    return Paragraph((Run(text),))


def test_a_goal_says_all_that_was_decided_of_it() -> None:
    heading, goal, *_rest = report(replace(EMPTY, goals=(FULL,))).blocks
    assert heading == Heading(1, "Mål och indikatorer")
    assert goal == Goal(
        2,
        "Trygg skola",
        None,
        (
            Fact("Behov", words("Få är i skolan.")),
            Fact("Önskat resultat", words("Alla är i skolan.")),
            Fact(
                "Bidrar till",
                words("Unga får en bra start (Kommunfullmäktige)\nDen som är där lär."),
            ),
            Fact("Bidrar också till", words("Attraktiv kommun (Kommunfullmäktige)")),
            Fact("<ground law>", words("Skollagen 1 kap. 4 §")),
            Fact("Perspektiv", words("<perspective service>")),
            Fact("God ekonomisk hushållning", words("Ja")),
            Fact("Agenda 2030", words("mål 3, mål 4")),
            Fact("Mäts inte, därför att", words("Enkäten är ny.")),
        ),
    )


def test_targets_stand_by_year_with_a_row_for_each_unit_and_sex() -> None:
    _heading, _goal, targets, *_rest = report(replace(EMPTY, goals=(FULL,))).blocks
    columns = (
        *(Column("Indikator"), Column("Mäts i"), Column("Utgångsläge", is_numeric=True)),
        *(Column("2026", is_numeric=True), Column("2027", is_numeric=True)),
    )
    rows = (
        ("Närvaro", "%", "83,1 (2024)", "minst\u00a088", "högst\u00a095,5"),
        ("Närvaro, <sex k>", "%", "–", "85–90", "–"),
        ("Närvaro, Björkskolan", "%", "–", "–", "minst\u00a080"),
        ("Trivsel", "%", "–", "–", "–"),
        ("Ro", "%", "83,1", "–", "–"),
    )
    assert targets == Table("Målvärden: Trygg skola", Grid(columns, rows))


def test_definitions_come_last() -> None:
    *_rest, heading, definitions = report(replace(EMPTY, goals=(FULL,))).blocks
    said = ("<direction up>", "<frequency year>")
    assert heading == Heading(1, "Så mäts indikatorerna")
    assert isinstance(definitions, Table)
    assert definitions.grid.rows == (
        ("Närvaro", "Andel av tiden.", *said, "Skolan"),
        ("Trivsel", "–", *said, "–"),
        ("Ro", "Andel av tiden.", *said, "Skolan"),
    )


def test_goals_of_several_levels_stand_under_their_level() -> None:
    goals = (BARE, replace(BARE, goal=4, level="Verksamhetsmål", wording="Ro i klassen"))
    headings = [
        (block.level, block.text if isinstance(block, Heading) else block.wording)
        for block in report(replace(EMPTY, goals=goals)).blocks
        if isinstance(block, Heading | Goal)
    ]
    assert headings == [
        (1, "Mål och indikatorer"),
        (2, "Nämndmål"),
        (3, "Trygg skola"),
        (2, "Verksamhetsmål"),
        (3, "Ro i klassen"),
    ]


MONEY = replace(
    EMPTY,
    frames=(
        FrameLine(SCHOOL, "investment", (AmountLine(2026, "3280000"),)),
        FrameLine(
            SCHOOL, "operating", (AmountLine(2026, "96900000"), AmountLine(2027, "98900000"))
        ),
        FrameLine(CARE, "operating", (AmountLine(2026, "1000000"), AmountLine(2027, "2000500"))),
        FrameLine(CARE, "company_return", (AmountLine(2026, "2.8"), AmountLine(2027, "3"))),
    ),
    budget=(
        BudgetLine("tax_rate", "", (AmountLine(2026, "21.85"),)),
        BudgetLine("cost", "Pensioner", (AmountLine(2027, "12100000"),)),
    ),
)
YEARS = (Column("2026", is_numeric=True), Column("2027", is_numeric=True))


def test_money_is_told_in_thousands_by_kind_with_its_sum() -> None:
    heading, operating, investment, returns, budget = report(MONEY).blocks
    assert heading == Heading(1, "Ekonomiska ramar")
    assert operating == Table(
        "Driftramar, tkr",
        Grid(
            (Column("För"), *YEARS),
            (
                ("Skolnämnden", "96\u00a0900", "98\u00a0900"),
                ("Omsorgen", "1\u00a0000", "2\u00a0001"),
                ("Summa", "97\u00a0900", "100\u00a0901"),
            ),
        ),
    )
    assert investment == Table(
        "Investeringsramar, tkr",
        Grid((Column("För"), *YEARS), (("Skolnämnden", "3\u00a0280", "–"),)),
    )
    assert isinstance(returns, Table)
    assert returns.grid.rows == (("Omsorgen", "2,8", "3,0"),)
    assert budget == Table(
        "Budget",
        Grid(
            (Column("Post"), Column("Enhet"), *YEARS),
            (
                ("Skattesats", "kr per hundralapp", "21,85", "–"),
                ("Pensioner", "tkr", "–", "12\u00a0100"),
            ),
        ),
    )


def test_money_stands_in_the_section_that_is_about_it() -> None:
    sections = (
        SectionLine("Pengarna", "frames", "Det räcker."),
        SectionLine("Slutord", "", "Tack."),
    )
    headings = [
        block.text
        for block in report(replace(MONEY, sections=sections)).blocks
        if isinstance(block, Heading)
    ]
    assert headings == ["Pengarna", "Slutord"]
