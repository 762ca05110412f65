"""Limits to the third decimal, the four rules, and what few points, gaps and changes do."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.judgement import Direction
from timglas.rules.limits import (
    Limits,
    Method,
    Observation,
    Way,
    in_decimals,
    limits_of,
    moving_ranges,
)
from timglas.rules.signals import Reason, Signal
from timglas.rules.spc import (
    Assurance,
    PointType,
    Sufficiency,
    Variation,
    Xmr,
    judge_series,
)

OUTSIDE, TREND, TWO, RUN = Reason.OUTSIDE, Reason.TREND, Reason.TWO_OF_THREE, Reason.RUN
BASE = "10 12 10 12 10 12 10 12 10 12 10 12"
SECOND = "62 58 65 61 59 64 60 63 57 66 61 60"


def seen(values: str) -> list[Observation]:
    """Observations of consecutive periods, numbered from 1; "-" is a missing one."""
    return [Observation(n, Decimal(v)) for n, v in enumerate(values.split(), start=1) if v != "-"]


def judged(values: str, direction: Direction = Direction.UP, changes: Sequence[int] = ()) -> Xmr:
    return judge_series(seen(values), direction=direction, changes=changes)


def flags(xmr: Xmr) -> dict[int, set[Reason]]:
    return {p.x: {s.reason for s in p.signals} for p in xmr.points if p.signals}


def to_thousandths(limits: Limits | None) -> tuple[Decimal, ...]:
    assert limits is not None
    shown = (
        *(limits.mean, limits.mean_range, limits.lower, limits.near_lower),
        *(limits.near_upper, limits.upper, limits.range_limit),
    )
    return tuple(round(in_decimals(value), 3) for value in shown)


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        (BASE, "11 2 5.680 7.453 14.547 16.320 6.536"),
        (SECOND, "61.333 4.545 49.242 53.273 69.394 73.424 14.855"),
    ],
)
def test_limits_agree_with_the_vectors_to_the_third_decimal(baseline: str, expected: str) -> None:
    limits = limits_of(seen(baseline))
    assert to_thousandths(limits) == tuple(map(Decimal, expected.split()))


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("15 14 15", {13: {TWO}, 15: {TWO}}),
        ("15 17 12", {13: {TWO}, 14: {OUTSIDE, TWO}}),
        ("15 10 15", {}),
        ("12 12 12 12 12 12", {n: {RUN} for n in range(12, 19)}),
        ("8 9 10 11 12 13 14", {n: {TREND} for n in range(13, 20)}),
        ("8 9 10 10 11 12 13", {}),
    ],
)
def test_the_first_vector_is_flagged_as_expected(
    added: str, expected: dict[int, set[Reason]]
) -> None:
    assert flags(judged(f"{BASE} {added}")) == expected


def test_the_second_vector_is_flagged_as_expected() -> None:
    expected = {n: {RUN} for n in range(13, 21)}
    for n in (15, 17, 18, 19, 20):
        expected[n] = {RUN, TWO}
    expected[20] = {RUN, TWO, OUTSIDE}
    expected[22] = {OUTSIDE}
    assert flags(judged(f"{SECOND} 62 68 70 69 71 72 73 74 60 75")) == expected


def test_the_reason_told_first_is_outside_then_trend_then_two_of_three_then_run() -> None:
    points = judged(f"{BASE} 11.5 12.5 13.5 14.6 15.6 16.6 17.6 17.5").points
    assert [p.reason for p in points[12:]] == [
        *(TREND, TREND, TREND, TREND, TREND),
        *(OUTSIDE, OUTSIDE, OUTSIDE),
    ]
    assert [s.reason for s in points[17].signals] == [OUTSIDE, TREND, TWO, RUN]
    assert points[0].reason is None


def test_a_trend_points_the_way_it_slopes_whatever_side_of_the_mean_it_is_on() -> None:
    falling_over_the_mean = judged(f"{BASE} 11 14.4 14.3 14.2 14.1 14 13.9 13.8", Direction.DOWN)
    latest = falling_over_the_mean.points[-1]
    assert latest.signals == (Signal(TREND, Way.LOW), Signal(RUN, Way.HIGH))
    assert latest.type is PointType.IMPROVEMENT, "what is both better and worse is shown as better"
    assert falling_over_the_mean.variation == Variation(PointType.IMPROVEMENT, Way.LOW)


@pytest.mark.parametrize(
    ("added", "direction", "expected"),
    [
        ("17", Direction.UP, Variation(PointType.IMPROVEMENT, Way.HIGH)),
        ("17", Direction.DOWN, Variation(PointType.CONCERN, Way.HIGH)),
        ("5", Direction.UP, Variation(PointType.CONCERN, Way.LOW)),
        ("5", Direction.DOWN, Variation(PointType.IMPROVEMENT, Way.LOW)),
        ("17", Direction.SPAN, Variation(PointType.NEUTRAL, Way.HIGH)),
        ("11", Direction.UP, Variation(PointType.COMMON, None)),
        ("17 11", Direction.UP, Variation(PointType.COMMON, None)),
    ],
)
def test_the_latest_point_says_how_it_varies(
    added: str, direction: Direction, expected: Variation
) -> None:
    assert judged(f"{BASE} {added}", direction).variation == expected


@pytest.mark.parametrize(
    ("target", "up", "down"),
    [
        ("5.67", Assurance.PASSES, Assurance.FAILS),
        ("5.68", Assurance.VARIES, Assurance.FAILS),
        ("5.69", Assurance.VARIES, Assurance.VARIES),
        ("16.31", Assurance.VARIES, Assurance.VARIES),
        ("16.32", Assurance.FAILS, Assurance.VARIES),
        ("16.33", Assurance.FAILS, Assurance.PASSES),
    ],
)
def test_a_target_on_a_limit_is_not_taken_for_reached(
    target: str, up: Assurance, down: Assurance
) -> None:
    values, goal = f"{BASE} 11", Decimal(target)
    assert judged(values, Direction.UP).assurance(goal) is up
    assert judged(values, Direction.DOWN).assurance(goal) is down
    assert judged(values, Direction.SPAN).assurance(goal) is None
    assert judged(values).assurance(None) is None


@pytest.mark.parametrize(
    ("count", "enough"),
    [
        (1, Sufficiency.NONE),
        (5, Sufficiency.NONE),
        (6, Sufficiency.PRELIMINARY),
        (12, Sufficiency.PRELIMINARY),
        (13, Sufficiency.FULL),
    ],
)
def test_few_points_give_a_line_then_preliminary_limits_then_signals(
    count: int, enough: Sufficiency
) -> None:
    xmr = judged(" ".join(f"{BASE} 99".split()[-count:]))
    segment = xmr.segments[0]
    assert segment.sufficiency is enough
    assert (segment.limits is None) == (enough is Sufficiency.NONE)
    is_full = enough is Sufficiency.FULL
    assert (xmr.variation is not None) == (xmr.assurance(Decimal(1)) is not None) == is_full
    assert bool(flags(xmr)) == is_full


def test_a_series_without_variation_is_a_line_without_limits_or_flags() -> None:
    xmr = judged("5 5 5 5 5 5 5 5 5 5 5 5 5 9")
    assert (xmr.segments[0].limits, flags(xmr), xmr.variation) == (None, {}, None)
    assert xmr.assurance(Decimal(3)) is None


def test_no_moving_range_is_counted_across_a_gap() -> None:
    assert moving_ranges(seen("10 12 - 20 21")) == [2, 1]
    assert limits_of(seen("10 - 12 - 10 - 12 - 10 - 12")) is None


def test_a_gap_breaks_runs_trends_and_threes() -> None:
    assert flags(judged(f"{BASE} 12 12 - 12 12 12 12")) == {}
    assert flags(judged(f"{BASE} 8 9 10 - 11 12 13 14")) == {}
    assert flags(judged(f"{BASE} 15 - 14 15")) == {}


def test_a_change_of_the_process_gives_new_limits_from_there() -> None:
    higher = " ".join(str(int(v) + 20) for v in f"{BASE} 11".split())
    xmr = judged(f"{BASE} 11 {higher}", changes=[14])
    assert [s.points[0].x for s in xmr.segments] == [1, 14]
    assert [s.limits.mean for s in xmr.segments if s.limits] == [11, 31]
    assert flags(xmr) == {}
    assert xmr.assurance(Decimal(20)) is Assurance.PASSES
    assert flags(judged(f"{BASE} 11 {higher}")) != {}


def test_a_change_in_a_gap_holds_from_the_next_value_and_one_outside_the_series_not_at_all() -> (
    None
):
    xmr = judged("1 2 - 3 4", changes=[0, 1, 3, 9])
    assert [[p.x for p in s.points] for s in xmr.segments] == [[1, 2], [4, 5]]


def test_outliers_among_the_ranges_are_left_out_only_when_asked_for() -> None:
    values = seen("10 12 10 12 10 40 10 12 10 12 10 12")
    assert limits_of(values) == Limits(Fraction(160, 12), Fraction(78, 11))
    screened = limits_of(values, Method(screened=True))
    assert screened is not None
    assert screened.mean_range == Fraction(18, 9)


def test_a_series_has_values() -> None:
    with pytest.raises(ValueError, match="at least one"):
        judge_series([], direction=Direction.UP)


series = st.lists(st.integers(0, 20), min_size=13, max_size=45)
holes = st.sets(st.integers(13, 45), max_size=4)


def plainly(values: list[Observation], limits: Limits) -> Iterator[tuple[int, Reason, Way]]:
    """The rules as they are written, window by window, first upwards and then downwards."""
    for way, sign in ((Way.HIGH, 1), (Way.LOW, -1)):
        over = {o.x: sign * (Fraction(o.value) - limits.mean) for o in values}
        edge = limits.upper - limits.mean
        yield from ((x, OUTSIDE, way) for x, v in over.items() if v > edge)
        for x in over:
            seven = [over[n] for n in range(x, x + 7) if n in over]
            if len(seven) == 7 and min(seven) > 0:
                yield from ((n, RUN, way) for n in range(x, x + 7))
            if len(seven) == 7 and all(b > a for a, b in pairwise(seven)):
                yield from ((n, TREND, way) for n in range(x, x + 7))
            three = {n: over[n] for n in range(x, x + 3) if n in over}
            far = [n for n, v in three.items() if v > edge * 2 / 3]
            if len(three) == 3 and min(three.values()) > 0 and len(far) >= 2:
                yield from ((n, TWO, way) for n in far)


@given(series, holes)
def test_signals_are_those_that_the_rules_give_window_by_window(
    values: list[int], missing: set[int]
) -> None:
    observed = [Observation(n, Decimal(v)) for n, v in enumerate(values) if n not in missing]
    xmr = judge_series(observed, direction=Direction.UP)
    limits = xmr.segments[0].limits
    found = {(p.x, s.reason, s.way) for p in xmr.points for s in p.signals}
    assert found == (set(plainly(observed, limits)) if limits else set())


@given(series)
def test_a_mirrored_series_has_mirrored_signals(values: list[int]) -> None:
    def types(sign: int, direction: Direction) -> list[PointType]:
        observed = [Observation(n, Decimal(sign * v)) for n, v in enumerate(values)]
        return [p.type for p in judge_series(observed, direction=direction).points]

    assert types(1, Direction.UP) == types(-1, Direction.DOWN)
