"""Fetching from a recorded Kolada on loopback into the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest

from tests.cast import NOW, Cast
from tests.kolada_server import RecordedKolada
from timglas.actions.external import tie_indicator
from timglas.actions.fetches import request_fetch, resume_fetch, run_fetch
from timglas.actions.refusal import Refusal
from timglas.exchange.kolada import Kolada
from timglas.models import (
    Area,
    AreaKind,
    AuditEvent,
    ExternalValue,
    Fetch,
    FetchKind,
    FetchState,
    Indicator,
    Kpi,
    KpiTie,
    Outcome,
    TieRole,
)

pytestmark = pytest.mark.real


@pytest.fixture
def recorded() -> Iterator[RecordedKolada]:
    with RecordedKolada() as kolada:
        yield kolada


def client_of(kolada: RecordedKolada, **settings: int) -> Kolada:
    return Kolada(kolada.url, wait=lambda _seconds: None, **settings)


def fetch(kolada: RecordedKolada, kind: FetchKind, *, at: datetime = NOW, **settings: int) -> Fetch:
    asked = request_fetch(kind=kind, by=None, at=at)
    with client_of(kolada, **settings) as client:
        run_fetch(fetch=asked, client=client, clock=lambda: at)
    return Fetch.objects.get(pk=asked.pk)


def everything() -> dict[str, list[tuple]]:
    """All rows of the tables that a fetch of the catalogue writes."""
    models = (Kpi, Area, Area.members.through, ExternalValue, Outcome)
    return {m.__name__: sorted(m.objects.values_list(), key=repr) for m in models}


@pytest.mark.django_db
def test_the_whole_catalogue_comes_and_a_second_run_changes_nothing(
    recorded: RecordedKolada,
) -> None:
    first = fetch(recorded, FetchKind.CATALOGUE)
    assert (first.state, first.steps_done, first.steps_total) == (FetchState.DONE, 4, 4)
    assert first.report["counts"] == {
        "kpis": {"new": 6099},
        "areas": {"new": 312},
        "groups": {"new": 3630},
    }
    assert Kpi.objects.count() == 6099
    assert Area.objects.exclude(kind=AreaKind.GROUP).count() == 312
    assert Area.objects.filter(kind=AreaKind.GROUP).count() == 3630
    stored = everything()
    second = fetch(recorded, FetchKind.CATALOGUE)
    assert second.report["counts"] == {
        "kpis": {"unchanged": 6099},
        "areas": {"unchanged": 312},
        "groups": {"unchanged": 3630},
    }
    assert everything() == stored
