"""What the sign-in library offers, and what it does not."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from timglas.models import AuditEvent

PASSWORD = "korrekt häst batteri"


@pytest.mark.parametrize(
    "url", ["signup/", "email/", "confirm-email/", "password/set/", "login/code/confirm/", "phone/"]
)
def test_nobody_makes_an_account_or_changes_its_address_alone(cast: Cast, url: str) -> None:
    client = Client()
    client.force_login(cast.admin)
    assert client.post(f"/konto/{url}", {"email": "ny@exempelby.example"}).status_code == 404


def test_the_beginning_of_the_account_pages_leads_to_the_profile(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.manager)
    assert client.get("/konto/")["Location"] == "/konto/profil/"


def test_a_forgotten_password_is_answered_alike_for_known_and_unknown(
    cast: Cast, client: Client
) -> None:
    cast.manager.set_password(PASSWORD)
    cast.manager.save()
    for email in (str(cast.manager.email), "ingen@exempelby.example"):
        answer = client.post("/konto/password/reset/", {"email": email})
        assert (answer.status_code, answer["Location"]) == (302, "/konto/password/reset/done/")
    assert [message.to for message in mail.outbox] == [[cast.manager.email]]
    assert "Var det inte du?" in mail.outbox[0].body


def test_what_goes_wrong_is_said_in_plain_words(cast: Cast, client: Client) -> None:
    tried = {"login": str(cast.manager.email), "password": "fel"}
    html = client.post("/konto/login/", tried).content.decode()
    assert "E-postadressen eller lösenordet är fel." in html


def test_sign_in_leads_nowhere_else(cast: Cast, client: Client) -> None:
    cast.manager.set_password(PASSWORD)
    cast.manager.save()
    sent: dict[str, Any] = {"login": cast.manager.email, "password": PASSWORD}
    for there in ("https://ond.example/", "//ond.example", "javascript:alert(1)"):
        client.logout()
        assert client.post("/konto/login/", sent | {"next": there})["Location"] == "/start/"
    client.logout()
    answer = client.post("/konto/login/", sent | {"next": "/planer/"})
    assert answer["Location"] == "/planer/"


def test_who_has_no_role_yet_is_welcomed_and_told_whom_to_ask(cast: Cast, client: Client) -> None:
    told = "Ditt konto har ingen roll än"
    for person, is_told in ((cast.outsider, True), (cast.elected, False)):
        client.force_login(person)
        html = client.get("/start/").content.decode()
        assert (told in html, "mailto:info@exempelby.example" in html) == (is_told, is_told)
        assert ('href="/administration/"' in html) is not is_told
    client.force_login(cast.outsider)
    sent = client.post("/konto/profil/", {"scheme": "dark", "density": "md", "language": "sv"})
    assert (sent.status_code, sent["Location"]) == (303, "/konto/profil/")


HERE = "http://testserver/administration/kolada/?q=skola"
THERE = "/konto/login/?next=/administration/kolada/%3Fq%3Dskola"
START = "/konto/login/?next=/start/"


@pytest.mark.parametrize(
    ("came_from", "way"),
    [
        (HERE, THERE),
        ("/administration/kolada/?q=skola", THERE),
        ("https://ond.example/sida/", START),
        ("http://testserver", START),
        ("http://[", START),
        ("", START),
    ],
)
def test_a_button_after_the_session_leads_back_to_a_page(
    cast: Cast, client: Client, came_from: str, way: str
) -> None:
    url = reverse("people:deactivate", args=[cast.reader.pk])
    answer = client.post(url, headers={"Referer": came_from})
    assert (answer.status_code, answer["Location"]) == (302, way)


def test_sign_in_after_a_button_comes_to_a_page_that_can_be_seen(
    cast: Cast, client: Client
) -> None:
    cast.admin.set_password(PASSWORD)
    cast.admin.save()
    pressed = client.post(reverse("people:deactivate", args=[cast.reader.pk]))
    sent = {"login": cast.admin.email, "password": PASSWORD, "next": "/start/"}
    landed = client.post(pressed["Location"], sent, follow=True)
    assert (landed.status_code, landed.request["PATH_INFO"]) == (200, "/start/")
    cast.reader.refresh_from_db()
    assert cast.reader.is_active


def test_sign_in_makes_a_new_session(cast: Cast, client: Client) -> None:
    cast.manager.set_password(PASSWORD)
    cast.manager.save()
    client.force_login(cast.reader)
    before = client.session.session_key
    client.post("/konto/logout/")
    client.post("/konto/login/", {"login": cast.manager.email, "password": PASSWORD})
    assert client.session.session_key != before


def test_somebody_chooses_how_often_mail_comes(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    assert client.post("/konto/mejl/", {"rhythm": "daily", "hour": "3"}).status_code == 422
    assert client.post("/konto/mejl/", {"rhythm": "weekly", "hour": "7"}).status_code == 303
    cast.manager.refresh_from_db()
    assert (cast.manager.mail_rhythm, cast.manager.mail_hour) == ("weekly", 7)
    assert AuditEvent.objects.get(action="choose_mail").after == {
        "mail_rhythm": "weekly",
        "mail_hour": 7,
    }
