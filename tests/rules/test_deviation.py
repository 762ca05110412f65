"""A deviation is outcome less target, and a gain when it is on the wanted side."""

from datetime import date
from decimal import Decimal

import pytest

from timglas.rules.deviation import Deviation, deviation
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import (
    Accumulation,
    Basis,
    Direction,
    TargetLine,
    Tolerance,
    Verdict,
    judge,
)


def verdict(value: str | None, low: str | None, high: str | None, direction: Direction) -> Verdict:
    return judge(
        value=Decimal(value) if value else None,
        period=Period(Frequency.YEAR, 2024) if value else None,
        target=TargetLine(
            Decimal(low) if low else None, Decimal(high) if high else None, Basis.YEAR_END
        ),
        direction=direction,
        tolerance=Tolerance(),
        accumulation=Accumulation.LEVEL,
        year=2024,
        today=date(2025, 3, 1),
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "direction", "amount", "gain"),
    [
        ("88", "80", None, Direction.UP, "8", "0.1"),
        ("72", "80", None, Direction.UP, "-8", "-0.1"),
        ("12", None, "10", Direction.DOWN, "2", "-0.2"),
        ("8", None, "10", Direction.DOWN, "-2", "0.2"),
        ("-12", "-10", None, Direction.UP, "-2", "-0.2"),
        ("4", "2", "8", Direction.SPAN, "0", "0"),
        ("9", "2", "8", Direction.SPAN, "1", "-0.125"),
        ("1", "2", "8", Direction.SPAN, "-1", "-0.5"),
    ],
)
def test_a_deviation_is_outcome_less_target(
    value: str, low: str | None, high: str | None, direction: Direction, amount: str, gain: str
) -> None:
    found = deviation(verdict(value, low, high, direction))
    assert found == Deviation(Decimal(amount), Decimal(gain))


def test_nothing_deviates_from_what_it_is_not_compared_with() -> None:
    assert deviation(verdict(None, "80", None, Direction.UP)) is None


def test_a_target_of_zero_has_no_size_to_measure_by() -> None:
    assert deviation(verdict("3", None, "0", Direction.DOWN)) is None
