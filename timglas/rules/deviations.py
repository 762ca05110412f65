"""Deviations: what breaks a rule, who is told, and how far something has been done about it.

Sources: `mission.md` M17 (a red item needs cause, action, date and person, the same day).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.numbers import format_number
from timglas.rules.shown import Shown


class Subject(StrEnum):
    """What a rule is about."""

    ABOVE = "above"
    BELOW = "below"
    JUDGEMENT = "judgement"
    FORECAST = "forecast"
    ACTIVITY = "activity"
    ASSIGNMENT = "assignment"

    @property
    def name_in_words(self) -> str:
        """When the rule is broken, in the reader's language."""
        return _(_SUBJECTS[self])

    @property
    def is_measured(self) -> bool:
        """Whether it is about the values of an indicator, against a limit."""
        return self in {Subject.ABOVE, Subject.BELOW}


_SUBJECTS: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.ABOVE: N_("En indikators värde är över en gräns"),
        Subject.BELOW: N_("En indikators värde är under en gräns"),
        Subject.JUDGEMENT: N_("Ett mål bedöms avvika eller inte uppnås"),
        Subject.FORECAST: N_("Ett mål väntas inte bli uppnått"),
        Subject.ACTIVITY: N_("En aktivitet är försenad"),
        Subject.ASSIGNMENT: N_("Ett uppdrag är försenat"),
    }
)


class State(Shown):
    """How far a deviation has come. `LATE` is never stored: the day makes it so."""

    LATE = "late", N_("Åtgärden är försenad"), "risk"
    NEW = "new", N_("Ingen åtgärd än"), "dev"
    ACTED = "acted", N_("Åtgärd pågår"), "wait"
    CLOSED = "closed", N_("Avslutad"), "ok"


def state_on(today: date, *, has_action: bool, action_on: date | None, is_closed: bool) -> State:
    """Where a deviation is on a day: an action whose day has passed is late."""
    if is_closed:
        return State.CLOSED
    if not has_action:
        return State.NEW
    return State.LATE if action_on and action_on < today else State.ACTED


def urgency(state: State) -> int:
    """Where a state comes when what asks for attention comes first, from 0."""
    return tuple(State).index(state)


def breaks(subject: Subject, value: Decimal, limit: Decimal) -> bool:
    """Whether a value breaks a rule with a limit; the limit itself does not."""
    return value > limit if subject is Subject.ABOVE else value < limit


def limit_in_words(subject: Subject, limit: Decimal | None) -> str:
    """What broke the rule: "Värdet är över 8". No value is told: few people may stand behind it."""
    if limit is None:
        return subject.name_in_words
    if subject is Subject.ABOVE:
        return _("Värdet är över gränsen {limit}").format(limit=format_number(limit.normalize()))
    return _("Värdet är under gränsen {limit}").format(limit=format_number(limit.normalize()))
