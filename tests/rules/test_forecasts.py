"""What an indicator will end the year at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timglas.rules.forecasts import Lack, Measured, Method, Silence, YearEnd, foretell
from timglas.rules.judgement import Accumulation, Basis
from timglas.rules.periods import Frequency, Period

LEVEL = Measured(Accumulation.LEVEL, Basis.YEAR_END, "antal")
FLOW = replace(LEVEL, accumulation=Accumulation.FLOW)
SO_FAR = replace(LEVEL, accumulation=Accumulation.YEAR_TO_DATE)
SEASON = (5, 5, 6, 6, 7, 8, 20, 19, 8, 7, 6, 5)


def series(
    values: Sequence[float | str], first: int = 2022, frequency: Frequency = Frequency.MONTH
) -> dict[Period, Decimal]:
    """Values period by period from the start of a year."""
    period, found = Period(frequency, first), {}
    for value in values:
        found[period] = Decimal(str(value))
        period = period.next()
    return found


def told(values: dict[Period, Decimal], measured: Measured = LEVEL, year: int = 2025) -> YearEnd:
    made = foretell(values, measured, year=year)
    assert isinstance(made, YearEnd), made
    return made


def yearly(*values: float, first: int = 2017) -> dict[Period, Decimal]:
    return series(values, first, Frequency.YEAR)


def test_what_never_changes_is_forecast_without_doubt() -> None:
    assert told(series([4] * 44)) == YearEnd(
        value=Decimal(4),
        low=Decimal(4),
        high=Decimal(4),
        method=Method.UNCHANGED,
        as_of=Period(Frequency.MONTH, 2025, 8),
        trials=28,
        error=Decimal(0),
        error_unchanged=Decimal(0),
    )


def test_a_steady_change_goes_on() -> None:
    made = told(yearly(10, 12, 14, 16, 18, 20, 22, 24))
    assert (made.value, made.method, made.error) == (26, Method.DRIFT, 0)
    assert (made.trials, made.error_unchanged) == (4, 2)


def test_a_line_is_drawn_through_what_jumps_around_it() -> None:
    made = told(yearly(10, 14, 13, 17, 16, 20, 19, 23))
    assert made.method is Method.TREND


def test_what_jumps_around_a_level_is_smoothed() -> None:
    made = told(yearly(10, 13, 10, 12, 10, 13, 11, 12))
    assert made.method is Method.SMOOTHED
    assert made.low < made.value < made.high


def test_seasons_come_again() -> None:
    made = told(series([*SEASON * 3, *SEASON[:8]]))
    assert (made.value, made.method, made.error) == (5, Method.SEASON, 0)
    assert made.error_unchanged > 4


def test_seasons_come_again_at_the_level_of_the_year() -> None:
    lifted = [value + 3 * year for year in range(4) for value in SEASON][:44]
    made = told(series(lifted))
    assert (made.value, made.method) == (14, Method.SHIFTED_SEASON)


def test_what_happens_adds_up_to_the_year() -> None:
    made = told(series([*SEASON * 3, *SEASON[:8]]), FLOW)
    assert (made.value, made.low, made.high) == (sum(SEASON),) * 3


def test_what_has_happened_so_far_grows_to_the_year() -> None:
    so_far = [sum(SEASON[: month + 1]) for month in range(12)]
    made = told(series([*so_far * 3, *so_far[:8]]), SO_FAR)
    assert (made.value, made.method) == (sum(SEASON), Method.SEASON)


def test_a_series_so_far_that_begins_within_a_year_begins_with_its_second_value() -> None:
    so_far = [sum(SEASON[: month + 1]) for month in range(12)]
    whole = series([*so_far * 3, *so_far[:8]])
    cut = {period: value for period, value in whole.items() if period >= _month(2022, 3)}
    assert told(cut, SO_FAR).trials == told(whole, SO_FAR).trials - 3


def test_shares_are_never_added() -> None:
    made = told(series([50] * 44), replace(FLOW, measure_unit="%"))
    assert made.value == 50


def test_a_median_so_far_is_no_total() -> None:
    assert told(series([*SEASON * 3, *SEASON[:8]]), SO_FAR).value == 5
    assert told(series([16] * 44), SO_FAR).value == 16


def test_a_target_for_each_period_asks_for_the_last_period() -> None:
    assert told(series([4] * 44), replace(FLOW, basis=Basis.EACH_PERIOD)).value == 4


def test_a_new_year_is_forecast_from_the_year_before() -> None:
    made = told(series([4] * 36), FLOW)
    assert (made.value, made.as_of) == (48, _month(2024, 12))


def test_the_interval_passes_neither_zero_nor_the_whole() -> None:
    high = told(yearly(99, 92, 99.5, 93, 100, 92, 99, 100), replace(LEVEL, measure_unit="%"))
    assert high.high == 100
    low = told(yearly(0, 3, 0, 4, 0, 3, 1, 0))
    assert low.low == 0
    below = told(yearly(-1, 3, 0, 4, 0, 3, 1, 0))
    assert below.low < 0


@pytest.mark.parametrize(
    ("values", "measured", "silence"),
    [
        ({}, LEVEL, Silence(Lack.TOO_SHORT, 0, 8)),
        (yearly(1, 2, 3, first=2022), LEVEL, Silence(Lack.TOO_SHORT, 3, 8)),
        (yearly(*range(9)), LEVEL, Silence(Lack.ENDED)),
        (yearly(*range(8), first=2016), LEVEL, Silence(Lack.TOO_FAR)),
        (series(range(9), 2008, Frequency.TWO_YEARS), LEVEL, Silence(Lack.NOT_MEASURED)),
    ],
)
def test_nothing_is_said_where_there_is_too_little_to_say_it_on(
    values: dict[Period, Decimal], measured: Measured, silence: Silence
) -> None:
    assert foretell(values, measured, year=2025) == silence


def test_what_is_measured_every_other_year_is_forecast_for_such_a_year() -> None:
    assert told(series([7] * 8, 2009, Frequency.TWO_YEARS)).as_of.year == 2023


def test_the_sum_of_a_year_is_not_made_of_a_year_with_a_hole() -> None:
    values = series([4] * 44)
    del values[_month(2025, 3)]
    assert foretell(values, FLOW, year=2025) == Silence(Lack.HOLE)
    short = foretell(values, LEVEL, year=2025)
    assert short == Silence(Lack.TOO_SHORT, 5, 11)
    assert short.sentence == ("För en prognos behövs 11 jämförbara värden i följd. Nu finns det 5.")


def test_values_before_a_break_do_not_count() -> None:
    broken = foretell(series([4] * 44), LEVEL, year=2025, since=date(2025, 1, 1))
    assert broken == Silence(Lack.TOO_SHORT, 8, 11)


def test_values_after_the_year_do_not_count() -> None:
    assert foretell(series([4] * 60), LEVEL, year=2025) == Silence(Lack.ENDED)
    assert foretell(series([4] * 60), LEVEL, year=2026).lack is Lack.ENDED  # type: ignore[union-attr]


def test_a_method_is_told_in_words() -> None:
    assert Method.SEASON.in_words == "som samma tid förra året"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-1000, 1000), min_size=11, max_size=48),
    st.sampled_from([LEVEL, FLOW, SO_FAR]),
)
def test_the_value_lies_within_its_interval_and_beats_no_change(
    numbers: list[int], measured: Measured
) -> None:
    values = series(numbers, 2021)
    made = foretell(values, measured, year=max(values).year)
    if isinstance(made, YearEnd):
        assert made.low <= made.value <= made.high
        assert made.error <= made.error_unchanged + Decimal("0.000001")


def _month(year: int, number: int) -> Period:
    return Period(Frequency.MONTH, year, number)
