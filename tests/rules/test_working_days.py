"""Weekends, holidays and the eves kept as such are days off, by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.working_days import (
    day_off,
    weekday_name,
    working_day_from,
    working_day_until,
    working_days_before,
)

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 10, 31), "Alla helgons dag"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 4, 3), "Långfredagen"),
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 11, 29), "söndag"),
        (date(2026, 11, 28), "lördag"),
        (date(2026, 11, 30), ""),
    ],
)
def test_a_day_off_says_why(day: date, why: str) -> None:
    assert day_off(day) == why


def test_days_of_the_week_have_swedish_names() -> None:
    assert [weekday_name(date(2026, 11, day)) for day in (23, 29)] == ["måndag", "söndag"]


@given(days)
def test_the_nearest_working_days_lie_around_a_day_with_only_days_off_between(day: date) -> None:
    before, after = working_day_until(day), working_day_from(day)
    assert before <= day <= after
    assert not day_off(before)
    assert not day_off(after)
    between = range(1, (after - before).days)
    assert all(day_off(before + timedelta(days=n)) for n in between)


def test_working_days_are_counted_backwards_over_a_holiday() -> None:
    assert working_days_before(date(2025, 1, 7), 1) == date(2025, 1, 3)
    assert working_days_before(date(2025, 1, 7), 0) == date(2025, 1, 7)
