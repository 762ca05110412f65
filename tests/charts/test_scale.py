"""Scales have even steps and cover every value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.charts.scale import Scale, Sheet, nice_ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (83.1, 88, [82, 84, 86, 88]),
        (0, 100, [0, 25, 50, 75, 100]),
        (-3, 5, [-4, -2, 0, 2, 4, 6]),
        (0.12, 0.31, [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
        (50, 50, [45, 47.5, 50, 52.5, 55]),
        (0, 0, [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_ticks_are_even_and_round(low: float, high: float, ticks: list[float]) -> None:
    assert nice_ticks(low, high) == ticks


@given(
    st.floats(min_value=-1e9, max_value=1e9).map(lambda n: round(n, 3)),
    st.floats(min_value=0.01, max_value=1e9).map(lambda n: round(n, 3)),
)
def test_ticks_cover_every_value(low: float, width: float) -> None:
    ticks = nice_ticks(low, low + width)
    assert ticks[0] <= low + width * 1e-6
    assert ticks[-1] >= low + width * (1 - 1e-6)
    assert 2 <= len(ticks) <= 7


def test_a_period_stands_in_the_middle_of_its_share_and_a_value_between_the_ticks() -> None:
    scale = Scale(Sheet(140, 142, left=20, right=20), first=2020, last=2024, ticks=(0, 50, 100))
    assert [scale.x(2020), scale.x(2024)] == [30, 110]
    assert [scale.y(0), scale.y(Decimal(50)), scale.y(100)] == [114, 64, 14]
