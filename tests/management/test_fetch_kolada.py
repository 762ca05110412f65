"""The command that fetches from Kolada."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, Cast
from tests.kolada_server import RecordedKolada
from timglas.models import Fetch, FetchKind, FetchState

pytestmark = [pytest.mark.real, pytest.mark.django_db]


def test_the_command_says_what_came(cast: Cast, settings: Any) -> None:
    said = StringIO()
    with RecordedKolada() as kolada:
        settings.KOLADA_URL = kolada.url
        call_command("fetch_kolada", stdout=said)
    assert "Nyckeltal : 6099 nya, 0 ändrade, 0 oförändrade, 0 upphörda" in said.getvalue()
    assert set(Fetch.objects.values_list("kind", "state")) == {
        (FetchKind.CATALOGUE, FetchState.DONE),
        (FetchKind.VALUES, FetchState.DONE),
    }


def test_the_command_says_what_failed(cast: Cast, settings: Any) -> None:
    complained = StringIO()
    with RecordedKolada() as kolada:
        settings.KOLADA_URL = kolada.url
        kolada.fail_next("/v3/kpi", "malformed")
        with pytest.raises(CommandError, match="fortsätta"):
            call_command("fetch_kolada", catalogue=True, stdout=StringIO(), stderr=complained)
    assert "Svaret från Kolada går inte att läsa" in complained.getvalue()


def test_the_command_does_not_disturb_a_running_fetch(cast: Cast) -> None:
    Fetch.objects.create(
        kind=FetchKind.VALUES, requested_at=NOW, worked_at="2999-01-01T00:00Z", state="running"
    )
    with pytest.raises(CommandError, match="pågår redan"):
        call_command("fetch_kolada", values=True)
