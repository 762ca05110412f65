"""The council's budget and frames as tables for files; money in kronor and öre, as it is kept."""

from django.utils.translation import gettext as _

from timglas.models import AlternativeBudget, PlanVersion
from timglas.queries.alternatives import AlternativePage
from timglas.queries.budget import BudgetPage
from timglas.queries.frames import FramesPage
from timglas.web.data import Cell, Column, Table


def budget_table(version: PlanVersion, shown: BudgetPage) -> Table:
    """Every amount of a version's budget, a row each, with what it is measured in."""
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


def frames_table(shown: FramesPage, wanted: str) -> Table:
    """The frames of a year, or `wanted`: its appropriations or what each plan has said of it."""
    make = {"tillagg": _appropriations, "argangar": _vintages}.get(wanted, _frames)
    return make(shown)


def moves_table(alternative: AlternativeBudget, shown: AlternativePage) -> Table:
    """What an alternative moves, against the proposal."""
    columns = (
        Column("name", _("Rad")),
        Column("year", _("År")),
        Column("proposal", _("Förslaget")),
        Column("alternative", _("Det här")),
        Column("change", _("Ändring")),
        Column("measure", _("Mäts i")),
    )
    rows = (
        (
            *(move.name, move.year, move.before, move.after, move.change),
            _("kr") if move.kind.is_money else move.kind.measure,
        )
        for move in shown.moves
    )
    return Table(f"forslag-{alternative.pk}", columns, tuple(rows))


def _frames(shown: FramesPage) -> Table:
    columns = (
        Column("year", _("År")),
        Column("kind", _("Slag")),
        Column("unit", _("Enhet")),
        Column("original", _("Ursprunglig ram")),
        Column("changed", _("Ändrad i ny version")),
        Column("added", _("Tilläggsanslag")),
        Column("revised", _("Gällande ram")),
        Column("original_version", _("Ursprunglig version")),
        Column("version", _("Gällande version")),
    )
    frames = shown.frames
    rows: tuple[tuple[Cell, ...], ...] = ()
    if frames:
        versions = (frames.original.number, frames.current.number)
        rows = tuple(
            (
                *(shown.year, table.kind.in_short, row.name),
                *(row.original, row.changed, row.added, row.revised, *versions),
            )
            for table in frames.tables
            for row in table.rows
        )
    return Table(f"ramar-{shown.year}", columns, rows)


def _appropriations(shown: FramesPage) -> Table:
    columns = (
        Column("year", _("År")),
        Column("decision", _("Beslut")),
        Column("unit", _("Enhet")),
        Column("kind", _("Slag")),
        Column("carries_forward", _("Ombudgetering")),
        Column("amount", _("Belopp")),
        Column("purpose", _("Ändamål")),
        Column("financing", _("Finansiering")),
        Column("payer", _("Betalas ur ramen för")),
        Column("version", _("Mot version")),
    )
    made = shown.frames.appropriations if shown.frames else ()
    rows = (
        (
            *(shown.year, row.decision, row.unit, row.kind.in_short, row.carries_forward),
            *(row.amount, row.purpose, row.financing.name_in_words, row.payer or None),
            row.version,
        )
        for row in made
    )
    return Table(f"tillaggsanslag-{shown.year}", columns, tuple(rows))


def _vintages(shown: FramesPage) -> Table:
    plans = tuple(
        Column(f"plan_{plan.plan}", _("Plan {years}").format(years=plan.plan))
        for plan in shown.vintages.plans
    )
    columns = (Column("year", _("År")), Column("unit", _("Enhet")), *plans)
    rows = ((shown.year, row.name, *row.amounts) for row in shown.vintages.rows)
    return Table(f"ramar-{shown.year}-plan-for-plan", columns, tuple(rows))
