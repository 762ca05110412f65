"""Signal or noise: a series judged as NHS England's Making Data Count does, on an XmR chart.

Source: `experience.md` 3.2. Not for values that grow through the year or follow the seasons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from timglas.rules.judgement import Direction
from timglas.rules.limits import STANDARD, Limits, Method, Observation, Way, limits_of
from timglas.rules.signals import Reason, Signal, find_signals

ENOUGH_FOR_LIMITS, ENOUGH_FOR_SIGNALS = 6, 13


class PointType(StrEnum):
    """What a point means: usual variation, or a signal that is good, bad or neither."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Sufficiency(StrEnum):
    """What the number of points allows: a line, preliminary limits, or limits and signals."""

    NONE = "none"
    PRELIMINARY = "preliminary"
    FULL = "full"


class Assurance(StrEnum):
    """Whether the target is within what the process gives by itself."""

    FAILS = "fails"
    VARIES = "varies"
    PASSES = "passes"


@dataclass(frozen=True, slots=True)
class SpcPoint:
    """An observation with its signals, the one to tell first."""

    x: int
    value: Decimal
    signals: tuple[Signal, ...]
    type: PointType

    @property
    def reason(self) -> Reason | None:
        """The reason to tell."""
        return self.signals[0].reason if self.signals else None


@dataclass(frozen=True, slots=True)
class Segment:
    """Points between two changes of the process. Without variation there are no limits."""

    points: tuple[SpcPoint, ...]
    limits: Limits | None
    sufficiency: Sufficiency


@dataclass(frozen=True, slots=True)
class Variation:
    """What the latest point says; no way when it is usual variation."""

    type: PointType
    way: Way | None


@dataclass(frozen=True, slots=True)
class Xmr:
    """A series judged, segment by segment, oldest first. There is at least one segment."""

    segments: tuple[Segment, ...]
    direction: Direction

    @property
    def points(self) -> tuple[SpcPoint, ...]:
        """All points, oldest first."""
        return tuple(point for segment in self.segments for point in segment.points)

    @property
    def is_judged(self) -> bool:
        """Whether the latest segment has limits that signals may be told from."""
        last = self.segments[-1]
        return last.limits is not None and last.sufficiency is Sufficiency.FULL

    @property
    def variation(self) -> Variation | None:
        """What the latest point says; None before there are enough points."""
        if not self.is_judged:
            return None
        latest = self.points[-1]
        return Variation(latest.type, told_way(latest, self.direction))

    def assurance(self, target: Decimal | None) -> Assurance | None:
        """Whether the process reaches a target by itself, by the latest segment's limits.

        A target that lies on a limit is not yet taken for reached, and is taken for missed. None
        without a target, a good direction or enough points.
        """
        limits = self.segments[-1].limits
        if limits is None or not self.is_judged or target is None:
            return None
        goal = Fraction(target)
        match self.direction:
            case Direction.UP:
                return _assured(fails=goal >= limits.upper, passes=goal < limits.lower)
            case Direction.DOWN:
                return _assured(fails=goal <= limits.lower, passes=goal > limits.upper)
            case _:
                return None


def judge_series(
    observations: Sequence[Observation],
    *,
    direction: Direction,
    changes: Iterable[int] = (),
    method: Method = STANDARD,
) -> Xmr:
    """Judge a series with at least one observation, in order of time.

    `changes` are the periods from which the process is another: limits are computed anew there.
    """
    if not observations:
        raise ValueError("a series has at least one observation")
    cuts = set(changes)
    parts = [[observations[0]]]
    for before, now in pairwise(observations):
        if cuts and any(before.x < cut <= now.x for cut in cuts):
            parts.append([])
        parts[-1].append(now)
    return Xmr(tuple(_segment(part, direction, method) for part in parts), direction)


def told_way(point: SpcPoint, direction: Direction) -> Way | None:
    """The way of the signal that gives the point its type."""
    ways = (s.way for s in point.signals if _type_of(s.way, direction) is point.type)
    return next(ways, None)


def _assured(*, fails: bool, passes: bool) -> Assurance:
    if fails:
        return Assurance.FAILS
    return Assurance.PASSES if passes else Assurance.VARIES


def _sufficiency(count: int) -> Sufficiency:
    if count < ENOUGH_FOR_LIMITS:
        return Sufficiency.NONE
    return Sufficiency.FULL if count >= ENOUGH_FOR_SIGNALS else Sufficiency.PRELIMINARY


def _segment(part: Sequence[Observation], direction: Direction, method: Method) -> Segment:
    enough = _sufficiency(len(part))
    limits = None
    if enough is not Sufficiency.NONE:
        limits = limits_of(part[: method.baseline], method)
    found: list[set[Signal]] = [set() for _ in part]
    # Preliminary limits are shown, but nothing is told from them.
    if limits and enough is Sufficiency.FULL:
        for place, signal in find_signals(part, limits, method):
            found[place].add(signal)
    return Segment(
        tuple(_point(o, signals, direction) for o, signals in zip(part, found, strict=True)),
        limits,
        enough,
    )


def _point(seen: Observation, signals: set[Signal], direction: Direction) -> SpcPoint:
    """A point that is both better and worse is shown as better."""
    if not signals:
        return SpcPoint(seen.x, seen.value, (), PointType.COMMON)
    order = list(Reason)
    ordered = tuple(sorted(signals, key=lambda s: (order.index(s.reason), s.way)))
    types = {_type_of(signal.way, direction) for signal in ordered}
    shown = next((t for t in PointType if t in types), PointType.COMMON)
    return SpcPoint(seen.x, seen.value, ordered, shown)


def _type_of(way: Way, direction: Direction) -> PointType:
    if direction is Direction.SPAN:
        return PointType.NEUTRAL
    good = Way.HIGH if direction is Direction.UP else Way.LOW
    return PointType.IMPROVEMENT if way is good else PointType.CONCERN
