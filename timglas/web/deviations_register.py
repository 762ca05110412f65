"""The columns of the register of deviations."""

from django.utils.translation import gettext as _

from timglas.queries.deviations import DEVIATION_ORDERS, DeviationRow
from timglas.web.registers import Field, Register, RegisterColumn


def deviations_register() -> Register[DeviationRow]:
    """Deviations, with state, unit, age and what is done."""
    column, field = RegisterColumn[DeviationRow], Field[DeviationRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("deviation", _("Avvikelse"), lambda row: row.name),
        field("why", _("Varför"), lambda row: row.why),
    )
    state = field("state", _("Läge"), lambda row: row.state.name)
    unit = field("unit", _("Enhet"), lambda row: row.unit_name)
    age = (
        field("age", _("Dagar"), lambda row: row.age),
        field("raised_on", _("Upptäckt"), lambda row: row.raised_on),
    )
    done = (
        field("cause", _("Orsak"), lambda row: row.cause or None),
        field("action", _("Åtgärd"), lambda row: row.action or None),
    )
    by = field("by", _("Ansvarig"), lambda row: row.person.name if row.person else None)
    due = field("action_on", _("Åtgärden klar"), lambda row: row.action_on)
    columns = (
        column("namn", _("Avvikelse"), names),
        column("lage", _("Läge"), (state,)),
        column("enhet", _("Enhet"), (unit,)),
        column("alder", _("Dagar"), age, css="num"),
        column("atgard", _("Åtgärd"), done),
        column("ansvarig", _("Ansvarig"), (by,), shown=False),
        column("datum", _("Åtgärden klar"), (due,)),
    )
    return Register("deviations", columns, DEVIATION_ORDERS)
