"""The pages of imports: from a file to what it did, and back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import NOW, Cast
from tests.imported import WHY, applied, checked, csv_of, uploaded, values
from tests.reported import Reported, report_some
from timglas.actions import imports as import_actions
from timglas.models import Import, ImportState
from timglas.web.jobs import work_with_import

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#importen"}


@pytest.fixture
def scene(cast: Cast, settings: Any) -> Reported:
    settings.TODAY = NOW.date()
    return report_some(cast)


@pytest.fixture
def browser(scene: Reported, client: Client) -> Client:
    """The head's browser."""
    client.force_login(scene.cast.head)
    return client


def page_of(batch: Import, view: str = "detail") -> str:
    return reverse(f"imports:{view}", args=[batch.pk])


def text_of(response: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def row(scene: Reported, period: object, value: object) -> tuple[object, ...]:
    return (scene.planned.indicator.pk, "", period, value, "")


def test_a_file_is_uploaded_matched_checked_confirmed_and_undone(
    scene: Reported, browser: Client
) -> None:
    before = values()
    content = csv_of(row(scene, 2024, "84,5"), row(scene, 2023, "83,9"), row(scene, "x", "1"))
    sent = {"file": SimpleUploadedFile("skolor.csv", content)}
    answer = browser.post(reverse("imports:upload", args=["outcomes"]), sent)
    batch = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, page_of(batch, "columns"))
    assert browser.get(page_of(batch)).status_code == 303

    shown = browser.get(page_of(batch, "columns"))
    assert "skolor.csv är uppladdad. Ingenting är ändrat än." in text_of(shown)
    chosen = {key: str(number) for key, number in batch.matching.items()}
    answer = browser.post(page_of(batch, "columns"), chosen)
    assert (answer.status_code, answer["Location"]) == (303, page_of(batch))

    said = text_of(browser.get(page_of(batch)))
    assert "Alla 3 Nya 1 Ändras 1 Fel 1" in said
    assert (
        "Behöriga till gymnasiet, Barn- och utbildningsnämnden, 2023 Värde: 83,6 % 83,9 %" in said
    )
    assert "Period (cell C4) ”x” är ingen period. Skriv till exempel 2026." in said
    assert values() == before

    answer = browser.post(page_of(batch), {"reason": ""})
    assert answer.status_code == 422
    assert "Skriv varför uppgifterna ändras." in text_of(answer)
    answer = browser.post(page_of(batch), {"reason": WHY})
    assert answer.status_code == 422
    assert WHY in text_of(answer)
    assert "Rätta raderna med fel och ladda upp filen igen" in text_of(answer)
    answer = browser.post(page_of(batch), {"reason": WHY, "skips_rejected": "on"})
    assert answer.status_code == 303
    said = text_of(browser.get(page_of(batch)))
    assert "Importen är klar: 1 nya, 1 ändrade och 0 oförändrade." in said
    assert len(values()) == 3

    assert browser.post(page_of(batch, "undo"), {"reason": "Fel fil."}).status_code == 303
    said = text_of(browser.get(page_of(batch)))
    assert "Importen är ångrad. Allt är som det var före den." in said
    assert "Fel fil." in said
    assert values() == before
    assert "skolor.csv Utfall Ångrad 1 1 1" in text_of(browser.get(reverse("imports:index")))


