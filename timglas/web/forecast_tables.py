"""Past forecasts as a table for files."""

from django.utils.translation import gettext as _

from timglas.queries.forecast_accuracy import Accuracy, AccuracyRow
from timglas.web.data import Cell, Column, Table


def accuracy_table(accuracy: Accuracy) -> Table:
    """A row for each indicator that has been forecast."""
    heads = (
        Column("id", _("Nummer")),
        Column("indicator", _("Indikator")),
        Column("unit", _("Enhet")),
        Column("measure_unit", _("Mätenhet")),
        Column("until_april", _("Till april")),
        Column("until_august", _("Till augusti")),
        Column("later", _("Efter augusti")),
        Column("own", _("Egen prognos")),
        Column("outcome", _("Utfall")),
        Column("within", _("Inom intervallet")),
    )
    rows = tuple(_row(row) for row in accuracy.rows)
    return Table(f"prognoser-{accuracy.year}", heads, rows)


def _row(row: AccuracyRow) -> tuple[Cell, ...]:
    held = {True: _("Ja"), False: _("Nej"), None: None}[row.held]
    told = row.indicator
    named = (told.id, told.name, told.unit_name, told.measure_unit)
    return (*named, row.first, row.second, row.third, row.own, row.outcome, held)
