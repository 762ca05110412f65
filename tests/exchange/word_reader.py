"""Reads a report's Word file back: what it says, in order, and what each part is by its style."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from timglas.exchange.word_styles import CITED, FACT
from timglas.rules.report_layout import Piece

KINDS = {"Title": "title", "Caption": "caption", CITED: "quote"}


def word_pieces(file: bytes) -> tuple[Piece, ...]:
    """All that a report says, read from its Word file."""
    document = docx.Document(BytesIO(file))
    return tuple(piece for part in document.iter_inner_content() for piece in _pieces(part))


def _pieces(part: Paragraph | Table) -> Iterator[Piece]:
    if isinstance(part, Table):
        yield from _cells(part)
        return
    style = part.style.name if part.style else ""
    for picture in part._p.iter(qn("wp:docPr")):
        if picture.get("descr"):
            yield "picture", picture.get("descr")
    text = part.text
    if not text.strip() or style.startswith("TOC"):
        return
    if style == FACT:
        name, _, value = text.partition("\t")
        yield "fact", f"{name}: {value}"
    elif style.startswith("Heading"):
        yield f"h{style[-1]}", text
    elif style.startswith("List"):
        yield "item", text
    else:
        yield KINDS.get(style, "text"), text


def _cells(table: Table) -> Iterator[Piece]:
    for n, row in enumerate(table._tbl.tr_lst):
        for m, cell in enumerate(row.tc_lst):
            kind = "column" if n == 0 else "row" if m == 0 else "cell"
            yield kind, "".join(p.text for p in cell.p_lst)


def rows_of(file: bytes) -> Iterator[Any]:
    """Every row of every table, as XML."""
    for table in docx.Document(BytesIO(file)).tables:
        yield from table._tbl.tr_lst
