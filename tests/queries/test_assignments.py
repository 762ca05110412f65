"""Assignments as they are listed, found and told, what asks for attention first."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.assignments import DECIDED_ON, TOLD_ON, decided, make_assignment, say, settle
from tests.cast import NOW, Cast
from tests.planned import plan_everything
from timglas.models import Assignment
from timglas.queries.assignments import (
    AssignmentNoteView,
    AssignmentPage,
    AssignmentRow,
    ServedGoal,
    Sibling,
    WaitingAssignments,
    WantedAssignments,
    assignment_page,
    assignments,
    body_assignments,
    goal_assignments,
    goals_to_serve,
    listed_assignments,
    waiting_assignments,
)
from timglas.queries.views import PersonView, StateView
from timglas.rules.assignments import State
from timglas.rules.permissions import Permission

LATE = date(2025, 10, 1)


def row(cast: Cast, assignment: Assignment, **more: Any) -> AssignmentRow:
    """The row of an assignment to the education committee that nobody has answered."""
    fields: dict[str, Any] = {
        "id": assignment.pk,
        "name": "Plan för skolornas lokaler",
        "text": "Nämnden ska ta fram en plan för skolornas lokaler till 2035.",
        "giver_id": cast.kf.pk,
        "giver": "Kommunfullmäktige",
        "receiver_id": cast.bun.pk,
        "receiver": "Barn- och utbildningsnämnden",
        "unit_id": cast.bun.pk,
        "unit": "Barn- och utbildningsnämnden",
        "decided_on": DECIDED_ON,
        "given_at": NOW,
        "decision": "Kommunfullmäktige 2024-11-25 § 160",
        "due_on": date(2025, 12, 31),
        "amount": Decimal(400_000),
        "stored": State.GIVEN,
        "state": StateView(State.GIVEN),
    }
    return AssignmentRow(**fields | more)


def four(cast: Cast) -> list[Assignment]:
    """A late one and one that goes on, of a committee; one of a company, and a closed one."""
    late = make_assignment(cast, name="Ålderdomshem", due_on=LATE, amount=None)
    ongoing = make_assignment(cast)
    say(cast, ongoing, State.ACKNOWLEDGED, unit=cast.buf)
    say(cast, ongoing, State.ONGOING)
    board = decided(cast, cast.ks, "9")
    company = make_assignment(cast, name="Tomter", receiver=cast.ab, decision=board, due_on=LATE)
    closed = make_assignment(cast, name="Avslutat uppdrag")
    settle(cast, closed, State.CLOSED, note="Behövs inte.")
    return [late, ongoing, company, closed]


def names(rows: tuple[AssignmentRow, ...]) -> list[str]:
    return [row.name for row in rows]


def test_a_row_tells_what_is_asked_by_whom_of_whom_and_when(cast: Cast) -> None:
    assignment = make_assignment(cast)
    assert assignments(cast.viewer(cast.reader)) == (row(cast, assignment),)
    assert assignments(cast.viewer(cast.outsider)) == ()


def test_what_asks_for_attention_comes_first(cast: Cast) -> None:
    four(cast)
    assert names(assignments(cast.viewer(cast.reader))) == [
        "Ålderdomshem",
        "Tomter",
        "Plan för skolornas lokaler",
        "Avslutat uppdrag",
    ]


def test_it_is_told_whose_turn_it_is(cast: Cast) -> None:
    _late, ongoing, _company, closed = four(cast)
    say(cast, ongoing, State.REPORTED)
    turns = {row.id: row.turn for row in assignments(cast.viewer(cast.reader))}
    assert (turns[ongoing.pk], turns[closed.pk]) == ("Kommunfullmäktige", "")
    assert "Barn- och utbildningsnämnden" in turns.values()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "LOKALER"}, [*("Ålderdomshem", "Tomter"), "Plan för skolornas lokaler", "Avslutat"]),
        ({"q": "tomter"}, ["Tomter"]),
        ({"state": "late"}, ["Ålderdomshem", "Tomter"]),
        ({"state": "closed"}, ["Avslutat"]),
        ({"receiver": "ab"}, ["Tomter"]),
        ({"giver": "ks"}, ["Tomter"]),
        ({"year": "2026"}, []),
        ({"sort": "namn", "year": "2025", "giver": "kf"}, ["Avslutat", "Plan", "Ålderdomshem"]),
        ({"sort": "kronor", "state": "late"}, ["Tomter", "Ålderdomshem"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(
    cast: Cast, wanted: dict[str, str], found: list[str]
) -> None:
    four(cast)
    ids = {n: str(getattr(cast, wanted[n]).pk) for n in ("receiver", "giver") if n in wanted}
    rows = listed_assignments(
        assignments(cast.viewer(cast.reader)), WantedAssignments(**wanted | ids)
    )
    assert len(rows) == len(found)
    assert all(row.name.startswith(name) for row, name in zip(rows, found, strict=True))


def test_the_page_tells_what_has_been_said_newest_first(cast: Cast) -> None:
    goal = plan_everything(cast).young
    assignment = make_assignment(cast, goals=[goal])
    say(cast, assignment, State.ACKNOWLEDGED)
    say(cast, assignment, State.REPORTED, note="Klar.", decision=decided(cast, cast.bun, "98"))
    head = PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef")
    page = assignment_page(cast.viewer(cast.reader), assignment)
    reported = {"stored": State.REPORTED, "state": StateView(State.REPORTED)}
    assert page == AssignmentPage(
        row=row(cast, assignment, **reported),
        goals=(ServedGoal(goal.pk, "Unga får en bra start"),),
        notes=(
            AssignmentNoteView(
                StateView(State.REPORTED),
                "Klar.",
                head,
                TOLD_ON,
                "Barn- och utbildningsnämnden 2024-11-25 § 98",
            ),
            AssignmentNoteView(
                StateView(State.ACKNOWLEDGED), "Vi börjar i höst.", head, TOLD_ON, ""
            ),
        ),
        before=None,
        after=None,
    )


def test_an_assignment_and_the_one_that_replaces_it_lead_to_each_other(cast: Cast) -> None:
    old = make_assignment(cast)
    new = make_assignment(cast, name="Ny plan", replaces=old, decision=decided(cast, None, "170"))
    viewer = cast.viewer(cast.reader)
    assert assignment_page(viewer, old).after == Sibling(
        new.pk, "Ny plan", "Kommunfullmäktige 2024-11-25 § 170"
    )
    assert assignment_page(viewer, new).before == Sibling(
        old.pk, "Plan för skolornas lokaler", "Kommunfullmäktige 2024-11-25 § 160"
    )


def test_goals_and_bodies_list_what_is_asked_for_them(cast: Cast) -> None:
    planned = plan_everything(cast)
    viewer = cast.viewer(cast.reader)
    four(cast)
    make_assignment(cast, name="Lärlingar", goals=[planned.young])
    assert names(goal_assignments(viewer, planned.young)) == ["Lärlingar"]
    assert goal_assignments(viewer, planned.eligible) == ()
    assert names(body_assignments(viewer, cast.bun)) == [
        "Ålderdomshem",
        "Lärlingar",
        "Plan för skolornas lokaler",
    ]
    assert body_assignments(viewer, cast.buf) == ()


def test_assignments_can_serve_the_goals_of_the_council(cast: Cast) -> None:
    planned = plan_everything(cast)
    assert goals_to_serve(cast.viewer(cast.registrar)) == (
        ServedGoal(planned.young.pk, "Unga får en bra start"),
        ServedGoal(planned.attractive.pk, "En attraktiv kommun"),
    )
    assert goals_to_serve(cast.viewer(cast.registrar, date(2030, 1, 1))) == ()


def test_heads_meet_what_waits_for_their_answer_and_controllers_what_is_late(cast: Cast) -> None:
    four(cast)
    make_assignment(cast, name="Nytt")
    head = waiting_assignments(cast.viewer(cast.head))
    assert (names(head.theirs), head.late, head.more) == (["Ålderdomshem", "Nytt"], (), 0)
    controller = waiting_assignments(cast.viewer(cast.controller))
    assert (controller.theirs, names(controller.late)) == ((), ["Ålderdomshem", "Tomter"])
    assert waiting_assignments(cast.viewer(cast.elected)) == WaitingAssignments()
    assert not waiting_assignments(cast.viewer(cast.elected))


def test_of_what_waits_ten_are_shown_and_the_rest_counted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    four(cast)
    monkeypatch.setattr("timglas.queries.assignments.MOST", 1)
    waiting = waiting_assignments(cast.viewer(cast.controller))
    assert (names(waiting.late), waiting.more) == (["Ålderdomshem"], 1)


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(count):
        make_assignment(cast)
    viewer = cast.viewer(cast.controller)
    assert viewer.units(Permission.GIVE_ASSIGNMENT)
    with django_assert_num_queries(1):
        assert len(assignments(viewer)) == count
    with django_assert_num_queries(1):
        waiting_assignments(viewer)
