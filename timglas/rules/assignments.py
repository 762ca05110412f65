"""Assignments (uppdrag): what the council or the executive board asks of a body, until it is done.

What is asked, when and for what money is decided, and never changes; a change is a new decision
that replaces it. How far it has come, and who does it, is for the body that got it to say.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_
from timglas.rules.shown import Shown


class State(Shown):
    """How far an assignment has come. `LATE` is never stored: the day makes it so."""

    # None looks like a goal on its way: that an assignment goes on says nothing of the result.
    GIVEN = "given", N_("Givet"), "unj"
    ACKNOWLEDGED = "acknowledged", N_("Mottaget"), "wait"
    ONGOING = "ongoing", N_("Pågår"), "wait"
    REPORTED = "reported", N_("Återrapporterat"), "wait"
    RETURNED = "returned", N_("Återlämnat"), "unj"
    CLOSED = "closed", N_("Avslutat"), "ok"
    REPLACED = "replaced", N_("Ersatt"), "none"
    LATE = "late", N_("Försenat"), "risk"


class Side(StrEnum):
    """Who an assignment waits for, or who says something of it."""

    GIVER = "giver"
    RECEIVER = "receiver"


STORED = tuple(state for state in State if state is not State.LATE)
# What the body that got it is still to report on.
OPEN = frozenset({State.GIVEN, State.ACKNOWLEDGED, State.ONGOING, State.RETURNED})
# What the body that got it is to say something of now.
ASKING = frozenset({State.LATE, State.RETURNED, State.GIVEN})
SETTLED = frozenset({State.CLOSED, State.REPLACED})
# What asks for attention first.
_URGENCY = (
    *(State.LATE, State.RETURNED, State.GIVEN, State.REPORTED, State.ACKNOWLEDGED),
    *(State.ONGOING, State.CLOSED, State.REPLACED),
)
_SAYS: Mapping[Side, Mapping[State, tuple[State, ...]]] = MappingProxyType(
    {
        Side.RECEIVER: {
            State.GIVEN: (State.ACKNOWLEDGED,),
            State.ACKNOWLEDGED: (State.ONGOING, State.REPORTED),
            State.ONGOING: (State.ONGOING, State.REPORTED),
            State.RETURNED: (State.ONGOING, State.REPORTED),
            State.REPORTED: (State.REPORTED,),
        },
        Side.GIVER: {
            **dict.fromkeys(OPEN, (State.CLOSED,)),
            State.REPORTED: (State.CLOSED, State.RETURNED),
        },
    }
)
_NEED_TEXT = frozenset({State.ACKNOWLEDGED, State.REPORTED, State.RETURNED})
ORE = Decimal("0.01")


def shown_state(state: State, *, due_on: date, today: date) -> State:
    """The state as seen on a day: what should have been reported before that day is late."""
    return State.LATE if state in OPEN and due_on < today else state


def urgency(state: State) -> int:
    """Where a state comes when what asks for attention comes first, from 0."""
    return _URGENCY.index(state)


def waits_for(state: State) -> Side | None:
    """Who is to do or say something next; None when all is said."""
    if state in SETTLED:
        return None
    return Side.GIVER if state is State.REPORTED else Side.RECEIVER


def may_become(state: State, side: Side) -> tuple[State, ...]:
    """The states that a side may give an assignment, those that are most likely first."""
    return _SAYS[side].get(state, ())


def needs_text(was: State, becomes: State) -> bool:
    """Whether something must be written: answers, reports, and what is unexpected.

    Closing what has been reported and beginning the work speak for themselves.
    """
    if becomes is State.CLOSED:
        return was is not State.REPORTED
    return becomes in _NEED_TEXT or becomes is was


def is_kronor(amount: Decimal) -> bool:
    """Whether an amount is money that can be given: above zero, and in whole öre."""
    return amount > 0 and amount == amount.quantize(ORE)
