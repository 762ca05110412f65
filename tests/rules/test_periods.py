"""Periods of measurement."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.periods import (
    Frequency,
    Period,
    PeriodProblem,
    between,
    date_words,
    latest_ended,
    parse_period,
    period_between,
    period_of,
    periods_of_year,
)

MONTH, QUARTER, FOUR_MONTHS = Frequency.MONTH, Frequency.QUARTER, Frequency.FOUR_MONTHS
HALF_YEAR, YEAR, TWO_YEARS = Frequency.HALF_YEAR, Frequency.YEAR, Frequency.TWO_YEARS

frequencies = st.sampled_from(Frequency)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    return period_of(draw(days), draw(frequencies))


@pytest.mark.parametrize(
    ("period", "code", "label", "start", "end"),
    [
        (Period(MONTH, 2024, 2), "2024-02", "februari 2024", (2024, 2, 1), (2024, 2, 29)),
        (Period(MONTH, 2025, 12), "2025-12", "december 2025", (2025, 12, 1), (2025, 12, 31)),
        (Period(QUARTER, 2025, 2), "2025-K2", "kvartal 2 2025", (2025, 4, 1), (2025, 6, 30)),
        (Period(FOUR_MONTHS, 2025, 1), "2025-T1", "tertial 1 2025", (2025, 1, 1), (2025, 4, 30)),
        (
            Period(HALF_YEAR, 2025, 1),
            "2025-H1",
            "första halvåret 2025",
            (2025, 1, 1),
            (2025, 6, 30),
        ),
        (
            Period(HALF_YEAR, 2025, 2),
            "2025-H2",
            "andra halvåret 2025",
            (2025, 7, 1),
            (2025, 12, 31),
        ),
        (Period(YEAR, 2025), "2025", "2025", (2025, 1, 1), (2025, 12, 31)),
        (Period(TWO_YEARS, 2025), "2025", "2025", (2025, 1, 1), (2025, 12, 31)),
    ],
)
def test_a_period_has_a_code_a_name_and_days(
    period: Period, code: str, label: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert (period.code, period.label) == (code, label)
    assert (period.start, period.end) == (date(*start), date(*end))


def test_a_period_comes_a_year_after_the_same_last_year() -> None:
    assert Period(MONTH, 2025, 4).same_last_year() == Period(MONTH, 2024, 4)
    assert Period(YEAR, 2025).same_last_year() == Period(YEAR, 2024)


def test_what_is_measured_every_other_year_steps_two_years() -> None:
    period = Period(TWO_YEARS, 2025)
    assert period.next() == Period(TWO_YEARS, 2027)
    assert period.previous() == period.same_last_year() == Period(TWO_YEARS, 2023)


def test_periods_are_ordered_in_time() -> None:
    assert Period(MONTH, 2024, 12) < Period(MONTH, 2025, 1) < Period(MONTH, 2025, 2)


@pytest.mark.parametrize(("frequency", "number"), [(MONTH, 13), (YEAR, 2), (QUARTER, 0)])
def test_a_period_that_cannot_be_is_refused(frequency: Frequency, number: int) -> None:
    with pytest.raises(ValueError, match="has no period"):
        Period(frequency, 2025, number)


@pytest.mark.parametrize("year", [0, 10_000])
def test_a_year_no_calendar_has_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="no year"):
        Period(YEAR, year)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026-04", Period(MONTH, 2026, 4)),
        ("2026-4", Period(MONTH, 2026, 4)),
        ("202604", Period(MONTH, 2026, 4)),
        (" April  2026 ", Period(MONTH, 2026, 4)),
        ("apr 2026", Period(MONTH, 2026, 4)),
        ("apr. 2026", Period(MONTH, 2026, 4)),
        ("sept 2026", Period(MONTH, 2026, 9)),
        ("2026 maj", Period(MONTH, 2026, 5)),
        ("2026-K2", Period(QUARTER, 2026, 2)),
        ("Q2 2026", Period(QUARTER, 2026, 2)),
        ("2026k2", Period(QUARTER, 2026, 2)),
        ("T1 2025", Period(FOUR_MONTHS, 2025, 1)),
        ("h2 2025", Period(HALF_YEAR, 2025, 2)),
        ("halvår 2 2025", Period(HALF_YEAR, 2025, 2)),
        ("2025", Period(YEAR, 2025)),
        ("2025", Period(TWO_YEARS, 2025)),
    ],
)
def test_common_ways_to_write_a_period_are_read(typed: str, period: Period) -> None:
    assert parse_period(typed, period.frequency) == period


@pytest.mark.parametrize(
    ("typed", "frequency", "advice"),
    [
        ("2026-13", MONTH, "2026-04 eller april 2026"),
        ("2026-00", MONTH, "2026-04 eller april 2026"),
        ("aprl 2026", MONTH, "2026-04 eller april 2026"),
        ("2026-K5", QUARTER, "2026-K2 eller kvartal 2 2026"),
        ("2026-04", FOUR_MONTHS, "2026-T1 eller tertial 1 2026"),
        ("2026", HALF_YEAR, "2026-H1 eller första halvåret 2026"),
        ("0026", YEAR, "2026"),
        ("", TWO_YEARS, "2026"),
    ],
)
def test_what_is_no_period_is_refused_with_an_example(
    typed: str, frequency: Frequency, advice: str
) -> None:
    with pytest.raises(PeriodProblem) as problem:
        parse_period(typed, frequency)
    assert problem.value.message == f"”{typed}” är ingen period. Skriv till exempel {advice}."


def test_a_long_text_is_shortened_in_the_refusal() -> None:
    with pytest.raises(PeriodProblem) as problem:
        parse_period("x" * 99, YEAR)
    assert problem.value.message.startswith(f"”{'x' * 29}…” är ingen period.")


@given(periods())
def test_code_and_label_are_read_back(period: Period) -> None:
    assert parse_period(period.code, period.frequency) == period
    assert parse_period(period.label, period.frequency) == period
    with translation.override("en"):
        assert parse_period(period.label, period.frequency) == period


@given(periods())
def test_next_and_previous_undo_each_other(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    assert period.previous() < period < period.next()


@given(periods().filter(lambda period: period.frequency is not TWO_YEARS))
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    assert period.next().start == period.end + timedelta(days=1)


@given(days, frequencies)
def test_a_day_lies_in_its_period(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert period.start <= day <= period.end


@given(days, frequencies)
def test_the_latest_ended_is_over_and_the_day_after_it_is_in_todays(
    today: date, frequency: Frequency
) -> None:
    ended = latest_ended(today, frequency)
    assert ended.end < today
    assert period_of(ended.end + timedelta(days=1), frequency) == period_of(today, frequency)


@given(st.integers(1900, 2199), frequencies)
def test_the_periods_of_a_year_fill_it(year: int, frequency: Frequency) -> None:
    periods = periods_of_year(year, frequency)
    assert len(periods) == frequency.per_year
    assert (periods[0].start, periods[-1].end) == (date(year, 1, 1), date(year, 12, 31))
    assert between(periods[0], periods[-1]) == periods


def test_between_runs_over_the_turn_of_the_year() -> None:
    assert between(Period(QUARTER, 2024, 4), Period(QUARTER, 2025, 2)) == (
        Period(QUARTER, 2024, 4),
        Period(QUARTER, 2025, 1),
        Period(QUARTER, 2025, 2),
    )


def test_nothing_lies_between_a_later_and_an_earlier_period() -> None:
    assert between(Period(YEAR, 2025), Period(YEAR, 2024)) == ()


def test_periods_of_different_frequency_cannot_be_listed_together() -> None:
    with pytest.raises(ValueError, match="different frequency"):
        between(Period(YEAR, 2025), Period(MONTH, 2025, 1))


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("May 2026", Period(Frequency.MONTH, 2026, 5)),
        ("Oct 2026", Period(Frequency.MONTH, 2026, 10)),
        ("quarter 2 2026", Period(Frequency.QUARTER, 2026, 2)),
        ("four-month period 3 2026", Period(Frequency.FOUR_MONTHS, 2026, 3)),
        ("Second half of 2026", Period(Frequency.HALF_YEAR, 2026, 2)),
    ],
)
def test_english_names_are_read_too(written: str, period: Period) -> None:
    assert parse_period(written, period.frequency) == period


def test_a_day_is_written_in_words() -> None:
    assert date_words(date(2025, 8, 31)) == "31 augusti 2025"


@given(periods())
def test_a_period_is_known_by_its_first_and_last_day(period: Period) -> None:
    found = period_between(period.start, period.end)
    assert (found.start, found.end, found.code) == (period.start, period.end, period.code)
