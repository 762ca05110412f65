"""Rows are ordered as Swedes expect, and what is not known comes last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.ordering import alphabetical, ordered

ORDERS = {"tal": lambda row: row, "namn": alphabetical}


def test_the_alphabet_ends_with_a_ring_a_dots_o_dots() -> None:
    names = ["Östra", "Ängen", "Zoo", "åsen", "Asken", "berg"]
    assert sorted(names, key=alphabetical) == ["Asken", "berg", "Zoo", "åsen", "Ängen", "Östra"]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ("tal", [1, 2, 3, None]),
        ("-tal", [3, 2, 1, None]),
        ("", [2, None, 3, 1]),
        ("finns inte", [2, None, 3, 1]),
        ("--tal", [2, None, 3, 1]),
    ],
)
def test_rows_without_a_key_come_last_both_ways(wanted: str, rows: list[int | None]) -> None:
    assert ordered([2, None, 3, 1], wanted, ORDERS) == rows


@given(st.lists(st.tuples(st.none() | st.integers(), st.integers())), st.sampled_from(["a", "-a"]))
def test_an_order_loses_nothing_and_keeps_equals_in_place(
    rows: list[tuple[int | None, int]], wanted: str
) -> None:
    found = ordered(rows, wanted, {"a": lambda row: row[0]})
    for key in {row[0] for row in rows}:
        same = [row for row in rows if row[0] == key]
        assert [row for row in found if row[0] == key] == same
    assert len(found) == len(rows)
