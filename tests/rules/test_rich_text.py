"""Written text is stored in one way, whatever it was pasted from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.rich_text import Paragraph, Run, clean, paragraphs, plain, tidy, words

HREFS = st.sampled_from(["", "https://example.se/a?b=1&c", "javascript:alert(1)", "/hem"])
RUNS = st.lists(st.builds(Run, text=st.text(max_size=8), href=HREFS), max_size=5)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Vård\tomsorg", "Vård omsorg"),
        ("rad\r\nrad\u2028rad", "rad\nrad\nrad"),
        ("\uf0b7 punkt\x00\x1b\x7f", " punkt"),
        ("\ufeffbörjan\ud800\uffff", "början"),
        ("12\u00a0%", "12\u00a0%"),
        ("−2,1", "−2,1"),
    ],
)
def test_what_no_font_has_is_left_out(pasted: str, kept: str) -> None:
    assert clean(pasted) == kept


def test_text_that_looks_the_same_is_the_same() -> None:
    typed = [
        Run(" Målet ", strong=True),
        Run(" nås", strong=True),
        Run(" \n "),
        Run("2026 "),
        Run("\n"),
    ]
    assert tidy(typed) == (Run("Målet nås", strong=True), Run("\n2026"))


def test_a_link_that_leads_astray_is_its_text() -> None:
    typed = [Run("läs", href="javascript:alert(1)"), Run(" mer", href=" https://example.se/ ")]
    assert tidy(typed) == (Run("läs"), Run(" mer", href="https://example.se/"))


def test_an_empty_line_parts_paragraphs_in_a_plain_field() -> None:
    typed = "Ett stycke\r\npå två rader.\r\n\r\n  \r\nEtt till."
    assert paragraphs(typed) == (
        Paragraph((Run("Ett stycke\npå två rader."),)),
        Paragraph((Run("Ett till."),)),
    )
    assert paragraphs(" \n\n ") == ()


@given(RUNS)
def test_tidy_text_is_left_alone(runs: list[Run]) -> None:
    once = tidy(runs)
    assert tidy(once) == once
    assert all(run.text for run in once)
    assert all(one.marks != other.marks for one, other in pairwise(once))
    text = plain(once)
    assert text == text.strip(" \n")
    assert "  " not in text


@given(st.text())
def test_words_keep_every_letter_that_can_be_shown(text: str) -> None:
    assert plain(words(text)).replace(" ", "").replace("\n", "") == clean(text).replace(
        " ", ""
    ).replace("\n", "")
