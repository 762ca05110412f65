"""Which of the new council's goals is suggested after an old one, and why."""

import pytest

from timglas.rules.term_changes import CouncilGoal, Suggestion, Why, suggestion

OLD = CouncilGoal(1, "En trygg och kunnig skola", "service")
SCHOOL = CouncilGoal(2, "Skolan ska vara trygg och kunnig", "service")
WORK = CouncilGoal(3, "Fler i arbete", "service")
MONEY = CouncilGoal(4, "Ekonomi i balans", "economy")


@pytest.mark.parametrize(
    ("new", "chosen", "expected"),
    [
        ((SCHOOL, WORK), (3,), Suggestion(3, Why.CHOSEN)),
        ((SCHOOL, WORK), (9,), Suggestion(2, Why.LIKE_WORDS)),
        (
            (WORK, CouncilGoal(5, "en Trygg och kunnig skola!", "")),
            (),
            Suggestion(5, Why.SAME_WORDS),
        ),
        ((WORK, MONEY), (), Suggestion(3, Why.PERSPECTIVE)),
        ((WORK, CouncilGoal(6, "God vård", "service")), (), None),
        ((MONEY,), (), None),
        ((CouncilGoal(7, "", "staff"),), (), None),
        ((), (), None),
    ],
)
def test_the_likeliest_goal_is_suggested(
    new: tuple[CouncilGoal, ...], chosen: tuple[int, ...], expected: Suggestion | None
) -> None:
    assert suggestion(OLD, new, chosen) == expected


def test_the_reason_is_told_in_words() -> None:
    assert Why.SAME_WORDS.in_words == "samma ord"
