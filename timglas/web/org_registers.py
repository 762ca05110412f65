"""The columns of the registers of units and people."""

from django.utils.translation import gettext as _

from timglas.queries.org import UNIT_ORDERS, TreeRow
from timglas.queries.people import PERSON_ORDERS, PersonRow
from timglas.rules.people_sheet import written_roles
from timglas.web.registers import Field, Register, RegisterColumn


def units_register() -> Register[TreeRow]:
    """The units of a day, each with the code of the one above."""
    column, field = RegisterColumn[TreeRow], Field[TreeRow]
    columns = (
        column(
            "namn",
            _("Enhet"),
            (
                field("code", _("Kod"), lambda row: row.code),
                field("unit", _("Enhet"), lambda row: row.name),
            ),
        ),
        column("slag", _("Slag"), (field("kind", _("Slag"), lambda row: row.kind_name),)),
        column(
            "under",
            _("Ligger under"),
            (field("parent", _("Under (kod)"), lambda row: row.parent_code or None),),
            shown=False,
        ),
        column(
            "inrattad",
            _("Inrättad"),
            (field("opened_on", _("Inrättad"), lambda row: row.opened_on),),
            shown=False,
        ),
        column(
            "leds", _("Leds av"), (field("heads", _("Leds av"), lambda row: ", ".join(row.heads)),)
        ),
        column("kod", _("Kod")),
    )
    return Register("org", columns, UNIT_ORDERS)


def people_register(*, with_email: bool) -> Register[PersonRow]:
    """People, who are seen by those with a role only; each with the roles of today."""
    column, field = RegisterColumn[PersonRow], Field[PersonRow]
    email = column(
        "epost",
        _("E-post"),
        (field("email", _("E-post"), lambda row: row.email or None),),
        shown=False,
    )
    columns = (
        column(
            "namn",
            _("Namn"),
            (
                field("id", _("Nummer"), lambda row: row.id),
                field("name", _("Namn"), lambda row: row.name),
            ),
        ),
        column(
            "titel", _("Titel"), (field("title", _("Titel"), lambda row: row.title),), shown=False
        ),
        *((email,) if with_email else ()),
        column(
            "roller",
            _("Roller"),
            (
                field("roles", _("Roller"), _roles),
                field("role_codes", _("Roller (kod)"), _role_codes),
                field("is_active", _("Kontot är öppet"), lambda row: row.is_active),
            ),
        ),
    )
    return Register("people", columns, PERSON_ORDERS)


def _role_codes(row: PersonRow) -> str:
    return written_roles([(role.key, role.unit_code) for role in row.roles])


def _roles(row: PersonRow) -> str:
    return ", ".join(f"{role.role} ({role.unit_name})" for role in row.roles)
