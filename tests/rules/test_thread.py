"""The red thread: how goals hang together, and where the thread breaks."""

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.thread import (
    Break,
    GoalFacts,
    Link,
    Thread,
    find_breaks,
    link_allowed,
    makes_loop,
    thread_of,
)

WHOLE = GoalFacts(
    has_parent=True,
    has_ground=False,
    is_top=False,
    is_bottom=False,
    has_child=True,
    has_indicator=True,
    indicators_without_target=0,
    indicators_without_outcome=0,
    has_accountable=True,
    is_carried_out=True,
    has_activity=True,
)
goals = st.integers(1, 6)
links = st.frozensets(st.builds(Link, child=goals, parent=goals, primary=st.booleans()))


def has_loop(pairs: set[tuple[int, int]]) -> bool:
    """Try every way around."""
    return any(
        all(step in pairs for step in pairwise((*round_trip, round_trip[0])))
        for size in range(1, 6)
        for round_trip in permutations(range(1, 6), size)
    )


@given(st.frozensets(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=8), st.data())
def test_a_loop_is_found_just_when_there_is_one(
    pairs: frozenset[tuple[int, int]], data: st.DataObject
) -> None:
    # Links are only ever added when they make no loop, as people add them.
    sound: list[Link] = []
    for child, parent in sorted(pairs):
        loop = makes_loop(sound, child, parent)
        assert loop == has_loop({(link.child, link.parent) for link in sound} | {(child, parent)})
        if not loop:
            sound.append(Link(child, parent, primary=data.draw(st.booleans())))


def test_the_thread_runs_both_ways_and_leaves_the_rest() -> None:
    to_council, to_other = Link(2, 1, primary=True), Link(2, 9, primary=False)
    to_committee, of_a_sibling = Link(3, 2, primary=True), Link(4, 1, primary=True)
    assert thread_of([to_council, to_other, to_committee, of_a_sibling], 2) == Thread(
        chosen=2,
        up=frozenset({1, 9}),
        down=frozenset({3}),
        primary=frozenset({to_council, to_committee}),
        supporting=frozenset({to_other}),
        levels_up=1,
    )


def test_the_thread_from_the_bottom_counts_its_levels() -> None:
    chain = [Link(4, 3, primary=True), Link(3, 2, primary=True), Link(2, 1, primary=True)]
    thread = thread_of([*chain, Link(4, 2, primary=False)], 4)
    assert (thread.up, thread.down, thread.levels_up) == (
        frozenset({1, 2, 3}),
        frozenset(),
        2,
    )


def test_a_goal_without_links_is_a_thread_of_its_own() -> None:
    assert thread_of([], 1) == Thread(
        1, frozenset(), frozenset(), frozenset(), frozenset(), levels_up=0
    )


@given(links, goals, goals)
def test_a_goal_is_above_just_when_the_other_is_below(
    all_links: frozenset[Link], one: int, other: int
) -> None:
    assert (other in thread_of(all_links, one).up) == (one in thread_of(all_links, other).down)


def test_a_whole_thread_has_no_breaks() -> None:
    assert find_breaks(WHOLE) == ()


@pytest.mark.parametrize(
    ("facts", "breaks"),
    [
        (replace(WHOLE, has_parent=False), (Break.NO_PARENT,)),
        (replace(WHOLE, has_parent=False, has_ground=True), ()),
        (replace(WHOLE, has_parent=False, is_top=True), ()),
        (replace(WHOLE, has_child=False), (Break.NO_CHILD,)),
        (replace(WHOLE, has_child=False, is_bottom=True), ()),
        (replace(WHOLE, has_indicator=False), (Break.NO_INDICATOR,)),
        (replace(WHOLE, indicators_without_target=2), (Break.NO_TARGET,)),
        (replace(WHOLE, indicators_without_outcome=1), (Break.NO_OUTCOME,)),
        (
            replace(WHOLE, has_accountable=False, has_parent=False),
            (Break.NO_PARENT, Break.NO_ACCOUNTABLE),
        ),
    ],
)
def test_breaks_tell_what_is_missing(facts: GoalFacts, breaks: tuple[Break, ...]) -> None:
    assert find_breaks(facts) == breaks


def test_every_break_says_what_is_missing_and_how_to_mend_it() -> None:
    assert Break.NO_PARENT.missing == "Bidrar inte till något mål"
    assert len({kind.missing for kind in Break}) == len(Break)
    assert all(kind.remedy.endswith(".") for kind in Break)


@pytest.mark.parametrize(
    ("child", "parent", "unit_above", "refusal"),
    [
        (3, 2, False, None),
        (3, 1, True, None),
        (2, 2, True, None),
        (2, 2, False, "Målen ligger på samma nivå. Det går bara när"),
        (2, 3, True, "Målet ligger på en lägre nivå."),
    ],
)
def test_a_goal_contributes_upwards(
    child: int,
    parent: int,
    unit_above: bool,  # noqa: FBT001
    refusal: str | None,
) -> None:
    answer = link_allowed(child, parent, same_level_of_unit_above=unit_above)
    if refusal is None:
        assert answer is None
    else:
        assert answer is not None
        assert answer.startswith(refusal)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"has_child": False, "is_bottom": True, "has_activity": False}, (Break.NO_ACTIVITY,)),
        ({"has_activity": False}, ()),
        ({"has_child": False, "has_activity": False}, (Break.NO_CHILD, Break.NO_ACTIVITY)),
        ({"has_child": False, "is_carried_out": False, "has_activity": False}, (Break.NO_CHILD,)),
    ],
    ids=["unit", "carried out below", "nobody below", "political"],
)
def test_a_goal_that_nothing_below_carries_out_needs_an_activity_where_work_is_done(
    changed: dict[str, bool], expected: tuple[Break, ...]
) -> None:
    assert find_breaks(replace(WHOLE, **changed)) == expected
