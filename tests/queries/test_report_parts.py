"""A report shows what was decided as of its day, and an annual report all of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.annual import (
    CALM,
    LATER,
    READ,
    SAFE,
    SAFE_NOW,
    WHY,
    AnnualYear,
    annual_report,
    annual_year,
    report_value,
)
from tests.assignments import make_assignment
from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.collected import collected
from tests.judged import remedy
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_indicator, make_levels
from tests.reports import GOALS, write
from timglas.actions.activities import add_activity
from timglas.actions.assessments import assess_goal
from timglas.actions.goals import add_ground
from timglas.actions.indicators import set_target
from timglas.actions.outcomes import report_outcome
from timglas.models import GoalLevel, GroundKind, PlanVersion, Report, Sex
from timglas.queries.report_parts import part_blocks, report_document, unexplained_of
from timglas.rules.assessments import GoalForecast
from timglas.rules.periods import Frequency, Period
from timglas.rules.report_document import Block, Chart, Fact, Goal, Heading, Note, Status, Table
from timglas.rules.report_template import ReportPart
from timglas.rules.rich_text import Item, Listing, words
from timglas.rules.scale import Status as Went

NO_VALUE = "Inget värde är registrerat för 2025."
FIRST = "Barn- och utbildningsnämnden 25 november 2024 §\u00a0142"
SECOND = "Barn- och utbildningsnämnden 20 maj 2025 §\u00a061"
AT_LEAST_88 = "minst\u00a088\u00a0%"
AUGUST = date(2025, 8, 31)


@pytest.fixture
def year(cast: Cast) -> AnnualYear:
    return annual_year(cast)


@pytest.fixture
def report(year: AnnualYear) -> Report:
    return annual_report(year.cast, year.cast.bun)


def shown(report: Report, part: ReportPart) -> tuple[Block, ...]:
    return part_blocks(part, report.round_unit.unit, report.round_unit.round)


def rows(report: Report, part: ReportPart) -> tuple[tuple[str, ...], ...]:
    """The rows of a part's first table."""
    return next(block.grid.rows for block in shown(report, part) if isinstance(block, Table))


def test_every_decided_indicator_is_there_with_its_outcome_or_why_there_is_none(
    year: AnnualYear, report: Report
) -> None:
    report_value(year, year.safe, "91.2")
    (goal, *_table) = shown(report, ReportPart.GOALS)
    assert isinstance(goal, Goal)
    assert (goal.wording, goal.status) == ("Alla elever är trygga", Status("ok", "Uppnått"))
    assert rows(report, ReportPart.GOALS) == (
        (f"{SAFE} (heter nu ”{SAFE_NOW}”)", AT_LEAST_88, "91,2\u00a0%", "Uppnått", "–"),
        (f"{CALM} (togs bort under året)", AT_LEAST_88, "–", "Ej mätt", NO_VALUE),
        (f"{READ} (tillkom under året)", AT_LEAST_88, "–", "Ej mätt", NO_VALUE),
    )
    assert rows(report, ReportPart.BALANCE)[0] == ("Uppnått", "1")


