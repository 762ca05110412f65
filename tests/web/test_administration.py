"""The municipality changes its own words, colours and levels on pages."""

import pytest
from django.test import Client

from tests.cast import Cast
from timglas.models import AuditEvent, GoalLevel, Municipality, StatusName
from timglas.rules.status import DEFAULT_NAMES, Status

LEVEL = {
    "name": "Nämndmål",
    "plural": "Nämndmål",
    "order": "2",
    "unit_kinds": ["committee"],
    "healthy_count": "5",
    "rollup": "share",
}


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    """A browser where the administrator has signed in."""
    client.force_login(cast.admin)
    return client


def test_a_colour_that_cannot_be_read_is_refused(admin: Client) -> None:
    sent = {"name": "Nyby", "kolada_id": "", "email": "", "smallest_group": "5"}
    sent["brand_colour"] = "#ffdd00"
    response = admin.post("/administration/kommunen/", sent)
    assert response.status_code == 422
    assert "Kontrasten mot vitt är 1,3" in response.content.decode()
    admin.post("/administration/kommunen/", sent | {"brand_colour": "#003366"})
    assert Municipality.objects.get().brand_colour == "#003366"
    event = AuditEvent.objects.get(action="edit_municipality")
    assert (event.before["name"], event.after["name"]) == ("Exempelby", "Nyby")
    admin.post("/administration/kommunen/", sent | {"brand_colour": "", "board_oversees": "on"})
    assert Municipality.objects.get().board_oversees is True


def test_only_the_names_that_change_are_recorded(admin: Client) -> None:
    names = {status.value: name for status, name in DEFAULT_NAMES.items()}
    sent = names | {Status.ON_TRACK.value: "På god väg"}
    assert admin.post("/administration/lagen/", sent).status_code == 303
    assert [row.name for row in StatusName.objects.all()] == ["På god väg"]
    twice = sent | {Status.AT_RISK.value: "På god väg"}
    assert admin.post("/administration/lagen/", twice).status_code == 422


def test_levels_are_added_changed_and_removed(admin: Client) -> None:
    assert admin.post("/administration/malnivaer/ny/", LEVEL).status_code == 303
    level = GoalLevel.objects.get()
    url = f"/administration/malnivaer/{level.pk}/"
    admin.post(url, LEVEL | {"name": "Nämndens mål", "unit_kinds": ["committee", "company"]})
    row = admin.get("/administration/malnivaer/").context["levels"][0]
    assert (row.name, row.kinds) == ("Nämndens mål", "Nämnd, Kommunalt bolag")
    admin.get(f"{url}ta-bort/")
    assert GoalLevel.objects.count() == 1
    admin.post(f"{url}ta-bort/")
    assert GoalLevel.objects.count() == 0
