"""The columns of the register of assignments."""

from django.utils.translation import gettext as _

from timglas.queries.assignments import ASSIGNMENT_ORDERS, AssignmentRow
from timglas.web.registers import Field, Register, RegisterColumn


def assignments_register() -> Register[AssignmentRow]:
    """Assignments, with state, receiver and the day when they are due."""
    column, field = RegisterColumn[AssignmentRow], Field[AssignmentRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("assignment", _("Uppdrag"), lambda row: row.name),
        field("text", _("Beslutad text"), lambda row: row.text),
    )
    state = field("state", _("Läge"), lambda row: row.state.name)
    turn = field("waits_for", _("Väntar på"), lambda row: row.turn or None)
    receiver = field("receiver", _("Mottagare"), lambda row: row.receiver)
    due = field("due_on", _("Ska vara klart"), lambda row: row.due_on)
    given = (
        field("giver", _("Gett av"), lambda row: row.giver),
        field("decision", _("Beslut"), lambda row: row.decision),
    )
    unit = field("unit", _("Enhet som gör det"), lambda row: row.unit)
    amount = field("amount", _("Kronor"), lambda row: row.amount)
    columns = (
        column("namn", _("Uppdrag"), names),
        column("lage", _("Läge"), (state, turn)),
        column("mottagare", _("Mottagare"), (receiver,)),
        column("datum", _("Ska vara klart"), (due,)),
        column("beslut", _("Beslut"), given),
        column("enhet", _("Enhet som gör det"), (unit,), shown=False),
        column("kronor", _("Kronor"), (amount,), shown=False, css="num"),
    )
    return Register("assignments", columns, ASSIGNMENT_ORDERS)
