"""What a page shows, as XLSX and CSV for spreadsheets and JSON for programs: `?format=xlsx`.

All come from the same table as the page. In CSV a cell of text never begins as a formula, a number
has a decimal comma and no thousands separator, and the file opens as UTF-8 in Excel. In JSON a
decimal number is text with a point ("83.1"), so that no digit is lost on the way; null is missing.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from timglas.exchange.sheets import Cell as SheetCell
from timglas.exchange.sheets import Sheet, workbook
from timglas.web.page import cacheable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet could take for the beginning of a formula, and what is put before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "'")

type Cell = SheetCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON and its heading in CSV."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under columns. `name` becomes the file's."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def wants_data(request: HttpRequest) -> bool:
    """Whether the address asks for data: for a table that is dear to make."""
    return "format" in request.GET


def data_response(request: HttpRequest, table: Table) -> HttpResponse | None:
    """Answer with the table when the address asks for data, else None."""
    match request.GET.get("format"):
        case "csv":
            heads = tuple(column.heading for column in table.columns)
            return cacheable(request, csv_response([heads, *table.rows], f"{table.name}.csv"))
        case "xlsx":
            return cacheable(request, xlsx_response(table))
        case "json":
            return cacheable(request, json_response(table))
    return None


def csv_response(rows: Iterable[Iterable[Cell]], filename: str) -> HttpResponse:
    """A CSV file: semicolons, decimal commas, UTF-8 with a byte order mark."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([written(cell) for cell in row] for row in rows)
    response = HttpResponse(
        BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def xlsx_response(table: Table) -> HttpResponse:
    """The same table as an Excel workbook, with numbers and dates as such."""
    heads = [column.heading for column in table.columns]
    response = HttpResponse(workbook(Sheet(table.name, heads, table.rows)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{table.name}.xlsx"'
    return response


def json_response(table: Table) -> JsonResponse:
    """The same table as JSON: its columns and one object a row."""
    keys = [column.key for column in table.columns]
    body = {
        "name": table.name,
        "columns": {column.key: column.heading for column in table.columns},
        "rows": [dict(zip(keys, map(plain, row), strict=True)) for row in table.rows],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def written(cell: Cell) -> str:
    """A cell of CSV."""
    match cell:
        case None:
            return ""
        case bool():
            return _("ja") if cell else _("nej")
        case Decimal():
            return digits(cell).replace(".", ",")
        case str():
            return f"'{cell}" if cell.startswith(FORMULA) else cell
    return str(cell)


def plain(cell: Cell) -> Cell:
    """A cell of JSON."""
    return digits(cell) if isinstance(cell, Decimal) else cell


def digits(number: Decimal) -> str:
    """A decimal number in full, without exponent or needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
