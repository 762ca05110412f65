"""The order (beställning): what the council orders of a committee or a company for a year."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _


class Reply(StrEnum):
    """What a body says of its order."""

    RECEIVED = "received"
    ANSWERED = "answered"

    @property
    def name_in_words(self) -> str:
        """The reply, in the reader's language."""
        return _(_LOOKS[self][0])

    @property
    def symbol(self) -> str:
        """The id of the SVG symbol with this reply's shape."""
        return _LOOKS[self][1]


_LOOKS: Mapping[Reply, tuple[str, str]] = MappingProxyType(
    {Reply.RECEIVED: (N_("Mottagen"), "wait"), Reply.ANSWERED: (N_("Besvarad"), "ok")}
)


def needs_text(reply: Reply) -> bool:
    """Whether something must be written: an answer says how the body takes it on."""
    return reply is Reply.ANSWERED
