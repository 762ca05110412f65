"""Activities: what is done to reach a goal. Their state never says how the goal itself goes."""

from datetime import date

from timglas.rules.language import N_
from timglas.rules.shown import Shown


class State(Shown):
    """How far an activity has come. `LATE` is never stored: the day makes it so."""

    # None looks like a goal on its way: that work goes on says nothing of the result.
    NOT_STARTED = "not_started", N_("Ej påbörjad"), "unj"
    ONGOING = "ongoing", N_("Pågår"), "wait"
    DONE = "done", N_("Klar"), "ok"
    LATE = "late", N_("Försenad"), "risk"
    CANCELLED = "cancelled", N_("Avbruten"), "none"


STORED = tuple(state for state in State if state is not State.LATE)
# The states of work that counts, from what is done to what should have been.
WORK = (State.DONE, State.ONGOING, State.NOT_STARTED, State.LATE)
OPEN = frozenset({State.NOT_STARTED, State.ONGOING})
# What asks for attention first.
_URGENCY = (State.LATE, State.ONGOING, State.NOT_STARTED, State.DONE, State.CANCELLED)


def shown_state(state: State, *, ends_on: date, today: date) -> State:
    """The state as seen on a day: what should have been done before that day is late."""
    return State.LATE if state in OPEN and ends_on < today else state


def urgency(state: State) -> int:
    """Where a state comes when what asks for attention comes first, from 0."""
    return _URGENCY.index(state)


def needs_note(was: State, becomes: State) -> bool:
    """Whether a change of state must be explained: cancelling, and opening what was closed."""
    return was != becomes and (becomes is State.CANCELLED or was not in OPEN)


def counts_in(state: State, *, starts_on: date, ends_on: date, year: int) -> bool:
    """Whether an activity is work of a year: not cancelled, and going on at some time of it.

    What should have been done earlier but is still open goes on.
    """
    if state is State.CANCELLED:
        return False
    is_open = state in OPEN or state is State.LATE
    return starts_on.year <= year and (ends_on.year >= year or is_open)
