"""States as they are shown: a word in the reader's language, and a shape beside it."""

from enum import StrEnum
from typing import Self

from timglas.rules.language import _


class Shown(StrEnum):
    """A state that says what it is called, in Swedish, and what it looks like.

    A member is written `READY = "ready", N_("Klar"), "ok"`: its value, its name and `symbol`, the
    id of the SVG symbol with its shape. Colour alone never tells it.
    """

    symbol: str
    _said: str

    def __new__(cls, value: str, said: str = "", symbol: str = "") -> Self:
        """Make a member, or find one by its value, which is all that it equals and is stored as."""
        member = str.__new__(cls, value)
        member._value_ = value
        member._said = said
        member.symbol = symbol
        return member

    @property
    def name_in_words(self) -> str:
        """What it is called, in the reader's language."""
        return _(self._said)
