"""The pages where a change of the process is said and taken back."""

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.measured_monthly import measure_monthly
from tests.reported import report_some
from timglas.models import ProcessChange

REASON = "Ansökningar prövas i två steg"


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def head(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.head)
    return client


def test_limits_are_computed_anew_and_that_is_undone(cast: Cast, head: Client) -> None:
    here = f"/indikatorer/{measure_monthly(cast).pk}/"
    assert "Har ni ändrat arbetssättet?" in head.get(here).text
    assert "Har ni ändrat arbetssättet?" not in Client().get(here).text
    done = head.post(f"{here}process/", {"period": "2025-03", "reason": REASON})
    assert (done.status_code, done["Location"]) == (303, here)
    page = Client().get(here).text
    assert "Processen ändrades 1 mars 2025" in page
    assert REASON in page
    lines = Client().get(here, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(";Undre gräns;Medel;Övre gräns;Betyder;Ändring")
    assert [line.split(";")[-1] for line in lines if REASON in line] == [REASON]
    change = ProcessChange.objects.get()
    undo = f"/indikatorer/process/{change.pk}/angra/"
    assert head.get(undo).status_code == 200
    assert head.post(undo, {"reason": "Fel månad"}).status_code == 303
    assert "Processen ändrades" not in head.get(here).text
    assert "Ångrad: Fel månad" in " ".join(head.get(f"{here}process/").text.split())


def test_a_wrong_form_keeps_what_was_typed(cast: Cast, head: Client) -> None:
    here = f"/indikatorer/{measure_monthly(cast).pk}/process/"
    answer = head.post(here, {"period": "", "reason": REASON})
    assert answer.status_code == 422
    assert REASON in answer.text
    assert head.post(here, {"period": "1999-01", "reason": REASON}).status_code == 422
    assert not ProcessChange.objects.exists()


def test_a_series_without_limits_has_none_to_compute_anew(cast: Cast, head: Client) -> None:
    indicator = report_some(cast).planned.indicator
    assert "inga gränser att räkna om" in head.get(f"/indikatorer/{indicator.pk}/process/").text
