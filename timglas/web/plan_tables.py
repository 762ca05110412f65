"""What stands in a version of a plan, as tables that can be changed and read in again."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from timglas.models import PlanVersion
from timglas.queries.goal_rows import goal_cells
from timglas.queries.indicator_rows import indicator_cells
from timglas.rules.goal_sheet import GOAL_COLUMNS
from timglas.rules.imports import SheetColumn
from timglas.rules.indicator_sheet import INDICATOR_COLUMNS
from timglas.web.data import Cell, Column, Table


def table_of(request: HttpRequest, version: PlanVersion) -> Table:
    """The goals of a version, or its indicators (`?tabell=indikatorer`), as they are read in."""
    if request.GET.get("tabell") == "indikatorer":
        name = f"indikatorer-i-plan-{version.pk}"
        return _table(name, INDICATOR_COLUMNS, indicator_cells(version))
    return _table(f"mal-i-plan-{version.pk}", GOAL_COLUMNS, goal_cells(version))


def _table(name: str, columns: Iterable[SheetColumn], rows: Iterable[tuple[Cell, ...]]) -> Table:
    heads = tuple(Column(column.key, _(column.heading)) for column in columns)
    return Table(name, heads, tuple(rows))
