"""The lists of units, people and outcomes as tables, for XLSX, CSV and JSON."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from timglas.queries.org import TreePage
from timglas.queries.people import PersonRow
from timglas.web.data import Column, Table


def people_table(rows: Iterable[PersonRow]) -> Table:
    """A list of people, who are seen by those with a role only; each with the roles of today."""
    columns = (
        Column("id", _("Nummer")),
        Column("name", _("Namn")),
        Column("title", _("Titel")),
        Column("roles", _("Roller")),
        Column("is_active", _("Kontot är öppet")),
    )
    found = (
        (
            row.id,
            row.name,
            row.title,
            ", ".join(f"{role.role} ({role.unit_name})" for role in row.roles),
            row.is_active,
        )
        for row in rows
    )
    return Table("personer", columns, tuple(found))


def units_table(tree: TreePage) -> Table:
    """The units of a day in the order of the tree, each with the code of the one above."""
    columns = (
        Column("code", _("Kod")),
        Column("unit", _("Enhet")),
        Column("kind", _("Slag")),
        Column("parent", _("Under (kod)")),
        Column("heads", _("Leds av")),
    )
    above: list[str] = []
    rows = []
    for row in tree.rows:
        del above[row.depth :]
        parent = above[-1] if above else None
        rows.append((row.code, row.name, row.kind, parent, ", ".join(row.heads)))
        above.append(row.code)
    return Table(f"enheter-{tree.on}", columns, tuple(rows))
