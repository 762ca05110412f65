"""Timglaset over HTTP: the drawing, the list and the files say the same."""

import json

import pytest
from django.test import Client
from lxml import html

from tests.activities import make_activity
from tests.cast import Cast
from tests.planned import Planned, plan_everything


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def test_the_drawing_the_list_and_the_files_have_the_same_numbers(
    planned: Planned, client: Client
) -> None:
    page = html.fromstring(client.get("/timglaset/?ar=2025").content)
    wide = page.find_class("hourglass-wide")[0]
    drawn = [node.text for node in wide.find_class("t-count")][1:-1]
    without = [node.text for node in wide.find_class("t-bold") if node.text.isdigit()]
    levels = page.find_class("levels")[0]
    listed = [node.text for node in levels.find_class("count")][1:-1]
    said = [node.text_content().split()[-1] for node in levels.find_class("st--none")]
    rows = json.loads(client.get("/timglaset/?ar=2025&format=json").content)["rows"]
    assert drawn == listed == [str(row["mal"]) for row in rows] == ["2", "2", "1"]
    assert without == said == [str(row["utan_resultat"]) for row in rows] == ["2", "2", "1"]
    text = client.get("/timglaset/?ar=2025&format=csv").content.decode("utf-8-sig")
    assert [line.split(";")[:2] for line in text.splitlines()[1:]] == [
        ["Fullmäktigemål", "2"],
        ["Nämndmål", "2"],
        ["Verksamhetsmål", "1"],
    ]


def test_every_letter_is_explained_below_the_drawing(planned: Planned, client: Client) -> None:
    page = html.fromstring(client.get("/timglaset/?ar=2025").content)
    letters = {a.get("href")[1:] for a in page.xpath("//*[@href]") if "#tunn-" in a.get("href")}
    assert letters == {"tunn-a", "tunn-b", "tunn-c"}
    assert all(page.get_element_by_id(letter) is not None for letter in letters)


@pytest.mark.parametrize("query", ["", "?ar=2019", "?mal=x", "?mal=999999", "?mal=²"])
def test_an_open_page_sets_no_cookie_and_may_be_kept_by_caches(
    planned: Planned, client: Client, query: str
) -> None:
    response = client.get(f"/timglaset/{query}")
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=300")
    assert not response.cookies


def test_a_year_without_plans_says_so(planned: Planned, client: Client) -> None:
    text = client.get("/timglaset/?ar=2019").content.decode()
    assert "Ingen plan är beslutad för 2019 än" in text


def test_the_activities_lie_at_the_bottom_of_the_drawing_the_list_and_the_files(
    planned: Planned, client: Client
) -> None:
    make_activity(planned)
    page = html.fromstring(client.get("/timglaset/?ar=2025").content)
    drawn = page.find_class("hourglass-wide")[0].find_class("t-count")[-1].text
    listed = [node.text for node in page.find_class("levels")[0].find_class("count")][-2:]
    assert (drawn, listed) == ("1", ["1", "1"])
    assert not [a for a in page.xpath("//a/@href") if a.startswith("/aktiviteter/?ar")]
    row = json.loads(client.get("/timglaset/?ar=2025&format=json").content)["rows"][-1]
    assert {key: value for key, value in row.items() if value is not None} == {
        "niva": "Aktiviteter",
        "mal_hogst_upp": "Unga får en bra start",
        "aktiviteter": 1,
        "aktiviteter_done": 0,
        "aktiviteter_ongoing": 0,
        "aktiviteter_not_started": 0,
        "aktiviteter_late": 1,
    }


def test_every_part_of_the_sand_leads_to_the_activities_it_stands_for(
    planned: Planned, client: Client
) -> None:
    make_activity(planned)
    client.force_login(planned.cast.reader)
    page = html.fromstring(client.get("/timglaset/?ar=2025").content)
    links = {a for a in page.xpath("//@href") if a.startswith("/aktiviteter/?ar")}
    assert len(links) == 4
    for link in links:
        assert len(json.loads(client.get(f"{link}&format=json").content)["rows"]) == 1