def test_cells_are_pasted_with_their_headings(scene: Reported, browser: Client) -> None:
    pasted = f"Indikator (nummer)\tPeriod\tVärde\r\n{scene.planned.indicator.pk}\t2024\t84,5\r\n"
    answer = browser.post(reverse("imports:upload", args=["outcomes"]), {"pasted": pasted})
    batch = Import.objects.get()
    assert answer.status_code == 303
    assert (batch.file_name, batch.matching) == (
        "inklistrat.txt",
        {"indicator": 0, "period": 1, "value": 2},
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Välj en fil, eller klistra in en tabell. Inte båda."),
        ({"pasted": "Period\tVärde"}, "Det finns inga rader under rubrikerna."),
        ({"pasted": "x" * 6000}, "Cell A1 är för lång. Korta texten."),
    ],
)
def test_what_cannot_be_read_is_told_and_what_was_pasted_stays(
    browser: Client, sent: dict[str, str], said: str
) -> None:
    answer = browser.post(reverse("imports:upload", args=["outcomes"]), sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert sent.get("pasted", "") in answer.content.decode()


def test_an_empty_file_is_told(browser: Client) -> None:
    sent = {"file": SimpleUploadedFile("tom.csv", b"")}
    answer = browser.post(reverse("imports:upload", args=["outcomes"]), sent)
    assert answer.status_code == 422


def test_what_is_not_a_kind_is_not_found_and_one_without_permission_is_refused(
    scene: Reported, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browser.get(reverse("imports:upload", args=["hästar"])).status_code == 404
    monkeypatch.setattr("timglas.access.Viewer.has", lambda _self, asked: asked == "import")
    assert browser.get(reverse("imports:upload", args=["outcomes"])).status_code == 403
    assert "ingenting att läsa in" in text_of(browser.get(reverse("imports:index")))


def test_a_column_of_the_file_is_only_one_thing(scene: Reported, browser: Client) -> None:
    batch = uploaded(row(scene, 2024, "84,5"), by=scene.cast.head)
    chosen = {"indicator": "0", "period": "2", "value": "2"}
    answer = browser.post(page_of(batch, "columns"), chosen)
    assert answer.status_code == 422
    assert "Kolumnen är redan vald som Period." in text_of(answer)


def test_the_template_has_headings_help_and_what_can_be_referred_to(
    scene: Reported, browser: Client
) -> None:
    answer = browser.get(reverse("imports:template", args=["outcomes"]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Utfall", "Så fyller du i", "Indikatorer", "Enheter"]
    heads = [cell.value for cell in book["Utfall"][1]]
    assert heads[:5] == [
        *("Indikator (nummer)", "Indikatorns namn", "Enhet (kod)", "Enhetens namn", "Period"),
    ]
    assert [cell.value for cell in book["Så fyller du i"][7]] == [
        "Kön",
        "Vilka värdet gäller. Tomt betyder alla.",
        "Alla, Kvinnor, Män",
        "Alla",
    ]
    assert [cell.value for cell in book["Indikatorer"][2]] == [
        scene.planned.indicator.pk,
        *("Behöriga till gymnasiet", "Barn- och utbildningsnämnden", "%"),
    ]
    assert book["Enheter"].max_row == 9


def test_the_rows_with_faults_come_as_a_sheet_that_can_be_mended_and_read_in(
    scene: Reported, browser: Client
) -> None:
    rows = (row(scene, 2024, "84,5"), row(scene, "x", "0012"), row(scene, 2021, "många"))
    batch = checked(*rows, by=scene.cast.head)
    sheet = load_workbook(io.BytesIO(browser.get(page_of(batch, "rejects")).content)).active
    assert [list(told) for told in sheet.iter_rows(values_only=True)] == [
        [
            *("Indikator (nummer)", "Enhet (kod)", "Period", "Värde", "Kommentar"),
            *("Rad i filen", "Fel"),
        ],
        [
            *(scene.planned.indicator.pk, None, "x", "0012", None, 3),
            "Period: ”x” är ingen period. Skriv till exempel 2026.",
        ],
        [
            *(scene.planned.indicator.pk, None, 2021, "många", None, 4),
            "Värde: ”många” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.",
        ],
    ]


def test_the_rows_are_narrowed_and_paged(scene: Reported, browser: Client) -> None:
    rows = [row(scene, year, "1") for year in range(1960, 2015)]
    batch = checked(*rows, row(scene, "x", "1"), by=scene.cast.head)
    assert "Sida 1 av 2" in text_of(browser.get(page_of(batch)))
    assert text_of(browser.get(page_of(batch), {"visa": "reject"})).count("Period (cell") == 1
    assert "Läs in 55 rader" in text_of(browser.get(page_of(batch), {"visa": "same"}))


def test_a_large_file_is_worked_with_by_a_job_and_shows_how_far_it_is(
    scene: Reported,
    browser: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    monkeypatch.setattr(import_actions, "SMALL", 1)
    batch = uploaded(row(scene, 2024, "84,5"), row(scene, 2021, "80"), by=scene.cast.head)
    chosen = {key: str(number) for key, number in batch.matching.items()}
    with django_capture_on_commit_callbacks() as asked:
        browser.post(page_of(batch, "columns"), chosen)
    assert len(asked) == 1
    part = browser.get(page_of(batch), **HTMX)
    assert "Raderna kontrolleras. Ingenting är ändrat än. 0 0 av 2 klara" in text_of(part)
    assert 'data-hx-trigger="every 2s"' in part.content.decode()
    assert "<html" not in part.content.decode()
    work_with_import.func(batch.pk)
    assert "Alla 2 Nya 2" in text_of(browser.get(page_of(batch)))
    with django_capture_on_commit_callbacks():
        browser.post(page_of(batch))
    assert "2 rader läses in: alla eller ingen." in text_of(browser.get(page_of(batch)))
    work_with_import.func(batch.pk)
    assert "Importen är klar: 2 nya" in text_of(browser.get(page_of(batch), **HTMX))
    with django_capture_on_commit_callbacks():
        browser.post(page_of(batch, "undo"), {"reason": "Fel fil."})
    assert "Importen ångras." in text_of(browser.get(page_of(batch)))


def test_when_checking_is_done_the_part_leads_on(scene: Reported, browser: Client) -> None:
    batch = checked(row(scene, 2024, "84,5"), by=scene.cast.head)
    part = browser.get(page_of(batch), **HTMX)
    assert "Se vad som händer" in text_of(part)
    assert "<html" not in part.content.decode()


def test_work_that_stands_still_can_be_begun_anew(scene: Reported, browser: Client) -> None:
    batch = uploaded(row(scene, 2024, "84,5"), by=scene.cast.head)
    Import.objects.update(state=ImportState.CHECKING, asked_at=NOW.replace(hour=0))
    assert "Det har väntat ovanligt länge." in text_of(browser.get(page_of(batch)))
    assert "Står still" in text_of(browser.get(reverse("imports:index")))
    assert browser.post(page_of(batch, "retry")).status_code == 303
    assert "Läs in en rad" in text_of(browser.get(page_of(batch)))


def test_a_file_is_thrown_away(scene: Reported, browser: Client) -> None:
    batch = uploaded(row(scene, 2024, "84,5"), by=scene.cast.head)
    assert browser.post(page_of(batch, "discard")).status_code == 303
    assert "Filen är kastad. Ingenting lästes in." in text_of(browser.get(page_of(batch)))
    assert browser.post(page_of(batch, "discard")).status_code == 303


def test_somebody_who_reaches_the_whole_undoes_what_another_read_in(
    scene: Reported, client: Client
) -> None:
    batch = applied(row(scene, 2024, "84,5"), by=scene.cast.head)
    client.force_login(scene.cast.controller)
    assert client.post(page_of(batch, "undo"), {"reason": "Fel fil."}).status_code == 303
    assert ("bun", "2024-12-31", "84.5") not in values()
