"""The columns of the register of what was seen in the surroundings."""

from django.utils.translation import gettext as _

from timglas.queries.scan import OBSERVATION_ORDERS, ObservationRow
from timglas.web.registers import Field, Register, RegisterColumn


def scan_register() -> Register[ObservationRow]:
    """Observations, with weight, horizon, day, source and what they affect."""
    column, field = RegisterColumn[ObservationRow], Field[ObservationRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("observation", _("Iakttagelse"), lambda row: row.title),
    )
    weighed = (
        field("weight", _("Vikt"), lambda row: row.weight.name_in_words),
        field("effect", _("Påverkan"), lambda row: row.effect.name_in_words),
        field("certainty", _("Säkerhet"), lambda row: row.certainty.name_in_words),
    )
    horizon = field("horizon", _("Sikt"), lambda row: row.horizon.name_in_words)
    day = field("observed_on", _("Datum"), lambda row: row.observed_on)
    source = field("source", _("Källa"), lambda row: row.source)
    columns = (
        column("iakttagelse", _("Iakttagelse"), names),
        column("vikt", _("Vikt"), weighed),
        column("sikt", _("Sikt"), (horizon,)),
        column("paverkar", _("Påverkar"), (field("affects", _("Påverkar"), _affects),)),
        column("datum", _("Datum"), (day,)),
        column("kalla", _("Källa"), (source,), shown=False),
        column("enhet", _("Sett av"), (field("unit", _("Sett av"), _unit),), shown=False),
    )
    return Register("scan", columns, OBSERVATION_ORDERS)


def _affects(row: ObservationRow) -> str | None:
    return ", ".join(unit.name for unit in row.units) or None


def _unit(row: ObservationRow) -> str:
    return row.unit.name
