"""The first page after sign-in: which one each role meets, and how long the reporting takes."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from timglas.rules.language import N_, _
from timglas.rules.permissions import Role


class Start(StrEnum):
    """A start page. The value names it in the address."""

    CHIEF = "kommunchef"
    CONTROLLER = "controller"
    HEAD = "forvaltningschef"
    MANAGER = "enhetschef"
    ELECTED = "fortroendevald"
    COWORKER = "medarbetare"

    @property
    def label(self) -> str:
        """What the link to it is called."""
        return _(_LABELS[self])


_LABELS = {
    Start.CHIEF: N_("Hela kommunen"),
    Start.CONTROLLER: N_("Uppföljningen"),
    Start.HEAD: N_("Mina enheter"),
    Start.MANAGER: N_("Min enhet"),
    Start.ELECTED: N_("Överblick för förtroendevalda"),
    Start.COWORKER: N_("Min röda tråd"),
}
# By weight: what one must do oneself comes before what one reads.
_STARTS = {
    Role.CHIEF_EXECUTIVE: Start.CHIEF,
    Role.CONTROLLER: Start.CONTROLLER,
    Role.SYSTEM_ADMINISTRATOR: Start.CONTROLLER,
    Role.DEPARTMENT_HEAD: Start.HEAD,
    Role.MANAGING_DIRECTOR: Start.HEAD,
    Role.MANAGEMENT_TEAM: Start.CHIEF,
    Role.UNIT_MANAGER: Start.MANAGER,
    Role.REPORTER: Start.MANAGER,
    Role.ELECTED_REP: Start.ELECTED,
    Role.AUDITOR: Start.ELECTED,
    Role.REGISTRAR: Start.COWORKER,
    Role.READER: Start.COWORKER,
}
# A value with the last one to compare with takes half a minute to write.
VALUES_A_MINUTE = 2
# In September the bodies' plans for the year to come are being written.
PLANNING_BEGINS = 9


def starts_of(roles: Collection[Role]) -> tuple[Start, ...]:
    """The start pages of somebody with some roles, the weightiest first; there is always one."""
    found = (start for role, start in _STARTS.items() if role in roles)
    return tuple(dict.fromkeys(found)) or (Start.COWORKER,)


def chosen_start(roles: Collection[Role], asked: str) -> Start:
    """The start page that is asked for, if it is one of theirs; else the weightiest."""
    starts = starts_of(roles)
    return next((start for start in starts if start == asked), starts[0])


def minutes_for(values: int) -> int:
    """About how many whole minutes it takes to report some values."""
    return -(-values // VALUES_A_MINUTE)


def is_planning(today: date) -> bool:
    """Whether the plans of next year are due to be decided this year."""
    return today.month >= PLANNING_BEGINS
