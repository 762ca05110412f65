"""Units are read in from a sheet by the rules of all units, and the whole can be undone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import BEGINNING, NOW, TODAY, Cast
from tests.imported import applied, checked, undone, verdicts
from timglas.actions.org import close_unit, edit_unit, move_unit
from timglas.actions.people import give_role
from timglas.models import AuditEvent, Import, ImportState, Placement, Unit
from timglas.queries.unit_rows import UnitKindOfImport
from timglas.rules.permissions import Role

HEADS = ("Kod", "Enhet", "Slag", "Under (kod)", "Inrättad")
NEW = ("asp", "Aspskolan", "Enhet", "buf", "2020-01-01")


def read_in(cast: Cast, *rows: tuple[str, ...]) -> Import:
    return applied(*rows, by=cast.admin, heads=HEADS, kind="units")


def tree() -> dict[str, tuple[str, str | None]]:
    """Every unit's name and the code of the one above today, by code."""
    rows = Placement.objects.on(TODAY).select_related("unit", "parent")
    return {row.unit.code: (row.unit.name, row.parent.code if row.parent else None) for row in rows}


def problems(cast: Cast, *rows: tuple[str, ...]) -> list[Any]:
    batch = checked(*rows, by=cast.admin, heads=HEADS, kind="units")
    return [found for _number, _verdict, found in verdicts(batch)]


def test_units_are_added_renamed_and_moved_as_one_and_undone_as_one(cast: Cast) -> None:
    before, events = tree(), AuditEvent.objects.count()
    batch = read_in(
        cast,
        NEW,
        ("aspf", "Aspens fritids", "", "asp", ""),
        ("bjork", "Björken", "", "", ""),
        ("ek", "Ekens skola", "enhet", "bun", str(BEGINNING)),
    )
    assert batch.state == ImportState.APPLIED
    assert tree() == before | {
        "asp": ("Aspskolan", "buf"),
        "aspf": ("Aspens fritids", "asp"),
        "bjork": ("Björken", "buf"),
        "ek": ("Ekens skola", "bun"),
    }
    assert Unit.objects.get(code="aspf").opened_on == TODAY
    told = AuditEvent.objects.order_by("pk").values_list("action", flat=True)[events:]
    done = ["add_unit", "add_unit", "edit_unit", "edit_unit", "move_unit"]
    assert list(told) == ["upload_import", *done, "apply_import"]
    assert undone(batch, by=cast.admin).state == ImportState.UNDONE
    assert tree() == before
    assert not Unit.objects.filter(code__in=["asp", "aspf"]).exists()
    assert read_in(cast, NEW).state == ImportState.APPLIED


def test_what_is_the_same_changes_nothing(cast: Cast) -> None:
    rows = [("bjork", "Björkskolan", "Enhet", "buf", str(BEGINNING)), ("ek", "", "", "", "")]
    batch = checked(*rows, by=cast.admin, heads=HEADS, kind="units")
    assert [verdict for _number, verdict, _problems in verdicts(batch)] == ["same", "same"]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("", "Skola", "", "buf", ""), "code", "Skriv enhetens kod."),
        (("a b", "Skola", "", "buf", ""), "code", "kan inte vara en kod"),
        (("ny", "", "", "buf", ""), "name", "Skriv vad den nya enheten heter."),
        (("ny", "S" * 121, "", "buf", ""), "name", "för långt"),
        (("ny", "Skola", "Gymnasium", "buf", ""), "kind", "”Gymnasium” går inte att välja."),
        (("ny", "Skola", "", "", ""), "parent", "Skriv koden för enheten ovanför."),
        (("ny", "Skola", "", "finns-inte", ""), "parent", "med koden finns-inte"),
        (("ny", "Skola", "", "buf", "1900-01-01"), "parent", "finns först från"),
        (("ny", "Skola", "", "buf", "i maj"), "opened_on", "”i maj” är ingen dag."),
        (("bjork", "", "Nämnd", "", ""), "kind", "slag kan inte ändras"),
        (("bjork", "", "", "", "2021-01-01"), "opened_on", "inrättades kan inte ändras"),
        (("buf", "", "", "bjork", ""), "parent", "under sig själv"),
        (("buf", "", "", "buf", ""), "parent", "under sig själv"),
    ],
)
def test_a_row_that_cannot_be_says_which_cell_and_why(
    cast: Cast, row: tuple[str, ...], column: str, said: str
) -> None:
    ((found,),) = problems(cast, row)
    assert found[0] == column
    assert said in found[1]


def test_what_is_already_said_to_change_is_left_alone(cast: Cast) -> None:
    later = TODAY + timedelta(days=30)
    move_unit(unit=cast.ek, parent=cast.bun, on=later, by=cast.admin, at=NOW)
    ((found,),) = problems(cast, ("ek", "", "", "klk", ""))
    assert (found[0], "flyttas redan" in found[1]) == ("parent", True)
    close_unit(unit=cast.bjork, on=TODAY - timedelta(days=1), by=cast.admin, at=NOW)
    ((found,),) = problems(cast, ("bjork", "Björken", "", "", ""))
    assert "finns inte i dag" in found[1]


def test_only_ones_own_units_are_changed(cast: Cast) -> None:
    reader = UnitKindOfImport().reader(cast.viewer(cast.head))
    (found,) = reader.check([{"code": "bjork", "name": "Björken"}])
    assert found.problems[0].message == "Du får inte ändra enheten med koden bjork."


def test_a_refusal_leaves_everything_as_it_was_and_names_the_unit(cast: Cast) -> None:
    """A unit above that closes later looks open today, but takes no new unit."""
    close_unit(unit=cast.ek, on=TODAY + timedelta(days=30), by=cast.admin, at=NOW)
    batch = read_in(cast, NEW, ("ekf", "Ekens fritids", "", "ek", ""))
    assert batch.state == ImportState.CHECKED
    assert batch.problem.startswith("Ekens fritids (ekf): Ekskolan finns inte från")
    assert "asp" not in tree()


def test_units_that_are_used_or_changed_since_stay(cast: Cast) -> None:
    added = read_in(cast, NEW)
    unit = Unit.objects.get(code="asp")
    give_role(
        person=cast.outsider,
        role=Role.READER,
        unit=unit,
        valid_from=TODAY,
        by=cast.admin,
        at=NOW,
    )
    assert undone(added, by=cast.admin).problem == (
        "Aspskolan används redan. Avveckla enheten i stället."
    )
    renamed = read_in(cast, ("bjork", "Björken", "", "", ""))
    edit_unit(
        unit=Unit.objects.get(code="bjork"), name="Björk", code="bjork", by=cast.admin, at=NOW
    )
    assert undone(renamed, by=cast.admin).problem == "Björk har ändrats sedan filen lästes in."
    moved = read_in(cast, ("ek", "", "", "bun", ""))
    move_unit(unit=cast.ek, parent=cast.klk, on=TODAY, by=cast.admin, at=NOW)
    assert undone(moved, by=cast.admin).problem == "Ekskolan har ändrats sedan filen lästes in."


def test_only_who_may_change_the_units_undoes(cast: Cast) -> None:
    batch = read_in(cast, ("bjork", "Björken", "", "", ""))
    assert undone(batch, by=cast.head).problem == ("Importen rör enheter som du inte får ändra.")


def test_a_move_alone_is_undone_too(cast: Cast) -> None:
    before = tree()
    batch = read_in(cast, ("ek", "", "", "bun", ""))
    assert tree()["ek"] == ("Ekskolan", "bun")
    assert undone(batch, by=cast.admin).state == ImportState.UNDONE
    assert tree() == before
