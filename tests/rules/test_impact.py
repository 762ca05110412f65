"""The questions of an impact statement, and how investments are weighed."""

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.impact import CRITERIA, MOST_POINTS, QUESTIONS, Theme, points

WEIGHED = st.fixed_dictionaries(
    {c.key: st.sampled_from([level.points for level in c.levels]) for c in CRITERIA}
)


def test_an_impact_statement_asks_of_everything_the_model_wants() -> None:
    asked = {theme: [q.key for q in QUESTIONS if q.theme is theme] for theme in Theme}
    assert asked == {
        Theme.RESIDENTS: ["residents_short", "residents_long"],
        Theme.STAFF: ["staff_short", "staff_long"],
        Theme.ECONOMY: ["economy_short", "economy_long"],
        Theme.ENVIRONMENT: ["environment_short", "environment_long"],
        Theme.EQUALITY: ["women", "men", "children"],
        Theme.LAW: ["law", "risk"],
        Theme.CHOICE: ["alternatives", "nothing"],
    }
    assert all(q.label and q.hint and q.theme.name_in_words for q in QUESTIONS)


def test_every_criterion_goes_from_most_urgent_to_nothing() -> None:
    for criterion in CRITERIA:
        steps = [level.points for level in criterion.levels]
        assert steps == sorted(set(steps), reverse=True)
        assert steps[-1] == 0
        assert criterion.label
        assert all(level.in_words for level in criterion.levels)
    assert MOST_POINTS == 21


@given(WEIGHED)
def test_points_are_added_when_everything_is_weighed(weighed: dict[str, int]) -> None:
    assert points(weighed) == sum(weighed.values())


@given(WEIGHED, st.sampled_from([c.key for c in CRITERIA]), st.sampled_from([None, 99]))
def test_points_are_not_known_while_something_is_not_weighed(
    weighed: dict[str, int], key: str, instead: int | None
) -> None:
    rest = {k: v for k, v in weighed.items() if k != key}
    assert points(rest if instead is None else rest | {key: instead}) is None
