"""Folding text for search."""

from hypothesis import example, given
from hypothesis import strategies as st

from timglas.rules.search import Search, searchable, words


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


@given(st.text(), st.text())
@example("é", "e\u0301")
def test_common_letters_are_folded_as_all_others(text: str, more: str) -> None:
    assert searchable(f"{text} Ω {more}") == " ".join(
        f"{searchable(text)} ω {searchable(more)}".split()
    )


def test_each_word_of_a_query_is_in_some_text_of_a_row() -> None:
    search = Search("skola franv")
    assert search.finds("Sjukfrånvaro", "Björkskolan")
    assert not search.finds("Sjukfrånvaro", "Hemtjänsten")
    assert Search(" ").finds("vad som helst")
