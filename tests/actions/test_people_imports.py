"""People are read in from a sheet by the rules of all people, and the whole can be undone."""

from typing import Any

import pytest

from tests.cast import NOW, TODAY, Cast, make_person
from tests.imported import applied, checked, undone, verdicts
from timglas.actions.people import deactivate_person, edit_person, end_role, set_password
from timglas.actions.plans import draft_plan
from timglas.models import AuditEvent, Grant, Import, ImportState, Person
from timglas.rules.permissions import Role

HEADS = ("Nummer", "Namn", "Titel", "E-post", "Roller (kod)")
NEW = ("", "Nils Ny", "Rektor", "Nils@ny.example", "Enhetschef (ek), Läsare (buf)")


def read_in(cast: Cast, *rows: tuple[object, ...]) -> Import:
    return applied(*rows, by=cast.admin, heads=HEADS, kind="people")


def problems(cast: Cast, *rows: tuple[object, ...], by: Person | None = None) -> list[Any]:
    batch = checked(*rows, by=by or cast.admin, heads=HEADS, kind="people")
    return [found for _number, _verdict, found in verdicts(batch)]


def details() -> set[tuple[str, str, str | None]]:
    return set(Person.objects.values_list("name", "title", "email"))


def roles(person: Person) -> set[tuple[str, str]]:
    return set(Grant.objects.on(TODAY).filter(person=person).values_list("role", "unit__code"))


def test_people_are_added_changed_and_given_roles_and_undone_as_one(cast: Cast) -> None:
    before, events = details(), AuditEvent.objects.count()
    manager = (cast.manager.pk, "Eva Nyenamn", "", "", "Läsare (ek), Enhetschef (bjork)")
    batch = read_in(cast, NEW, manager)
    assert batch.state == ImportState.APPLIED
    nils = Person.objects.get(email="nils@ny.example")
    assert (nils.name, nils.title, nils.has_usable_password()) == ("Nils Ny", "Rektor", False)
    assert roles(nils) == {("unit_manager", "ek"), ("reader", "buf")}
    cast.manager.refresh_from_db()
    assert cast.manager.name == "Eva Nyenamn"
    assert roles(cast.manager) == {("unit_manager", "bjork"), ("reader", "ek")}
    told = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))[events:]
    done = ["add_person", "give_role", "give_role", "edit_person", "give_role"]
    assert told == ["upload_import", *done, "apply_import"]
    assert undone(batch, by=cast.admin).state == ImportState.UNDONE
    assert details() == before
    assert roles(cast.manager) == {("unit_manager", "bjork")}
    assert read_in(cast, NEW).state == ImportState.APPLIED


def test_somebody_is_known_by_the_address(cast: Cast) -> None:
    row = ("", cast.manager.name, cast.manager.title, str(cast.manager.email).upper(), "")
    batch = checked(row, by=cast.admin, heads=HEADS, kind="people")
    assert [verdict for _number, verdict, _problems in verdicts(batch)] == ["same"]
    read_in(cast, ("", "", "Lärare", cast.manager.email, ""))
    cast.manager.refresh_from_db()
    assert cast.manager.title == "Lärare"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("9999", "N", "", "", ""), "id", "med nummer 9999"),
        (("ett", "N", "", "", ""), "id", "med nummer ett"),
        (("", "", "", "n@n.example", ""), "name", "Skriv vad personen heter."),
        (("", "N" * 121, "", "", ""), "name", "för lång"),
        (("", "N", "T" * 121, "", ""), "title", "för lång"),
        (("", "Eva Enhetschef", "", "", ""), "name", "redan någon som heter Eva Enhetschef"),
        (("", "N", "", "n@", ""), "email", "”n@” är ingen e-postadress."),
        (("{manager}", "", "", "{head}", ""), "email", "En annan person har"),
        (("", "N", "", "", "Läsare (finns-inte)"), "roles", "med koden finns-inte"),
        (("", "N", "", "", "Läsare"), "roles", "går inte att läsa"),
    ],
)
def test_a_row_that_cannot_be_says_which_cell_and_why(
    cast: Cast, row: tuple[str, ...], column: str, said: str
) -> None:
    known = {"manager": cast.manager.pk, "head": cast.head.email}
    ((found,),) = problems(cast, tuple(cell.format(**known) for cell in row))
    assert found[0] == column
    assert said in found[1]


