"""A report as PDF: PDF/UA-1 and PDF/A-2a in one file, set by typst.

typst gives a tagged file with headings, lists, figures with alternatives, and tables that stay
whole over pages; it refuses a report that would not be accessible. What it cannot say is that the
first cell of a row is its header, so that is written into the file afterwards.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any

from timglas.exchange.report_pictures import fonts, styled, symbol, tokens
from timglas.rules.report_document import Chart, Goal, Heading, ReportDocument, Table
from timglas.rules.report_layout import Placed, is_long, placed, shares, subtitle, words_of

if TYPE_CHECKING:
    import pikepdf

TEMPLATE = Path(__file__).parent / "report.typ"
PROJECT = TEMPLATE.parent.parent.parent
SECONDS = 60
REGIONS = {"sv": "SE", "en": "GB"}
# So many headings are found without a list of them.
FEW_HEADINGS = 6


_UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")


class PdfProblem(RuntimeError):
    """A report that could not be set, and why, for the log.

    `letters` is what no font of ours has, such as a small picture or a letter of a rare script.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.letters = "".join(_UNSHOWN.findall(why))


def report_pdf(document: ReportDocument) -> bytes:
    """Set a report. The same report always gives the same bytes. Raises PdfProblem."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(TEMPLATE, folder)
        (folder / "report.json").write_text(json.dumps(_data(document)), encoding="utf-8")
        _set(folder, document)
        return _with_row_headers(folder / "report.pdf")


def _data(document: ReportDocument) -> dict[str, Any]:
    """What the template reads."""
    symbols = {b.status.symbol for b in document.blocks if isinstance(b, Goal) and b.status}
    return asdict(document) | {
        "subtitle": subtitle(document),
        "region": REGIONS.get(document.language, "SE"),
        "words": dict(words_of(document)),
        "colours": dict(tokens()),
        "symbols": {name: symbol(name) for name in symbols},
        "has_contents": has_contents(document),
        "blocks": list(map(_block, placed(document))),
    }


def _block(place: Placed) -> dict[str, Any]:
    """A block as the template reads it: numbered, drawn, and with columns as wide as they want."""
    block = place.block
    data = asdict(block) | {"label": place.label}
    if isinstance(block, Chart):
        data["svg"] = styled(block.svg)
    if isinstance(block, Chart | Table):
        data["grid"] |= {"shares": shares(block.grid), "is_long": is_long(block.grid)}
    return data


def has_contents(document: ReportDocument) -> bool:
    """Whether a report is so long that it begins with a list of its headings."""
    return sum(isinstance(block, Heading | Goal) for block in document.blocks) > FEW_HEADINGS


def _set(folder: Path, document: ReportDocument) -> None:
    made = int(datetime.fromisoformat(document.dated).replace(tzinfo=UTC).timestamp())
    for font in fonts():
        (folder / font.name).symlink_to(font)
    command = [sys.executable, "-m", "timglas.exchange.typst_run", str(folder), str(made)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module, with paths that we made)
            command,
            cwd=PROJECT,
            env={"HOME": str(folder)},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise PdfProblem(f"not set within {SECONDS} s") from late
    if done.returncode:
        raise PdfProblem(done.stderr.strip()[-2000:] or f"ended with {done.returncode}")


def _with_row_headers(path: Path) -> bytes:
    import pikepdf  # noqa: PLC0415 (wanted by who makes a PDF only)

    with pikepdf.open(path) as pdf:
        tree = pdf.Root.StructTreeRoot
        names: dict[str, pikepdf.Object] = {}
        for number, table in enumerate(_elements(tree.K, "/Table")):
            for n, row in enumerate(_rows(table)):
                _head_row(row, f"T{number}R{n}", names)
        if names:
            _index(pdf, tree, names)
        file = BytesIO()
        pdf.save(
            file,
            compress_streams=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return file.getvalue()


def _elements(node: "pikepdf.Object", kind: str) -> "Iterator[pikepdf.Object]":
    """The elements of a kind, in reading order."""
    for child in _children(node):
        if child.get("/S") == kind:
            yield child
        elif "/K" in child:
            yield from _elements(child.K, kind)


def _children(node: "pikepdf.Object") -> "Iterator[pikepdf.Object]":
    import pikepdf  # noqa: PLC0415 (wanted by who makes a PDF only)

    parts = node if isinstance(node, pikepdf.Array) else [node]
    for part in parts:
        if isinstance(part, pikepdf.Dictionary) and "/S" in part:
            yield part


def _rows(table: "pikepdf.Object") -> "Iterator[pikepdf.Object]":
    for body in _elements(table.K, "/TBody"):
        yield from _elements(body.K, "/TR")


def _head_row(row: "pikepdf.Object", name: str, names: "dict[str, pikepdf.Object]") -> None:
    """Make the first cell of a row the header of the others."""
    import pikepdf  # noqa: PLC0415 (wanted by who makes a PDF only)

    first, *rest = _children(row.K)
    first.S = pikepdf.Name.TH
    first.ID = pikepdf.String(name)
    _table_attributes(first).Scope = pikepdf.Name.Row
    names[name] = first
    for cell in rest:
        known = _table_attributes(cell)
        known.Headers = pikepdf.Array([*known.get("/Headers", []), pikepdf.String(name)])


def _table_attributes(cell: "pikepdf.Object") -> "pikepdf.Object":
    """What a cell says of itself as part of a table; a part of its own if it said nothing."""
    import pikepdf  # noqa: PLC0415 (wanted by who makes a PDF only)

    if "/A" not in cell:
        cell.A = pikepdf.Array()
    for known in cell.A:
        if known.get("/O") == "/Table":
            found: pikepdf.Object = known
            return found
    cell.A.append(pikepdf.Dictionary(O=pikepdf.Name.Table))
    return cell.A[-1]


def _index(pdf: "pikepdf.Pdf", tree: "pikepdf.Object", names: "dict[str, pikepdf.Object]") -> None:
    """Add the new headers to the index of elements by name."""
    import pikepdf  # noqa: PLC0415 (wanted by who makes a PDF only)

    if "/IDTree" not in tree:
        tree.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=[]))
    index = pikepdf.NameTree(tree.IDTree)
    for name, element in names.items():
        index[name] = element
