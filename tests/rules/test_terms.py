"""The model's words are explained in one place, shortly, each once."""

import pytest

from timglas.rules.terms import Term, chapters, term

EVERY = [one for chapter in chapters() for one in chapter.terms]


def test_each_word_is_explained_once() -> None:
    keys = [one.key for one in EVERY]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_an_explanation_is_short_whole_sentences(one: Term) -> None:
    assert one.text.endswith(".")
    assert len(one.text.split()) <= 45
    assert term(one.key) == one


def test_a_word_that_is_not_explained_is_an_error() -> None:
    with pytest.raises(KeyError):
        term("nonsens")
