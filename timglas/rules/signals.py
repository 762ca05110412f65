"""Which points of an XmR chart are signals: the four rules of Making Data Count.

`experience.md` 3.2 says which variants, and why. A gap breaks runs, trends and threes.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from timglas.rules.limits import Limits, Method, Observation, Way


class Reason(StrEnum):
    """Why a point is a signal, in the order in which it is told."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason why a point is not usual variation, and which way it points."""

    reason: Reason
    way: Way


type Found = Iterator[tuple[int, Signal]]


def find_signals(part: Sequence[Observation], limits: Limits, method: Method) -> Found:
    """Every signal of every point, by its place in the segment."""
    values = [Fraction(o.value) for o in part]
    sides = [limits.way(value) for value in values]
    steps = [_step(before, now) for before, now in pairwise(part)]
    gaps = {n for n, (before, now) in enumerate(pairwise(part)) if now.x - before.x > 1}
    yield from _outside(values, limits)
    yield from _runs(sides, gaps, method.run)
    yield from _trends(steps, method.trend)
    yield from _two_of_three(values, sides, gaps, limits=limits)


def _step(before: Observation, now: Observation) -> Way | None:
    if now.x - before.x > 1 or now.value == before.value:
        return None
    return Way.HIGH if now.value > before.value else Way.LOW


def _outside(values: Sequence[Fraction], limits: Limits) -> Found:
    lower, upper = limits.lower, limits.upper
    for place, value in enumerate(values):
        if value > upper:
            yield place, Signal(Reason.OUTSIDE, Way.HIGH)
        if value < lower:
            yield place, Signal(Reason.OUTSIDE, Way.LOW)


def _runs(sides: Sequence[Way | None], gaps: Collection[int], length: int) -> Found:
    """A point on the mean breaks a run, and so does a gap."""
    for first, last, way in _stretches(sides, gaps):
        if last - first + 1 >= length:
            for place in range(first, last + 1):
                yield place, Signal(Reason.RUN, way)


def _trends(steps: Sequence[Way | None], length: int) -> Found:
    """Steps one way, strictly: equal values break a trend, and so does a gap."""
    for first, last, way in _stretches(steps):
        if last - first + 2 >= length:
            for place in range(first, last + 2):
                yield place, Signal(Reason.TREND, way)


def _stretches(
    ways: Sequence[Way | None], gaps: Collection[int] = ()
) -> Iterator[tuple[int, int, Way]]:
    """Stretches of one way as (first, last, way); a gap after place n ends a stretch there."""
    first = 0
    for n, way in enumerate(ways):
        if n + 1 == len(ways) or ways[n + 1] is not way or n in gaps:
            if way is not None:
                yield first, n, way
            first = n + 1


def _two_of_three(
    values: Sequence[Fraction], sides: Sequence[Way | None], gaps: set[int], *, limits: Limits
) -> Found:
    """Of three in a row on one side, two or more beyond two deviations; only those are signals."""
    lower, upper = limits.near_lower, limits.near_upper
    for first in range(len(values) - 2):
        way, then, last = sides[first : first + 3]
        if way is None or then is not way or last is not way or gaps & {first, first + 1}:
            continue
        far = [n for n in range(first, first + 3) if not lower <= values[n] <= upper]
        if len(far) > 1:
            for place in far:
                yield place, Signal(Reason.TWO_OF_THREE, way)
