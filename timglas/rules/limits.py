"""The limits of an XmR chart: what a process gives by itself.

The constants are those of `experience.md` 3.2. Values are made into fractions, so that limits are
exact and a value that lies on a limit is never taken for one beyond it by a rounding error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

# 3 standard deviations in mean moving ranges (3 / d2), 2 of them, and D4 for the ranges themselves.
LIMIT = Fraction("2.66")
NEAR = LIMIT * 2 / 3
RANGE_LIMIT = Fraction("3.268")
OUTLIER = Fraction("3.267")


class Way(StrEnum):
    """Which way a signal points: over or under the mean; a trend upwards or downwards."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Observation:
    """A value at a period; `x` counts periods, so a step of more than one is a gap."""

    x: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Method:
    """What may be chosen: points in the baseline, in a run, in a trend, screening of outliers.

    `screened` leaves moving ranges of at least 3.267 times their mean out, once.
    """

    baseline: int = 12
    run: int = 7
    trend: int = 7
    screened: bool = False


STANDARD = Method()


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process gives by itself: mean, mean moving range and what follows from them."""

    mean: Fraction
    mean_range: Fraction

    @property
    def upper(self) -> Fraction:
        """The upper process limit."""
        return self.mean + LIMIT * self.mean_range

    @property
    def lower(self) -> Fraction:
        """The lower process limit."""
        return self.mean - LIMIT * self.mean_range

    @property
    def near_upper(self) -> Fraction:
        """Two standard deviations over the mean."""
        return self.mean + NEAR * self.mean_range

    @property
    def near_lower(self) -> Fraction:
        """Two standard deviations under the mean."""
        return self.mean - NEAR * self.mean_range

    @property
    def range_limit(self) -> Fraction:
        """The upper limit of the moving ranges."""
        return RANGE_LIMIT * self.mean_range

    def way(self, value: Fraction) -> Way | None:
        """The side of the mean; None on it."""
        if value == self.mean:
            return None
        return Way.HIGH if value > self.mean else Way.LOW


def moving_ranges(observations: Sequence[Observation]) -> list[Fraction]:
    """How far each value lies from the one a period before; none across a gap."""
    return [
        abs(Fraction(now.value) - Fraction(before.value))
        for before, now in pairwise(observations)
        if now.x - before.x == 1
    ]


def limits_of(baseline: Sequence[Observation], method: Method = STANDARD) -> Limits | None:
    """The limits that a baseline gives; None when its values do not vary or are too scattered."""
    ranges = moving_ranges(baseline)
    if method.screened and ranges:
        bound = OUTLIER * _mean(ranges)
        ranges = [r for r in ranges if r < bound]
    if not any(ranges):
        return None
    return Limits(_mean([Fraction(o.value) for o in baseline]), _mean(ranges))


def in_decimals(value: Fraction) -> Decimal:
    """A fraction as a decimal number of 28 digits, to be rounded where it is shown."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
