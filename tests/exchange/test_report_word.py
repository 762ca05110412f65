"""A report as a Word file is one that people can work on: by styles, and read to who cannot see."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from tests.exchange.word_reader import rows_of, word_pieces
from tests.report_sample import HOSTILE, SAMPLE, SHORT
from timglas.exchange.report_word import report_word
from timglas.exchange.word_styles import NOTE
from timglas.rules.report_layout import spoken


@pytest.fixture(scope="module")
def file() -> bytes:
    """The sample, written once."""
    return report_word(SAMPLE)


@pytest.fixture(scope="module")
def xml(file: bytes) -> str:
    """What the file says, as XML."""
    with ZipFile(BytesIO(file)) as package:
        return package.read("word/document.xml").decode()


def test_headings_are_headings(file: bytes) -> None:
    told = docx.Document(BytesIO(file)).paragraphs
    headings = [(p.style.name, p.text) for p in told if p.style and p.style.name.startswith("Head")]
    assert headings[:3] == [
        ("Heading 1", "Sammanfattning"),
        ("Heading 1", "Måluppföljning"),
        ("Heading 2", "Alla elever är i skolan och når sina mål"),
    ]


def test_every_table_has_a_header_row_and_a_description_and_no_row_is_split(
    file: bytes, xml: str
) -> None:
    tables = docx.Document(BytesIO(file)).tables
    assert len(tables) == 3
    described = [t._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) for t in tables]
    assert described[1:] == [
        "Tabell 1. Driftramar, tusen kronor",
        "Tabell 2. Ett långt löfte om en tabell",
    ]
    assert xml.count("<w:tblHeader/>") == 3
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows_of(file))


def test_charts_are_drawings_with_a_picture_beside_and_words_for_both(
    file: bytes, xml: str
) -> None:
    assert xml.count('descr="Linje från 91,2 till 92,9 procent"') == 2
    # The chart and the seven symbols of status.
    assert xml.count("svgBlip") == xml.count("<a:blip ") == 8
    assert xml.count("decorative ") == 7
    with ZipFile(BytesIO(file)) as package:
        names = package.namelist()
    assert sum(name.endswith(".svg") for name in names) == 8
    assert sum(name.endswith(".png") for name in names) == 8


def test_contents_captions_and_pages_are_fields_that_word_works_out(file: bytes, xml: str) -> None:
    assert 'TOC \\o "1-2"' in xml
    assert xml.count("SEQ Tabell") == 2
    assert xml.count("SEQ Diagram") == 1
    with ZipFile(BytesIO(file)) as package:
        assert "w:updateFields" in package.read("word/settings.xml").decode()
        assert "NUMPAGES" in package.read("word/footer1.xml").decode()
    assert "TOC" not in [name for name, _text in word_pieces(report_word(SHORT))]


def test_a_report_says_what_it_is_and_in_what_language(file: bytes) -> None:
    told = docx.Document(BytesIO(file)).core_properties
    assert (told.title, told.author, told.language) == (SAMPLE.title, "Exempelby kommun", "sv-SE")
    with ZipFile(BytesIO(file)) as package:
        assert 'w:lang w:val="sv-SE"' in package.read("word/styles.xml").decode()


def test_each_numbered_list_begins_at_one(xml: str) -> None:
    assert xml.count("<w:numId ") == 2
    assert "<w:numId w:val=" in xml


def test_a_link_tells_where_it_leads(xml: str) -> None:
    assert 'w:tooltip="https://example.se/skola?ar=2026&amp;typ=1"' in xml


def test_what_people_write_is_never_read_as_markup(file: bytes) -> None:
    assert ("text", HOSTILE) in word_pieces(file)


def test_a_wide_table_has_a_section_on_its_side(file: bytes) -> None:
    sections = docx.Document(BytesIO(file)).sections
    assert [(s.page_width or 0) > (s.page_height or 0) for s in sections] == [False, True, False]


def test_a_template_of_the_municipality_keeps_its_looks_and_loses_its_words() -> None:
    own = docx.Document()
    own.add_paragraph("Skriv här")
    own.styles["Heading 1"].font.color.rgb = RGBColor(1, 2, 3)
    own.styles.element.remove(own.styles["List Number"].element)
    own.sections[0].header.paragraphs[0].text = "Exempelby kommuns egen mall"
    saved = BytesIO()
    own.save(saved)
    file = report_word(SAMPLE, saved.getvalue())
    assert word_pieces(file) == word_pieces(report_word(SAMPLE))
    assert len(word_pieces(file)) == len(spoken(SAMPLE))
    made = docx.Document(BytesIO(file))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(1, 2, 3)
    assert made.sections[0].header.paragraphs[0].text == "Exempelby kommuns egen mall"
    assert NOTE in {style.name for style in made.styles}
