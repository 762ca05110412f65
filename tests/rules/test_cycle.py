"""The year's steps: what is wrong with a plan, whose a step is, and moving it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.cycle import (
    Part,
    State,
    Timing,
    concerns,
    day_off_note,
    days_in_words,
    leads_back,
    renamed,
    shifted,
    warnings,
    who_in_words,
    years_later,
)
from timglas.rules.legal_days import Law
from timglas.rules.permissions import Role

days = st.dates(date(2000, 1, 1), date(2199, 12, 31))
TODAY = date(2026, 9, 1)


def timing(begins: date, ends: date, *, done: date | None = None, law: Law | None = None) -> Timing:
    return Timing(2026, begins, ends, done, law)


@pytest.mark.parametrize(
    ("begins", "ends", "done", "state"),
    [
        (date(2026, 8, 1), date(2026, 8, 31), None, State.LATE),
        (date(2026, 8, 1), TODAY, None, State.NOW),
        (TODAY, date(2026, 9, 30), None, State.NOW),
        (date(2026, 9, 2), date(2026, 9, 30), None, State.COMING),
        (date(2026, 8, 1), date(2026, 8, 31), date(2026, 8, 30), State.DONE),
    ],
)
def test_a_step_is_done_late_going_on_or_coming(
    begins: date, ends: date, done: date | None, state: State
) -> None:
    assert timing(begins, ends, done=done).state(TODAY) is state
    assert state.name_in_words
    assert state.symbol


def test_parts_come_in_the_order_of_the_process() -> None:
    assert [part.name_in_words for part in Part] == [
        *("Analys", "Planering", "Beslut", "Genomförande", "Uppföljning")
    ]
    assert all(part.says for part in Part)


@pytest.mark.parametrize(
    ("ends", "done", "today", "found"),
    [
        (date(2026, 10, 30), None, TODAY, ()),
        (
            date(2026, 11, 3),
            None,
            TODAY,
            ("Slutar efter lagens sista dag, 31 oktober 2026 (KL 11:8).",),
        ),
        (
            date(2026, 10, 30),
            None,
            date(2026, 11, 1),
            ("Lagens sista dag har gått: 31 oktober 2026 (KL 11:8).",),
        ),
        (date(2026, 11, 3), date(2026, 10, 31), date(2026, 11, 9), ()),
        (
            date(2026, 10, 30),
            date(2026, 11, 2),
            date(2026, 11, 9),
            ("Blev klart för sent: lagens sista dag var 31 oktober 2026 (KL 11:8).",),
        ),
    ],
)
def test_exceeding_the_law_is_told_with_its_source(
    ends: date, done: date | None, today: date, found: tuple[str, ...]
) -> None:
    step = timing(date(2026, 9, 1), ends, done=done, law=Law.BUDGET_PROPOSAL)
    assert warnings(step, [], today=today) == found


def test_the_old_council_does_not_adopt_the_budget_of_an_election_year() -> None:
    step = timing(date(2026, 6, 15), date(2026, 6, 15), law=Law.BUDGET_DECISION)
    assert warnings(step, [], today=date(2026, 1, 1)) == (
        (
            "Det är valår: budgeten ska beslutas av de nyvalda, som tillträder 15 oktober 2026 "
            "(KL 11:10)."
        ),
    )
    later = timing(date(2026, 11, 23), date(2026, 11, 23), law=Law.BUDGET_DECISION)
    assert warnings(later, [], today=date(2026, 1, 1)) == ()


def test_a_step_that_does_not_wait_is_told_what_it_should_wait_for() -> None:
    step = timing(date(2026, 9, 15), date(2026, 10, 1))
    after = [("Förslag", date(2026, 9, 15)), ("Ramar", date(2026, 9, 16))]
    assert warnings(step, after, today=TODAY) == (
        "Börjar innan ”Ramar” är klart, 16 september 2026.",
    )


def test_a_last_day_that_is_a_day_off_is_told_with_the_working_day_before() -> None:
    assert day_off_note(date(2026, 10, 31)) == (
        "31 oktober 2026 är en ledig dag (Alla helgons dag). "
        "Sista arbetsdagen före är 30 oktober 2026."
    )
    assert day_off_note(date(2026, 10, 30)) == ""


@pytest.mark.parametrize(
    ("role", "kind", "words"),
    [
        (None, "Nämnd", "Nämnd"),
        (Role.CONTROLLER, "", "Controller"),
        (Role.DEPARTMENT_HEAD, "Förvaltning", "Förvaltningschef"),
        (Role.MANAGING_DIRECTOR, "Kommunalt bolag", "Vd (kommunalt bolag)"),
    ],
)
def test_who_does_a_step_is_said_once(role: Role | None, kind: str, words: str) -> None:
    assert who_in_words(role, kind) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 27), date(2026, 5, 27), "27 maj 2026"),
        (date(2026, 5, 23), date(2026, 5, 27), "23–27 maj 2026"),
        (date(2026, 5, 18), date(2026, 6, 23), "18 maj – 23 juni 2026"),
        (date(2025, 12, 18), date(2026, 1, 23), "18 december 2025 – 23 januari 2026"),
    ],
)
def test_days_in_a_row_are_written_short(first: date, last: date, words: str) -> None:
    assert days_in_words(first, last) == words


@pytest.mark.parametrize(
    ("role", "kind", "held", "own", "mine"),
    [
        (None, "committee", Role.ELECTED_REP, "committee", True),
        (None, "committee", Role.ELECTED_REP, "council", False),
        (None, "committee", Role.DEPARTMENT_HEAD, "committee", True),
        (None, "council", Role.CONTROLLER, "council", False),
        (Role.DEPARTMENT_HEAD, "department", Role.DEPARTMENT_HEAD, "committee", True),
        (Role.DEPARTMENT_HEAD, "company", Role.DEPARTMENT_HEAD, "committee", False),
        (Role.CONTROLLER, "", Role.CONTROLLER, "council", True),
        (Role.CONTROLLER, "", Role.READER, "council", False),
    ],
)
def test_a_step_is_for_a_role_that_reaches_it_or_for_those_at_the_unit_itself(
    role: Role | None,
    kind: str,
    held: Role,
    own: str,
    mine: bool,  # noqa: FBT001
) -> None:
    kinds = {own, "department", "unit"}
    assert concerns(role, kind, held=held, own_kind=own, kinds=kinds) is mine


@given(days, days, st.integers(-366, 366))
def test_shifting_keeps_order_and_distance_and_can_be_shifted_back(
    one: date, other: date, by: int
) -> None:
    assert shifted(shifted(one, by), -by) == one
    assert shifted(one, by) - shifted(other, by) == one - other
    assert shifted(one, by) - one == timedelta(days=by)


@given(days, st.integers(-50, 50))
def test_the_same_day_of_another_year_differs_only_for_the_leap_day(day: date, by: int) -> None:
    moved = years_later(day, by)
    assert (moved.year, moved.month) == (day.year + by, day.month)
    assert moved.day == (28 if (day.month, day.day) == (2, 29) else day.day)


def test_years_in_a_text_are_moved_and_nothing_else() -> None:
    assert (
        renamed("Plan 2026–2028 (KL 11:10), 20265 kr", 2) == "Plan 2028–2030 (KL 11:10), 20265 kr"
    )


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ({}, False),
        ({1: [2], 2: [3]}, False),
        ({1: [2, 3], 2: [4], 3: [4]}, False),
        ({1: [1]}, True),
        ({1: [2], 2: [3], 3: [1]}, True),
        ({1: [2], 2: [3], 3: [2]}, False),
    ],
)
def test_a_circle_through_a_step_is_found(after: dict[int, list[int]], found: bool) -> None:  # noqa: FBT001
    assert leads_back(after, 1) is found