def test_each_difference_stands_with_the_decision_that_did_it(report: Report) -> None:
    *notes, _table, decided = shown(report, ReportPart.DIFFERENCES)
    assert rows(report, ReportPart.DIFFERENCES) == (
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


def test_what_the_text_explains_is_pointed_out_no_more(year: AnnualYear, report: Report) -> None:
    assert len(unexplained_of(report)) == 3
    write(report, year.cast.controller, WHY, GOALS)
    assert unexplained_of(report) == ()
    assert not [block for block in report_document(report).blocks if isinstance(block, Note)]


def test_an_annual_report_shows_goals_and_differences_whatever_its_template(
    report: Report,
) -> None:
    report.sections.exclude(title="Sammanfattning").delete()
    headings = [b.text for b in report_document(report).blocks if isinstance(b, Heading)]
    assert headings == [
        "Sammanfattning",
        "Mål med bedömning",
        "Skillnader mot det som beslutades",
    ]


def test_a_value_that_could_not_be_measured_says_why(year: AnnualYear, report: Report) -> None:
    report_outcome(
        indicator=year.read,
        period=Period(Frequency.YEAR, 2025),
        value=None,
        comment="Enkäten kom inte ut.",
        by=year.cast.head,
        at=LATER,
    )
    assert rows(report, ReportPart.GOALS)[2][-1] == "Enkäten kom inte ut."


def test_what_people_have_judged_is_told_by_office(year: AnnualYear, report: Report) -> None:
    cast = year.cast
    assess_goal(
        goal=year.goal,
        year=2025,
        as_of=AUGUST,
        proposed=Went.NOT_MEASURED,
        judged=Went.OFF_TRACK,
        reason="Enkäten.",
        summary="Svårt.",
        forecast=GoalForecast.PARTLY,
        remedy=remedy(cast.head),
        by=cast.head,
        at=LATER,
    )
    (goal, *_table) = shown(report, ReportPart.GOALS)
    assert isinstance(goal, Goal)
    assert goal.facts == (
        Fact("Bedömning", words("Svårt.")),
        Fact("Motivering", words("Enkäten.")),
        Fact("Prognos för året", words("Kommer delvis att uppnås")),
        Fact("Orsak", words("För få lärare.")),
        Fact("Åtgärd", words("Två lärare anställs. (30 juni 2026, skolchef)")),
    )
    assert rows(report, ReportPart.DEVIATIONS) == (
        (
            *("Alla elever är trygga", "Avviker", "För få lärare.", "Två lärare anställs."),
            *("30 juni 2026", "Skolchef"),
        ),
    )
    assert rows(report, ReportPart.FORECASTS) == (
        ("Alla elever är trygga", "Kommer delvis att uppnås", "Avviker"),
    )
    assert cast.head.name not in str(report_document(report))


def test_targets_for_women_and_for_other_units_have_their_outcomes(cast: Cast) -> None:
    indicator = collected(cast, decided=False, by_sex=True)
    edition = indicator.editions.get()
    told = {"edition": edition, "year": 2025, "low": None, "by": cast.controller, "at": NOW}
    set_target(high=Decimal(9), sex=Sex.WOMEN, **told)
    set_target(high=Decimal(5), unit=cast.bjork, **told)
    decide(cast, edition.goal_edition.version)
    month = Period(Frequency.MONTH, 2025, 12)
    for unit, sex, value in ((cast.bun, "K", 8), (cast.bjork, "T", 6), (cast.ek, "T", 1)):
        report_outcome(
            indicator=indicator,
            unit=unit,
            sex=sex,
            period=month,
            value=Decimal(value),
            by=cast.head,
            at=LATER,
        )
    found = {row[0]: row[1:4] for row in rows(annual_report(cast, cast.bun), ReportPart.GOALS)}
    assert found == {
        "Frånvaro": ("–", "7\u00a0st (december 2025)", "Ej bedömt"),
        "Frånvaro, Barn- och utbildningsnämnden, kvinnor": (
            *("högst\u00a09\u00a0st", "8\u00a0st (december 2025)", "Uppnått"),
        ),
        "Frånvaro, Björkskolan": (
            *("högst\u00a05\u00a0st", "6\u00a0st (december 2025)", "Ej uppnått"),
        ),
    }


def test_indicators_are_drawn_and_those_with_one_value_listed(
    year: AnnualYear, report: Report
) -> None:
    report_value(year, year.safe, "85.5", of=2024)
    report_value(year, year.safe, "91.2")
    report_value(year, year.read, "70")
    chart, others = shown(report, ReportPart.INDICATORS)
    assert isinstance(chart, Chart)
    assert chart.sentence == "Värdet har ökat från 85,5\u00a0% (2024) till 91,2\u00a0% (2025)."
    assert chart.grid.rows == (("2024", "85,5", "–"), ("2025", "91,2", "88,0"))
    assert isinstance(others, Table)
    assert others.grid.rows == ((READ, "minst 88\u00a0%", "70,0\u00a0% (2025)", "Ej uppnått"),)


def test_work_and_assignments_of_the_year_are_listed(year: AnnualYear, report: Report) -> None:
    cast = year.cast
    told = {"person": cast.manager, "description": "", "indicator": None, "by": cast.manager}
    add_activity(
        goal=year.goal,
        unit=cast.bjork,
        name="Rastvärdar",
        expected_effect="",
        starts_on=date(2025, 2, 1),
        ends_on=date(2025, 6, 1),
        at=NOW,
        **told,
    )
    make_assignment(cast)
    assert rows(report, ReportPart.ACTIVITIES) == (
        ("Rastvärdar", "Björkskolan", "1 juni 2025", "Försenad", "–"),
    )
    assert rows(report, ReportPart.ASSIGNMENTS) == (
        (
            *("Plan för skolornas lokaler", "Barn- och utbildningsnämnden"),
            *("Kommunfullmäktige 2024-11-25 § 160", "31 december 2025", "Givet"),
        ),
    )


def test_a_committee_sees_its_frames_and_the_council_all(cast: Cast) -> None:
    decide(cast, draft_budget(cast))
    own = annual_report(cast, cast.bun)
    whole = own.round_unit.round.units.get(unit=cast.kf).report
    assert [row[0] for row in rows(own, ReportPart.FRAMES)] == ["Barn- och utbildningsnämnden"]
    assert [row[0] for row in rows(whole, ReportPart.FRAMES)][-1] == "Summa"
    assert own.round_unit.unit == cast.bun


def test_parts_with_nothing_to_show_are_empty(cast: Cast) -> None:
    report = annual_report(cast, cast.ek)
    assert {part: shown(report, part) for part in ReportPart} == dict.fromkeys(ReportPart, ())
    assert report_document(report).blocks == ()


def test_a_companys_report_shows_its_plan_before_it_is_released(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.ab)
    goal = make_goal(cast, plan, committee, "Fler bostäder")
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="1 §", by=cast.controller, at=NOW)
    make_indicator(cast, goal)
    decide(cast, plan)
    report = annual_report(cast, cast.ab)
    (goal_block, *_table) = shown(report, ReportPart.GOALS)
    assert isinstance(goal_block, Goal)
    assert (goal_block.wording, goal_block.status) == ("Fler bostäder", Status("none", "Ej mätt"))


def _with_indicator(cast: Cast, plan: PlanVersion, level: GoalLevel, number: int) -> None:
    goal = make_goal(cast, plan, level, f"Mål {number}")
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="1 §", by=cast.controller, at=NOW)
    indicator = make_indicator(cast, goal, f"Indikator {number}").indicator
    for year in (2023, 2024):
        report_outcome(
            indicator=indicator,
            period=Period(Frequency.YEAR, year),
            value=Decimal(80 + number),
            by=cast.head,
            at=NOW,
        )


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries: Callable[[int], object]
) -> None:
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    _with_indicator(cast, plan, committee, 1)
    decide(cast, plan)
    few = annual_report(cast, cast.bun)
    other = draft_operational_plan(cast, cast.ks)
    for number in range(10):
        _with_indicator(cast, other, committee, number)
    decide(cast, other)
    many = few.round_unit.round.units.get(unit=cast.ks).report
    whole = Report.objects.select_related("round_unit__unit", "round_unit__round__kind")
    for pk in (few.pk, many.pk):
        report = whole.get(pk=pk)
        with django_assert_num_queries(36):  # type: ignore[attr-defined]
            report_document(report)
