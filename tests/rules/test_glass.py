"""Goals become threads that do not cross, and one of them is red."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.glass import Hung, Weave, red_strand, tops, weave

TREE = [Hung(1, 0, None), Hung(2, 0, None), Hung(3, 1, 2), Hung(4, 1, 1), Hung(5, 2, 3)]


def test_goals_lie_below_those_they_serve() -> None:
    assert weave(TREE, 3) == Weave(levels=((1, 2), (4, 3), (5,)), strands=((1, 4), (2, 3, 5)))


def test_a_goal_whose_parent_is_not_shown_begins_a_thread() -> None:
    assert weave([Hung(7, 1, 99)], 2) == Weave(levels=((), (7,)), strands=((7,),))


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_goal_lies_on_its_level_and_in_some_thread(above: list[int]) -> None:
    """Goal n hangs from a goal before it, or from nothing."""
    depth: dict[int, int] = {}
    goals = []
    for n, wanted in enumerate(above):
        parent = wanted if wanted in depth else None
        depth[n] = 0 if parent is None else depth[parent] + 1
        goals.append(Hung(n, depth[n], parent))
    woven = weave(goals, len(goals))
    assert {g: n for n, level in enumerate(woven.levels) for g in level} == depth
    assert {goal for strand in woven.strands for goal in strand} == set(depth)


@pytest.mark.parametrize(
    ("measured", "chosen", "red"),
    [
        ({1, 4}, None, (2, 3, 5)),  # the longest, though not measured
        (set(), 4, (1, 4)),  # through the chosen goal
        (set(), 99, (2, 3, 5)),  # a goal of another year is no choice
    ],
)
def test_the_red_thread_is_the_longest_or_the_chosen(
    measured: set[int], chosen: int | None, red: tuple[int, ...]
) -> None:
    assert red_strand([(1, 4), (2, 3, 5)], measured, chosen) == red


def test_a_whole_thread_goes_before_a_dotted_one() -> None:
    assert red_strand([(1, 2), (1, 3), (1, 4)], {1, 3, 4}) == (1, 3)


def test_without_threads_none_is_red() -> None:
    assert red_strand([], {1}) == ()


def test_every_goal_hangs_below_a_goal_of_the_top_or_below_none() -> None:
    goals = [Hung(1, 0, None), Hung(2, 1, 1), Hung(3, 2, 2), Hung(4, 1, None), Hung(5, 2, 4)]
    assert tops(goals) == {1: 1, 2: 1, 3: 1}
