"""A series follows the seasons when a year apart is much closer than half a year apart."""

from decimal import Decimal
from itertools import islice

from timglas.rules.periods import Frequency, Period
from timglas.rules.seasons import is_seasonal

SICK = (9, 9, 8, 7, 6, 5, 4, 5, 6, 7, 8, 8)
NOISE = (5, 7, 6, 4, 6, 5, 8, 6, 5, 7, 4, 6, 7, 5, 6, 8, 4, 5, 6, 7, 5, 6, 6, 4)


def series(*values: int, frequency: Frequency = Frequency.MONTH) -> dict[Period, Decimal]:
    found, period = {}, Period(frequency, 2023)
    for value in values:
        found[period] = Decimal(value)
        period = period.next()
    return found


def test_two_alike_years_are_seasonal() -> None:
    assert is_seasonal(series(*SICK, *SICK))


def test_noise_and_a_steady_rise_are_not() -> None:
    assert not is_seasonal(series(*NOISE))
    assert not is_seasonal(series(*range(36)))


def test_too_few_pairs_a_year_apart_do_not_tell() -> None:
    assert not is_seasonal(series(*SICK, *SICK[:11]))
    assert not is_seasonal({})


def test_quarters_need_eight_pairs() -> None:
    quarters = (9, 7, 5, 8) * 3
    assert is_seasonal(series(*quarters, frequency=Frequency.QUARTER))
    assert not is_seasonal(series(*quarters[:11], frequency=Frequency.QUARTER))


def test_years_have_no_seasons_and_holes_may_leave_nothing_to_compare() -> None:
    assert not is_seasonal(series(*SICK, frequency=Frequency.YEAR))
    january = {p: v for p, v in series(*SICK * 14).items() if p.number == 1}
    assert len(list(islice(january, 14))) == 14
    assert not is_seasonal(january)
