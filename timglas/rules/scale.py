"""The status scale: its words, colours and shapes."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _


class Colour(StrEnum):
    """What a status looks like; never shown without its word and shape."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Status(StrEnum):
    """How something goes: while the year runs, when it has ended, or why nothing can be said."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"
    NOT_JUDGED = "not_judged"
    NOT_DUE = "not_due"

    @property
    def colour(self) -> Colour:
        """Green, yellow or red for what is judged, else grey."""
        return _LOOKS[self][0]

    @property
    def symbol(self) -> str:
        """The id of the SVG symbol with this status' shape."""
        return _LOOKS[self][1]

    @property
    def ended(self) -> bool:
        """Whether this is a final word, said when the year is over or its target reached."""
        return self in _FINAL.values()


_LOOKS: Mapping[Status, tuple[Colour, str]] = MappingProxyType(
    {
        Status.ON_TRACK: (Colour.GREEN, "way"),
        Status.AT_RISK: (Colour.YELLOW, "risk"),
        Status.OFF_TRACK: (Colour.RED, "dev"),
        Status.MET: (Colour.GREEN, "ok"),
        Status.PARTLY_MET: (Colour.YELLOW, "risk"),
        Status.NOT_MET: (Colour.RED, "dev"),
        Status.NOT_MEASURED: (Colour.GREY, "none"),
        Status.NOT_JUDGED: (Colour.GREY, "unj"),
        Status.NOT_DUE: (Colour.GREY, "wait"),
    }
)
_RUNNING: Mapping[Colour, Status] = MappingProxyType(
    {
        Colour.GREEN: Status.ON_TRACK,
        Colour.YELLOW: Status.AT_RISK,
        Colour.RED: Status.OFF_TRACK,
    }
)
_FINAL: Mapping[Colour, Status] = MappingProxyType(
    {
        Colour.GREEN: Status.MET,
        Colour.YELLOW: Status.PARTLY_MET,
        Colour.RED: Status.NOT_MET,
    }
)

DEFAULT_NAMES: Mapping[Status, str] = MappingProxyType(
    {
        Status.ON_TRACK: N_("På väg"),
        Status.AT_RISK: N_("Risk"),
        Status.OFF_TRACK: N_("Avviker"),
        Status.MET: N_("Uppnått"),
        Status.PARTLY_MET: N_("Delvis uppnått"),
        Status.NOT_MET: N_("Ej uppnått"),
        Status.NOT_MEASURED: N_("Ej mätt"),
        Status.NOT_JUDGED: N_("Ej bedömt"),
        Status.NOT_DUE: N_("Ännu inte aktuell"),
    }
)


def default_name(status: Status) -> str:
    """What a status is called where the municipality has not said otherwise."""
    return _(DEFAULT_NAMES[status])


def in_words(colour: Colour, *, ended: bool) -> Status:
    """The status of a colour that is not grey, in running or final words."""
    return (_FINAL if ended else _RUNNING)[colour]


def judgements(*, ended: bool) -> tuple[Status, ...]:
    """What a person can judge a goal to be: a goal may be reached before the year has ended."""
    running = (*_RUNNING.values(), Status.MET)
    return (*(_FINAL.values() if ended else running), Status.NOT_JUDGED)


def urgency(status: Status) -> int:
    """Where a status comes when what goes worst comes first."""
    return (Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN).index(status.colour)
