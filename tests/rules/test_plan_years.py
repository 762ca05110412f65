"""Plans of several years beside each other: what is kept, worded anew, changed, new and ended."""

from dataclasses import replace

import pytest

from tests.rules.test_differences import GOAL, PLAN, SAFE, TARGET
from timglas.rules.plan_document import GoalLine, IndicatorLine, PlanDocument, TargetLine
from timglas.rules.plan_years import (
    Cell,
    GoalYears,
    IndicatorYears,
    Mark,
    YearPlans,
    YearTarget,
    beside,
)

UNIT = "Kommunfullmäktige"


def in_words(_field: str, code: str) -> str:
    """Codes as they are."""
    return code


def plan(year: int, *goals: GoalLine) -> PlanDocument:
    """A plan for three years from one on."""
    return replace(PLAN, first_year=year, last_year=year + 2, goals=goals)


def shown(*plans: PlanDocument | None) -> tuple[GoalYears, ...]:
    """The plans from 2026 on, a year each; None where nothing is decided."""
    columns = enumerate(plans, start=2026)
    years = [YearPlans(year, (found,) if found else ()) for year, found in columns]
    return beside(years, in_words)


def marks(*plans: PlanDocument | None) -> list[Mark]:
    """What the one goal is marked with, year by year."""
    (goal,) = shown(*plans)
    return [cell.mark for cell in goal.cells]


def indicator_marks(*lines: IndicatorLine | None) -> list[Mark]:
    """What the goal's one indicator is marked with, year by year."""
    plans = [
        plan(2026 + n, replace(GOAL, indicators=(line,) if line else ()))
        for n, line in enumerate(lines)
    ]
    (goal,) = shown(*plans)
    (line,) = goal.indicators
    return [cell.mark for cell in line.cells]


def test_each_year_says_what_its_own_plan_says() -> None:
    later = replace(TARGET, year=2027, low="90")
    second = replace(
        GOAL, wording="Alla barn är trygga", indicators=(replace(SAFE, targets=(later,)),)
    )
    first = replace(GOAL, indicators=(replace(SAFE, targets=(TARGET, later)),))
    assert shown(plan(2026, first), plan(2027, second)) == (
        GoalYears(
            goal=3,
            level="Nämndmål",
            wording="Alla barn är trygga",
            cells=(
                Cell(2026, Mark.FIRST, "Alla elever är trygga i skolan", UNIT),
                Cell(2027, Mark.REWORDED, "Alla barn är trygga", UNIT),
            ),
            indicators=(
                IndicatorYears(
                    7,
                    "Trygga elever",
                    (
                        Cell(
                            2026,
                            Mark.FIRST,
                            "Trygga elever",
                            UNIT,
                            "%",
                            (
                                YearTarget(2026, "minst\u00a088 (year_end)"),
                                YearTarget(2027, "minst\u00a090 (year_end)"),
                            ),
                        ),
                        Cell(
                            2027,
                            Mark.KEPT,
                            "Trygga elever",
                            UNIT,
                            "%",
                            (YearTarget(2027, "minst\u00a090 (year_end)"),),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_a_goal_is_kept_ended_and_taken_back() -> None:
    assert marks(plan(2026, GOAL), plan(2027, GOAL), plan(2028), plan(2029, GOAL)) == [
        Mark.FIRST,
        Mark.KEPT,
        Mark.ENDED,
        Mark.BACK,
    ]


def test_what_has_ended_stays_away() -> None:
    assert marks(plan(2026, GOAL), plan(2027), plan(2028)) == [
        Mark.FIRST,
        Mark.ENDED,
        Mark.ABSENT,
    ]


def test_a_year_without_a_plan_says_nothing_and_the_next_is_compared_past_it() -> None:
    assert marks(plan(2026, GOAL), None, plan(2028, GOAL)) == [Mark.FIRST, Mark.ABSENT, Mark.KEPT]


def test_a_goal_that_was_not_in_the_year_before_is_new() -> None:
    assert marks(plan(2026), plan(2027, GOAL)) == [Mark.ABSENT, Mark.NEW]


def test_a_goal_whose_other_texts_differ_is_changed() -> None:
    other = replace(GOAL, need="Fler är oroliga.")
    assert marks(plan(2026, GOAL), plan(2027, other)) == [Mark.FIRST, Mark.CHANGED]


def test_a_target_of_a_year_that_both_plans_are_for_is_compared() -> None:
    both = replace(SAFE, targets=(replace(TARGET, year=2027),))
    other = replace(SAFE, targets=(replace(TARGET, year=2027, low="91"),))
    assert indicator_marks(both, other) == [Mark.FIRST, Mark.RETARGETED]
    assert indicator_marks(SAFE, other) == [Mark.FIRST, Mark.RETARGETED]


def test_an_indicator_comes_is_renamed_redefined_and_goes() -> None:
    bare = replace(SAFE, targets=())
    renamed = replace(bare, name="Trygga barn")
    assert indicator_marks(None, bare) == [Mark.ABSENT, Mark.NEW]
    assert indicator_marks(bare, renamed) == [Mark.FIRST, Mark.REWORDED]
    assert indicator_marks(bare, replace(bare, definition="Andel")) == [Mark.FIRST, Mark.CHANGED]
    assert indicator_marks(bare, None) == [Mark.FIRST, Mark.ENDED]


def test_goals_come_level_by_level_as_the_latest_plan_has_them_and_those_gone_last() -> None:
    top = replace(GOAL, goal=1, level_order=1)
    second, third, gone = (replace(GOAL, goal=n) for n in (4, 5, 6))
    found = shown(plan(2026, gone, second, third), plan(2027, third, second, top))
    assert [goal.goal for goal in found] == [1, 5, 4, 6]


def test_a_target_of_another_unit_or_sex_says_whose_it_is() -> None:
    targets = (
        TARGET,
        replace(TARGET, sex="K", low="90"),
        TargetLine(2026, "Björkskolan", "T", None, "5", "each_period"),
    )
    (goal,) = shown(plan(2026, replace(GOAL, indicators=(replace(SAFE, targets=targets),))))
    (cell,) = goal.indicators[0].cells
    assert cell.targets == (
        YearTarget(
            2026,
            "minst\u00a088 (year_end); k: minst\u00a090 (year_end); "
            "Björkskolan: högst\u00a05 (each_period)",
        ),
    )


@pytest.mark.parametrize(
    ("mark", "words"),
    [(Mark.KEPT, "Kvar"), (Mark.ENDED, "Avslutat"), (Mark.FIRST, ""), (Mark.ABSENT, "")],
)
def test_a_mark_is_a_word_to_the_reader(mark: Mark, words: str) -> None:
    assert mark.in_words == words
