"""What people are refused and take home is in the audit trail, without filling it."""

from django.test import Client

from tests.cast import Cast
from timglas.actions.audit import MOST_REFUSALS
from timglas.models import AuditEvent, Person


def client_of(person: Person | None) -> Client:
    """A browser where somebody has signed in."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def refusals() -> list[tuple[str | None, dict[str, object]]]:
    """Who was refused what, in order."""
    events = AuditEvent.objects.filter(action="refuse").order_by("pk").select_related("person")
    return [(event.person and event.person.name, event.after) for event in events]


def test_a_refused_page_is_an_event(cast: Cast) -> None:
    url = f"/administration/enheter/{cast.ek.pk}/flytta/"
    assert client_of(cast.manager).get(f"{url}?a=1").status_code == 403
    assert client_of(cast.manager).post(url).status_code == 403
    assert refusals() == [
        ("Eva Enhetschef", {"address": f"{url}?a=1", "method": "GET"}),
        ("Eva Enhetschef", {"address": url, "method": "POST"}),
    ]


def test_what_is_not_there_or_asked_by_nobody_is_no_event(cast: Cast) -> None:
    forged = Client(enforce_csrf_checks=True)
    assert forged.post("/konto/login/").status_code == 403
    assert client_of(None).get("/administration/handelser/").status_code == 302
    assert client_of(cast.manager).get("/mal/99999/").status_code == 404
    assert refusals() == []


def test_a_robot_with_an_account_does_not_fill_the_trail(cast: Cast) -> None:
    client = client_of(cast.reader)
    for _ in range(MOST_REFUSALS + 5):
        assert client.get("/administration/kommunen/").status_code == 403
    assert len(refusals()) == MOST_REFUSALS


def test_taking_the_trail_home_is_an_event(cast: Cast) -> None:
    client = client_of(cast.auditor)
    client.get("/administration/handelser/", {"vad": "edit_unit"})
    assert not AuditEvent.objects.filter(action="export_audit").exists()
    client.get("/administration/handelser/", {"vad": "edit_unit", "format": "csv"})
    event = AuditEvent.objects.get(action="export_audit")
    assert (event.person, event.after) == (cast.auditor, {"wanted": "vad=edit_unit&format=csv"})


def test_signing_out_is_one_event_and_the_browser_forgets(cast: Cast) -> None:
    client = client_of(cast.manager)
    assert client.get("/konto/logout/").status_code == 200
    answer = client.post("/konto/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert AuditEvent.objects.filter(action="sign_out", person=cast.manager).count() == 1


def test_behind_a_proxy_the_event_has_the_visitors_address(cast: Cast, settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    spoofed = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    client_of(cast.reader).get("/administration/kommunen/", headers=spoofed)
    assert AuditEvent.objects.get(action="refuse").ip == "192.0.2.7"
