"""No small group can be read, or worked out from what is shown."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_aggregation import leaves, trees
from timglas.rules.small_groups import hidden_units
from timglas.rules.tree import Node, arrange, walk

SMALLEST = 5


def is_spanned(rows: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Whether a vector is a linear combination of rows: by elimination."""
    pivots: list[tuple[int, list[Fraction]]] = []
    for row in [*rows, wanted]:
        left = list(row)
        for column, pivot in pivots:
            factor = left[column]
            left = [a - factor * b for a, b in zip(left, pivot, strict=True)]
        first = next((n for n, a in enumerate(left) if a), None)
        if row is wanted and first is None:
            return True
        if first is not None:
            pivots.append((first, [a / left[first] for a in left]))
    return False


@given(trees(), st.dictionaries(st.integers(0, 11), st.integers(0, 12)))
def test_a_hidden_part_cannot_be_worked_out_from_what_is_shown(
    tree: tuple[Node[int], ...], people: dict[int, int]
) -> None:
    sizes = {unit: Decimal(n) for unit, n in people.items()}
    hidden = hidden_units(tree, sizes, SMALLEST)
    everything = list(walk(tree))
    parts = [n.item for n in everything if not n.children and sizes.get(n.item)]
    shown = [
        [Fraction(part in (leaves(n) or [n.item])) for part in parts]
        for n in everything
        if n.item not in hidden
    ]
    small = {part for part in parts if sizes[part] < SMALLEST}
    assert small <= hidden
    for part in hidden.intersection(parts):
        assert not is_spanned(shown, [Fraction(part == other) for other in parts])


def star(*names: int) -> tuple[Node[int], ...]:
    """A unit 0 with the others below it."""
    return arrange(
        (0, *names), key=lambda n: n, parent=lambda n: 0 if n else None, order=lambda n: n
    )


def hidden(tree: tuple[Node[int], ...], **people: int) -> frozenset[int]:
    return hidden_units(tree, {int(k[1:]): Decimal(n) for k, n in people.items()}, SMALLEST)


def test_large_groups_are_shown() -> None:
    assert hidden(star(1, 2, 3), u1=5, u2=30, u3=8) == frozenset()


def test_one_small_group_hides_the_next_smallest_too() -> None:
    assert hidden(star(1, 2, 3), u1=3, u2=30, u3=8) == {1, 3}


def test_two_small_groups_hide_each_other_when_they_are_enough_people() -> None:
    assert hidden(star(1, 2, 3), u1=3, u2=4, u3=8) == {1, 2}
    assert hidden(star(1, 2, 3), u1=1, u2=2, u3=8) == {1, 2, 3}


def test_a_single_small_group_hides_its_whole() -> None:
    assert hidden(star(1), u1=3) == {0, 1}


def test_a_unit_that_has_not_reported_hides_nobody() -> None:
    assert hidden(star(1, 2), u1=3) == {0, 1}
    assert hidden(star(1, 2), u1=3, u2=0) == {0, 1}
    assert hidden(star(1, 2), u1=0, u2=9) == frozenset()


def test_what_is_shown_between_is_hidden_with_the_cover() -> None:
    parents = {0: None, 1: 0, 2: 0, 11: 1, 21: 2}
    tree = arrange(parents, key=lambda n: n, parent=lambda n: parents[n], order=lambda n: n)
    assert hidden(tree, u11=3, u21=20) == {1, 11, 2, 21}
