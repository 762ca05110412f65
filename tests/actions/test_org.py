"""The organisation changes by the day, and what was before stays."""

from datetime import date

import pytest

from tests.cast import BEGINNING, NOW, TODAY, Cast
from timglas.actions.org import (
    add_unit,
    close_unit,
    edit_municipality,
    edit_unit,
    merge_units,
    move_unit,
    name_status,
    set_up_municipality,
)
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Municipality, Placement, StatusName, Succession, Unit
from timglas.queries.placed import parents_on
from timglas.rules.status import Status

MAY = date(2025, 5, 1)
JUNE = date(2025, 6, 1)


def event() -> tuple[str, dict[str, object], dict[str, object]]:
    """The latest audit event as (action, before, after)."""
    latest = AuditEvent.objects.latest("pk")
    return latest.action, latest.before, latest.after


def placements(unit: Unit) -> list[tuple[str | None, date, date | None]]:
    """Where a unit has been."""
    rows = Placement.objects.filter(unit=unit).order_by("valid_from")
    return list(rows.values_list("parent__code", "valid_from", "valid_to"))


def refused(cast: Cast, action: object, **arguments: object) -> tuple[str, str | None]:
    """The words of a refusal and the field it is about; nothing is recorded."""
    with pytest.raises(Refusal) as refusal:
        action(**arguments, by=cast.admin, at=NOW)  # type: ignore[operator]
    assert not AuditEvent.objects.exists()
    return refusal.value.message, refusal.value.field


@pytest.mark.django_db
def test_an_installation_is_set_up_once() -> None:
    made = set_up_municipality(name="A", kolada_id="1465", email="a@a.se", by=None, at=NOW)
    assert (made.pk, made.name, made.set_up_at) == (1, "A", NOW)
    assert event()[0] == "set_up_municipality"
    with pytest.raises(Refusal, match="redan uppsatt"):
        set_up_municipality(name="B", kolada_id="", email="", by=None, at=NOW)


def test_the_municipality_changes_its_details(cast: Cast) -> None:
    edit_municipality(
        municipality=cast.municipality,
        name="Nyby",
        kolada_id="0001",
        email="",
        brand_colour="#123456",
        smallest_group=10,
        board_oversees=True,
        by=cast.admin,
        at=NOW,
    )
    assert str(Municipality.objects.get()) == "Nyby"
    assert event() == (
        "edit_municipality",
        {
            "name": "Exempelby",
            "kolada_id": "",
            "email": "info@exempelby.example",
            "brand_colour": "",
            "smallest_group": 5,
            "board_oversees": False,
        },
        {
            "name": "Nyby",
            "kolada_id": "0001",
            "email": "",
            "brand_colour": "#123456",
            "smallest_group": 10,
            "board_oversees": True,
        },
    )


def test_a_status_gets_the_municipalitys_own_name(cast: Cast) -> None:
    for name in ("Går bra", "Går framåt"):
        name_status(status=Status.ON_TRACK, name=name, by=cast.admin, at=NOW)
    assert list(StatusName.objects.values_list("name")) == [("Går framåt",)]
    assert event() == ("name_status", {"name": "Går bra"}, {"name": "Går framåt"})


def test_two_statuses_never_share_a_name(cast: Cast) -> None:
    words = refused(cast, name_status, status=Status.ON_TRACK, name="Risk")
    assert words == ("Ett annat läge heter redan Risk.", Status.ON_TRACK.value)


def test_a_unit_is_added_in_its_place(cast: Cast) -> None:
    unit = add_unit(
        code="tall",
        name="Tallskolan",
        kind="unit",
        parent=cast.buf,
        opened_on=MAY,
        by=cast.admin,
        at=NOW,
    )
    assert placements(unit) == [("buf", MAY, None)]
    assert event()[2] == {
        "code": "tall",
        "name": "Tallskolan",
        "kind": "unit",
        "opened_on": "2025-05-01",
        "parent": f"Barn- och utbildningsförvaltningen ({cast.buf.pk})",
    }


@pytest.mark.parametrize(
    ("code", "parent", "opened_on", "words"),
    [
        ("ek", "buf", MAY, ("En annan enhet har koden ek.", "code")),
        ("ny", None, MAY, ("Välj vilken enhet den nya ligger under.", "parent")),
        (
            "ny",
            "buf",
            date(2019, 5, 1),
            (
                "Barn- och utbildningsförvaltningen finns inte från 1 maj 2019 och framåt.",
                "parent",
            ),
        ),
    ],
)
def test_a_unit_is_not_added(
    cast: Cast, code: str, parent: str | None, opened_on: date, words: tuple[str, str]
) -> None:
    above = getattr(cast, parent) if parent else None
    place = {"parent": above, "opened_on": opened_on}
    assert refused(cast, add_unit, code=code, name="Ny", kind="unit", **place) == words


def test_the_first_unit_has_nothing_above_it(db: None) -> None:
    unit = add_unit(
        code="kf", name="KF", kind="council", parent=None, opened_on=MAY, by=None, at=NOW
    )
    assert placements(unit) == [(None, MAY, None)]


