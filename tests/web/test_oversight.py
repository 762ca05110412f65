"""The yearly oversight of companies in the browser: listed, looked into and decided."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.oversight import oversee
from timglas.models import OversightDecision, Person


@pytest.fixture
def cast(cast: Cast, settings: object) -> Cast:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return cast


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, cast: Cast, year: int = 2024) -> str:
    return reverse(f"oversight:{name}", args=[cast.ab.pk, year])


def test_what_is_missing_is_said_and_found_again(cast: Cast) -> None:
    client = browser(cast.elected)
    page = client.get(reverse("oversight:index")).text
    assert "De skulle ha varit klara 31 mars 2025" in page
    assert address("detail", cast) in page
    page = client.get(address("detail", cast)).text
    for shown in (
        *("Inget beslut än", "Det skulle ha varit klart 31 mars 2025", "Varken bolagsordning"),
        *("Inga mål för året", "Ingen plan för året"),
    ):
        assert shown in page
    assert address("decide", cast) not in page


@pytest.mark.parametrize(("asked", "year"), [("2023", "2023"), ("x", "2024"), ("9", "2024")])
def test_the_year_is_chosen_in_the_address(cast: Cast, asked: str, year: str) -> None:
    page = browser(cast.elected).get(reverse("oversight:index"), {"ar": asked}).text
    assert f"Uppsikt över bolagen {year}</h1>" in page


def test_the_registrar_records_what_the_board_decided(cast: Cast) -> None:
    client = browser(cast.registrar)
    assert address("decide", cast) in client.get(address("detail", cast)).text
    sent = {
        "finding": "remark",
        "text": "",
        "decided_on": "2025-03-26",
        "paragraph": "52",
        "registry_number": "KS 2025/61",
    }
    refused = client.post(address("decide", cast), sent)
    assert (refused.status_code, OversightDecision.objects.exists()) == (422, False)
    assert "Skriv vad anmärkningen gäller" in refused.text
    assert client.post(address("decide", cast), sent | {"paragraph": ""}).status_code == 422
    done = client.post(address("decide", cast), sent | {"text": "Underhållet dröjer."}, follow=True)
    for shown in ("Ja, med anmärkning", "Underhållet dröjer.", "§ 52 Dnr KS 2025/61"):
        assert shown in done.text
        assert shown in client.get(reverse("orders:detail", args=[cast.ab.pk, 2024])).text


def test_a_year_that_goes_on_is_not_decided_on(cast: Cast) -> None:
    page = browser(cast.registrar).get(address("detail", cast, 2025)).text
    assert "2025 är inte slut än." in page
    assert address("decide", cast, 2025) not in page
    oversee(cast)
    assert "Ja</span>" in browser(cast.elected).get(reverse("oversight:index")).text


def test_only_companies_are_overseen(cast: Cast) -> None:
    url = reverse("oversight:detail", args=[cast.bun.pk, 2024])
    assert browser(cast.elected).get(url).status_code == 404
