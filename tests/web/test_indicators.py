"""Pages about indicators."""

import json
from datetime import date

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.reported import Reported, report_some
from timglas.models import IndicatorResponsibility


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def address_of(scene: Reported) -> str:
    return f"/indikatorer/{scene.planned.indicator.pk}/"


def test_the_list_shows_value_target_and_status_in_words(scene: Reported) -> None:
    response = Client().get("/indikatorer/")
    (row,) = html.fromstring(response.content).xpath("//tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert cells == [
        "Behöriga till gymnasietBarn- och utbildningsnämnden",
        "Ännu inte aktuell",
        "",
        "83,6 %2023",
        "minst 88 %",
        "Alla når gymnasiet",
    ]
    assert "En indikator." in response.text


@pytest.mark.parametrize("url", ["/indikatorer/", "/mal/{goal}/"])
def test_a_row_tells_in_a_small_line_how_it_has_gone(scene: Reported, url: str) -> None:
    address = url.format(goal=scene.edition.goal_edition.goal_id)
    tree = html.fromstring(Client().get(f"{address}?ar=2025").content)
    (said,) = tree.xpath("//tbody//td/*[local-name()='svg'][@role='img']/@aria-label")
    assert said.replace("\u00a0", " ") == (
        "Värdet har minskat från 85,2 % (2022) till 83,6 % (2023)."
    )


def test_the_page_answers_three_questions_in_order(scene: Reported) -> None:
    tree = html.fromstring(Client().get(address_of(scene)).content)
    assert [h.text_content() for h in tree.xpath("//section/h2")] == [
        "Hur går det?",
        "Varför?",
        "Vad gör vi?",
    ]
    text = " ".join(tree.text_content().split())
    assert "Senaste värdet är 83,6 % (2023)." in text
    assert "Det är för tidigt att säga hur det går. Målet är minst 88 %." in text
    assert "Grått tills värdet ska finnas." in text
    assert "Folke" not in text


def test_the_series_comes_as_csv_and_json(scene: Reported) -> None:
    answer = Client().get(address_of(scene), {"format": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "2023;83,6;;;;;%;Slutligt;Skolverket;2025-10-15;;",
        "2022;85,2;;;;;%;Slutligt;Skolverket;2025-10-15;;",
    ]
    found = json.loads(Client().get(address_of(scene), {"format": "json"}).content)
    assert found["rows"][0]["all"] == "83.6"
    listed = json.loads(Client().get("/indikatorer/", {"format": "json"}).content)
    assert [(row["indicator"], row["value"]) for row in listed["rows"]] == [
        ("Behöriga till gymnasiet", "83.6")
    ]


def test_who_reports_is_changed_from_a_day(scene: Reported) -> None:
    client = Client()
    client.force_login(scene.cast.head)
    assert "Byt ansvarig" in client.get(address_of(scene)).text
    typed = {"person": scene.cast.manager.pk, "on": "2025-11-01"}
    done = client.post(f"{address_of(scene)}ansvarig/", typed)
    assert (done.status_code, done["Location"]) == (303, address_of(scene))
    now = IndicatorResponsibility.objects.on(date(2025, 11, 1)).get()
    assert now.person == scene.cast.manager


def test_an_indicator_of_a_later_plan_says_so(scene: Reported, settings: object) -> None:
    settings.TODAY = date(2024, 12, 30)  # type: ignore[attr-defined]
    assert "Indikatorn gäller inte än" in Client().get(address_of(scene)).text


def test_nothing_found_says_what_to_do(scene: Reported) -> None:
    response = Client().get("/indikatorer/", {"q": "finns inte"})
    assert "Inga indikatorer passar" in response.text
