"""Without an editor the same texts are typed with a few signs, and no word of them is lost."""

import pytest
from hypothesis import given, settings

from tests.rules.test_rich_html import BLOCKS
from timglas.rules.report_document import Block, Note
from timglas.rules.rich_html import from_html, to_html
from timglas.rules.rich_text import Run
from timglas.rules.rich_typed import from_typed, typed
from timglas.rules.section_text import plain_text

TYPED = """### Elever

En **viktig** och *lätt*
rad. [Läs om skolan](<https://example.se>)

- Al
  - Ek
    två

1. Gran

> Vi hinner.
>
> — Björkskolan

| Skola | Antal |
| --- | --- |
| Al \\| Ek | 12 |"""
HTML = (
    "<h3>Elever</h3><p>En <strong>viktig</strong> och <em>lätt</em><br>rad. "
    '<a href="https://example.se">Läs om skolan</a></p>'
    "<ul><li><p>Al</p><ul><li><p>Ek<br>två</p></li></ul></li></ul><ol><li><p>Gran</p></li></ol>"
    "<blockquote><p>Vi hinner.</p><footer>Björkskolan</footer></blockquote>"
    "<table><thead><tr><th>Skola</th><th>Antal</th></tr></thead>"
    "<tbody><tr><th>Al | Ek</th><td>12</td></tr></tbody></table>"
)


def test_the_signs_say_what_a_text_is() -> None:
    assert to_html(from_typed(TYPED)) == HTML
    assert typed(from_html(HTML)) == TYPED


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>1. ett</p>", "1\\. ett"),
        ("<p># - &gt;</p>", "\\# - >"),
        ("<p>-<br>---<br>-5</p>", "\\-\n\\---\n-5"),
        ("<p>2 * 3 * 4 [a]</p>", "2 \\* 3 \\* 4 \\[a\\]"),
        ("<p>a<strong>!</strong>b</p>", "a!b"),
        ("<p><strong>a</strong><em>b</em></p>", "**a**b"),
        ("<table><caption>K</caption><tr><th>a</th></tr></table>", "K\n\n| a |\n| --- |"),
        ("<ul><li><ul><li>a</li></ul></li></ul>", "- - a"),
    ],
)
def test_what_would_be_read_as_a_sign_is_written_so_that_it_is_not(html: str, written: str) -> None:
    assert typed(from_html(html)) == written
    assert plain_text(to_html(from_typed(written))).split() == plain_text(html).split()


@settings(max_examples=60)
@given(BLOCKS)
def test_no_word_is_lost_where_no_editor_runs(block: Block) -> None:
    before, after = to_html((block,)), to_html(from_typed(typed((block,))))
    assert words(after) == words(before)


def words(html: str) -> str:
    """The letters and figures of a text in order."""
    return "".join(letter for letter in plain_text(html) if letter.isalnum())


def test_only_what_people_write_is_typed() -> None:
    with pytest.raises(TypeError, match="nobody types a note"):
        typed((Note((Run("a"),)),))
