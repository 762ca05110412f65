"""The columns of the register of activities."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from timglas.queries.activities import ACTIVITY_ORDERS, ActivityRow
from timglas.web.registers import Field, Register, RegisterColumn


def activities_register() -> Register[ActivityRow]:
    """Activities, with state, last day and who answers."""
    column, field = RegisterColumn[ActivityRow], Field[ActivityRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("activity", _("Aktivitet"), lambda row: row.name),
    )
    goal = field("goal", pgettext("one", "Mål"), lambda row: row.goal)
    starts = field("starts_on", _("Börjar"), lambda row: row.starts_on)
    ends = field("ends_on", _("Ska vara klar"), lambda row: row.ends_on)
    effect = field("expected_effect", _("Väntad effekt"), lambda row: row.expected_effect or None)
    unit = field("unit", _("Enhet"), lambda row: row.unit_name)
    columns = (
        column("namn", _("Aktivitet"), names),
        column("lage", _("Läge"), (field("state", _("Läge"), lambda row: row.state.name),)),
        column("klar", _("Ska vara klar"), (ends,)),
        column("ansvarig", _("Ansvarig"), (field("responsible", _("Ansvarig"), _responsible),)),
        column("mal", pgettext("one", "Mål"), (goal,)),
        column("enhet", _("Enhet"), (unit,), shown=False),
        column("borjar", _("Börjar"), (starts,), shown=False),
        column("effekt", _("Väntad effekt"), (effect,), shown=False),
    )
    return Register("activities", columns, ACTIVITY_ORDERS)


def _responsible(row: ActivityRow) -> str | None:
    return row.person.in_words if row.person else None
