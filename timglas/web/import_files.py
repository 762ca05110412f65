"""Files of imports: a template to fill in, the rows that have faults, and a look at what came."""

from decimal import Decimal
from itertools import islice

from django.http import HttpResponse
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.exchange.sheet_rows import rows_of
from timglas.exchange.sheets import Cell, Sheet, workbook
from timglas.models import Import, ImportRow
from timglas.queries.import_kinds import Kind
from timglas.queries.imports import problem_view
from timglas.rules.imports import Verdict, read_decimal, translated
from timglas.web.data import XLSX, digits

SHOWN = 3


def template_response(kind: Kind, viewer: Viewer) -> HttpResponse:
    """A workbook with the headings, then how to fill them in, then what can be referred to."""
    heads = (_("Kolumn"), _("Så fyller du i"), _("Det här går att välja"), _("Exempel"))
    columns = [translated(column) for column in kind.columns]
    help_rows = [(c.heading, c.explanation, ", ".join(c.choices), c.example) for c in columns]
    sheets = [
        Sheet(kind.name, [column.heading for column in columns]),
        Sheet(_("Så fyller du i"), heads, help_rows),
        *(Sheet(listed.name, listed.heads, listed.rows) for listed in kind.lists(viewer)),
    ]
    return _response(workbook(*sheets), f"mall-{kind.key}.xlsx")


def rejects_response(batch: Import) -> HttpResponse:
    """The rows with faults as they were written, and a column that says why."""
    width = len(batch.heads)
    rows = batch.rows.filter(verdict=Verdict.REJECT).order_by("number")
    sheet = Sheet(
        _("Rader med fel"),
        [*batch.heads, _("Rad i filen"), _("Fel")],
        [
            (*(_typed(cell) for cell in _filled(row.cells, width)), row.number, _why(batch, row))
            for row in rows
        ],
    )
    return _response(workbook(sheet), f"rader-med-fel-{batch.pk}.xlsx")


def first_rows(batch: Import) -> list[tuple[str, ...]]:
    """The first rows below the heading, each with as many cells as it."""
    rows = rows_of(bytes(batch.content or b""), batch.file_name)
    below = (row.cells for row in rows if row.number > batch.head_row)
    return [tuple(_filled(cells, len(batch.heads))) for cells in islice(below, SHOWN)]


def _filled(cells: list[str] | tuple[str, ...], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _why(batch: Import, row: ImportRow) -> str:
    problems = [problem_view(batch, row, column, message) for column, message in row.problems]
    return "\n".join(f"{p.head}: {p.message}" if p.head else p.message for p in problems)


def _typed(text: str) -> Cell:
    """A number that is written as our files write it as a number; all else is text."""
    number = read_decimal(text)
    same = isinstance(number, Decimal) and digits(number).replace(".", ",") == text
    return number if same else text


def _response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
