"""The page where an indicator is compared with other municipalities."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.compared import compare_some
from tests.reported import Reported, report_some


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return compare_some(cast)


def address_of(scene: Reported) -> str:
    return f"/indikatorer/{scene.planned.indicator.pk}/jamfor/"


def test_the_page_is_reached_from_the_indicator_and_answers_anybody(scene: Reported) -> None:
    indicator = f"/indikatorer/{scene.planned.indicator.pk}/"
    assert f'href="{address_of(scene)}"' in Client().get(indicator).text
    answer = Client().get(address_of(scene), {"jamfor": "0000,1400", "sok": "05"})
    tree = html.fromstring(answer.content)
    assert [h.text_content() for h in tree.xpath("//section/h2")] == [
        "10 kommuner 2023",
        "År för år",
        "Kvinnor och män",
    ]
    ticked = tree.xpath("//input[@type='checkbox'][@checked]/@value")
    assert ticked == ["0000", "1400"]
    assert tree.xpath("//input[@value='1405']")
    assert "Källa: Kolada, hämtat 2025-10-15" in answer.text


def test_the_page_has_the_same_numbers_as_its_files(scene: Reported) -> None:
    wanted = {"jamfor": ["0000", "1400"], "ar": "2023"}
    tree = html.fromstring(Client().get(address_of(scene), wanted).content)
    tables = tree.xpath("//figure//tbody")
    shown = {
        (row[0].text_content(), row[1].text_content())
        for row in tables[0]
        if row[1].text_content() != "–"
    }
    rows = json.loads(Client().get(address_of(scene), wanted | {"format": "json"}).content)["rows"]
    told = {
        (row["place"], f"{float(row['all']):.1f}".replace(".", ","))
        for row in rows
        if row["year"] == 2023 and row["all"]
    }
    assert shown == told
    assert {row["source"] for row in rows} == {
        "Egen rapportering",
        "Källa: Kolada, hämtat 2025-10-15",
    }
    csv = Client().get(address_of(scene), wanted | {"format": "csv"}).content.decode("utf-8-sig")
    assert "Kommun 00;1400;2023;70;72;69;%;Källa: Kolada, hämtat 2025-10-15;N15428" in csv
    assert Client().get(address_of(scene), wanted | {"format": "xlsx"}).status_code == 200


def test_the_page_asks_little(
    scene: Reported, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    client = Client()
    client.force_login(scene.cast.head)
    wanted = {"jamfor": ["0000", "1400"]}
    client.get(address_of(scene), wanted)
    with django_assert_max_num_queries(17):
        client.get(address_of(scene), wanted)


def test_whom_to_compare_with_is_remembered_with_the_person(scene: Reported) -> None:
    client = Client()
    client.force_login(scene.cast.head)
    done = client.post(f"{address_of(scene)}minns/", {"jamfor": "1403, 1404,1403"})
    assert (done.status_code, done["Location"]) == (303, address_of(scene))
    tree = html.fromstring(client.get(address_of(scene)).content)
    assert tree.xpath("//input[@type='checkbox'][@checked]/@value") == ["1403", "1404"]
    other = html.fromstring(client.get(address_of(scene), {"jamfor": "0000"}).content)
    assert other.xpath("//input[@type='checkbox'][@checked]/@value") == ["0000"]


def test_nobody_is_remembered_who_has_not_signed_in(scene: Reported) -> None:
    assert Client().post(f"{address_of(scene)}minns/", {"jamfor": "1403"}).status_code == 303


def test_a_search_that_finds_nothing_says_so(scene: Reported) -> None:
    assert "Ingen kommun till heter ”Zzz”." in Client().get(address_of(scene), {"sok": "Zzz"}).text


def test_an_indicator_without_key_figure_says_that_there_is_nothing_to_compare_with(
    cast: Cast,
) -> None:
    scene = report_some(cast)
    assert "Inget att jämföra med än" in Client().get(address_of(scene)).text
    indicator = f"/indikatorer/{scene.planned.indicator.pk}/"
    assert address_of(scene) not in Client().get(indicator).text
