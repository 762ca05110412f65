"""Somebody's own forecast, written beside the rule's."""

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.measured_monthly import measure_monthly
from timglas.actions.forecasts import renew_forecasts
from timglas.models import Forecast, Indicator


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    made = measure_monthly(cast)
    renew_forecasts(at=NOW)
    return made


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.head)
    return client


def test_the_page_tells_the_forecast_and_how_sure_it_is(indicator: Indicator) -> None:
    text = Client().get(f"/indikatorer/{indicator.pk}/").text
    assert "Hur slutar 2025?" in text
    assert "I åtta fall av tio" in text
    assert "Skriv en egen prognos" not in text


def test_a_forecast_is_written_shown_and_open_to_all_without_the_name(
    client: Client, indicator: Indicator
) -> None:
    address = f"/indikatorer/{indicator.pk}/prognos/"
    assert "Regelns prognos" in client.get(address).text
    done = client.post(address, {"value": "19,5", "reason": "Två är nyanställda."})
    assert (done.status_code, done["Location"]) == (303, f"/indikatorer/{indicator.pk}/?ar=2025")
    assert Forecast.objects.get(method="person").value == 19.5
    assert "Folke Förvaltningschef, skolchef tror" in client.get(done["Location"]).text
    openly = Client().get(done["Location"]).text
    assert "Två är nyanställda." in openly
    assert "Folke" not in openly
    kept = html.fromstring(client.get(address).content)
    assert kept.xpath("//*[@id='id_value']/@value") == ["19,5"]


def test_what_is_wrong_is_told_at_the_field_and_kept(client: Client, indicator: Indicator) -> None:
    wrong = client.post(f"/indikatorer/{indicator.pk}/prognos/", {"value": "tolv", "reason": ""})
    assert wrong.status_code == 422
    assert "Skriv vad din prognos bygger på." in wrong.text
    assert html.fromstring(wrong.content).xpath("//*[@id='id_value']/@value") == ["tolv"]


def test_an_indicator_of_a_later_plan_says_so(
    client: Client, indicator: Indicator, settings: object
) -> None:
    settings.TODAY = NOW.date().replace(year=2024)  # type: ignore[attr-defined]
    assert "gäller inte än" in client.get(f"/indikatorer/{indicator.pk}/prognos/").text


def test_past_forecasts_are_open_to_all_as_page_and_file(indicator: Indicator) -> None:
    address = "/indikatorer/prognoser/?ar=2025"
    response = Client().get(address)
    assert "Så träffade prognoserna" in response.text
    assert "Dagar till besked" in response.text
    lines = Client().get(f"{address}&format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Nummer;Indikator;Enhet;Mätenhet;Till april")
    assert len(lines) == 2
