"""Folding text for search."""

from hypothesis import example, given
from hypothesis import strategies as st

from timglas.rules.search import searchable, words


def test_case_diacritics_and_spaces_do_not_matter() -> None:
    assert (
        searchable("Sjukfrånvaro  bland\nÉLEVER – Ärende") == "sjukfranvaro bland elever - arende"
    )


def test_a_query_is_its_words_each_once() -> None:
    assert words(" Sjuk, sjuk;ÅLDER ") == ("sjuk", "alder")
    assert words(" ,; ") == ()


@given(st.text())
@example("𝑨")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
