"""Rounds are opened, undone, locked and received; units in them become ready."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, make_unit
from tests.rounds import AUGUST, DAYS, TOLD, make_kind, make_round, row_of
from timglas.actions.decisions import record_decision
from timglas.actions.refusal import Refusal
from timglas.actions.round_kinds import (
    add_round_kind,
    add_usual_kinds,
    edit_round_kind,
    retire_round_kind,
)
from timglas.actions.rounds import (
    finish_unit,
    lock_round,
    note_receipt,
    open_round,
    reopen_unit,
    undo_round,
    unlock_round,
)
from timglas.models import AuditEvent, Decision, Round, RoundKind, RoundUnit, Unit, UnitKind
from timglas.rules.rounds import USUAL_KINDS, Days


def told(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("pk")


def decided(cast: Cast, body: Unit, on: date = date(2025, 10, 6)) -> Decision:
    return record_decision(body=body, decided_on=on, paragraph="1", by=cast.registrar, at=NOW)


def test_a_round_is_opened_for_every_unit_the_lowest_level_due_first(cast: Cast) -> None:
    opened = make_round(cast)
    found = opened.units.order_by("-depth", "unit__code")
    assert [(row.unit.code, row.depth, row.due_on) for row in found.select_related("unit")] == [
        ("bjork", 3, date(2025, 9, 10)),
        ("ek", 3, date(2025, 9, 10)),
        ("buf", 2, date(2025, 9, 17)),
        ("klk", 2, date(2025, 9, 17)),
        ("ab", 1, date(2025, 9, 24)),
        ("bun", 1, date(2025, 9, 24)),
        ("ks", 1, date(2025, 9, 24)),
        ("kf", 0, date(2025, 10, 1)),
    ]
    assert (str(opened), opened.grace_days) == ("Delårsbokslut per den 31 augusti 2025", 2)
    assert told("open_round").after == {
        "units": 8,
        "first_day": "2025-09-10",
        "last_day": "2025-10-01",
    }


def test_a_unit_that_was_not_there_on_the_day_is_not_in_the_round(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.ek.pk).update(closed_on=AUGUST)
    assert not make_round(cast).units.filter(unit=cast.ek).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"as_of": date(2025, 4, 30)}, "as_of"),
        ({"as_of": date(2026, 8, 31)}, "as_of"),
        ({"days": Days(999, 1, 1)}, "first_days"),
    ],
)
def test_a_round_is_of_its_kinds_month_when_it_is_over(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        make_round(cast, **wrong)
    assert refusal.value.field == field
    assert not Round.objects.exists()


def test_a_monthly_kind_is_opened_for_any_month(cast: Cast) -> None:
    kind = make_kind(cast, month=0, law="")
    assert make_round(cast, kind=kind, as_of=date(2025, 9, 30)).as_of == date(2025, 9, 30)


def test_a_round_is_opened_once(cast: Cast) -> None:
    opened = make_round(cast)
    with pytest.raises(Refusal) as refusal:
        make_round(cast, kind=opened.kind)
    assert refusal.value.field == "as_of"


def test_a_kind_no_longer_used_opens_no_round(cast: Cast) -> None:
    kind = make_kind(cast)
    retire_round_kind(kind=kind, by=cast.controller, at=NOW)
    with pytest.raises(Refusal) as refusal:
        make_round(cast, kind=kind)
    assert refusal.value.field == "kind"
    with pytest.raises(Refusal):
        retire_round_kind(kind=kind, by=cast.controller, at=NOW)


def test_a_round_is_undone_while_nobody_is_ready(cast: Cast) -> None:
    opened = make_round(cast)
    undo_round(opened=opened, by=cast.controller, at=NOW)
    assert (Round.objects.count(), RoundUnit.objects.count()) == (0, 0)
    assert told("undo_round").before == {"as_of": "2025-08-31", "units": 8}


def test_a_round_that_is_begun_stays(cast: Cast) -> None:
    opened = make_round(cast)
    row = row_of(opened, cast.bjork)
    finish_unit(row=row, by=cast.manager, at=NOW)
    with pytest.raises(Refusal):
        undo_round(opened=opened, by=cast.controller, at=NOW)
    reopen_unit(row=row, by=cast.manager, at=NOW)
    note_receipt(opened=opened, decision=decided(cast, cast.bun), by=cast.registrar, at=NOW)
    with pytest.raises(Refusal):
        undo_round(opened=opened, by=cast.controller, at=NOW)


def test_a_unit_is_ready_once_and_can_be_opened_again(cast: Cast) -> None:
    row = row_of(make_round(cast), cast.bjork)
    with pytest.raises(Refusal):
        reopen_unit(row=row, by=cast.manager, at=NOW)
    finish_unit(row=row, by=cast.manager, at=NOW)
    row.refresh_from_db()
    assert (row.ready_by, row.ready_at) == (cast.manager, NOW)
    assert told("finish_unit").unit == cast.bjork
    with pytest.raises(Refusal):
        finish_unit(row=row, by=cast.manager, at=NOW)
    reopen_unit(row=row, by=cast.manager, at=NOW + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.ready_by, row.ready_at) == (None, None)


def test_nobody_says_more_in_a_locked_round_until_it_is_opened_again(cast: Cast) -> None:
    opened = make_round(cast)
    lock_round(opened=opened, by=cast.controller, at=NOW)
    row = row_of(opened, cast.bjork)
    for act in (finish_unit, reopen_unit):
        with pytest.raises(Refusal, match="låst"):
            act(row=row, by=cast.manager, at=NOW)
    with pytest.raises(Refusal):
        lock_round(opened=opened, by=cast.controller, at=NOW)
    unlock_round(opened=opened, by=cast.controller, at=NOW)
    finish_unit(row=row_of(opened, cast.bjork), by=cast.manager, at=NOW)
    with pytest.raises(Refusal):
        unlock_round(opened=opened, by=cast.controller, at=NOW)


def test_a_body_receives_a_round_at_a_meeting(cast: Cast) -> None:
    opened = make_round(cast)
    decision = decided(cast, cast.bun)
    receipt = note_receipt(opened=opened, decision=decision, by=cast.registrar, at=NOW)
    assert str(receipt) == f"{opened}: {decision}"
    assert told("note_receipt").unit == cast.bun
    with pytest.raises(Refusal) as again:
        note_receipt(opened=opened, decision=decided(cast, cast.bun), by=cast.registrar, at=NOW)
    assert again.value.field == "body"


def test_a_round_is_received_by_whom_it_is_for_after_its_period(cast: Cast) -> None:
    opened = make_round(cast, kind=make_kind(cast, addressees=["committee"]))
    with pytest.raises(Refusal) as refusal:
        note_receipt(opened=opened, decision=decided(cast, cast.kf), by=cast.registrar, at=NOW)
    assert refusal.value.field == "body"
    for day in (AUGUST, date(2025, 10, 16)):
        decision = decided(cast, cast.bun, day)
        with pytest.raises(Refusal) as early:
            note_receipt(opened=opened, decision=decision, by=cast.registrar, at=NOW)
        assert early.value.field == "on"


def test_the_usual_kinds_are_added_where_they_lack(cast: Cast) -> None:
    make_kind(cast)
    assert add_usual_kinds(by=cast.controller, at=NOW) == len(USUAL_KINDS) - 1
    assert set(RoundKind.objects.values_list("name", flat=True)) == {s.name for s in USUAL_KINDS}
    assert add_usual_kinds(by=cast.controller, at=NOW) == 0


def test_a_kind_is_changed_and_rounds_keep_their_days(cast: Cast) -> None:
    opened = make_round(cast)
    before = list(opened.units.values())
    changed = TOLD | {"name": " Tertial ", "grace_days": 9}
    edit_round_kind(kind=opened.kind, by=cast.controller, at=NOW, **changed)
    kind = RoundKind.objects.get()
    assert (kind.name, kind.grace_days, opened.grace_days) == ("Tertial", 9, DAYS.grace)
    assert list(opened.units.values()) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Delårsrapport"}, "name"),
        ({"parts": []}, "parts"),
        ({"month": 4}, "law"),
        ({"step_days": 999}, "first_days"),
    ],
)
def test_a_kind_has_a_name_of_its_own_and_keeps_the_law(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    make_kind(cast, name="Delårsrapport", month=4, law="")
    with pytest.raises(Refusal) as refusal:
        add_round_kind(by=cast.controller, at=NOW, **TOLD | wrong)
    assert refusal.value.field == field
    assert RoundKind.objects.count() == 1


@pytest.mark.parametrize("more", [0, 10])
def test_a_round_is_opened_in_ten_queries_whatever_the_number_of_units(
    cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(more):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
    kind = make_kind(cast)
    with django_assert_num_queries(10):
        opened = open_round(
            kind=kind,
            as_of=AUGUST,
            begins=AUGUST,
            days=DAYS,
            by=cast.controller,
            at=NOW,
            tells=False,
        )
    assert opened.units.count() == 8 + more
