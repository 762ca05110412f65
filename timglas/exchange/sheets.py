"""Excel workbooks as people want them: typed cells, a heading that stays in sight, and filters."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import save_workbook

# Excel's numbers have no more digits, a cell holds no longer text, and a sheet no longer name.
MOST_DIGITS = 15
MOST_CHARACTERS = 32_767
MOST_NAME = 31
WIDEST, NARROWEST = 60, 10
ROWS_MEASURED = 200

type Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. Rows have as many cells as there are heads."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]] = ()


def workbook(*sheets: Sheet) -> bytes:
    """An XLSX file.

    Text is never a formula, whatever it begins with. A number with more digits than Excel holds
    is written as text, so that none is lost.
    """
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.name[:MOST_NAME])
        rows = list(one.rows)
        _set_up(sheet, one.heads, rows)
        sheet.append([_head(sheet, head) for head in one.heads])
        for row in rows:
            sheet.append([_cell(sheet, cell) for cell in row])
    file = io.BytesIO()
    save_workbook(book, file)
    return file.getvalue()


def _set_up(sheet: WriteOnlyWorksheet, heads: Sequence[str], rows: list[Sequence[Cell]]) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    for number, head in enumerate(heads):
        longest = max((len(str(row[number] or "")) for row in rows[:ROWS_MEASURED]), default=0)
        width = min(WIDEST, max(NARROWEST, longest + 2, len(head) + 2))
        sheet.column_dimensions[get_column_letter(number + 1)].width = width


def _head(sheet: WriteOnlyWorksheet, text: str) -> BookCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> Cell | BookCell:
    match value:
        case bool():
            return _("ja") if value else _("nej")
        case Decimal() if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
            return f"{value:f}".replace(".", ",")
        case str():
            return _text(sheet, value)
    return value


def _text(sheet: WriteOnlyWorksheet, value: str) -> str | BookCell:
    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    if not clean.startswith(("=", "#")):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"  # else it would be read as a formula or an error
    return cell
