"""Assignments of the cast: from the council and the executive board to committees and companies."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.cast import NOW, Cast
from timglas.actions.assignments import answer_assignment, give_assignment, settle_assignment
from timglas.actions.decisions import decision_at_meeting
from timglas.models import Assignment, AssignmentNote, Decision, Unit
from timglas.rules.assignments import State

DECIDED_ON = date(2024, 11, 25)
TOLD_ON = date(2025, 9, 10)


def decided(cast: Cast, body: Unit | None = None, paragraph: str = "160") -> Decision:
    """What the council, or another body, decided in November."""
    return decision_at_meeting(
        body=body or cast.kf,
        decided_on=DECIDED_ON,
        paragraph=paragraph,
        by=cast.registrar,
        at=NOW,
    )


def make_assignment(cast: Cast, **more: Any) -> Assignment:
    """The council's assignment to the education committee, due at the end of 2025."""
    fields: dict[str, Any] = {
        "decision": more.pop("decision", None) or decided(cast),
        "receiver": cast.bun,
        "name": "Plan för skolornas lokaler",
        "text": "Nämnden ska ta fram en plan för skolornas lokaler till 2035.",
        "amount": Decimal(400_000),
        "due_on": date(2025, 12, 31),
        "by": cast.registrar,
        "at": NOW,
    }
    return give_assignment(**fields | more)


def say(cast: Cast, assignment: Assignment, state: State, **more: Any) -> AssignmentNote:
    """What the committee's head says in September."""
    fields: dict[str, Any] = {
        "state": state,
        "note": "Vi börjar i höst.",
        "on": TOLD_ON,
        "unit": assignment.unit,
        "decision": None,
        "by": cast.head,
        "at": NOW,
    }
    return answer_assignment(assignment=assignment, **fields | more)


def settle(cast: Cast, assignment: Assignment, state: State, **more: Any) -> AssignmentNote:
    """What the council's registrar says in September."""
    fields: dict[str, Any] = {
        "state": state,
        "note": "",
        "on": TOLD_ON,
        "decision": None,
        "by": cast.registrar,
        "at": NOW,
    }
    return settle_assignment(assignment=assignment, **fields | more)
