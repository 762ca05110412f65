"""The register of outcomes as a page and as files."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.imported import applied
from tests.reported import Reported, report_some
from timglas.web import outcome_list

ADDRESS = reverse("outcome_list:index")


@pytest.fixture
def scene(cast: Cast, settings: Any) -> Reported:
    settings.TODAY = NOW.date()
    return report_some(cast)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_anybody_reads_the_register_and_its_file(scene: Reported, client: Client) -> None:
    said = text_of(client.get(ADDRESS, {"ar": "2023"}))
    assert "Ett utfall." in said
    assert "83,6 %" in said
    assert "läsa in igen" not in said
    lines = client.get(ADDRESS, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    heads = (
        "Indikator (nummer);Indikatorns namn;Enhet (kod);Enhetens namn;Period;Kön;Regi;Värde;"
        "Mätenhet;Täljare;Nämnare;Går inte att mäta, skäl;Kommentar;Källa;Kvalitet"
    )
    assert lines == [
        heads,
        *(
            f"{scene.planned.indicator.pk};Behöriga till gymnasiet;bun;"
            f"Barn- och utbildningsnämnden;{year};Alla;All regi;{value};%;;;;;Skolverket;Slutligt"
            for year, value in (("2023", "83,6"), ("2022", "85,2"))
        ),
    ]


def test_an_odd_choice_in_the_address_is_no_choice(scene: Reported, client: Client) -> None:
    odd = {"ar": "1066", "kvalitet": "withdrawn", "inlasning": "x", "enhet": "?"}
    assert "2 utfall." in text_of(client.get(ADDRESS, odd))


def test_the_register_is_narrowed_to_a_unit_with_all_below_or_to_one_alone(
    scene: Reported, client: Client
) -> None:
    committee, school = scene.cast.bun, scene.cast.bjork
    council, board = scene.cast.kf, scene.cast.ks
    for asked, found in (
        ({"inom": council.pk}, "2 utfall."),
        ({"inom": board.pk}, "Inga utfall passar"),
        ({"enhet": committee.code}, "2 utfall."),
        ({"enhet": school.code}, "2 utfall."),
    ):
        assert found in text_of(client.get(ADDRESS, asked))
    assert "Bara enheten" in text_of(client.get(ADDRESS, {"enhet": committee.code}))
    assert "Bara enheten" not in text_of(client.get(ADDRESS))


def test_who_reports_sees_what_an_import_brought_and_that_files_come_back(
    scene: Reported, client: Client
) -> None:
    batch = applied((scene.planned.indicator.pk, "", 2024, "84,5", ""), by=scene.cast.head)
    client.force_login(scene.cast.head)
    said = text_of(client.get(ADDRESS, {"inlasning": batch.pk}))
    assert "Filerna går att ändra och läsa in igen." in said
    assert "Ett utfall." in said
    assert "84,5 %" in said


def test_a_file_that_is_too_long_is_told_on_the_page(
    scene: Reported, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome_list, "MOST_IN_FILE", 1)
    answer = client.get(ADDRESS, {"format": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert "Filen skulle få 2 rader, och högst 1 ryms." in text_of(answer)
