"""One source, three outputs: web, PDF and Word say the same words and figures in the same order.

Each output is read back by a reader of its own, piece by piece. What they cannot tell apart is not
compared: a caption is text, and blanks are left out, since a line end is one.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.pdf_reader import pdf_pieces
from tests.exchange.web_reader import web_pieces
from tests.exchange.word_reader import word_pieces
from tests.report_sample import SAMPLE
from timglas.exchange import report_pdf as pdf
from timglas.exchange import word_parts
from timglas.exchange.report_pdf import report_pdf
from timglas.exchange.report_web import report_html
from timglas.exchange.report_word import report_word
from timglas.rules.report_document import Grid, ReportDocument
from timglas.rules.report_layout import Piece, spoken
from timglas.templatetags import timglas as tags

type Read = Callable[[ReportDocument], tuple[Piece, ...]]

OUTPUTS: dict[str, Read] = {
    "web": lambda document: web_pieces(report_html(document)),
    "PDF": lambda document: pdf_pieces(report_pdf(document)),
    "Word": lambda document: word_pieces(report_word(document)),
}


def said(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as all outputs can tell them."""
    return [
        ("text" if kind == "caption" else kind, re.sub(r"\s", "", text)) for kind, text in pieces
    ]


@pytest.fixture(scope="module")
def told() -> dict[str, list[Piece]]:
    """What each output says of the sample."""
    return {output: said(read(SAMPLE)) for output, read in OUTPUTS.items()}


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_says_all_that_the_report_says_and_nothing_else(
    output: str, told: dict[str, list[Piece]]
) -> None:
    assert told[output] == said(spoken(SAMPLE))


def test_the_three_outputs_say_the_same(told: dict[str, list[Piece]]) -> None:
    assert told["web"] == told["PDF"] == told["Word"]
    assert ("cell", "−2100") in told["web"]


@pytest.mark.parametrize("render", [report_html, report_pdf, report_word])
def test_an_output_made_twice_is_the_same_to_the_byte(
    render: Callable[[ReportDocument], Any],
) -> None:
    assert render(SAMPLE) == render(SAMPLE)


def break_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links lose their words."""
    kept = tags.runs_html
    monkeypatch.setattr(tags, "runs_html", lambda rich: kept(r for r in rich if not r.href))


def break_pdf(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Tables lose their last row."""
    broken = folder / "report.typ"
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    assert "grid.rows.flatten()" in template
    broken.write_text(
        template.replace("grid.rows.flatten()", "grid.rows.slice(0, -1).flatten()"),
        encoding="utf-8",
    )
    monkeypatch.setattr(pdf, "TEMPLATE", broken)


def break_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two columns of figures change places."""
    kept = word_parts.table

    def swapped(document: Any, grid: Grid, **named: Any) -> None:
        rows = tuple((row[0], row[2], row[1], *row[3:]) for row in grid.rows)
        kept(document, Grid(grid.columns, rows), **named)

    monkeypatch.setattr(word_parts, "table", swapped)


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_renderer_that_leaves_out_or_mixes_up_is_found(
    output: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    breaks = {
        "web": lambda: break_web(monkeypatch),
        "PDF": lambda: break_pdf(monkeypatch, tmp_path),
        "Word": lambda: break_word(monkeypatch),
    }
    breaks[output]()
    assert said(OUTPUTS[output](SAMPLE)) != said(spoken(SAMPLE))
