"""A report as PDF says what the report says, to everybody, and for long."""

import os
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.exchange.pdf_reader import elements, pdf_pieces
from tests.report_sample import HOSTILE, SAMPLE, SHORT
from timglas.exchange import report_pdf as exchange
from timglas.exchange.report_pdf import PdfProblem, report_pdf
from timglas.rules.report_layout import spoken
from timglas.rules.rich_text import Paragraph, words

PROJECT = Path(__file__).resolve().parent.parent.parent
VERAPDF = PROJECT / os.environ.get("TIMGLAS_VERAPDF", "../shared/tools/verapdf")


@pytest.fixture(scope="module")
def file() -> bytes:
    """The sample, set once."""
    return report_pdf(SAMPLE)


@pytest.fixture(scope="module")
def pdf(file: bytes) -> pikepdf.Pdf:
    """The sample, opened."""
    return pikepdf.open(BytesIO(file))


def test_the_same_report_gives_the_same_bytes(file: bytes) -> None:
    assert report_pdf(SAMPLE) == file


def test_what_people_write_is_never_read_as_markup(file: bytes) -> None:
    assert ("text", HOSTILE) in pdf_pieces(file)
    assert b"root:" not in file


def test_a_report_has_title_language_and_bookmarks(pdf: pikepdf.Pdf) -> None:
    assert pdf.docinfo["/Title"] == SAMPLE.title
    assert pdf.Root.Lang == "sv-SE"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "Sammanfattning",
            "Måluppföljning",
            "Ekonomi",
        ]


def test_tables_are_whole_and_every_cell_knows_its_headers(pdf: pikepdf.Pdf) -> None:
    tables = elements(pdf, "/Table")
    # Two tables, one of them over two pages, and the values of a chart.
    assert len(tables) == 3
    headers = elements(pdf, "/TH")
    said = [{**attributes(cell)} for cell in headers]
    assert {str(cell["/Scope"]) for cell in said} == {"/Column", "/Row"}
    assert sum(cell["/Scope"] == "/Row" for cell in said) == 2 + 40 + 4
    names = {str(cell.ID) for cell in headers}
    assert len(names) == len(headers)
    assert {
        str(name) for name, _cell in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items()
    } == names
    for cell in elements(pdf, "/TD"):
        known = [str(name) for name in attributes(cell)["/Headers"]]
        assert len(known) == 2
        assert set(known) <= names


def attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """What a cell says of itself as part of a table."""
    found: pikepdf.Object = next(part for part in cell.A if part.O == "/Table")
    return found


def test_charts_have_alternatives_and_symbols_are_decoration(pdf: pikepdf.Pdf) -> None:
    figures = elements(pdf, "/Figure")
    assert [str(figure.Alt) for figure in figures] == ["Linje från 91,2 till 92,9 procent"]


def test_a_wide_table_has_pages_on_their_side(pdf: pikepdf.Pdf) -> None:
    sides = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
    assert sides.count(True) == 2
    assert not sides[-1]


def test_a_short_report_has_no_list_of_contents() -> None:
    assert pdf_pieces(report_pdf(SHORT)) == spoken(SHORT)


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(PdfProblem) as told:
        report_pdf(replace(SHORT, blocks=(Paragraph(words("Hurra 😀")),)))
    assert told.value.letters == "😀"


def test_letters_of_many_scripts_are_set() -> None:
    text = "ř ş Ж Ω ☑ → ≥ ² ½"
    assert ("text", text) in pdf_pieces(
        report_pdf(replace(SHORT, blocks=(Paragraph(words(text)),)))
    )


def test_setting_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SECONDS", 0.01)
    with pytest.raises(PdfProblem, match=r"not set within 0\.01 s"):
        report_pdf(SHORT)


@pytest.mark.verapdf
def test_verapdf_finds_it_conformant_to_both_standards(file: bytes, tmp_path: Path) -> None:
    if not VERAPDF.is_file():
        pytest.skip(f"no program in {VERAPDF} (set TIMGLAS_VERAPDF)")
    path = tmp_path / "report.pdf"
    path.write_bytes(file)
    said = subprocess.run(  # noqa: S603 (the program that whoever runs the tests has named)
        [VERAPDF, "ua1,2a", path], capture_output=True, text=True, check=False
    )
    if "PASS" not in said.stdout and "FAIL" not in said.stdout:
        pytest.skip(f"veraPDF could not be set up: {said.stderr[-300:]}")
    verdicts = [line.split()[:2] for line in said.stdout.splitlines()]
    assert verdicts == [["ua1", "PASS"], ["2a", "PASS"]], said.stdout
