"""A report shows what was decided as of its day, and an annual report all of it."""

import pytest

from tests.annual import (
    CALM,
    READ,
    SAFE,
    SAFE_NOW,
    AnnualYear,
    annual_report,
    annual_year,
    report_value,
)
from tests.cast import Cast
from timglas.models import Report
from timglas.queries.report_parts import part_blocks
from timglas.rules.report_document import Goal, Status, Table
from timglas.rules.report_template import ReportPart
from timglas.rules.rich_text import Item, Listing, words

NO_VALUE = "Inget värde är registrerat för 2025."
FIRST = "Barn- och utbildningsnämnden 25 november 2024 §\u00a0142"
SECOND = "Barn- och utbildningsnämnden 20 maj 2025 §\u00a061"


@pytest.fixture
def year(cast: Cast) -> AnnualYear:
    return annual_year(cast)


@pytest.fixture
def report(year: AnnualYear) -> Report:
    return annual_report(year.cast, year.cast.bun)


def shown(report: Report, part: ReportPart) -> tuple[object, ...]:
    return part_blocks(part, report.round_unit.unit, report.round_unit.round)


def table(report: Report, part: ReportPart) -> Table:
    """The one table of a part."""
    (found,) = (block for block in shown(report, part) if isinstance(block, Table))
    return found


def test_every_decided_indicator_is_there_with_its_outcome_or_why_there_is_none(
    year: AnnualYear, report: Report
) -> None:
    report_value(year, year.safe, "91.2")
    goal, indicators = shown(report, ReportPart.GOALS)
    assert isinstance(goal, Goal)
    assert (goal.wording, goal.status) == ("Alla elever är trygga", Status("ok", "Uppnått"))
    assert isinstance(indicators, Table)
    assert indicators.grid.rows == (
        (
            f"{SAFE} (heter nu ”{SAFE_NOW}”)",
            "minst\u00a088\u00a0%",
            "91,2\u00a0%",
            "Uppnått",
            "–",
        ),
        (f"{CALM} (togs bort under året)", "minst\u00a088\u00a0%", "–", "Ej mätt", NO_VALUE),
        (f"{READ} (tillkom under året)", "minst\u00a088\u00a0%", "–", "Ej mätt", NO_VALUE),
    )


def test_each_difference_stands_with_the_decision_that_did_it(report: Report) -> None:
    *notes, differences, decided = shown(report, ReportPart.DIFFERENCES)
    assert isinstance(differences, Table)
    assert differences.grid.rows == (
        ("Namn", SAFE, SAFE_NOW, SECOND),
        ("Ny indikator", "–", READ, SECOND),
        ("Borttagen indikator", CALM, "–", SECOND),
    )
    assert decided == Listing(
        (
            Item(words(f"Version 1 av planen för 2025–2027, gäller från 1 januari 2025: {FIRST}")),
            Item(words(f"Version 2 av planen för 2025–2027, gäller från 21 maj 2025: {SECOND}")),
        )
    )
    assert len(notes) == 3
