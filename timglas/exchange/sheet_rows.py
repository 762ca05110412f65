"""Rows out of a CSV or XLSX file as people have them, with where each cell stands.

A heading that is not first, empty and merged rows, several encodings and separators, Excel's own
numbers and dates: all come out as rows of text, one row at a time, so that a large file takes
little memory. Source: `integrations.md` 2.9.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from timglas.exchange.workbook_rows import sheet_rows
from timglas.rules.imports import place

MEBIBYTE = 1024 * 1024
MOST_BYTES = 20 * MEBIBYTE
MOST_UNPACKED = 400 * MEBIBYTE
# The texts that a workbook's cells share are all in memory while it is read.
TEXTS, MOST_TEXTS = "xl/sharedStrings.xml", 50 * MEBIBYTE
MOST_ROWS = 300_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 5_000
HEAD_SOUGHT_IN = 30
SEPARATORS = (";", "\t", ",")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BEGINNING = 20_000
# A text that our own CSV export put an apostrophe before: it begins as a formula does.
ESCAPED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "'|", "''")


class SheetProblem(ValueError):
    """A file that cannot be read; `message` says in Swedish what is wrong and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number in the file (from 1) and its cells as text, without outer spaces."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that names the columns."""

    number: int
    names: tuple[str, ...]


def rows_of(content: bytes, filename: str) -> Iterator[SheetRow]:
    """Every row that is not empty, in order. Raises SheetProblem, also while rows are taken."""
    if len(content) > MOST_BYTES:
        raise SheetProblem(_("Filen är större än 20 MB. Dela upp den i flera."))
    if not content[:BEGINNING].strip() and not content.strip():
        raise SheetProblem(_("Filen är tom. Välj en fil med en rubrikrad och minst en rad."))
    is_book = content.startswith(b"PK\x03\x04")
    if filename.lower().endswith((".xls", ".ods")) or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetProblem(
            _("Formatet kan inte läsas. Öppna filen i Excel och spara den som .xlsx eller .csv.")
        )
    rows = _book_rows(content) if is_book else _text_rows(content)
    count = 0
    for number, cells in rows:
        row = SheetRow(number, _trimmed(cells, number))
        if row.is_empty:
            continue
        count += 1
        if count > MOST_ROWS:
            raise SheetProblem(_("Filen har fler än 300 000 rader. Dela upp den i flera."))
        yield row


def heading_of(content: bytes, filename: str) -> Heading:
    """The row that names the columns: among the first rows, the first of the fullest."""
    first = list(islice(rows_of(content, filename), HEAD_SOUGHT_IN))
    if not first:
        raise SheetProblem(_("Filen är tom. Välj en fil med en rubrikrad och minst en rad."))
    fullest = max(len(set(filter(None, row.cells))) for row in first)
    wanted = max(1, fullest - fullest // 3)
    row = next(row for row in first if len(set(filter(None, row.cells))) >= wanted)
    return Heading(row.number, row.cells)


def expected_rows(content: bytes) -> int:
    """About how many rows there are, to tell how far a reading has come; 0 if not known."""
    if not content.startswith(b"PK\x03\x04"):
        return content.count(b"\n")
    with suppress(StopIteration, zipfile.BadZipFile, OSError), _archive(content) as archive:
        sheet = next(n for n in archive.namelist() if n.startswith("xl/worksheets/"))
        with archive.open(sheet) as source:
            beginning = source.read(BEGINNING)
        told = re.search(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"', beginning)
        return int(told[1]) if told else 0
    return 0


def _trimmed(cells: list[str], number: int) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise SheetProblem(
            _("Rad %(row)s har fler än 100 kolumner. Ta bort dem som inte behövs.")
            % {"row": number}
        )
    long = next((n for n, cell in enumerate(cells) if len(cell) > MOST_CHARACTERS), None)
    if long is not None:
        raise SheetProblem(
            _("Cell %(cell)s är för lång. Korta texten.") % {"cell": place(number, long)}
        )
    return tuple(cells)


def _text_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if b"\0" in content and not content.startswith(UTF_16):
        raise SheetProblem(_("Filen är varken CSV eller XLSX. Spara den som ett av dem."))
    encoding = _encoding(content)
    beginning = content[:BEGINNING].decode(encoding, errors="replace")
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    reader = csv.reader(lines, delimiter=_separator(beginning))
    try:
        for number, row in enumerate(reader, start=1):
            yield number, [_unescaped(cell) for cell in row]
    except csv.Error as problem:
        raise SheetProblem(
            _("Filen kan inte läsas från rad %s. Spara den på nytt som CSV eller XLSX.")
            % reader.line_num
        ) from problem


def _encoding(content: bytes) -> str:
    """UTF-16 if it says so, UTF-8 if it is that all through, else Windows' own."""
    if content.startswith(UTF_16):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), MEBIBYTE):
            decoder.decode(content[start : start + MEBIBYTE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(text: str) -> str:
    """The separator that most of the first rows have."""
    lines = [line for line in text.splitlines()[:HEAD_SOUGHT_IN] if line.strip()]
    counts = {s: sum(s in line for line in lines) for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: counts[s])
    return best if counts[best] * 2 > len(lines) else ";"  # a single column of decimals has none


def _unescaped(cell: str) -> str:
    cell = cell[1:] if cell.startswith(ESCAPED) else cell
    return cell.strip()


def _book_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that has any."""
    _check_archive(content)
    limits = {"most_columns": MOST_COLUMNS, "most_characters": MOST_CHARACTERS}
    try:
        yield from sheet_rows(content, **limits)
    except SheetProblem:
        raise
    except (
        *(KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError),
        *(ParseError, ExpatError, InvalidFileException, zipfile.BadZipFile, OSError, EOFError),
    ) as problem:
        raise SheetProblem(
            _("Filen är skadad eller ingen Excelfil. Spara den på nytt som .xlsx.")
        ) from problem


def _archive(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def _check_archive(content: bytes) -> None:
    """Refuse a file that unpacks to far more than any table, before it is unpacked."""
    try:
        with _archive(content) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except zipfile.BadZipFile as problem:
        raise SheetProblem(
            _("Filen är skadad eller ingen Excelfil. Spara den på nytt som .xlsx.")
        ) from problem
    if sum(sizes.values()) > MOST_UNPACKED or sizes.get(TEXTS, 0) > MOST_TEXTS:
        raise SheetProblem(_("Filen är för stor när den packas upp. Dela upp den i flera."))
