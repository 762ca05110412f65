"""The units of an indicator as a table, for CSV and JSON: what the page shows, one cell a row."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timglas.queries.aggregates import UnitCell, UnitRow, UnitTable
from timglas.queries.indicators import IndicatorPage
from timglas.web.data import Cell, Column, Table


def units_table(page: IndicatorPage, units: UnitTable) -> Table:
    """Every unit and period: the value, a unit's own beside a whole, and how it came about."""
    columns = (
        Column("unit_id", _("Nummer")),
        Column("unit", _("Enhet")),
        Column("period", _("Period")),
        Column("value", _("Värde")),
        Column("own", _("Eget värde")),
        Column("measure_unit", _("Mätenhet")),
        Column("is_whole", _("Alla har rapporterat")),
        Column("is_hidden", _("Dolt, för liten grupp")),
        Column("how", _("Så är det räknat")),
    )
    rows = tuple(line for row in units.rows for line in _lines(page, units, row))
    return Table(f"indikator-{page.result.id}-enheter", columns, rows)


def _lines(page: IndicatorPage, units: UnitTable, row: UnitRow) -> Iterator[tuple[Cell, ...]]:
    unit = page.result.measure_unit
    for period, cell in zip(units.periods, row.cells, strict=True):
        yield (row.unit_id, row.name, period.code, *_numbers(cell, unit), cell.how)
    if row.year:
        yield (row.unit_id, row.name, str(page.year), *_numbers(row.year, unit), row.year_in_words)


def _numbers(cell: UnitCell, unit: str) -> tuple[Cell, ...]:
    is_whole = None if cell.is_hidden or cell.made is None else cell.made.is_whole
    return (cell.value, cell.own, unit, is_whole, cell.is_hidden)
