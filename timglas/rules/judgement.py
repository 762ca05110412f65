"""How a value stands against its target.

Green is at or beyond the target. Yellow reaches a slack further in the bad direction: an absolute
tolerance, or by default 10 % of the target's size (|target| · (100 − 90) / 100), so the same rule
serves targets below zero, "at most" and spans. A target of zero has no slack of its own and so no
yellow without an absolute tolerance. Source: issue 2, Status; `domain.md` 2.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from timglas.rules.periods import Period, periods_of_year
from timglas.rules.scale import Colour, Status, in_words


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    SPAN = "span"


class Accumulation(StrEnum):
    """What one value covers: a moment, its period, the year so far, or twelve months back."""

    LEVEL = "level"
    FLOW = "flow"
    YEAR_TO_DATE = "year_to_date"
    ROLLING = "rolling"

    @property
    def adds_up(self) -> bool:
        """Whether the year's result is built up month by month."""
        return self in {Accumulation.FLOW, Accumulation.YEAR_TO_DATE}


class Basis(StrEnum):
    """Whether a target holds for each period or for the year's end."""

    EACH_PERIOD = "each_period"
    YEAR_END = "year_end"


class Rule(StrEnum):
    """Which rule decided a status."""

    REACHED = "reached"
    REACHED_EARLY = "reached_early"
    WITHIN_TOLERANCE = "within_tolerance"
    OUTSIDE = "outside"
    NO_TARGET = "no_target"
    NO_VALUE = "no_value"
    NO_FINAL_VALUE = "no_final_value"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from target is still yellow: down to `percent` of it, or `absolute` in its unit."""

    percent: Decimal = Decimal(90)
    absolute: Decimal | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100 or (self.absolute or 0) < 0:
            raise ValueError("a tolerance is 0–100 %, or an amount that is not below zero")

    def slack(self, bound: Decimal) -> Decimal:
        """The width of yellow beside a bound, in the bound's unit."""
        if self.absolute is not None:
            return self.absolute
        return abs(bound) * (100 - self.percent) / 100


@dataclass(frozen=True, slots=True)
class TargetLine:
    """What is wanted: at least `low`, at most `high`, or between them."""

    low: Decimal | None
    high: Decimal | None
    basis: Basis

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("the low end of a span is above its high end")

    def holds(self, value: Decimal) -> bool:
        """Whether a value is what is wanted."""
        return self.gap(value) == 0

    def gap(self, value: Decimal) -> Decimal:
        """How much a value must change to be what is wanted: above zero is up."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return self.high - value
        return Decimal(0)

    def loosened(self, tolerance: Tolerance) -> Self:
        """The line moved in the bad direction by the tolerance: what is still yellow."""
        low = None if self.low is None else self.low - tolerance.slack(self.low)
        high = None if self.high is None else self.high + tolerance.slack(self.high)
        return type(self)(low, high, self.basis)

    def at(self, pace: Fraction | None) -> Self:
        """The line at a share of the year; unmoved for None."""
        if pace is None:
            return self
        low = None if self.low is None else self.low * pace.numerator / pace.denominator
        high = None if self.high is None else self.high * pace.numerator / pace.denominator
        return replace(self, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and all it rests on.

    `target` is the decided line, narrowed to what the direction uses. `bound_green` and
    `bound_yellow` are the lines the value was compared with, `pace` the share of the year's target
    they stand for (None: all of it). `distance` is the change that would turn the value green: 0
    when it is, above zero for up. All four are None when the status is grey.
    """

    status: Status
    rule: Rule
    direction: Direction
    year: int
    value: Decimal | None = None
    period: Period | None = None
    target: TargetLine | None = None
    bound_green: TargetLine | None = None
    bound_yellow: TargetLine | None = None
    pace: Fraction | None = None
    distance: Decimal | None = None

    def __post_init__(self) -> None:
        if self.value is not None and self.period is None:
            raise ValueError("a value belongs to a period")


