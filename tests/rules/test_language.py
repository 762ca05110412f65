"""The language that rules write in."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from timglas.rules import language
from timglas.rules.language import N_, Untranslated, _, ngettext, pgettext


class Loud(Untranslated):
    """A language of capitals."""

    def gettext(self, message: str, /) -> str:
        return message.upper()

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        return (singular if number == 1 else plural).upper()

    def pgettext(self, context: str, message: str, /) -> str:
        return f"{context}: {message}".upper()

    def get_language(self) -> str:
        return "loud"


@pytest.fixture(autouse=True)
def _plugged_back() -> Iterator[None]:
    yield
    language.plug_in(translation)


def said() -> tuple[str, ...]:
    return (
        _("mål"),
        ngettext("dag", "dagar", 1),
        ngettext("dag", "dagar", 2),
        pgettext("target", "mål"),
        N_("mål"),
        language.language(),
    )


def test_without_a_translator_all_is_swedish() -> None:
    language.plug_in(Untranslated())
    assert said() == ("mål", "dag", "dagar", "mål", "mål", "sv")


def test_what_is_plugged_in_translates_but_leaves_marked_constants() -> None:
    language.plug_in(Loud())
    assert said() == ("MÅL", "DAG", "DAGAR", "TARGET: MÅL", "mål", "loud")


def test_django_translates_and_no_language_at_all_is_swedish() -> None:
    assert language.language() == "sv"
    with translation.override(None):
        assert said() == ("mål", "dag", "dagar", "mål", "mål", "sv")
