"""Kinds of round, the last day of each level, who is late, and what the law says."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timglas.rules.legal_days import Law, deadline_after
from timglas.rules.rounds import (
    EVERY_MONTH,
    MOST_DAYS,
    USUAL_KINDS,
    Addressee,
    Days,
    Part,
    UnitState,
    due_days,
    fault_of_days,
    fault_of_law,
    level_names,
    next_end,
    period_end,
    round_name,
    state_on,
    warnings_of_law,
)
from timglas.rules.working_days import day_off, working_days_after

AUGUST = date(2025, 8, 31)


def test_the_lowest_level_is_due_first_and_every_last_day_is_worked() -> None:
    assert due_days(AUGUST, 3, Days(8, 5, 2)) == (
        date(2025, 10, 1),
        date(2025, 9, 24),
        date(2025, 9, 17),
        date(2025, 9, 10),
    )


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 6), st.integers(0, 30))
@settings(max_examples=25)
def test_no_level_is_due_on_a_day_off_or_before_the_level_below(
    begins: date, deepest: int, count: int
) -> None:
    due = due_days(begins, deepest, Days(count + 1, count, 0))
    assert len(due) == deepest + 1
    assert not any(day_off(day) for day in due)
    assert sorted(due, reverse=True) == list(due)
    assert due[-1] > begins


def test_working_days_are_counted_over_weekends_and_holidays() -> None:
    assert working_days_after(date(2025, 4, 17), 0) == date(2025, 4, 17)
    assert working_days_after(date(2025, 4, 17), 1) == date(2025, 4, 22)
    assert working_days_after(date(2025, 12, 23), 1) == date(2025, 12, 29)


@pytest.mark.parametrize(
    ("today", "is_ready", "state"),
    [
        (date(2025, 9, 10), False, UnitState.OPEN),
        (date(2025, 9, 11), False, UnitState.GRACE),
        (date(2025, 9, 12), False, UnitState.GRACE),
        (date(2025, 9, 13), False, UnitState.LATE),
        (date(2025, 12, 1), True, UnitState.READY),
    ],
)
def test_a_unit_is_late_when_the_days_of_grace_are_over(
    today: date,
    is_ready: bool,  # noqa: FBT001 (a parametrized case)
    state: UnitState,
) -> None:
    due_on = date(2025, 9, 10)
    assert state_on(today, due_on=due_on, grace=2, is_ready=is_ready) == state


def test_every_state_part_and_addressee_has_words() -> None:
    assert [(s.name_in_words, s.symbol) for s in UnitState] == [
        ("Klar", "ok"),
        ("Inte klar", "wait"),
        ("Sista dagen har passerat", "wait"),
        ("Försenad", "risk"),
    ]
    assert [part.name_in_words for part in Part] == [
        *("Mål och indikatorer", "Prognos", "Ekonomi", "Personal"),
        *("Aktiviteter", "Uppdrag", "Text"),
    ]
    assert [one.name_in_words for one in Addressee] == [
        *("Kommunfullmäktige", "Kommunstyrelsen", "Nämnderna", "Bolagens styrelser"),
    ]


def test_a_round_is_called_by_its_kind_and_day() -> None:
    assert round_name("Delårsbokslut", AUGUST) == "Delårsbokslut per den 31 augusti 2025"


def test_the_last_day_of_a_month_is_found() -> None:
    found = [period_end(2024, month) for month in (2, 4, 12)]
    assert found == [date(2024, 2, 29), date(2024, 4, 30), date(2024, 12, 31)]


@pytest.mark.parametrize(
    ("month", "today", "last", "expected"),
    [
        (8, date(2025, 10, 15), None, date(2025, 8, 31)),
        (8, date(2025, 10, 15), date(2025, 8, 31), date(2026, 8, 31)),
        (8, date(2025, 8, 31), None, date(2025, 8, 31)),
        (8, date(2025, 6, 1), None, date(2025, 8, 31)),
        (12, date(2026, 1, 10), None, date(2025, 12, 31)),
        (EVERY_MONTH, date(2025, 10, 15), None, date(2025, 9, 30)),
        (EVERY_MONTH, date(2025, 10, 31), None, date(2025, 10, 31)),
        (EVERY_MONTH, date(2025, 10, 15), date(2025, 9, 30), date(2025, 10, 31)),
        (EVERY_MONTH, date(2025, 12, 31), date(2025, 12, 31), date(2026, 1, 31)),
    ],
)
def test_the_next_round_is_of_the_period_that_ended_last_or_else_the_one_to_come(
    month: int, today: date, last: date | None, expected: date
) -> None:
    assert next_end(month, today=today, last=last) == expected


def test_levels_that_would_be_called_the_same_are_told_apart_by_number() -> None:
    kinds = {0: {"council"}, 1: {"company", "committee"}, 3: {"unit"}, 4: {"unit"}}
    assert level_names(kinds) == {
        0: "Kommunfullmäktige",
        1: "Nämnder, bolag",
        3: "Enheter, nivå 4",
        4: "Enheter, nivå 5",
    }


@pytest.mark.parametrize(
    ("end", "last"),
    [
        (date(2025, 6, 30), date(2025, 8, 31)),
        (date(2025, 8, 31), date(2025, 10, 31)),
        (date(2025, 12, 31), date(2026, 2, 28)),
    ],
)
def test_an_interim_report_has_two_months(end: date, last: date) -> None:
    assert deadline_after(Law.INTERIM_REPORT, end) == last


def test_an_annual_report_is_due_in_april_the_year_after() -> None:
    assert deadline_after(Law.ANNUAL_REPORT, date(2025, 12, 31)) == date(2026, 4, 15)


def test_a_last_day_after_the_laws_is_told() -> None:
    late = date(2025, 11, 5)
    assert list(warnings_of_law(Law.INTERIM_REPORT, AUGUST, [AUGUST, late])) == [
        "Sista dagen blir 5 november 2025, men lagens sista dag är 31 oktober 2025 (KL 11:16)."
    ]
    for law, due in ((None, [late]), (Law.INTERIM_REPORT, []), (Law.INTERIM_REPORT, [AUGUST])):
        assert not list(warnings_of_law(law, AUGUST, due))


def test_the_laws_reports_are_of_the_laws_periods() -> None:
    assert "LKBR 13:1" in fault_of_law(Law.INTERIM_REPORT, 4)
    assert fault_of_law(Law.INTERIM_REPORT, 8) == ""
    assert "december" in fault_of_law(Law.ANNUAL_REPORT, 8)
    assert fault_of_law(Law.ANNUAL_REPORT, 12) == ""
    assert fault_of_law(None, 4) == ""


def test_days_are_counted_within_reason() -> None:
    assert fault_of_days(Days(0, 0, MOST_DAYS)) == ""
    assert fault_of_days(Days(-1, 0, 0))
    assert fault_of_days(Days(0, MOST_DAYS + 1, 0))


def test_the_usual_kinds_keep_the_law_also_with_five_levels() -> None:
    for year in range(2024, 2034):
        for kind in USUAL_KINDS:
            assert fault_of_law(kind.law, kind.month) == ""
            if kind.month != EVERY_MONTH:
                end = period_end(year, kind.month)
                due = due_days(end, 4, kind.days)
                assert not list(warnings_of_law(kind.law, end, due))
                assert all(day > end + timedelta(days=7) for day in due)
