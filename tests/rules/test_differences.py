"""What differs between two documents, in words that a politician reads."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.rules.test_plan_document import DOCUMENTS, SMALL
from timglas.rules.differences import (
    Difference,
    FieldChange,
    GoalChange,
    IndicatorChange,
    Kind,
    bounds_in_words,
    difference,
    shared_years,
    summary,
)
from timglas.rules.plan_document import (
    AmountLine,
    BudgetLine,
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
from timglas.rules.word_difference import Mark, Piece

TARGET = TargetLine(2026, "BUN", "T", "88", None, "year_end")
SAFE = IndicatorLine(
    indicator=7,
    unit="BUN",
    name="Trygga elever",
    definition="",
    measure_unit="%",
    decimals=0,
    direction="up",
    kind="quality",
    frequency="year",
    accumulation="level",
    collected_from="own",
    aggregation="none",
    aggregation_over_time="latest",
    source="Elevenkäten",
    by_sex=False,
    tolerance_percent="90",
    tolerance_absolute=None,
    baseline=None,
    baseline_year=None,
    targets=(TARGET,),
)
GOAL = GoalLine(
    goal=3,
    level="Nämndmål",
    level_order=2,
    wording="Alla elever är trygga i skolan",
    need="Färre känner sig trygga.",
    wanted_result="",
    perspective="service",
    sound_finance=False,
    agenda_2030=(4,),
    measured_why_not="",
    parents=(ParentLine(1, "Bra skola", "KF", "Trygghet ger ro.", is_primary=True),),
    grounds=(GroundLine("law", "Skollagen 5:3"),),
    indicators=(SAFE,),
)
PLAN = replace(SMALL, kind="operational", first_year=2026, last_year=2028, goals=(GOAL,))


def with_goal(**changed: object) -> PlanDocument:
    """The plan with its goal changed."""
    return replace(PLAN, goals=(replace(GOAL, **changed),))  # type: ignore[arg-type]


def with_indicator(**changed: object) -> PlanDocument:
    """The plan with its indicator changed."""
    return with_goal(indicators=(replace(SAFE, **changed),))  # type: ignore[arg-type]


def goal_fields(found: Difference) -> tuple[FieldChange, ...]:
    """What differs in the one goal."""
    (goal,) = found.goals
    assert (goal.kind, goal.goal) == (Kind.CHANGED, 3)
    return goal.fields


def test_the_same_plan_has_no_difference() -> None:
    assert not difference(PLAN, PLAN)
    assert summary(difference(PLAN, PLAN)) == ("De två versionerna säger samma sak.",)


def each_once(document: PlanDocument) -> bool:
    """Whether no goal stands twice in a plan, and no indicator twice under a goal."""
    lists = [[goal.goal for goal in document.goals]]
    lists += [[line.indicator for line in goal.indicators] for goal in document.goals]
    return all(len(ids) == len(set(ids)) for ids in lists)


@given(DOCUMENTS.filter(each_once))
def test_no_plan_differs_from_itself(document: PlanDocument) -> None:
    assert difference(document, document) == Difference((), ())


def test_a_goal_worded_anew_is_changed_and_not_another() -> None:
    found = difference(PLAN, with_goal(wording="Alla barn är trygga i skolan"))
    (change,) = goal_fields(found)
    assert change == FieldChange(
        "wording", "Alla elever är trygga i skolan", "Alla barn är trygga i skolan"
    )
    assert change.pieces == (
        Piece(Mark.SAME, "Alla "),
        Piece(Mark.REMOVED, "elever"),
        Piece(Mark.ADDED, "barn"),
        Piece(Mark.SAME, " är trygga i skolan"),
    )
    assert summary(found) == ("1 mål är ändrat.",)


def test_goals_come_and_go_with_their_indicators() -> None:
    other = replace(GOAL, goal=4, wording="Fler lär sig simma", indicators=())
    found = difference(PLAN, replace(PLAN, goals=(other,)))
    assert found.goals == (
        GoalChange(Kind.ADDED, 4, "Nämndmål", "Fler lär sig simma"),
        GoalChange(
            Kind.REMOVED,
            3,
            "Nämndmål",
            "Alla elever är trygga i skolan",
            (),
            (IndicatorChange(Kind.REMOVED, 7, "Trygga elever"),),
        ),
    )
    assert summary(found) == (
        "1 mål är nytt.",
        "1 mål är borttaget.",
        "1 indikator är borttagen.",
    )


def test_a_renamed_indicator_is_changed_and_the_goal_itself_is_not() -> None:
    found = difference(PLAN, with_indicator(name="Trygga barn"))
    assert found.goals == (
        GoalChange(
            Kind.CHANGED,
            3,
            "Nämndmål",
            "Alla elever är trygga i skolan",
            (),
            (
                IndicatorChange(
                    Kind.CHANGED,
                    7,
                    "Trygga barn",
                    (FieldChange("name", "Trygga elever", "Trygga barn"),),
                ),
            ),
        ),
    )
    assert summary(found) == ("1 indikator är ändrad.",)


def test_an_indicator_added_and_one_removed_are_told_under_their_goal() -> None:
    found = difference(PLAN, with_indicator(indicator=8, name="Studiero"))
    (goal,) = found.goals
    assert goal.indicators == (
        IndicatorChange(Kind.ADDED, 8, "Studiero"),
        IndicatorChange(Kind.REMOVED, 7, "Trygga elever"),
    )
    assert summary(found) == ("1 indikator är ny.", "1 indikator är borttagen.")


@pytest.mark.parametrize(
    ("changed", "change"),
    [
        ({"agenda_2030": (4, 16)}, FieldChange("agenda_2030", "4", "4, 16")),
        ({"sound_finance": True}, FieldChange("sound_finance", "nej", "ja")),
        ({"perspective": "staff"}, FieldChange("perspective", "SERVICE", "STAFF")),
        ({"grounds": ()}, FieldChange("grounds", "LAW: Skollagen 5:3", "")),
        ({"parents": ()}, FieldChange("parents", "”Bra skola” (KF). Trygghet ger ro.", "")),
    ],
)
def test_each_field_of_a_goal_is_told_in_the_reader_s_words(
    changed: dict[str, object], change: FieldChange
) -> None:
    found = difference(PLAN, with_goal(**changed), lambda _field, code: code.upper())
    assert goal_fields(found) == (change,)


def test_a_goal_above_that_is_worded_anew_is_not_this_goal_s_change() -> None:
    parent = replace(GOAL.parents[0], wording="En ännu bättre skola")
    assert not difference(PLAN, with_goal(parents=(parent,)))


def test_a_target_is_told_by_its_year_and_whom_it_is_about() -> None:
    women = replace(TARGET, sex="K", low=None, high="90.5")
    moved = replace(TARGET, low="85")
    found = difference(PLAN, with_indicator(targets=(moved, women)))
    assert found.goals[0].indicators[0].fields == (
        FieldChange("target", "minst\u00a088 (year_end)", "minst\u00a085 (year_end)", "2026"),
        FieldChange("target", "", "högst\u00a090,5 (year_end)", "2026, k"),
    )


def test_a_year_that_only_one_of_the_plans_is_for_is_no_change() -> None:
    next_year = replace(TARGET, year=2029, low="92")
    later = with_indicator(targets=(replace(TARGET, year=2027), next_year))
    later = replace(later, first_year=2027, last_year=2029)
    earlier = with_indicator(targets=(TARGET, replace(TARGET, year=2027)))
    assert shared_years(earlier, later) == range(2027, 2029)
    assert not difference(earlier, later)


def test_plans_of_different_times_share_no_year() -> None:
    later = replace(PLAN, first_year=2031, last_year=2033)
    assert not shared_years(PLAN, later)
    assert not difference(PLAN, later)


def test_a_missing_baseline_is_told_as_nothing_and_never_as_zero() -> None:
    found = difference(PLAN, with_indicator(baseline="81.5", baseline_year=2024))
    assert found.goals[0].indicators[0].fields == (
        FieldChange("baseline", "", "81.5"),
        FieldChange("baseline_year", "", "2024"),
    )


def test_the_plan_s_own_texts_are_compared() -> None:
    found = difference(PLAN, replace(PLAN, introduction="Nytt läge."))
    assert found.texts == (FieldChange("introduction", "", "Nytt läge."),)
    assert summary(found) == ("1 av planens texter är ändrad.",)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("88", None, "minst\u00a088"), (None, "5.5", "högst\u00a05,5"), ("40", "60", "40–60")],
)
def test_a_target_in_words(low: str | None, high: str | None, words: str) -> None:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    assert bounds_in_words(*ends) == words


BUN = UnitLine("300", "Barn- och utbildningsnämnden", "committee")


def budgeted(frame: str, tax: str) -> PlanDocument:
    """The plan with a frame and a line of the budget, for 2026 and for a year it is not for."""
    amounts = (AmountLine(2026, frame), AmountLine(2031, "1"))
    return replace(
        PLAN,
        frames=(FrameLine(BUN, "operating", amounts),),
        budget=(BudgetLine("tax", "Skatteintäkter", (AmountLine(2026, tax),)),),
    )


def test_frames_and_budget_are_compared_for_the_years_that_both_are_for() -> None:
    before = budgeted("357900000", "601000000")
    after = budgeted("359500000", "601000000")
    found = difference(before, after, lambda _field, _code: "drift")
    about = "Barn- och utbildningsnämnden, drift 2026"
    assert found.money == (
        FieldChange("amount", "357\u00a0900\u00a0000", "359\u00a0500\u00a0000", about),
    )
    assert summary(found) == ("1 belopp är ändrat.",)
    assert not difference(before, before)


def test_sections_are_compared_by_their_headings() -> None:
    before = replace(PLAN, sections=(SectionLine("Uppdraget", "", "Skolan."),))
    after = replace(PLAN, sections=(SectionLine("Omvärlden", "", "Färre barn."),))
    assert difference(before, after).texts == (
        FieldChange("section", "Skolan.", "", "Uppdraget"),
        FieldChange("section", "", "Färre barn.", "Omvärlden"),
    )
