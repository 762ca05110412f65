"""The language that sentences are written in.

Rules and charts write sentences but know nothing of Django. They write them in Swedish, the source
language, and ask the translator that the process has plugged in for the reader's language:

    _("Målet nås.")                                     a whole sentence
    _("{n} av {total} mål nås.").format(n=2, total=3)   values by name, put in afterwards
    ngettext("{n} dag", "{n} dagar", n).format(n=n)     one or many
    pgettext("target", "Mål")                           a word that means several things
    N_("Målet nås.")                                    a constant: marked here, `_(…)` where used

A sentence is never glued from pieces, and a constant is never translated when its module is
imported: nobody reads yet. `timglas.apps` plugs Django's translator in; without one all is Swedish.
"""

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Protocol

SOURCE = "sv"


class Written(str):
    """What people have called something, among words that are ours: it is in their language."""

    __slots__ = ()


class Translator(Protocol):
    """What knows the reader's language; `django.utils.translation` is one."""

    def gettext(self, message: str, /) -> str:
        """The message in the reader's language."""

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """The form for a number, in the reader's language."""

    def pgettext(self, context: str, message: str, /) -> str:
        """The message as it is said in a context."""

    def get_language(self) -> str | None:
        """The reader's language, "sv" or "en"; None is the source language."""


class Untranslated(NullTranslations):
    """Leaves everything in Swedish."""

    def get_language(self) -> str:
        """The source language."""
        return SOURCE


@dataclass(slots=True)
class _Socket:
    translator: Translator = field(default_factory=Untranslated)


_socket = _Socket()


def plug_in(translator: Translator) -> None:
    """Translate by this from now on, in the whole process."""
    _socket.translator = translator


def _(message: str) -> str:
    """A sentence in the reader's language."""
    return _socket.translator.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of a sentence for a number, in the reader's language."""
    return _socket.translator.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """A word in the reader's language, where it means different things: `context` tells which."""
    return _socket.translator.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 (the name that gettext's tools know)
    """Mark a constant for translation, and leave it in Swedish until it is used."""
    return message


def language() -> str:
    """The reader's language: "sv" or "en"."""
    return _socket.translator.get_language() or SOURCE
