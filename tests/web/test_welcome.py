"""The welcome guide, from an empty installation to a municipality with values."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.kolada_server import RecordedKolada
from timglas.models import (
    GoalLevel,
    Grant,
    KpiTie,
    Municipality,
    Outcome,
    Person,
    Placement,
)

IMMEDIATE = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT = {
    "name": "Sanna Systemförvaltare",
    "email": "Sanna@svenljunga.example",
    "password": "lugn hund vid en blå sjö",
}


@pytest.fixture(autouse=True)
def kolada(settings: Any) -> Iterator[RecordedKolada]:
    """The recorded API, a worker that works at once, and an empty cache."""
    settings.TASKS = IMMEDIATE
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    with RecordedKolada() as server:
        settings.KOLADA_URL = server.url
        yield server


def rows(*bodies: tuple[str, str, str], **more: str) -> dict[str, str]:
    data = {"rad-TOTAL_FORMS": str(len(bodies)), "rad-INITIAL_FORMS": "0", "since": "2000-01-01"}
    for number, body in enumerate(bodies):
        for field, text in zip(("name", "kind", "department"), body, strict=True):
            data[f"rad-{number}-{field}"] = text
    return data | more


BODIES = (
    ("Kommunstyrelsen", "executive_board", "Kommunledningskontoret"),
    ("Svenljunga Bostäder AB", "company", ""),
    ("", "committee", ""),
)


def go(client: Client, step: str, data: dict[str, Any]) -> str:
    """Send a step's form; where it leads."""
    response = client.post(reverse(f"welcome:{step}"), data)
    assert response.status_code == 303, response.content.decode()
    return response.headers["Location"]


@pytest.mark.real
@pytest.mark.django_db
def test_an_empty_installation_becomes_svenljunga(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert client.get("/").headers["Location"] == reverse("welcome:index")
    assert "Sätt upp er kommun" in client.get(reverse("welcome:index")).content.decode()
    assert go(client, "administrator", ACCOUNT) == reverse("welcome:municipality")
    assert "Svenljunga" in client.get(reverse("welcome:municipality")).content.decode()
    chosen = {"kolada_id": "1465", "email": "kommun@svenljunga.example"}
    assert go(client, "municipality", chosen) == reverse("welcome:bodies")
    assert go(client, "bodies", rows(*BODIES)) == reverse("welcome:levels")
    levels = {"level_0": "Fullmäktigemål", "level_1": "Nämndmål", "level_2": ""}
    assert go(client, "levels", levels) == reverse("welcome:indicators")
    assert go(client, "indicators", {"kpis": ["N00090", "N00092"]}) == reverse("welcome:values")
    with django_capture_on_commit_callbacks(execute=True):
        assert go(client, "values", {}) == reverse("welcome:values")
    for step in ("bodies", "levels", "indicators", "values", "finished"):
        assert client.get(reverse(f"welcome:{step}")).status_code == 200, step
    assert client.get(reverse("welcome:index")).headers["Location"] == reverse("welcome:finished")

    municipality, person = Municipality.objects.get(), Person.objects.get()
    assert (municipality.name, municipality.kolada_id) == ("Svenljunga", "1465")
    assert (person.email, Grant.objects.get().role) == (
        "sanna@svenljunga.example",
        "system_administrator",
    )
    assert {(p.unit.name, p.parent and p.parent.name) for p in Placement.objects.all()} == {
        ("Kommunfullmäktige", None),
        ("Kommunstyrelsen", "Kommunfullmäktige"),
        ("Kommunledningskontoret", "Kommunstyrelsen"),
        ("Svenljunga Bostäder AB", "Kommunfullmäktige"),
    }
    assert list(GoalLevel.objects.values_list("order", "name")) == [
        (1, "Fullmäktigemål"),
        (2, "Nämndmål"),
    ]
    assert set(KpiTie.objects.values_list("kpi_id", "area_id")) == {
        ("N00090", "1465"),
        ("N00092", "1465"),
    }
    assert Outcome.objects.get(period_end=date(2011, 12, 31)).value == Decimal(4)


@pytest.mark.django_db
def test_a_weak_password_is_refused_and_nobody_is_made(client: Client) -> None:
    weak = ACCOUNT | {"password": "kort"}
    response = client.post(reverse("welcome:administrator"), weak)
    assert response.status_code == 422
    assert "Sanna Systemförvaltare" in response.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_name_can_be_typed_when_kolada_gives_no_list(client: Client, settings: Any) -> None:
    settings.KOLADA_URL = "http://127.0.0.1:9/v3"
    go(client, "administrator", ACCOUNT)
    page = client.get(reverse("welcome:municipality")).content.decode()
    assert "Koladas lista gick inte att hämta" in page
    typed = {"name": "Svenljunga", "kolada_id": "146", "email": ""}
    assert client.post(reverse("welcome:municipality"), typed).status_code == 422
    go(client, "municipality", typed | {"kolada_id": "1465"})
    assert Municipality.objects.get().name == "Svenljunga"


@pytest.mark.django_db
def test_the_first_account_is_made_once(client: Client) -> None:
    go(client, "administrator", ACCOUNT)
    assert client.post(reverse("welcome:administrator"), ACCOUNT).status_code == 303
    assert Person.objects.count() == 1
    stranger = Client()
    assert "inte uppsatt än" in stranger.get(reverse("welcome:index")).content.decode()
    assert "/konto/" in stranger.get(reverse("welcome:municipality")).headers["Location"]


@pytest.mark.django_db
def test_rows_are_added_and_removed_without_losing_what_was_typed(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.admin)
    url = reverse("welcome:bodies")
    more = client.post(url, rows(*BODIES, add="1")).content.decode()
    assert more.count("Ta bort") == 4
    assert "Svenljunga Bostäder AB" in more
    fewer = client.post(url, rows(*BODIES, remove="1")).content.decode()
    assert fewer.count("Ta bort") == 2
    assert "Kommunledningskontoret" in fewer
    assert "Svenljunga Bostäder AB" not in fewer
    wrong = client.post(url, rows(("", "committee", "Kontoret")))
    assert wrong.status_code == 422
    assert "Kontoret" in wrong.content.decode()


@pytest.mark.django_db
def test_a_municipality_that_is_set_up_is_not_set_up_again(cast: Cast, client: Client) -> None:
    assert client.get(reverse("welcome:index")).headers["Location"] == reverse("public:start")
    assert client.get(reverse("welcome:bodies")).status_code == 302
    client.force_login(cast.reader)
    assert client.get(reverse("welcome:bodies")).status_code == 403
    client.force_login(cast.admin)
    response = client.post(reverse("welcome:municipality"), {"kolada_id": "1465"})
    assert response.headers["Location"] == reverse("welcome:index")
    assert Municipality.objects.get().name == "Exempelby"