def test_a_closed_account_gets_no_roles(cast: Cast) -> None:
    deactivate_person(person=cast.manager, by=cast.admin, at=NOW)
    ((found,),) = problems(cast, (cast.manager.pk, "", "", "", "Läsare (ek)"))
    assert found == ["roles", "Kontot är stängt. Öppna det först."]


def test_those_with_roles_elsewhere_are_managed_from_above(cast: Cast) -> None:
    local = make_person("Lokal Förvaltare")
    Grant.objects.create(
        person=local, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.bun, valid_from=TODAY
    )
    rows = [(cast.chief.pk, "K", "", "", ""), ("", "K", "", cast.chief.email, "")]
    (first,), (second,) = problems(cast, *rows, by=local)
    assert (first[0], second[0]) == ("id", "email")


def test_a_refusal_leaves_everything_as_it_was_and_names_the_person(cast: Cast) -> None:
    before = details()
    swap = (cast.manager.pk, "", "", "n@n.example", "")
    batch = read_in(cast, swap, ("", "Nora Ny", "", "n@n.example", ""))
    assert batch.problem == "Nora Ny: En annan person har den e-postadressen."
    assert details() == before


def test_people_who_are_used_or_changed_since_stay(cast: Cast) -> None:
    batch = read_in(cast, ("", "Nora Ny", "", "nora@ny.example", ""))
    nora = Person.objects.get(name="Nora Ny")
    plan = {"unit": cast.ek, "kind": "operational", "first_year": 2026, "valid_from": TODAY}
    draft_plan(**plan, by=nora, at=NOW)
    assert undone(batch, by=cast.admin).problem == (
        "Nora Ny används redan. Stäng kontot i stället."
    )
    signed = read_in(cast, ("", "Sara Ny", "", "sara@ny.example", ""))
    sara = Person.objects.get(name="Sara Ny")
    set_password(person=sara, password="korrekt häst batteri", by=cast.admin, at=NOW)
    assert "Sara Ny används redan" in undone(signed, by=cast.admin).problem
    changed = read_in(cast, (cast.manager.pk, "", "Lärare", "", ""))
    cast.manager.refresh_from_db()
    now = {"name": "Eva", "title": "Lärare", "email": cast.manager.email, "is_hidden": False}
    edit_person(person=cast.manager, **now, by=cast.admin, at=NOW)  # type: ignore[arg-type]
    assert undone(changed, by=cast.admin).problem == "Eva har ändrats sedan filen lästes in."
    given = read_in(cast, (cast.manager.pk, "", "", "", "Läsare (ek)"))
    grant = Grant.objects.get(person=cast.manager, role=Role.READER)
    end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)
    assert undone(given, by=cast.admin).problem == "Rollen är redan avslutad."


def test_only_who_may_change_the_people_undoes(cast: Cast) -> None:
    batch = read_in(cast, (cast.manager.pk, "", "Lärare", "", ""))
    assert undone(batch, by=cast.head).problem == "Importen rör personer som du inte får ändra."


def test_a_role_alone_is_undone_too(cast: Cast) -> None:
    before = details(), roles(cast.manager)
    batch = read_in(cast, (cast.manager.pk, "", "", "", "Läsare (ek)"))
    assert ("reader", "ek") in roles(cast.manager)
    assert undone(batch, by=cast.admin).state == ImportState.UNDONE
    assert (details(), roles(cast.manager)) == before
