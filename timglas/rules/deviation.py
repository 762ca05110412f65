"""How far a judged value is from its target, and whether that is to the good.

The deviation is outcome less target, computed unrounded (`domain.md` 2.5). Its share is measured by
the size of the target, so that different units can be laid side by side; a target of zero has none.
"""

from dataclasses import dataclass
from decimal import Decimal

from timglas.rules.judgement import Direction, TargetLine, Verdict


@dataclass(frozen=True, slots=True)
class Deviation:
    """`amount` is in the indicator's unit; `gain` the share of the target, above zero if better."""

    amount: Decimal
    gain: Decimal


def deviation(verdict: Verdict) -> Deviation | None:
    """The deviation from the line that the value was compared with; None if it was not.

    Within a wanted span nothing deviates. None too when the target is zero.
    """
    line, value = verdict.bound_green, verdict.value
    if line is None or value is None:
        return None
    bound = _nearest(line, value, verdict.direction)
    if bound is None:
        return Deviation(Decimal(0), Decimal(0))
    if bound == 0:
        return None
    amount = value - bound
    size = abs(amount) / abs(bound)
    return Deviation(amount, size if line.holds(value) else -size)


def _nearest(line: TargetLine, value: Decimal, direction: Direction) -> Decimal | None:
    """The end of the line to measure from; None inside a span."""
    if direction is Direction.SPAN and line.holds(value):
        return None
    ends = [end for end in (line.low, line.high) if end is not None]
    return min(ends, key=lambda end: abs(value - end))
