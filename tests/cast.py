"""A tiny municipality with somebody in every role: the cast of all tests that need a database.

    kf  Kommunfullmäktige
    ├── ks  Kommunstyrelsen
    │   └── klk  Kommunledningskontoret
    ├── bun  Barn- och utbildningsnämnden
    │   └── buf  Barn- och utbildningsförvaltningen
    │       ├── bjork  Björkskolan
    │       └── ek  Ekskolan
    └── ab  Exempelby Bostäder AB

Nothing is planned yet. The fixture `cast` gives it; `cast.viewer(cast.manager)` looks as somebody.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from timglas.access import Viewer
from timglas.models import Grant, Municipality, Person, Placement, Unit, UnitKind
from timglas.rules.permissions import Role

TODAY = date(2025, 10, 15)
NOW = datetime(2025, 10, 15, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Cast:
    """The units by code, and the people by role; `outsider` has an account but no role."""

    municipality: Municipality
    kf: Unit
    ks: Unit
    klk: Unit
    bun: Unit
    buf: Unit
    bjork: Unit
    ek: Unit
    ab: Unit
    reader: Person
    reporter: Person
    manager: Person
    head: Person
    director: Person
    controller: Person
    registrar: Person
    chief: Person
    team: Person
    elected: Person
    auditor: Person
    admin: Person
    outsider: Person

    def viewer(self, person: Person | None, today: date = TODAY) -> Viewer:
        """Somebody (or nobody) who looks on a day."""
        return Viewer(person, today)

    @property
    def everyone(self) -> dict[str, Person | None]:
        """The people by the name of their field, and None as `anonymous`."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        people = {name: who for name, who in named.items() if isinstance(who, Person)}
        return {"anonymous": None, **people}


UNITS = {
    "kf": ("Kommunfullmäktige", UnitKind.COUNCIL, None),
    "ks": ("Kommunstyrelsen", UnitKind.EXECUTIVE_BOARD, "kf"),
    "klk": ("Kommunledningskontoret", UnitKind.DEPARTMENT, "ks"),
    "bun": ("Barn- och utbildningsnämnden", UnitKind.COMMITTEE, "kf"),
    "buf": ("Barn- och utbildningsförvaltningen", UnitKind.DEPARTMENT, "bun"),
    "bjork": ("Björkskolan", UnitKind.UNIT, "buf"),
    "ek": ("Ekskolan", UnitKind.UNIT, "buf"),
    "ab": ("Exempelby Bostäder AB", UnitKind.COMPANY, "kf"),
}
PEOPLE = {
    "reader": ("Lars Läsare", "Utredare", Role.READER, "klk"),
    "reporter": ("Rakel Rapportör", "Lärare", Role.REPORTER, "bjork"),
    "manager": ("Eva Enhetschef", "Rektor för Björkskolan", Role.UNIT_MANAGER, "bjork"),
    "head": ("Folke Förvaltningschef", "Skolchef", Role.DEPARTMENT_HEAD, "bun"),
    "director": ("Vera Vd", "Vd för Exempelby Bostäder AB", Role.MANAGING_DIRECTOR, "ab"),
    "controller": ("Cilla Controller", "Controller", Role.CONTROLLER, "kf"),
    "registrar": ("Rut Registrator", "Registrator", Role.REGISTRAR, "kf"),
    "chief": ("Kim Kommunchef", "Kommunchef", Role.CHIEF_EXECUTIVE, "kf"),
    "team": ("Klara Kommunledning", "Ekonomichef", Role.MANAGEMENT_TEAM, "kf"),
    "elected": ("Fatima Förtroendevald", "Ledamot av fullmäktige", Role.ELECTED_REP, "kf"),
    "auditor": ("Reidar Revisor", "Revisor", Role.AUDITOR, "kf"),
    "admin": ("Sixten Systemförvaltare", "Systemförvaltare", Role.SYSTEM_ADMINISTRATOR, "kf"),
    "outsider": ("Ulla Utanroll", "Konsult", None, None),
}


def make_unit(name: str, *, code: str, kind: UnitKind, parent: Unit | None) -> Unit:
    """A unit that has been in the same place since the beginning."""
    unit = Unit.objects.create(code=code, name=name, kind=kind, opened_on=BEGINNING)
    Placement.objects.create(unit=unit, parent=parent, valid_from=BEGINNING)
    return unit


def make_person(name: str, title: str = "", **more: Any) -> Person:
    """Somebody with an e-mail address made from the name; tests sign in with `force_login`."""
    email = name.lower().translate(str.maketrans("åäö ", "aao.")) + "@exempelby.example"
    return Person.objects.create(name=name, title=title, email=email, **more)


def build_cast() -> Cast:
    """Store the municipality, its units and its people."""
    units: dict[str, Unit] = {}
    for code, (name, kind, parent) in UNITS.items():
        units[code] = make_unit(
            name, code=code, kind=kind, parent=units[parent] if parent else None
        )
    people: dict[str, Person] = {}
    for field, (name, title, role, unit) in PEOPLE.items():
        person = people[field] = make_person(name, title)
        if role and unit:
            Grant.objects.create(person=person, role=role, unit=units[unit], valid_from=BEGINNING)
    municipality = Municipality.objects.create(
        pk=1, name="Exempelby", email="info@exempelby.example", set_up_at=NOW
    )
    return Cast(municipality=municipality, **units, **people)
