"""Assignments in the browser: recorded, answered, returned, closed and replaced."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.assignments import make_assignment, say, settle
from tests.cast import NOW, Cast
from tests.planned import plan_everything
from timglas.models import Assignment, AssignmentNote, Decision, Person
from timglas.rules.assignments import State


@pytest.fixture
def cast(cast: Cast, settings: object) -> Cast:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return cast


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def typed(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "body": str(cast.kf.pk),
        "decided_on": "2024-11-25",
        "paragraph": "§ 160",
        "registry_number": "KS 2024/118",
        "receiver": str(cast.bun.pk),
        "name": "Plan för skolornas lokaler",
        "text": "Nämnden ska ta fram en plan.",
        "due_on": "2025-12-31",
        "amount": "400 000",
        **more,
    }


def said(cast: Cast, state: State, **more: str) -> dict[str, str]:
    return {
        "state": state.value,
        "note": "Vi börjar i höst.",
        "on": "2025-09-10",
        "unit": str(cast.buf.pk),
        **more,
    }


def at(name: str, assignment: Assignment) -> str:
    return reverse(f"assignments:{name}", args=[assignment.pk])


def test_an_assignment_is_recorded_from_the_minutes(cast: Cast) -> None:
    goal = plan_everything(cast).young
    client = browser(cast.controller)
    assert reverse("assignments:give") in client.get(reverse("assignments:index")).text
    page = client.get(reverse("assignments:give"))
    assert "Unga får en bra start" in page.text
    answer = client.post(reverse("assignments:give"), typed(cast, goals=str(goal.pk)))
    assignment = Assignment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, at("detail", assignment))
    assert (str(assignment.decision), assignment.amount, assignment.receiver) == (
        "Kommunfullmäktige 2024-11-25 § 160 Dnr KS 2024/118",
        Decimal(400_000),
        cast.bun,
    )
    page = client.get(answer["Location"])
    for shown in ("Väntar på Barn- och utbildningsnämnden", "400 000 kronor", "Unga får en"):
        assert shown.replace(" ", "") in page.text.replace("\u00a0", "").replace(" ", "")
    assert "Plan för skolornas lokaler" in client.get(reverse("goals:detail", args=[goal.pk])).text
    assert (
        "Plan för skolornas lokaler" in client.get(reverse("org:detail", args=[cast.bun.pk])).text
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"amount": "fyra"}, "är inget tal"),
        ({"amount": "-5"}, "Skriv ett belopp över noll"),
        ({"decided_on": "2025-12-01"}, "Beslutsdatumet har inte varit än."),
        ({"due_on": "2024-01-01"}, "innan det är beslutat"),
        ({"receiver": ""}, "Fältet"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    cast: Cast, wrong: dict[str, str], message: str
) -> None:
    answer = browser(cast.registrar).post(reverse("assignments:give"), typed(cast, **wrong))
    assert answer.status_code == 422
    assert "Nämnden ska ta fram en plan." in answer.text
    assert message in answer.text or message == "Fältet"
    assert not Assignment.objects.exists()
    assert not Decision.objects.exists()


def test_the_head_answers_without_recording_what_the_committee_decided(cast: Cast) -> None:
    assignment = make_assignment(cast)
    client = browser(cast.head)
    assert at("respond", assignment) in client.get(at("detail", assignment)).text
    assert "paragraph" not in client.get(at("respond", assignment)).text
    sent = said(cast, State.ACKNOWLEDGED, paragraph="98")
    answer = client.post(at("respond", assignment), sent)
    assert (answer.status_code, answer["Location"]) == (303, at("detail", assignment))
    note = AssignmentNote.objects.get()
    assert (note.state, note.decision, note.by) == ("acknowledged", None, cast.head)
    assignment.refresh_from_db()
    assert assignment.unit == cast.buf
    assert "Vi börjar i höst." in client.get(answer["Location"]).text


def test_the_registrar_records_the_committees_own_decision_with_the_answer(cast: Cast) -> None:
    assignment = make_assignment(cast)
    sent = said(cast, State.ACKNOWLEDGED, paragraph="98", registry_number="BUN 2025/9")
    answer = browser(cast.registrar).post(at("respond", assignment), sent)
    assert answer.status_code == 303
    assert str(AssignmentNote.objects.get().decision) == (
        "Barn- och utbildningsnämnden 2025-09-10 § 98 Dnr BUN 2025/9"
    )


def test_an_empty_answer_is_refused_at_the_text_and_loses_nothing(cast: Cast) -> None:
    assignment = make_assignment(cast)
    sent = said(cast, State.ACKNOWLEDGED, note="", on="2025-09-11")
    answer = browser(cast.head).post(at("respond", assignment), sent)
    assert answer.status_code == 422
    assert "Skriv en text." in answer.text
    assert 'value="2025-09-11"' in answer.text
    assignment.refresh_from_db()
    assert assignment.unit == cast.bun


def test_what_is_reported_is_returned_or_closed_by_who_gave_it(cast: Cast) -> None:
    assignment = make_assignment(cast)
    say(cast, assignment, State.ACKNOWLEDGED)
    say(cast, assignment, State.REPORTED)
    client = browser(cast.controller)
    page = client.get(at("detail", assignment))
    assert at("settle", assignment) in page.text
    assert at("respond", assignment) not in page.text
    sent = {"state": "returned", "note": "Kostnaden saknas.", "on": "2025-10-01", "paragraph": ""}
    assert client.post(at("settle", assignment), sent).status_code == 303
    say(cast, assignment, State.REPORTED)
    sent = {"state": "closed", "note": "", "on": "2025-10-15", "paragraph": "150"}
    assert client.post(at("settle", assignment), sent).status_code == 303
    latest = AssignmentNote.objects.latest("pk")
    assert (latest.state, str(latest.decision)) == (
        "closed",
        "Kommunfullmäktige 2025-10-15 § 150",
    )


def test_a_new_decision_gives_a_new_assignment_in_place_of_the_old(cast: Cast) -> None:
    old = make_assignment(cast)
    client = browser(cast.registrar)
    page = client.get(at("replace", old))
    assert "Nämnden ska ta fram en plan för skolornas lokaler till 2035." in page.text
    answer = client.post(
        at("replace", old), typed(cast, decided_on="2025-09-22", due_on="2026-12-31")
    )
    new = Assignment.objects.latest("pk")
    assert (answer["Location"], new.replaces, new.due_on) == (
        at("detail", new),
        old,
        date(2026, 12, 31),
    )
    assert "Gäller inte längre." in client.get(at("detail", old)).text
    assert "Ersätter" in client.get(at("detail", new)).text


def test_nothing_is_said_of_what_is_settled_and_what_was_typed_is_given_back(cast: Cast) -> None:
    assignment = make_assignment(cast)
    settle(cast, assignment, State.CLOSED, note="Behövs inte.")
    client = browser(cast.registrar)
    for name in ("respond", "settle", "replace"):
        assert client.get(at(name, assignment)).status_code == 409
        assert at(name, assignment) not in client.get(at("detail", assignment)).text
    answer = client.post(at("respond", assignment), said(cast, State.REPORTED, note="Min text"))
    assert (answer.status_code, "Min text" in answer.text) == (409, True)


def test_the_register_is_narrowed_and_taken_home(cast: Cast) -> None:
    make_assignment(cast)
    make_assignment(cast, name="Tomter", receiver=cast.ab, amount=None, due_on=date(2025, 9, 1))
    client = browser(cast.reader)
    page = client.get(reverse("assignments:index"), {"lage": "late"})
    assert "Tomter" in page.text
    assert "Plan för skolornas lokaler" not in page.text
    assert reverse("assignments:give") not in page.text
    rows = client.get(reverse("assignments:index"), {"format": "json"}).json()["rows"]
    assert [(r["assignment"], r["state"], r["amount"], r["waits_for"]) for r in rows] == [
        ("Tomter", "Försenat", None, "Exempelby Bostäder AB"),
        ("Plan för skolornas lokaler", "Givet", "400000", "Barn- och utbildningsnämnden"),
    ]


def test_late_ones_meet_the_head_and_the_controller_on_their_first_page(cast: Cast) -> None:
    make_assignment(cast, due_on=date(2025, 9, 1))
    for person in (cast.head, cast.controller):
        assert "Plan för skolornas lokaler" in browser(person).get(reverse("start:mine")).text
    assert "skolornas lokaler" not in browser(cast.elected).get(reverse("start:mine")).text
