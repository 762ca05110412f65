"""The order (beställning): what the council orders of a committee or a company for a year."""

from timglas.rules.language import N_
from timglas.rules.shown import Shown


class Reply(Shown):
    """What a body says of its order."""

    RECEIVED = "received", N_("Mottagen"), "wait"
    ANSWERED = "answered", N_("Besvarad"), "ok"


def needs_text(reply: Reply) -> bool:
    """Whether something must be written: an answer says how the body takes it on."""
    return reply is Reply.ANSWERED
