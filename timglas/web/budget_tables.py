"""The council's budget as tables for files: one row for each amount, in the unit it says."""

from django.utils.translation import gettext as _

from timglas.models import PlanVersion
from timglas.queries.budget import BudgetPage
from timglas.web.data import Column, Table


def budget_table(version: PlanVersion, shown: BudgetPage) -> Table:
    """Every amount of a version's budget; money in whole kronor and öre, as it is kept."""
    columns = (
        Column("version", _("Version")),
        Column("table", _("Tabell")),
        Column("row", _("Rad")),
        Column("year", _("År")),
        Column("amount", _("Belopp")),
        Column("measure", _("Mäts i")),
    )
    rows = (
        (
            version.number,
            section.title,
            row.name,
            year,
            amount,
            _("kr") if row.is_money else row.measure,
        )
        for section in shown.sections
        for row in section.rows
        for year, amount in zip(shown.years, row.amounts, strict=True)
    )
    return Table(f"ramar-{shown.years[0]}-version-{version.number}", columns, tuple(rows))
