"""People save views of registers, share them, and find them above the register."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.cast import NOW, Cast
from tests.reported import report_some
from timglas.models import Person, SavedView
from timglas.web.saved_views import REGISTERS


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def links(client: Client, address: str = "/mal/?vy=alla") -> dict[str, str | None]:
    """The views above a register, with the one that is shown."""
    page = html.fromstring(client.get(address).text)
    found = page.xpath("//nav[@class='views']//a[starts-with(@href, '?')]")
    return {link.text_content(): link.get("aria-current") for link in found}


def test_a_view_is_saved_and_shown_as_a_link(cast: Cast) -> None:
    report_some(cast)
    client = browser(cast.manager)
    asked = "lage=not_judged&kolumner=namn&kolumner=lage&sortera=-namn&sida=1&ar=2025&q="
    page = html.fromstring(client.get(f"/mal/?{asked}").text)
    (save,) = page.xpath("//nav[@class='views']//a[text()='Spara den här vyn']/@href")
    kept = "kolumner=lage&kolumner=namn&lage=not_judged&sortera=-namn"
    assert save == f"/vyer/goals/ny/?{kept}"
    assert "Dela vyn" not in client.get(save).text
    assert client.post(save, {"name": ""}).status_code == 422
    done = client.post(save, {"name": "Obedömda", "is_shared": "on"})
    assert (done.status_code, done["Location"]) == (303, f"/mal/?{kept}")
    assert SavedView.objects.get().is_shared is False
    assert links(client) == {"Alla": "true", "Obedömda": None}
    assert links(client, f"/mal/?{kept}&ar=2025") == {"Alla": None, "Obedömda": "true"}
    assert client.post(save, {"name": "Obedömda"}).status_code == 422
    assert links(browser(cast.head)) == {}
    assert "Spara den här vyn" not in Client().get("/mal/").text


def test_a_register_opens_with_ones_own_view_before_the_shared(cast: Cast) -> None:
    chosen = {"is_default": "on", "is_shared": "on", "name": "Ekonomi"}
    browser(cast.controller).post("/vyer/goals/ny/?perspektiv=economy", chosen)
    hers = browser(cast.manager)
    assert hers.get("/mal/")["Location"] == "?perspektiv=economy"
    hers.post("/vyer/goals/ny/?perspektiv=staff", {"is_default": "on", "name": "Personal"})
    assert hers.get("/mal/")["Location"] == "?perspektiv=staff"
    assert hers.get("/mal/?vy=alla").status_code == 200
    assert Client().get("/mal/").status_code == 200
    assert links(hers) == {"Alla": "true", "Personal": None, "Ekonomi": None}


def test_a_view_is_renamed_and_removed(cast: Cast) -> None:
    client = browser(cast.controller)
    client.post("/vyer/people/ny/?roll=reader", {"name": "Läsare"})
    address = f"/vyer/{SavedView.objects.get().pk}/"
    assert "Läsare" in client.get(address).text
    changed = client.post(address, {"name": "Alla läsare", "is_shared": "on"})
    assert changed["Location"] == "/administration/personer/?roll=reader"
    assert links(browser(cast.reader), "/administration/personer/?vy=alla") == {
        "Alla": "true",
        "Alla läsare": None,
    }
    assert client.post(f"{address}ta-bort/")["Location"] == "/administration/personer/?vy=alla"
    assert not SavedView.objects.exists()


def test_chosen_columns_are_remembered_until_the_usual_are_wanted(cast: Cast) -> None:
    report_some(cast)
    client = browser(cast.manager)

    def heads(address: str = "/mal/") -> list[str]:
        found = html.fromstring(client.get(address).text).xpath("//thead//th")
        return [head.text_content() for head in found]

    usual = heads()
    wanted = {"kolumner": ["namn", "enhet", "<script>"]}
    answer = client.post("/vyer/goals/kolumner/?q=a", wanted)
    assert answer["Location"] == "/mal/?q=a&kolumner=namn&kolumner=enhet"
    assert heads() == heads(answer["Location"]) == ["Mål", "Enhet"]
    assert heads("/mal/?kolumner=lage") == ["Mål", "Läge"]
    assert client.post("/vyer/goals/kolumner/", {"vanliga": "ja"})["Location"] == "/mal/?vy=alla"
    assert heads() == usual


@pytest.mark.parametrize("way", ["ny", "kolumner"])
def test_what_is_no_register_has_no_views(cast: Cast, way: str) -> None:
    assert browser(cast.admin).post(f"/vyer/plans/{way}/", {"name": "A"}).status_code == 404


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_leads_to_saving_it(cast: Cast, register: str) -> None:
    report_some(cast)
    client = browser(cast.admin)
    page = html.fromstring(client.get(f"{reverse(f'{register}:index')}?q=a").text)
    (save,) = page.xpath("//nav[@class='views']//a[text()='Spara den här vyn']/@href")
    assert save == f"/vyer/{register}/ny/?q=a"
    assert client.get(save).status_code == 200
