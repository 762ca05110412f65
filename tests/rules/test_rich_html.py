"""What people write in an editor, or paste from Word, becomes text that all outputs share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timglas.rules.report_document import Block, Column, Grid, Heading, Note, Table
from timglas.rules.rich_html import from_html, to_html
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, Run, tidy, words

HREFS = st.sampled_from(["", "", "https://example.se/?a=1&b=%22", "mailto:a@example.se"])
RUNS = st.builds(Run, text=st.text(max_size=8), href=HREFS)
RICH = st.lists(RUNS, min_size=1, max_size=3).map(tidy).filter(bool)
LINES = (
    st.text(max_size=8)
    .map(lambda text: words(text.replace("\n", " ")))
    .map(lambda runs: runs[0].text.replace("\n", " ") if runs else "")
)
TOLD = LINES.filter(bool)
ITEMS = st.recursive(
    st.builds(Item, runs=RICH, inside=st.just(())),
    lambda items: st.builds(
        Item,
        runs=RICH,
        inside=st.tuples(
            st.builds(Listing, items=st.lists(items, min_size=1, max_size=2).map(tuple))
        ),
    ),
    max_leaves=3,
)
LISTINGS = st.builds(Listing, items=st.lists(ITEMS, min_size=1, max_size=2).map(tuple))
# What is no number, so that the columns are text as they say.
NAMES = LINES.map(lambda text: f"x{text}")
GRIDS = st.builds(
    lambda head, row: Grid(tuple(map(Column, head)), (row,)),
    st.tuples(NAMES, NAMES),
    st.tuples(NAMES, NAMES),
)
BLOCKS = st.one_of(
    st.builds(Paragraph, runs=RICH),
    st.builds(Heading, level=st.integers(1, 6), text=TOLD),
    LISTINGS,
    st.builds(Quote, paragraphs=st.lists(RICH, min_size=1, max_size=2).map(tuple), origin=LINES),
    st.builds(Table, caption=LINES, grid=GRIDS, is_landscape=st.just(False)),
)


@settings(max_examples=60)
@given(st.lists(BLOCKS, max_size=3).map(tuple))
def test_what_is_given_to_the_editor_comes_back_the_same(blocks: tuple[Block, ...]) -> None:
    assert from_html(to_html(blocks)) == blocks


@settings(max_examples=60)
@given(st.text(alphabet="<>/ pulibrtdh1\"='&;a\n", max_size=60))
def test_whatever_is_sent_is_read_and_then_stays_the_same(html: str) -> None:
    once = from_html(html)
    assert from_html(to_html(once)) == once


QUOTED = """<blockquote>Vi <h2>hinner</h2><ul><li>inte<ul><li>alls</li></ul></li></ul>
<blockquote>nu</blockquote><table><tr><td>a<td>b<tr><td>c<td>d</table>
<footer>Björk<br>skolan</footer></blockquote><blockquote></blockquote>"""
TABLE = """<table><caption>Elever</caption><tbody><tr><th><p>Skola</p></th><th>Antal</th><th>Kö</th>
</tr><tr><td>Björk</td><td>1 200,5</td><td>–</td></tr><tr><td>Al</td></tr></tbody></table>
<table></table>"""


def paragraph(*runs: Run) -> tuple[Block, ...]:
    """A single paragraph."""
    return (Paragraph(runs),)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", ()),
        ("<p> </p><p><br></p>", ()),
        ("Bara text", paragraph(Run("Bara text"))),
        ("<p>en\n rad</p>", paragraph(Run("en rad"))),
        ("<p>en<br>rad</p>", paragraph(Run("en\nrad"))),
        (
            "<p>Målet <b>nås <i>inte</i></b>.</p>",
            paragraph(
                Run("Målet "),
                Run("nås ", strong=True),
                Run("inte", strong=True, emphasis=True),
                Run("."),
            ),
        ),
        ("<p>a &lt;b&gt; &amp; c&nbsp;d</p>", paragraph(Run("a <b> & c\u00a0d"))),
        ("<script>alert(1)</script><p onclick=x>hej</p>", paragraph(Run("hej"))),
        ('<p><a href="javascript:x">läs</a></p>', paragraph(Run("läs"))),
        ('<p><a href="/planer/">läs</a></p>', paragraph(Run("läs"))),
        (
            '<p><a href="https://example.se/">läs</a></p>',
            paragraph(Run("läs", href="https://example.se/")),
        ),
        ("<div>ett<p>två</p>tre</div>", tuple(Paragraph(words(w)) for w in ("ett", "två", "tre"))),
        (
            '<p class=MsoNormal><span style="color:red">\uf0b7</span>punkt<o:p></o:p></p>',
            paragraph(Run("punkt")),
        ),
        ("<h2>Ett<br>två</h2><h3> </h3>", (Heading(2, "Ett två"),)),
        (
            "<ol><li>ett<ul><li><p>två</p><p>tre</p></li></ul></li><li></li></ol><ul></ul>",
            (
                Listing(
                    (Item(words("ett"), (Listing((Item((Run("två\ntre"),)),)),)),),
                    is_numbered=True,
                ),
            ),
        ),
        (
            QUOTED,
            (
                Quote(
                    tuple(map(words, ["Vi", "hinner", "inte", "alls", "nu", "c · d"])),
                    "Björk skolan",
                ),
            ),
        ),
        (
            TABLE,
            (
                Table(
                    "Elever",
                    Grid(
                        (Column("Skola"), Column("Antal", is_numeric=True), Column("Kö")),
                        (("Björk", "1 200,5", "–"), ("Al", "", "")),
                    ),
                ),
            ),
        ),
    ],
)
def test_html_is_read_for_what_it_means(html: str, blocks: tuple[Block, ...]) -> None:
    assert from_html(html) == blocks


def test_what_nobody_writes_is_not_given_to_an_editor() -> None:
    with pytest.raises(TypeError, match="nobody writes a note"):
        to_html([Note(words("Preliminärt."))])
