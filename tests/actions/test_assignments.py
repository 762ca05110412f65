"""An assignment is given, answered, reported and closed; what is decided of it never changes."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.assignments import DECIDED_ON, TOLD_ON, decided, make_assignment, say, settle
from tests.cast import NOW, TODAY, Cast
from tests.planned import plan_everything
from timglas.actions.refusal import Refusal
from timglas.models import (
    Assignment,
    AssignmentGoal,
    AssignmentNote,
    AuditEvent,
    Decision,
)
from timglas.rules.assignments import State


def told(action: str) -> tuple[object, dict[str, Any], dict[str, Any]]:
    """The unit of the latest event of an action, and what it changed."""
    event = AuditEvent.objects.filter(action=action).latest("pk")
    return event.unit, event.before, event.after


def test_the_council_gives_a_committee_an_assignment(cast: Cast) -> None:
    goal = plan_everything(cast).young
    assignment = make_assignment(cast, name=" Plan för lokaler ", goals=[goal])
    stored = Assignment.objects.get()
    assert (stored, stored.name, stored.amount, stored.unit, stored.state) == (
        assignment,
        "Plan för lokaler",
        Decimal(400_000),
        cast.bun,
        State.GIVEN,
    )
    assert [served.goal for served in AssignmentGoal.objects.all()] == [goal]
    unit, before, after = told("give_assignment")
    assert (unit, before) == (cast.bun, {})
    assert (after["amount"], after["due_on"], after["goals"]) == (
        "400000",
        "2025-12-31",
        [goal.pk],
    )


def test_one_paragraph_gives_many_assignments(cast: Cast) -> None:
    first, second = make_assignment(cast), make_assignment(cast, receiver=cast.ab)
    assert first.decision == second.decision
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"text": " "}, "text"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("0.005")}, "amount"),
        ({"due_on": DECIDED_ON - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_is_asked_is_whole(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        make_assignment(cast, **wrong)
    assert refusal.value.field == field
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("giver", "receiver", "field"),
    [
        ("bun", "ab", "body"),
        ("kf", "buf", "receiver"),
        ("ks", "ks", "receiver"),
    ],
)
def test_assignments_go_from_the_council_or_the_board_to_a_body(
    cast: Cast, giver: str, receiver: str, field: str
) -> None:
    decision = decided(cast, getattr(cast, giver))
    with pytest.raises(Refusal) as refusal:
        make_assignment(cast, decision=decision, receiver=getattr(cast, receiver))
    assert refusal.value.field == field


def test_an_assignment_is_answered_worked_on_reported_returned_and_closed(cast: Cast) -> None:
    assignment = make_assignment(cast)
    say(cast, assignment, State.ACKNOWLEDGED, unit=cast.buf)
    say(cast, assignment, State.ONGOING, note="")
    say(cast, assignment, State.REPORTED, note=" Planen är klar. ")
    settle(cast, assignment, State.RETURNED, note="Kostnaden saknas.")
    say(cast, assignment, State.REPORTED, note="Nu med kostnad.", decision=decided(cast, cast.bun))
    settle(cast, assignment, State.CLOSED)
    stored = Assignment.objects.get()
    assert (stored.state, stored.unit) == (State.CLOSED, cast.buf)
    notes = AssignmentNote.objects.order_by("pk")
    assert [(n.state, n.note, n.by, n.decision is not None) for n in notes] == [
        ("acknowledged", "Vi börjar i höst.", cast.head, False),
        ("ongoing", "", cast.head, False),
        ("reported", "Planen är klar.", cast.head, False),
        ("returned", "Kostnaden saknas.", cast.registrar, False),
        ("reported", "Nu med kostnad.", cast.head, True),
        ("closed", "", cast.registrar, False),
    ]
    unit, before, after = told("settle_assignment")
    assert (unit, before) == (cast.bun, {"state": "reported"})
    assert after == {"state": "closed", "note": "", "on": "2025-09-10", "decision": None}


def test_who_does_it_is_told_with_the_answer(cast: Cast) -> None:
    assignment = make_assignment(cast)
    say(cast, assignment, State.ACKNOWLEDGED, unit=cast.bjork)
    _unit, before, after = told("answer_assignment")
    assert (before["unit"], after["unit"]) == (
        f"Barn- och utbildningsnämnden ({cast.bun.pk})",
        f"Björkskolan ({cast.bjork.pk})",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"state": State.REPORTED}, "state"),
        ({"state": State.CLOSED}, "state"),
        ({"note": " "}, "note"),
        ({"on": DECIDED_ON - timedelta(days=1)}, "on"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_at_its_field(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    assignment = make_assignment(cast)
    with pytest.raises(Refusal) as refusal:
        say(cast, assignment, **{"state": State.ACKNOWLEDGED, **wrong})
    assert refusal.value.field == field
    assert not AssignmentNote.objects.exists()


def test_a_unit_of_another_body_does_not_do_it(cast: Cast) -> None:
    assignment = make_assignment(cast)
    with pytest.raises(Refusal) as refusal:
        say(cast, assignment, State.ACKNOWLEDGED, unit=cast.klk)
    assert refusal.value.field == "unit"


def test_closing_before_it_is_reported_is_explained(cast: Cast) -> None:
    assignment = make_assignment(cast)
    with pytest.raises(Refusal) as refusal:
        settle(cast, assignment, State.CLOSED)
    assert refusal.value.field == "note"
    settle(cast, assignment, State.CLOSED, note="Staten har tagit över frågan.")
    assert Assignment.objects.get().state == State.CLOSED


def test_the_state_that_counts_is_the_stored_one(cast: Cast) -> None:
    assignment = make_assignment(cast)
    stale = Assignment.objects.get()
    say(cast, assignment, State.ACKNOWLEDGED)
    with pytest.raises(Refusal, match="mottaget"):
        say(cast, stale, State.ACKNOWLEDGED)


def test_a_new_decision_replaces_an_assignment_and_settles_it(cast: Cast) -> None:
    old = make_assignment(cast)
    decision = decided(cast, paragraph="170")
    new = make_assignment(
        cast, decision=decision, replaces=old, due_on=date(2026, 6, 30), text="Med kostnader."
    )
    old.refresh_from_db()
    assert (old.state, old.text) == (
        State.REPLACED,
        "Nämnden ska ta fram en plan för skolornas lokaler till 2035.",
    )
    assert new.replaces == old
    note = old.notes.get()
    assert (note.state, note.on, note.decision) == ("replaced", DECIDED_ON, decision)
    with pytest.raises(Refusal, match="ersatt"):
        make_assignment(cast, replaces=old)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"body": "ks"}, "body"), ({"decided_on": DECIDED_ON - timedelta(days=1)}, "decided_on")],
)
def test_only_a_later_decision_of_who_gave_it_replaces_it(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    old = make_assignment(cast)
    decision = Decision(
        body=getattr(cast, change.get("body", "kf")),
        decided_on=change.get("decided_on", DECIDED_ON),
        paragraph="7",
        recorded_by=cast.registrar,
        recorded_at=NOW,
    )
    decision.save()
    with pytest.raises(Refusal) as refusal:
        make_assignment(cast, decision=decision, replaces=old)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Något annat"},
        {"name": "Något annat"},
        {"amount": None},
        {"due_on": date(2030, 1, 1)},
        {"receiver": "ab"},
    ],
)
def test_the_database_keeps_what_was_decided(cast: Cast, change: dict[str, Any]) -> None:
    make_assignment(cast)
    if "receiver" in change:
        change = {"receiver": getattr(cast, change["receiver"])}
    with pytest.raises(DatabaseError, match="timglas:"), transaction.atomic():
        Assignment.objects.update(**change)
    rows = Assignment.objects.all()
    with pytest.raises(DatabaseError, match="timglas:"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_the_database_keeps_what_was_said_and_lets_the_state_change(cast: Cast) -> None:
    assignment = make_assignment(cast, goals=[plan_everything(cast).young])
    say(cast, assignment, State.ACKNOWLEDGED)
    for model in (AssignmentNote, AssignmentGoal):
        rows = model._default_manager.all()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(assignment=assignment)
    Assignment.objects.update(state=State.ONGOING, unit=cast.buf)
    assert Assignment.objects.get().unit == cast.buf
    assert TOLD_ON < TODAY
