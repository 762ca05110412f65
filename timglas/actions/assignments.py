"""Assignments: given by a decision, answered and reported by who got them, closed by who gave them.

What is decided never changes. A new decision gives a new assignment, which replaces the old one.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import (
    Assignment,
    AssignmentGoal,
    AssignmentNote,
    Decision,
    Goal,
    Person,
    Unit,
    UnitKind,
)
from timglas.queries.placed import BODIES, units_above
from timglas.rules.assignments import SETTLED, Side, State, is_kronor, may_become, needs_text

GIVERS = (UnitKind.COUNCIL, UnitKind.EXECUTIVE_BOARD)
DECIDED = ("receiver", "name", "text", "amount", "due_on", "decision", "replaces")
SAID = ("state", "note", "on", "decision")


class Asked(TypedDict):
    """What is asked, of which body, by when, and for what money in kronor, if any."""

    receiver: Unit
    name: str
    text: str
    amount: Decimal | None
    due_on: date


class Said(TypedDict):
    """What is said of an assignment on a day, and by which decision, if it was decided."""

    state: State
    note: str
    on: date
    decision: Decision | None


@transaction.atomic
def give_assignment(
    *,
    decision: Decision,
    goals: Iterable[Goal] = (),
    replaces: Assignment | None = None,
    by: Person,
    at: datetime,
    **asked: Unpack[Asked],
) -> Assignment:
    """Record what the council or the executive board has asked of a body, and for which goals.

    An assignment that is replaced by the new one is settled by it.
    """
    _require_asked(decision, asked)
    if replaces:
        _replace(replaces, decision, by=by, at=at)
    texts = {"name": asked["name"].strip(), "text": asked["text"].strip()}
    assignment = Assignment.objects.create(
        **asked | texts,
        decision=decision,
        replaces=replaces,
        unit=asked["receiver"],
        created_at=at,
    )
    served = [AssignmentGoal(assignment=assignment, goal=goal) for goal in goals]
    AssignmentGoal.objects.bulk_create(served)
    after = {**fields_of(assignment, *DECIDED), "goals": [one.goal_id for one in served]}
    record("give_assignment", assignment, by=by, at=at, unit=assignment.receiver, after=after)
    return assignment


@transaction.atomic
def answer_assignment(
    *, assignment: Assignment, unit: Unit, by: Person, at: datetime, **said: Unpack[Said]
) -> AssignmentNote:
    """Say for the body that got it how far an assignment has come, and which unit does it."""
    was = _require_said(assignment, Side.RECEIVER, said, at=at)
    before = {"state": was.value, **fields_of(assignment, "unit")}
    if assignment.receiver_id not in {unit.pk, *units_above(unit, said["on"])}:
        raise Refusal(_("Välj en enhet som hör till den som fick uppdraget."), "unit")
    assignment.unit = unit
    assignment.save(update_fields=["unit"])
    note = _write(assignment, said, by=by, at=at)
    after = fields_of(assignment, "unit") | fields_of(note, *SAID)
    receiver = assignment.receiver
    record("answer_assignment", assignment, by=by, at=at, unit=receiver, before=before, after=after)
    return note


@transaction.atomic
def settle_assignment(
    *, assignment: Assignment, by: Person, at: datetime, **said: Unpack[Said]
) -> AssignmentNote:
    """Close an assignment for the body that gave it, or return it to be completed."""
    before = {"state": _require_said(assignment, Side.GIVER, said, at=at).value}
    note = _write(assignment, said, by=by, at=at)
    receiver, after = assignment.receiver, fields_of(note, *SAID)
    record("settle_assignment", assignment, by=by, at=at, unit=receiver, before=before, after=after)
    return note


def _require_asked(decision: Decision, asked: Asked) -> None:
    receiver, amount = asked["receiver"], asked["amount"]
    if decision.body.kind not in GIVERS:
        raise Refusal(_("Uppdrag ges av kommunfullmäktige eller kommunstyrelsen."), "body")
    if receiver.kind not in BODIES or receiver == decision.body:
        raise Refusal(_("Uppdrag ges till kommunstyrelsen, en nämnd eller ett bolag."), "receiver")
    if not asked["name"].strip():
        raise Refusal(_("Ge uppdraget en kort rubrik."), "name")
    if not asked["text"].strip():
        raise Refusal(_("Skriv uppdraget som det står i beslutet."), "text")
    if amount is not None and not is_kronor(amount):
        raise Refusal(_("Skriv ett belopp över noll, med högst två decimaler."), "amount")
    if asked["due_on"] < decision.decided_on:
        raise Refusal(_("Uppdraget kan inte återrapporteras innan det är beslutat."), "due_on")


def _replace(old: Assignment, decision: Decision, *, by: Person, at: datetime) -> None:
    """Settle an assignment by the decision that gives another in its place."""
    if _stored_state(old) in SETTLED:
        raise Refusal(_("Uppdraget är redan avslutat eller ersatt."))
    if decision.body_id != old.decision.body_id:
        raise Refusal(_("Bara den som gav uppdraget kan ersätta det."), "body")
    if decision.decided_on < old.decision.decided_on:
        raise Refusal(_("Det nya beslutet kan inte vara äldre än det gamla."), "decided_on")
    said: Said = {
        "state": State.REPLACED,
        "note": "",
        "on": decision.decided_on,
        "decision": decision,
    }
    _write(old, said, by=by, at=at)


def _require_said(assignment: Assignment, side: Side, said: Said, *, at: datetime) -> State:
    """Check what a side says. Returns the state that the assignment is in."""
    was = _stored_state(assignment)
    if said["state"] not in may_become(was, side):
        raise Refusal(
            _("Uppdraget är {state}. Välj ett annat läge.").format(state=was.name_in_words.lower()),
            "state",
        )
    if needs_text(was, said["state"]) and not said["note"].strip():
        raise Refusal(_("Skriv en text. Den sparas i uppdragets historik."), "note")
    if not assignment.decision.decided_on <= said["on"] <= timezone.localdate(at):
        raise Refusal(_("Välj en dag efter beslutet, men inte senare än i dag."), "on")
    return was


def _stored_state(assignment: Assignment) -> State:
    return State(Assignment.objects.select_for_update().get(pk=assignment.pk).state)


def _write(assignment: Assignment, said: Said, *, by: Person, at: datetime) -> AssignmentNote:
    assignment.state = said["state"].value
    assignment.save(update_fields=["state"])
    texts = {"state": said["state"].value, "note": said["note"].strip()}
    return assignment.notes.create(**{**said, **texts}, by=by, at=at)
