"""The sheet of people: its columns, and how roles are written."""

import re

from timglas.rules.imports import RowProblem, SheetColumn, choice_of
from timglas.rules.language import N_, _
from timglas.rules.permissions import ROLES, Role

LENGTH = 120
ROLE = re.compile(r"\s*(?P<role>[^()]+?)\s*\((?P<unit>[-\w]+)\)\s*")

PEOPLE_COLUMNS = (
    SheetColumn(
        "id",
        N_("Nummer"),
        N_("Numret i Timglas, för den som redan finns. Tomt söker på e-postadressen."),
        words=("Id",),
        example="17",
    ),
    SheetColumn(
        "name",
        N_("Namn"),
        N_("För- och efternamn. Måste finnas för en ny person."),
        words=("Person",),
        example="Eva Exempel",
    ),
    SheetColumn("title", N_("Titel"), N_("Vad personen är."), example=N_("Rektor")),
    SheetColumn(
        "email",
        N_("E-post"),
        N_("Behövs för att kunna logga in. Två personer kan inte ha samma adress."),
        words=("Mejl", "E-postadress", "Epost", "Mail"),
        example="eva@exempelby.example",
    ),
    SheetColumn(
        "roles",
        N_("Roller (kod)"),
        N_(
            "Roll och enhetens kod, med komma mellan flera roller. De som saknas läggs till från i "
            "dag. Inga roller tas bort."
        ),
        words=("Roll", "Roller"),
        example=N_("Enhetschef (bjork), Läsare (buf)"),
    ),
)


def written_roles(roles: list[tuple[Role, str]]) -> str:
    """Roles with the codes of their units, as `read_roles` reads them."""
    return ", ".join(f"{ROLES[role].title} ({unit})" for role, unit in roles)


def read_roles(text: str) -> list[tuple[Role, str]]:
    """Roles with the codes of their units: "Enhetschef (bjork), Läsare (buf)"."""
    return [_read_role(part) for part in text.split(",") if part.strip()]


def _read_role(text: str) -> tuple[Role, str]:
    found = ROLE.fullmatch(text)
    if found is None:
        message = _("”{text}” går inte att läsa. Skriv rollen och enhetens kod: {example}.")
        example = f"{ROLES[Role.UNIT_MANAGER].title} (bjork)"
        raise RowProblem(message.format(text=text.strip(), example=example), "roles")
    role = choice_of(found["role"], {role.value: (spec.name,) for role, spec in ROLES.items()})
    if role is None:
        allowed = ", ".join(spec.title for spec in ROLES.values())
        message = _("”{text}” är ingen roll. Skriv någon av: {allowed}.")
        raise RowProblem(message.format(text=found["role"], allowed=allowed), "roles")
    return Role(role), found["unit"]
