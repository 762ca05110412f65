"""People get accounts, roles and passwords through pages."""

import re

import pytest
from django.test import Client, override_settings

from tests.cast import Cast
from timglas.models import AuditEvent, Grant, Person

PASSWORD = "korrekt häst batteri"


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    """A browser where the administrator has signed in."""
    client.force_login(cast.admin)
    return client


def actions() -> list[str]:
    """The names of what has been recorded, in order."""
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_new_person_chooses_a_password_and_signs_in(cast: Cast, admin: Client) -> None:
    admin.post("/administration/personer/ny/", {"name": "Nils Ny", "email": "nils@ny.example"})
    person = Person.objects.get(name="Nils Ny")
    url = f"/administration/personer/{person.pk}/"
    role = {"role": "reader", "unit": cast.ek.pk, "valid_from": "2020-01-01"}
    assert admin.post(f"{url}ge-roll/", role).status_code == 303
    html = admin.post(f"{url}losenordslank/").content.decode()
    link = re.search(r'href="http://testserver(/konto/password/reset/key/[^"]+)"', html)
    assert link
    guest = Client()
    form = guest.get(link[1], follow=True)
    guest.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    answer = guest.post("/konto/login/", {"login": "nils@ny.example", "password": PASSWORD})
    assert answer["Location"] == "/start/"
    guest.post("/konto/logout/")
    expected = ["add_person", "give_role", "offer_password", "set_password", "sign_in", "sign_out"]
    assert actions()[-6:] == expected
    again = Client().get(link[1], follow=True)
    assert again.context["token_fail"]


def test_a_failed_sign_in_is_recorded(cast: Cast, client: Client) -> None:
    client.post("/konto/login/", {"login": cast.chief.email, "password": "fel lösenord"})
    event = AuditEvent.objects.get(action="fail_sign_in")
    assert (event.label, event.person, event.ip) == ("Kim Kommunchef", None, "127.0.0.1")


def test_a_closed_account_is_signed_out_everywhere(cast: Cast, admin: Client) -> None:
    hers = Client()
    hers.force_login(cast.manager)
    assert hers.get("/administration/").status_code == 200
    url = f"/administration/personer/{cast.manager.pk}/"
    assert admin.post(f"{url}stang/").status_code == 303
    assert hers.get("/administration/").status_code == 302
    closed = admin.get("/administration/personer/", {"konto": "stangda"}).context["page_obj"]
    assert [row.name for row in closed] == ["Eva Enhetschef"]
    admin.post(f"{url}oppna/")
    assert hers.get("/administration/").status_code == 302


def test_a_refused_button_says_why(cast: Cast, admin: Client) -> None:
    url = f"/administration/personer/{cast.admin.pk}/"
    assert "ditt eget konto" in admin.post(f"{url}stang/", follow=True).content.decode()


def test_details_and_roles_change(cast: Cast, admin: Client) -> None:
    url = f"/administration/personer/{cast.manager.pk}/"
    details = {"name": "Eva Ek", "title": "Rektor", "email": "", "is_hidden": "on"}
    admin.post(f"{url}andra/", details)
    grant = Grant.objects.get(person=cast.manager)
    admin.post(f"/administration/personer/roll/{grant.pk}/avsluta/", {"on": "2025-10-01"})
    page = admin.get(url).context["page"]
    assert (page.person.name, page.person.email, page.roles) == ("Eva Ek", None, ())
    assert [(r.role, r.unit_name) for r in page.former] == [("Enhetschef", "Björkskolan")]


def test_people_are_found_by_unit_and_role(cast: Cast, admin: Client) -> None:
    def found(**asked: str) -> list[str]:
        return [
            row.name for row in admin.get("/administration/personer/", asked).context["page_obj"]
        ]

    assert found(q="björkskolan") == ["Eva Enhetschef", "Rakel Rapportör"]
    assert found(roll="auditor") == ["Reidar Revisor"]


def test_the_audit_trail_is_narrowed_and_taken_home(cast: Cast, admin: Client) -> None:
    admin.post(f"/administration/enheter/{cast.ek.pk}/andra/", {"name": "=1+1", "code": "ek"})
    page = admin.get("/administration/handelser/", {"vad": "edit_unit", "q": "=1"})
    event = page.context["audit"].events[0]
    assert (event.action, event.label) == ("Enhetens namn eller kod ändrades", "=1+1")
    assert [(c.field, c.before, c.after) for c in event.changes] == [("namn", "Ekskolan", "=1+1")]
    file = admin.get("/administration/handelser/", {"format": "csv", "vad": "edit_unit"})
    assert ";'=1+1;" in file.content.decode()
    assert admin.get("/administration/handelser/", {"fran": "i går"}).status_code == 422


def test_somebody_chooses_a_dark_and_dense_page(cast: Cast, admin: Client) -> None:
    chosen = {"scheme": "dark", "density": "sm", "language": "sv"}
    assert admin.post("/konto/profil/", chosen).status_code == 303
    assert 'data-color-scheme="dark" data-size="sm"' in admin.get("/konto/profil/").content.decode()
    assert "data-size" not in Client().get("/konto/login/").content.decode()


@override_settings(ROOT_URLCONF="tests.web.demo_urls", DEMO=True)
def test_a_visitor_tries_being_somebody(cast: Cast, client: Client) -> None:
    html = client.get("/prova/").content.decode()
    assert 'aria-label="Prova som Eva Enhetschef, Rektor för Björkskolan"' in html
    assert client.post("/prova/", {"person": cast.manager.pk})["Location"] == "/start/"
    assert client.get("/administration/").status_code == 200
    assert client.post("/prova/", {"person": "99999"}).status_code == 404


@override_settings(ROOT_URLCONF="tests.web.demo_urls", DEMO=False)
def test_nobody_tries_being_somebody_outside_the_demonstration(cast: Cast, client: Client) -> None:
    assert client.post("/prova/", {"person": cast.admin.pk}).status_code == 404
    assert actions() == []
