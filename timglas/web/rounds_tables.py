"""A round's units as a table, for spreadsheets and programs."""

from django.utils.translation import gettext as _

from timglas.queries.round_page import RoundPage, UnitRow
from timglas.web.data import Cell, Column, Table


def round_table(page: RoundPage) -> Table:
    """Every unit of a round, the lowest level first."""
    columns = (
        Column("unit", _("Enhet")),
        Column("depth", _("Nivå")),
        Column("due_on", _("Ska vara klar")),
        Column("state", _("Läge")),
        Column("ready_on", _("Blev klar")),
        Column("wanted", _("Utfall att rapportera")),
        Column("reported", _("Rapporterade utfall")),
        Column("leads", _("Chef")),
    )
    return Table(f"omgang-{page.as_of}", columns, tuple(map(_cells, page.rows)))


def _cells(row: UnitRow) -> tuple[Cell, ...]:
    return (
        *(row.unit, row.depth, row.due_on, row.state.name, row.ready_on),
        *(row.progress.wanted, row.progress.reported),
        ", ".join(who.in_words for who in row.who) or None,
    )
