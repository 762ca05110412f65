"""Trees from rows that know their parent."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.tree import CycleProblem, Node, ancestors, arrange, descendants, lowest, walk


@dataclass(frozen=True)
class Row:
    key: int
    parent: int | None
    name: str = ""


def arranged(*rows: Row) -> tuple[Node[Row], ...]:
    return arrange(
        rows, key=lambda row: row.key, parent=lambda row: row.parent, order=lambda row: row.name
    )


@st.composite
def parent_maps(draw: st.DrawFn) -> dict[int, int | None]:
    """Forests: every parent has a smaller id, is unknown (negative) or is none."""
    size = draw(st.integers(0, 20))
    return {n: draw(st.none() | st.integers(-2, n - 1)) for n in range(size)}


def test_rows_are_arranged_with_siblings_in_order() -> None:
    council, board, school = Row(1, None, "a"), Row(3, 1, "c"), Row(2, 1, "b")
    class_room = Row(4, 2, "d")
    assert arranged(class_room, board, school, council) == (
        Node(council, 0, (Node(school, 1, (Node(class_room, 2, ()),)), Node(board, 1, ()))),
    )


def test_a_row_with_an_unknown_parent_is_a_root() -> None:
    orphan = Row(7, 99)
    assert arranged(orphan) == (Node(orphan, 0, ()),)


def test_no_rows_make_no_tree() -> None:
    assert arranged() == ()


def test_walking_reads_from_the_top_and_down() -> None:
    rows = [Row(1, None, "a"), Row(2, 1, "b"), Row(3, 2, "c"), Row(4, 1, "d"), Row(5, None, "e")]
    assert [(node.item.key, node.depth) for node in walk(arranged(*rows))] == [
        (1, 0),
        (2, 1),
        (3, 2),
        (4, 1),
        (5, 0),
    ]


def test_a_very_deep_tree_is_arranged() -> None:
    rows = [Row(n, n - 1) for n in range(5000)]
    assert max(node.depth for node in walk(arranged(*rows))) == 4999


def test_a_cycle_is_refused_and_named() -> None:
    with pytest.raises(CycleProblem, match="a cycle among") as problem:
        arranged(Row(1, None), Row(2, 3), Row(3, 2))
    assert problem.value.keys == {2, 3}


@pytest.mark.parametrize("parents", [{1: 1}, {1: 2, 2: 1}, {1: 2, 2: 3, 3: 1}])
def test_a_cycle_is_found_from_within(parents: dict[int, int | None]) -> None:
    for find in (lambda: ancestors(parents, 1), lambda: descendants(parents, [1])):
        with pytest.raises(CycleProblem) as problem:
            find()
        assert problem.value.keys == set(parents)


def test_a_cycle_is_named_without_those_below_it() -> None:
    with pytest.raises(CycleProblem) as problem:
        ancestors({1: 2, 2: 3, 3: 2}, 1)
    assert problem.value.keys == {2, 3}


def test_ancestors_are_nearest_first_and_known() -> None:
    assert ancestors({1: 2, 2: 3, 3: 99}, 1) == (2, 3)
    assert ancestors({1: None}, 1) == ()
    assert ancestors({}, 1) == ()


def test_descendants_are_the_roots_and_all_below() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 1, 5: None}
    assert descendants(parents, [2]) == {2, 3}
    assert descendants(parents, [1, 2]) == {1, 2, 3, 4}
    assert descendants(parents, []) == frozenset()


@given(parent_maps())
def test_above_is_the_other_side_of_below(parents: dict[int, int | None]) -> None:
    for one in parents:
        below = {other for other in parents if one in ancestors(parents, other)}
        assert descendants(parents, [one]) == {one} | below


@given(parent_maps())
def test_every_row_stands_once_and_as_deep_as_it_has_ancestors(
    parents: dict[int, int | None],
) -> None:
    nodes = list(walk(arranged(*(Row(key, parent) for key, parent in parents.items()))))
    assert sorted(node.item.key for node in nodes) == sorted(parents)
    for node in nodes:
        assert node.depth == len(ancestors(parents, node.item.key))


def test_the_lowest_are_those_that_have_none_of_their_kind_below() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 2, 5: 4, 6: None}
    assert lowest(parents, {2, 3, 4, 5, 6}, 1) == {3, 5}
    assert lowest(parents, {2, 3}, 3) == set()
    assert lowest(parents, (), 1) == set()
