"""How far an assignment has come, whose turn it is, and what must be written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.assignments import (
    OPEN,
    SETTLED,
    STORED,
    Side,
    State,
    is_kronor,
    may_become,
    needs_text,
    shown_state,
    urgency,
    waits_for,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(STORED), DAYS, DAYS)
def test_only_what_is_not_reported_after_its_day_is_late(
    state: State, due_on: date, today: date
) -> None:
    shown = shown_state(state, due_on=due_on, today=today)
    assert (shown is State.LATE) == (state in OPEN and today > due_on)
    assert shown in {state, State.LATE}


def test_the_last_day_is_not_too_late() -> None:
    day = date(2025, 10, 15)
    assert shown_state(State.ONGOING, due_on=day, today=day) is State.ONGOING
    day_after = day + timedelta(days=1)
    assert shown_state(State.ONGOING, due_on=day, today=day_after) is State.LATE


def test_what_asks_for_attention_comes_first() -> None:
    assert sorted(State, key=urgency) == [
        State.LATE,
        State.RETURNED,
        State.GIVEN,
        State.REPORTED,
        State.ACKNOWLEDGED,
        State.ONGOING,
        State.CLOSED,
        State.REPLACED,
    ]


def test_who_got_it_is_waited_for_until_it_is_reported_and_then_who_gave_it() -> None:
    assert {state: waits_for(state) for state in STORED} == {
        State.GIVEN: Side.RECEIVER,
        State.ACKNOWLEDGED: Side.RECEIVER,
        State.ONGOING: Side.RECEIVER,
        State.REPORTED: Side.GIVER,
        State.RETURNED: Side.RECEIVER,
        State.CLOSED: None,
        State.REPLACED: None,
    }


def test_the_way_of_an_assignment() -> None:
    ways = {(state, side): may_become(state, side) for state in STORED for side in Side}
    assert {way: to for way, to in ways.items() if to} == {
        (State.GIVEN, Side.RECEIVER): (State.ACKNOWLEDGED,),
        (State.GIVEN, Side.GIVER): (State.CLOSED,),
        (State.ACKNOWLEDGED, Side.RECEIVER): (State.ONGOING, State.REPORTED),
        (State.ACKNOWLEDGED, Side.GIVER): (State.CLOSED,),
        (State.ONGOING, Side.RECEIVER): (State.ONGOING, State.REPORTED),
        (State.ONGOING, Side.GIVER): (State.CLOSED,),
        (State.REPORTED, Side.RECEIVER): (State.REPORTED,),
        (State.REPORTED, Side.GIVER): (State.CLOSED, State.RETURNED),
        (State.RETURNED, Side.RECEIVER): (State.ONGOING, State.REPORTED),
        (State.RETURNED, Side.GIVER): (State.CLOSED,),
    }


@given(st.sampled_from(STORED), st.sampled_from(list(Side)))
def test_nothing_is_said_of_what_is_settled(state: State, side: Side) -> None:
    becomes = may_become(state, side)
    assert not (becomes and state in SETTLED)
    assert State.LATE not in becomes
    assert State.REPLACED not in becomes


@pytest.mark.parametrize(
    ("was", "becomes", "needed"),
    [
        (State.GIVEN, State.ACKNOWLEDGED, True),
        (State.ACKNOWLEDGED, State.ONGOING, False),
        (State.ONGOING, State.ONGOING, True),
        (State.ONGOING, State.REPORTED, True),
        (State.REPORTED, State.RETURNED, True),
        (State.REPORTED, State.CLOSED, False),
        (State.ONGOING, State.CLOSED, True),
    ],
)
def test_answers_reports_and_the_unexpected_are_written(
    was: State, becomes: State, needed: object
) -> None:
    assert needs_text(was, becomes) is needed


@pytest.mark.parametrize(
    ("amount", "fits"),
    [
        ("0.01", True),
        ("400000", True),
        ("1.50", True),
        ("0", False),
        ("-1", False),
        ("1.005", False),
    ],
)
def test_money_is_above_zero_and_in_whole_ore(amount: str, fits: object) -> None:
    assert is_kronor(Decimal(amount)) is fits


def test_states_have_words_and_shapes_of_their_own() -> None:
    assert {state: (state.name_in_words, state.symbol) for state in State} == {
        State.GIVEN: ("Givet", "unj"),
        State.ACKNOWLEDGED: ("Mottaget", "wait"),
        State.ONGOING: ("Pågår", "wait"),
        State.REPORTED: ("Återrapporterat", "wait"),
        State.RETURNED: ("Återlämnat", "unj"),
        State.CLOSED: ("Avslutat", "ok"),
        State.REPLACED: ("Ersatt", "none"),
        State.LATE: ("Försenat", "risk"),
    }
