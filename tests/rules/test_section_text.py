"""A section's text is stored in one way, whatever it came from."""

import pytest

from timglas.rules.section_text import plain_text, section_html, typed_html


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("", ""),
        ("<p> </p>", ""),
        (" Bara text ", "<p>Bara text</p>"),
        ("<h1>A</h1><h3>B</h3><h5>C</h5><h2>D</h2>", "<h3>A</h3><h4>B</h4><h4>C</h4><h4>D</h4>"),
        ("<p onclick=x()>A<script>x()</script><img src=x></p>", "<p>A</p>"),
        ('<p style="color:red" class=MsoNormal><b>A</b></p>', "<p><strong>A</strong></p>"),
        ('<a href="javascript:x()">A</a>', "<p>A</p>"),
    ],
)
def test_what_is_stored_is_harmless_and_its_headings_have_two_levels(
    html: str, stored: str
) -> None:
    assert section_html(html) == stored
    assert section_html(stored) == stored


def test_what_is_typed_is_stored_in_the_same_way() -> None:
    assert typed_html("# A\n\nb\nc") == "<h3>A</h3><p>b<br>c</p>"


def test_the_words_of_a_text_without_its_marks() -> None:
    html = (
        "<h3>A</h3><p>b <b>c</b><br>d</p><ul><li>e<ul><li>f</li></ul></li></ul>"
        "<blockquote><p>g</p><footer>h</footer></blockquote><blockquote>i</blockquote>"
        "<table><caption>j</caption><tr><th>k</th><th>l</th></tr><tr><td>m</td></tr></table>"
        "<table><tr><th>n</th></tr></table>"
    )
    assert plain_text(html) == "A\n\nb c\nd\n\ne\nf\n\ng\nh\n\ni\n\nj\nk | l\nm | \n\nn"
