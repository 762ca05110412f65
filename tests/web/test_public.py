"""The open pages over HTTP."""

import json

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from timglas.actions.org import edit_municipality

OPEN = [
    "/",
    "/vision/",
    "/roda-traden/",
    "/roda-traden/?visa=lista",
    "/sa-mater-vi/",
    "/ordlista/",
    "/oppna-data/",
    "/tillganglighet/",
]


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


@pytest.mark.parametrize("address", OPEN)
def test_an_open_page_sets_no_cookie_and_may_be_kept_by_caches(
    planned: Planned, client: Client, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", OPEN)
def test_an_open_page_is_not_sent_again_when_it_has_not_changed(
    planned: Planned, client: Client, address: str
) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_page_for_somebody_is_never_kept_by_caches(planned: Planned, client: Client) -> None:
    client.force_login(planned.cast.reader)
    assert client.get("/roda-traden/")["Cache-Control"] == "private, no-cache"


def test_the_thread_keeps_the_choice_in_the_address(planned: Planned, client: Client) -> None:
    address = f"/roda-traden/?ar=2025&mal={planned.eligible.pk}"
    text = client.get(address).content.decode()
    assert "Valt mål" in text
    assert "Ingår i tråden" in text


@pytest.mark.parametrize(
    "query", ["mal=999999", "mal=x", "ar=99999", "ar=²", "enhet=-1", "lage=blå", "perspektiv=x"]
)
def test_a_choice_that_cannot_be_understood_is_left_out(
    planned: Planned, client: Client, query: str
) -> None:
    assert client.get(f"/roda-traden/?{query}").status_code == 200


def test_the_thread_comes_as_csv_and_json(planned: Planned, client: Client) -> None:
    rows = json.loads(client.get("/roda-traden/?ar=2025&format=json").content)["rows"]
    mine = [row for row in rows if row["mal_id"] == planned.eligible.pk]
    assert [(row["over"], row["huvudsaklig"]) for row in mine] == [
        ("Unga får en bra start", True),
        ("En attraktiv kommun", False),
    ]
    text = client.get("/roda-traden/?ar=2025&format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Mål-id;Mål;Nivå;Enhet;Läge")
    assert len(text.splitlines()) == len(rows) + 1


def test_the_municipalitys_colour_replaces_the_accent(planned: Planned, client: Client) -> None:
    assert client.get("/profil.css").content == b""
    assert b"profil.css" not in client.get("/").content
    municipality = planned.cast.municipality
    edit_municipality(
        municipality=municipality,
        name=municipality.name,
        kolada_id="",
        email="",
        brand_colour="#7a003c",
        by=planned.cast.admin,
        at=NOW,
    )
    assert b"/profil.css?7a003c" in client.get("/").content
    assert b"--accent:light-dark(#7a003c," in client.get("/profil.css?7a003c").content


def test_the_thread_of_another_year_is_chosen_among_the_filters(
    planned: Planned, client: Client
) -> None:
    text = client.get("/roda-traden/?ar=2025&perspektiv=service").text
    select = html.fromstring(text).get_element_by_id("id_ar")
    assert select.value == "2025"
    assert set(select.value_options) >= {"2023", "2024", "2025"}
    assert planned.eligible.editions.get().wording in text
    assert planned.eligible.editions.get().wording not in client.get("/roda-traden/?ar=2024").text


def test_help_stands_in_the_same_place_on_every_page(planned: Planned, client: Client) -> None:
    for address in OPEN:
        page = html.fromstring(client.get(address).content)
        (first, *_others) = page.xpath("//footer//a")
        assert first.get("href") == "/ordlista/"


def test_a_word_is_explained_where_it_stands_and_leads_to_all_words(
    planned: Planned, client: Client
) -> None:
    page = html.fromstring(client.get("/roda-traden/").content)
    (button,) = page.xpath("//button[@class='help']")
    (text,) = page.xpath("//*[@id=$key]", key=button.get("popovertarget"))
    (link,) = text.xpath(".//a")
    words = html.fromstring(client.get("/ordlista/").content)
    (entry,) = words.xpath("//*[@id=$key]", key=link.get("href").partition("#")[2])
    assert entry.xpath("dd")[0].text in text.text_content()
