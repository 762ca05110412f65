"""A year's steps as a table, for spreadsheets and programs."""

from django.utils.translation import gettext as _

from timglas.queries.cycle import CyclePage, StepRow
from timglas.web.data import Cell, Column, Table


def year_table(page: CyclePage) -> Table:
    """Every step of the year, part by part."""
    columns = (
        Column("number", _("Nummer")),
        Column("part", _("Del av processen")),
        Column("step", _("Steg")),
        Column("who", _("Vem gör det")),
        Column("begins_on", _("Börjar")),
        Column("ends_on", _("Ska vara klart")),
        Column("state", _("Läge")),
        Column("done_on", _("Blev klart")),
        Column("deadline", _("Lagens sista dag")),
        Column("source", _("Lag")),
        Column("warnings", _("Varningar")),
    )
    return Table(f"aret-{page.year}", columns, tuple(map(_cells, page.steps)))


def _cells(step: StepRow) -> tuple[Cell, ...]:
    return (
        *(step.number, step.part.name_in_words, step.name, step.who),
        *(step.begins_on, step.ends_on, step.state.name, step.timing.done_on),
        *(step.deadline, step.law.source if step.law else None),
        " ".join((*step.warnings, *step.notes)) or None,
    )