def judge(  # noqa: PLR0913 (a status rests on nine things, and each is named by the caller)
    *,
    value: Decimal | None,
    period: Period | None,
    target: TargetLine | None,
    direction: Direction,
    tolerance: Tolerance,
    accumulation: Accumulation,
    year: int,
    today: date,
    due: bool = True,
) -> Verdict:
    """Judge the latest value of `year`, which `period` is the period of.

    For a flow with a target for the year's end, `value` is the sum so far: see `value_to_judge`.
    `due` says whether a newer value ought to exist today, grace counted. A value of another year
    is no value of this one. Raises ValueError for a value without period.
    """
    line = _narrowed(target, direction)
    grey = Verdict(Status.NOT_DUE, Rule.NOT_YET_DUE, direction, year, value, period, line)
    if value is None or period is None or period.year != year:
        missing = due and (period is None or period.end < today)
        return replace(grey, status=Status.NOT_MEASURED, rule=Rule.NO_VALUE) if missing else grey
    if line is None:
        return replace(grey, status=Status.NOT_JUDGED, rule=Rule.NO_TARGET)
    year_end = date(year, 12, 31)
    pace = _pace(line, period, accumulation)
    if pace is None:
        ended = today > year_end or period.end == year_end
        return _compared(grey, line, tolerance, value=value, ended=ended)
    if _reached_early(value, line, direction):
        early = _compared(grey, line, tolerance, value=value, ended=True)
        return replace(early, rule=Rule.REACHED_EARLY)
    if today > year_end and due:
        return replace(grey, status=Status.NOT_MEASURED, rule=Rule.NO_FINAL_VALUE)
    return _compared(grey, line, tolerance, value=value, pace=pace)


def value_to_judge(
    values: Mapping[Period, Decimal],
    *,
    period: Period,
    accumulation: Accumulation,
    basis: Basis,
) -> Decimal | None:
    """The value of a period as `judge` wants it: a flow towards a year's target is summed.

    None when the value, or one of those to be summed, is missing: missing is never zero.
    """
    if not (accumulation is Accumulation.FLOW and basis is Basis.YEAR_END):
        return values.get(period)
    if first_hole(values, period) is not None:
        return None
    return sum((values[p] for p in _so_far(period)), Decimal(0))


def first_hole(values: Mapping[Period, Decimal], period: Period) -> Period | None:
    """The first period of the year, up to this one, without a value: no sum reaches past it.

    Judged with this period, no value and `due`, the verdict names what is missing.
    """
    return next((p for p in _so_far(period) if p not in values), None)


def _so_far(period: Period) -> tuple[Period, ...]:
    return tuple(p for p in periods_of_year(period.year, period.frequency) if p <= period)


def _narrowed(target: TargetLine | None, direction: Direction) -> TargetLine | None:
    """The ends of a target that the direction uses; None when there are none."""
    if target is None:
        return None
    low = None if direction is Direction.DOWN else target.low
    high = None if direction is Direction.UP else target.high
    if low is None and high is None:
        return None
    is_narrow = low is target.low and high is target.high
    return target if is_narrow else TargetLine(low, high, target.basis)


def _pace(line: TargetLine, period: Period, accumulation: Accumulation) -> Fraction | None:
    """The share of the year's target to have come at the period's end; None for the whole."""
    working_up = line.basis is Basis.YEAR_END and accumulation.adds_up
    return Fraction(period.end.month, 12) if working_up and period.end.month < 12 else None


def _reached_early(value: Decimal, line: TargetLine, direction: Direction) -> bool:
    """Whether a year's target above zero is already reached; one below can still be lost."""
    return direction is Direction.UP and (line.low or 0) > 0 and line.holds(value)


def _compared(
    grey: Verdict,
    line: TargetLine,
    tolerance: Tolerance,
    *,
    value: Decimal,
    pace: Fraction | None = None,
    ended: bool = False,
) -> Verdict:
    """The verdict of a value beside its lines, green and yellow brought to the same pace."""
    green, yellow = line.at(pace), line.loosened(tolerance).at(pace)
    if green.holds(value):
        colour, rule = Colour.GREEN, Rule.REACHED
    elif yellow.holds(value):
        colour, rule = Colour.YELLOW, Rule.WITHIN_TOLERANCE
    else:
        colour, rule = Colour.RED, Rule.OUTSIDE
    return Verdict(  # not `replace`, which takes five times as long: a city has 30,000
        status=in_words(colour, ended=ended),
        rule=rule,
        direction=grey.direction,
        year=grey.year,
        value=value,
        period=grey.period,
        target=grey.target,
        bound_green=green,
        bound_yellow=yellow,
        pace=pace,
        distance=green.gap(value),
    )