def test_a_unit_gets_another_name_and_code(cast: Cast) -> None:
    edit_unit(unit=cast.ek, name="Nya Ekskolan", code="ek", by=cast.admin, at=NOW)
    edit_unit(unit=cast.ek, name="Nya Ekskolan", code="ek2", by=cast.admin, at=NOW)
    assert event() == (
        "edit_unit",
        {"name": "Nya Ekskolan", "code": "ek"},
        {"name": "Nya Ekskolan", "code": "ek2"},
    )


def test_a_unit_cannot_take_another_units_code(cast: Cast) -> None:
    words = refused(cast, edit_unit, unit=cast.ek, name="Ekskolan", code="bjork")
    assert words == ("En annan enhet har koden bjork.", "code")


def test_a_moved_unit_leaves_the_past_as_it_was(cast: Cast) -> None:
    move_unit(unit=cast.ek, parent=cast.klk, on=MAY, by=cast.admin, at=NOW)
    assert placements(cast.ek) == [("buf", BEGINNING, MAY), ("klk", MAY, None)]
    assert parents_on(date(2025, 4, 30))[cast.ek.pk] == cast.buf.pk
    assert parents_on(MAY)[cast.ek.pk] == cast.klk.pk
    assert event() == (
        "move_unit",
        {
            "parent": f"Barn- och utbildningsförvaltningen ({cast.buf.pk})",
            "valid_from": "2020-01-01",
        },
        {"parent": f"Kommunledningskontoret ({cast.klk.pk})", "valid_from": "2025-05-01"},
    )


def test_moving_again_on_the_same_day_corrects_the_move(cast: Cast) -> None:
    for parent in (cast.klk, cast.bun):
        move_unit(unit=cast.ek, parent=parent, on=MAY, by=cast.admin, at=NOW)
    assert placements(cast.ek) == [("buf", BEGINNING, MAY), ("bun", MAY, None)]


@pytest.mark.parametrize(
    ("unit", "parent", "on", "words"),
    [
        (
            "ek",
            "klk",
            date(2019, 1, 1),
            ("Enheten har ett beslutat läge från 1 januari 2020.", "on"),
        ),
        ("ek", "buf", MAY, ("Enheten ligger redan där.", "parent")),
        ("buf", "ek", MAY, ("En enhet kan inte ligga under sig själv.", "parent")),
        ("buf", "buf", MAY, ("En enhet kan inte ligga under sig själv.", "parent")),
        ("kf", "ek", MAY, ("En enhet kan inte ligga under sig själv.", "parent")),
    ],
)
def test_a_unit_is_not_moved(
    cast: Cast, unit: str, parent: str, on: date, words: tuple[str, str]
) -> None:
    arguments = {"unit": getattr(cast, unit), "parent": getattr(cast, parent), "on": on}
    assert refused(cast, move_unit, **arguments) == words


def test_a_move_makes_no_circle_with_a_move_that_comes_later(cast: Cast) -> None:
    move_unit(unit=cast.buf, parent=cast.klk, on=JUNE, by=cast.admin, at=NOW)
    with pytest.raises(Refusal, match="under sig själv"):
        move_unit(unit=cast.klk, parent=cast.buf, on=MAY, by=cast.admin, at=NOW)


def test_a_closed_unit_keeps_its_history(cast: Cast) -> None:
    close_unit(unit=cast.ek, on=MAY, by=cast.admin, at=NOW)
    assert placements(cast.ek) == [("buf", BEGINNING, MAY)]
    assert Unit.objects.get(pk=cast.ek.pk).closed_on == MAY
    assert not Unit.objects.open_on(TODAY).filter(pk=cast.ek.pk).exists()
    with pytest.raises(Refusal, match="Enheten är avvecklad"):
        move_unit(unit=cast.ek, parent=cast.klk, on=TODAY, by=cast.admin, at=NOW)
    with pytest.raises(Refusal, match="finns inte från"):
        move_unit(unit=cast.bjork, parent=cast.ek, on=TODAY, by=cast.admin, at=NOW)


@pytest.mark.parametrize(
    ("unit", "on", "words"),
    [
        (
            "buf",
            MAY,
            (
                (
                    "Under Barn- och utbildningsförvaltningen ligger Björkskolan, Ekskolan. "
                    "Flytta eller avveckla först det som ligger under."
                ),
                None,
            ),
        ),
        (
            "ek",
            BEGINNING,
            ("Ekskolan har ett beslutat läge från 1 januari 2020. Välj en senare dag.", "on"),
        ),
    ],
)
def test_a_unit_is_not_closed(
    cast: Cast, unit: str, on: date, words: tuple[str, str | None]
) -> None:
    assert refused(cast, close_unit, unit=getattr(cast, unit), on=on) == words


def test_a_merger_closes_units_and_notes_who_took_over(cast: Cast) -> None:
    merge_units(units=[cast.ek], into=cast.bjork, on=MAY, by=cast.admin, at=NOW)
    assert [str(s) for s in Succession.objects.all()] == ["Ekskolan → Björkskolan 2025-05-01"]
    assert placements(cast.ek) == [("buf", BEGINNING, MAY)]
    assert event() == ("merge_units", {}, {"units": "Ekskolan", "on": "2025-05-01"})


def test_a_unit_cannot_merge_into_itself(cast: Cast) -> None:
    words = refused(cast, merge_units, units=[cast.ek], into=cast.ek, on=MAY)
    assert words == ("En enhet kan inte gå upp i sig själv.", "into")
