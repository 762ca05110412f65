"""Units are shown and changed on pages, as plain forms."""

import pytest
from django.test import Client

from tests.cast import Cast
from timglas.models import AuditEvent, Placement, Unit


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    """A browser where the administrator has signed in."""
    client.force_login(cast.admin)
    return client


def test_the_tree_is_shown_as_it_was(cast: Cast, admin: Client) -> None:
    url = f"/administration/enheter/{cast.ek.pk}/"
    response = admin.post(f"{url}flytta/", {"parent": cast.klk.pk, "on": "2025-05-01"})
    assert (response.status_code, response["Location"]) == (303, url)
    assert [r.depth for r in rows(admin, "2025-04-30") if r.id == cast.ek.pk] == [3]
    below = [r.name for r in rows(admin, "2025-05-01")]
    assert below[below.index("Kommunledningskontoret") + 1] == "Ekskolan"


def rows(client: Client, day: str) -> tuple[object, ...]:
    """The rows of the tree on a day."""
    return client.get("/administration/enheter/", {"datum": day}).context["tree"].rows


def test_a_refused_move_keeps_what_was_typed(cast: Cast, admin: Client) -> None:
    sent = {"parent": cast.bun.pk, "on": "2019-01-01"}
    response = admin.post(f"/administration/enheter/{cast.ek.pk}/flytta/", sent)
    assert response.status_code == 422
    assert "Enheten har ett beslutat läge från 1 januari 2020." in response.content.decode()
    assert 'value="2019-01-01"' in response.content.decode()


def test_a_unit_is_added_renamed_and_closed(cast: Cast, admin: Client) -> None:
    place = {"kind": "unit", "parent": cast.buf.pk, "opened_on": "2025-08-01"}
    admin.post("/administration/enheter/ny/", {"name": "Tallskolan", "code": "tall", **place})
    unit = Unit.objects.get(code="tall")
    url = f"/administration/enheter/{unit.pk}/"
    admin.post(f"{url}andra/", {"name": "Tallens skola", "code": "tall"})
    admin.post(f"{url}avveckla/", {"on": "2025-09-01"})
    assert admin.get(url).context["page"].unit.name == "Tallens skola"
    assert not Placement.objects.filter(unit=unit, valid_to=None).exists()
    done = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert done[-3:] == ["add_unit", "edit_unit", "close_unit"]


def test_units_are_merged(cast: Cast, admin: Client) -> None:
    url = f"/administration/enheter/{cast.bjork.pk}/"
    admin.post(f"{url}sla-ihop/", {"units": [cast.ek.pk], "on": "2025-07-01"})
    page = admin.get(url).context["page"]
    assert [(heir.unit.name, str(heir.on)) for heir in page.before] == [("Ekskolan", "2025-07-01")]
    page = admin.get(f"/administration/enheter/{cast.ek.pk}/").context["page"]
    assert [heir.unit.name for heir in page.after] == ["Björkskolan"]


def test_a_wrong_date_shows_today_and_says_so(cast: Cast, admin: Client) -> None:
    response = admin.get("/administration/enheter/", {"datum": "i maj"})
    assert response.status_code == 200
    assert len(response.context["tree"].rows) == 8
