"""Rows out of an Excel workbook, some at a time: three times as fast as openpyxl's own.

openpyxl reads what is common to the workbook: its sheets, texts and formats. The sheet itself,
which can be a hundred megabytes of XML, is read here by expat, a piece at a time. A cell comes out
as text as Excel shows it: its own numbers with fifteen digits and a decimal comma, a share that is
shown as percent as that, a date as 2026-04-30, and a formula as its value.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import IO, Any
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel

PIECE = 1 << 16
DECIMALS = Decimal("0.00000001")

type Row = tuple[int, list[str]]
type Styles = dict[str, Callable[[Decimal], str]]


def sheet_rows(content: bytes, *, most_columns: int, most_characters: int) -> Iterator[Row]:
    """The number and the cells of each row of the first sheet that has any.

    One cell more than `most_columns`, and one character more than `most_characters`, are kept of
    what is longer, so that it can be told. Raises what openpyxl and expat raise of a broken file.
    """
    book = ExcelReader(io.BytesIO(content), read_only=True, data_only=True)
    with closing(book.archive) as archive:
        book.read_manifest()
        book.read_strings()
        book.read_workbook()
        apply_stylesheet(archive, book.wb)
        styles = _styles(book.wb)
        for _sheet, place in book.parser.find_sheets():
            reader = _Reader(book.shared_strings, styles, most_columns + 1, most_characters + 1)
            any_row = False
            with archive.open(place.target) as source:
                for row in reader.rows(source):
                    any_row = True
                    yield row
            if any_row:
                return


def number_text(number: Decimal) -> str:
    """A number with no more decimals than are stored, and a decimal comma."""
    if number.adjusted() > 12:
        return f"{number:f}"
    value = number.quantize(DECIMALS, rounding=ROUND_HALF_EVEN) + 0  # minus nothing is nothing
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def _styles(book: Workbook) -> Styles:
    """How the numbers of some cells are to be understood, by the style's number in the sheet."""
    styles: Styles = {str(n): _date_text(book) for n in book._date_formats}
    for n, style in enumerate(book._cell_styles):
        format_ = _format(book, style.numFmtId)
        if "%" in format_ and str(n) not in styles:
            styles[str(n)] = lambda number: number_text(number * 100)
    return styles


def _format(book: Workbook, number: int) -> str:
    if number in {9, 10}:  # Excel's own two of percent
        return "%"
    own = number - 164
    return book._number_formats[own] if 0 <= own < len(book._number_formats) else ""


def _date_text(book: Workbook) -> Callable[[Decimal], str]:
    def text(number: Decimal) -> str:
        moment: Any = from_excel(float(number), book.epoch)
        return f"{moment:%Y-%m-%d}" if isinstance(moment, date | datetime) else str(moment)

    return text


class _Names:
    """What the elements of a sheet are called, with the prefix that the file gives them."""

    def __init__(self, prefix: str) -> None:
        self.cell, self.row = f"{prefix}c", f"{prefix}row"
        self.texts = (f"{prefix}v", f"{prefix}t")


class _Reader:
    """Reads the rows of one sheet's XML. What it holds is of the row that is being read."""

    def __init__(  # noqa: PLR0917 (two that are looked up, and two limits)
        self, texts: Sequence[str], styles: Styles, most_columns: int, most_characters: int
    ) -> None:
        self._texts, self._styles = texts, styles
        self._most_columns, self._most_characters = most_columns, most_characters
        self._done: list[Row] = []
        self._cells: list[str] = []
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._is_text = False
        self._names = _Names("")

    def rows(self, source: IO[bytes]) -> Iterator[Row]:
        """The rows, as soon as a piece of the file has them whole."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = _refuse
        while piece := source.read(PIECE):
            parser.Parse(piece, False)
            yield from self._done
            self._done.clear()
        parser.Parse(b"", True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == self._names.cell:
            self._column = self._number(given.get("r", ""))
            self._kind, self._style = given.get("t", ""), given.get("s", "")
            self._parts = []
        elif name in self._names.texts:
            self._is_text = True
        elif name == self._names.row:
            self._row = int(given.get("r", self._row + 1))
            self._cells, self._column = [], -1
        elif name.endswith(":worksheet"):
            self._names = _Names(name.removesuffix("worksheet"))

    def _said(self, text: str) -> None:
        if self._is_text and len(self._parts) < self._most_characters:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        if name in self._names.texts:
            self._is_text = False
        elif name == self._names.cell:
            if self._parts and self._column < self._most_columns:
                self._cells.extend([""] * (self._column - len(self._cells)))
                self._cells.append(self._text("".join(self._parts)))
        elif name == self._names.row:
            self._done.append((self._row, self._cells))

    def _number(self, place: str) -> int:
        """A cell's column, from 0: "C4" is 2; the next one if the place is not told."""
        if not place:
            return self._column + 1
        letters = place.rstrip("0123456789")
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number - 1
        return self._columns[letters]

    def _text(self, raw: str) -> str:
        match self._kind:
            case "s":
                return self._texts[int(raw)].strip()
            case "" | "n":
                if raw.isdigit() and self._style not in self._styles:
                    return raw
                number = Decimal(f"{float(raw):.15g}")
                return self._styles.get(self._style, number_text)(number)
            case "b":
                return "ja" if raw == "1" else "nej"
            case "d":
                return raw[:10]
        return raw.strip()


def _refuse(*_told: object) -> None:
    """Workbooks have no document type; one could hold a text that grows when it is read."""
    raise ValueError("a document type in a sheet")
