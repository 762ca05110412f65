"""How far an activity has come, as seen on a day, and in which years it is work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.activities import (
    OPEN,
    STORED,
    State,
    counts_in,
    needs_note,
    shown_state,
    urgency,
)

TODAY = date(2025, 10, 15)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(STORED), DAYS, DAYS)
def test_only_what_is_open_after_its_last_day_is_late(
    state: State, ends_on: date, today: date
) -> None:
    shown = shown_state(state, ends_on=ends_on, today=today)
    assert (shown is State.LATE) == (state in OPEN and today > ends_on)
    assert shown in {state, State.LATE}


def test_the_last_day_is_not_too_late() -> None:
    assert shown_state(State.ONGOING, ends_on=TODAY, today=TODAY) is State.ONGOING
    day_before = TODAY - timedelta(days=1)
    assert shown_state(State.ONGOING, ends_on=day_before, today=TODAY) is State.LATE


def test_what_asks_for_attention_comes_first() -> None:
    assert sorted(State, key=urgency) == [
        State.LATE,
        State.ONGOING,
        State.NOT_STARTED,
        State.DONE,
        State.CANCELLED,
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "needed"),
    [
        (State.NOT_STARTED, State.ONGOING, False),
        (State.ONGOING, State.DONE, False),
        (State.ONGOING, State.NOT_STARTED, False),
        (State.ONGOING, State.CANCELLED, True),
        (State.DONE, State.ONGOING, True),
        (State.CANCELLED, State.NOT_STARTED, True),
        (State.CANCELLED, State.CANCELLED, False),
    ],
)
def test_cancelling_and_opening_again_is_explained(
    was: State, becomes: State, needed: object
) -> None:
    assert needs_note(was, becomes) is needed


@given(st.sampled_from(STORED), DAYS, st.integers(0, 900), st.integers(2019, 2031))
def test_an_activity_is_work_of_the_years_it_touches_unless_cancelled(
    state: State, starts_on: date, length: int, year: int
) -> None:
    ends_on = starts_on + timedelta(days=length)
    counts = counts_in(state, starts_on=starts_on, ends_on=ends_on, year=year)
    if state is State.CANCELLED or year < starts_on.year:
        assert not counts
    elif year <= ends_on.year:
        assert counts
    else:
        assert counts == (state in OPEN)


def test_states_have_words_and_shapes_of_their_own() -> None:
    assert {state: (state.name_in_words, state.symbol) for state in State} == {
        State.NOT_STARTED: ("Ej påbörjad", "unj"),
        State.ONGOING: ("Pågår", "wait"),
        State.DONE: ("Klar", "ok"),
        State.LATE: ("Försenad", "risk"),
        State.CANCELLED: ("Avbruten", "none"),
    }
