"""Fetching from a recorded Kolada on loopback into the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.kolada_server import RecordedKolada, recorded
from timglas.actions.external import spread_kpi, tie_indicator
from timglas.actions.fetches import SILENCE, request_fetch, resume_fetch, run_fetch
from timglas.actions.outcomes import correct_outcome
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
    Municipality,
    Outcome,
    TieRole,
)

pytestmark = [pytest.mark.real, pytest.mark.django_db]

CATALOGUE, VALUES = FetchKind.CATALOGUE, FetchKind.VALUES
WHOLE = {"kpis": {"new": 6099}, "areas": {"new": 312}, "groups": {"new": 3630}}
SAME = {"kpis": {"unchanged": 6099}, "areas": {"unchanged": 312}, "groups": {"unchanged": 3630}}
DAY = timedelta(days=1)


@pytest.fixture
def kolada() -> Iterator[RecordedKolada]:
    """The recorded API."""
    with RecordedKolada() as server:
        yield server


@pytest.fixture
def svenljunga(cast: Cast) -> Area:
    """The municipality as Kolada knows it."""
    Municipality.objects.update(name="Svenljunga", kolada_id="1465")
    return Area.objects.create(id="1465", title="Svenljunga", kind=AreaKind.MUNICIPALITY)


def run(kolada: RecordedKolada, fetch: Fetch, *, at: datetime = NOW, per_page: int = 5000) -> Fetch:
    """Run a fetch as a job does, with a client that does not wait."""
    with Kolada(kolada.url, wait=lambda _seconds: None, per_page=per_page) as client:
        run_fetch(fetch=fetch, client=client, clock=lambda: at)
    return Fetch.objects.get(pk=fetch.pk)


def fetched(kolada: RecordedKolada, kind: FetchKind, *, at: datetime = NOW, **more: Any) -> Fetch:
    return run(kolada, request_fetch(kind=kind, by=None, at=at), at=at, **more)


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that hold what a fetch brings."""
    models = (Kpi, Area, Area.members.through, ExternalValue, Outcome)
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in models}


def make_kpi(kpi_id: str, title: str = "") -> Kpi:
    return Kpi.objects.create(id=kpi_id, title=title or kpi_id, search_text=kpi_id.lower())


def follow(cast: Cast, kpi: Kpi, area: Area, role: TieRole = TieRole.OWN) -> Indicator:
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    tie_indicator(indicator=indicator, kpi=kpi, area=area, role=role, by=cast.controller, at=NOW)
    return indicator


def series(indicator: Indicator) -> dict[int, Decimal | None]:
    """The current outcomes of all, by year."""
    rows = Outcome.objects.current().filter(indicator=indicator, sex="T")
    return {end.year: value for end, value in rows.values_list("period_end", "value")}


def test_the_whole_catalogue_comes_and_a_second_run_changes_nothing(
    kolada: RecordedKolada,
) -> None:
    first = fetched(kolada, CATALOGUE)
    assert (first.state, first.steps_done, first.steps_total) == (FetchState.DONE, 4, 4)
    assert first.report == {"counts": WHOLE, "problems": [], "notes": [], "conflicts": []}
    groups = Area.objects.filter(kind=AreaKind.GROUP)
    assert (Kpi.objects.count(), Area.objects.count() - groups.count()) == (6099, 312)
    assert groups.count() == 3630
    similar = Area.objects.get(title="Liknande kommuner, övergripande, Svenljunga, 2025")
    assert (similar.id, similar.members.count()) == ("G37535", 7)
    before = stored()
    second = fetched(kolada, CATALOGUE)
    assert second.report["counts"] == SAME
    assert stored() == before
    events = AuditEvent.objects.values_list("action", flat=True)
    assert sorted(events) == ["finish_fetch"] * 2 + ["request_fetch"] * 2


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ("429", "/v3/kpi?per_page=5000&page=2"),
        ("500", "/v3/municipality?"),
        ("malformed", "/v3/municipality_groups"),
        ("broken-page", "/v3/kpi?per_page=5000&page=2"),
    ],
)
def test_a_fault_is_reported_and_the_fetch_goes_on_where_it_stopped(
    kolada: RecordedKolada, fault: str, place: str
) -> None:
    kolada.fail_next(place, fault, times=5)
    cut = fetched(kolada, CATALOGUE)
    assert cut.state == FetchState.FAILED
    (problem,) = cut.report["problems"]
    assert problem["message"].startswith(("Kolada gav inget svar", "Svaret från Kolada går inte"))
    assert "Det som redan är hämtat finns kvar" in problem["message"]
    assert problem["address"].startswith(place.removeprefix("/v3"))
    kept, asked = stored(), len(kolada.requests)
    kolada._faults.clear()
    whole = run(kolada, request_fetch(kind=CATALOGUE, by=None, at=NOW))
    assert whole.pk == cut.pk
    assert (whole.state, whole.report["counts"]) == (FetchState.DONE, WHOLE)
    assert len(kolada.requests) - asked == 4 - cut.steps_done
    assert not set(kept["Kpi"]) - set(stored()["Kpi"])


def test_what_leaves_the_catalogue_is_marked_and_what_comes_back_is_not(
    kolada: RecordedKolada,
) -> None:
    make_kpi("N99999", "Sådant som inte finns längre")
    Area.objects.create(id="9999", title="Forna kommunen", kind=AreaKind.MUNICIPALITY)
    first = fetched(kolada, CATALOGUE)
    assert first.report["counts"]["kpis"] == {"new": 6099, "withdrawn": 1}
    assert first.report["counts"]["areas"] == {"new": 312, "withdrawn": 1}
    assert Kpi.objects.get(pk="N99999").withdrawn_at == NOW
    Kpi.objects.filter(pk="N00092").update(withdrawn_at=NOW, title="Gammal titel")
    second = fetched(kolada, CATALOGUE)
    assert second.report["counts"]["kpis"] == {"changed": 1, "unchanged": 6098}
    back = Kpi.objects.get(pk="N00092")
    assert (back.withdrawn_at, back.title.startswith("Sjukfrånvaro")) == (None, True)
    assert Kpi.objects.get(pk="N99999").withdrawn_at == NOW


def test_an_empty_or_partly_unreadable_list_withdraws_nothing(kolada: RecordedKolada) -> None:
    fetched(kolada, CATALOGUE)
    kolada.replay("/municipality", [b'{"values": [{"id": "x"}], "next_url": null}'])
    kolada.replay("/kpi", [b'{"values": [], "next_url": null}'])
    second = fetched(kolada, CATALOGUE)
    assert second.state == FetchState.DONE
    assert [note["message"][:6] for note in second.report["notes"]] == ["Rad 1:"]
    assert not Kpi.objects.exclude(withdrawn_at=None).exists()
    assert not Area.objects.exclude(withdrawn_at=None).exists()


def test_all_317_recorded_values_become_outcomes_once(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    rows = recorded("kolada_2012/v3shape_data_1465_1995-2012.json")
    indicators = {id_: follow(cast, make_kpi(id_), svenljunga) for id_ in {r["kpi"] for r in rows}}
    first = fetched(kolada, VALUES)
    assert first.report["problems"] == []
    assert Outcome.objects.count() == 317
    assert sum(told.get("new", 0) for told in first.report["counts"].values()) == 317
    assert series(indicators["N00092"]) == {
        year: Decimal(value)
        for year, value in zip(range(2007, 2012), ["1.4", "2.3", "3.0", "2.4", "4.0"], strict=True)
    }
    one = Outcome.objects.filter(indicator=indicators["N00092"]).earliest("period_end")
    assert (one.source, one.quality, one.unit, one.reported_by) == (
        "Kolada N00092",
        "final",
        cast.kf,
        None,
    )
    before = stored()
    KpiTie.objects.update(fetched_at=None)  # everything is asked for again
    second = fetched(kolada, VALUES)
    assert stored() == before
    assert sum(told.get("unchanged", 0) for told in second.report["counts"].values()) == 317
    third = fetched(kolada, VALUES, at=NOW + 5 * DAY)
    assert stored() == before
    assert third.report["counts"] == {}
    assert all("from_date=2025-10-13" in asked for asked in kolada.requests[-third.steps_done :])


def test_a_revision_supersedes_and_a_deletion_leaves_a_missing_value(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    indicator = follow(cast, make_kpi("N00092"), svenljunga)
    fetched(kolada, VALUES)
    kolada.revise("N00092", "1465", 2011, "T", 4.2)
    kolada.delete("N00092", "1465", 2010, "T")
    kolada.revise("N00092", "1465", 2012, "T", None)
    changed = fetched(kolada, VALUES, at=NOW + DAY)
    assert changed.report["counts"] == {"N00092 1465": {"changed": 1, "withdrawn": 1, "missing": 1}}
    assert series(indicator) == {
        2007: Decimal("1.4"),
        2008: Decimal("2.3"),
        2009: Decimal("3.0"),
        2010: None,
        2011: Decimal("4.2"),
    }
    revised = Outcome.objects.current().get(indicator=indicator, period_end__year=2011)
    assert revised.supersedes is not None
    assert (revised.reason, revised.supersedes.value) == ("Reviderat i Kolada", Decimal(4))
    gone = Outcome.objects.current().get(indicator=indicator, period_end__year=2010)
    assert (gone.reason, gone.comment) == ("Borttaget i Kolada", "Borttaget i Kolada")
    kolada.revise("N00092", "1465", 2010, "T", 2.4)
    fetched(kolada, VALUES, at=NOW + 2 * DAY)
    assert series(indicator)[2010] == Decimal("2.4")


def test_what_a_person_has_corrected_stands_and_is_reported(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    indicator = follow(cast, make_kpi("N00092"), svenljunga)
    fetched(kolada, VALUES)
    outcome = Outcome.objects.get(indicator=indicator, period_end__year=2011)
    correct_outcome(
        outcome=outcome, value=Decimal("3.9"), reason="Fel i underlaget", by=cast.controller, at=NOW
    )
    KpiTie.objects.update(fetched_at=None)
    again = fetched(kolada, VALUES)
    assert again.report["conflicts"] == [
        {
            "indicator": indicator.pk,
            "kpi": "N00092",
            "year": 2011,
            "sex": "T",
            "own": "3.90000000",
            "kolada": "4.0",
        }
    ]
    assert series(indicator)[2011] == Decimal("3.9")
    kolada.delete("N00092", "1465", 2011, "T")
    assert fetched(kolada, VALUES).report["conflicts"] == []
    assert series(indicator)[2011] == Decimal("3.9")


def test_values_to_compare_with_are_kept_apart_with_every_revision(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    boras = Area.objects.create(id="1490", title="Borås", kind=AreaKind.MUNICIPALITY)
    similar = Area.objects.create(id="G37535", title="Liknande", kind=AreaKind.GROUP)
    kpi = make_kpi("N00092")
    indicator = follow(cast, kpi, svenljunga)
    for area in (boras, similar):
        tie_indicator(
            indicator=indicator,
            kpi=kpi,
            area=area,
            role=TieRole.COMPARISON,
            by=cast.controller,
            at=NOW,
        )
    fetched(kolada, VALUES)
    values = ExternalValue.objects.current()
    assert set(values.values_list("area_id", flat=True)) == {"1490", "G37535"}
    count = values.filter(area=boras).count()
    kolada.revise("N00092", "1490", 2011, "T", None)
    kolada.delete("N00092", "1490", 2010, "T")
    kolada.delete("N00092", "1490", 1990, "T")
    later = fetched(kolada, VALUES, at=NOW + DAY)
    assert later.report["counts"]["N00092 1490"] == {"changed": 1, "withdrawn": 1, "unchanged": 1}
    assert values.get(area=boras, year=2011).value is None
    assert not values.filter(area=boras, year=2010).exists()
    assert ExternalValue.objects.filter(area=boras).count() == count + 2
    group_questions = [asked for asked in kolada.requests if "G37535" in asked]
    assert not any("from_date" in asked for asked in group_questions)


def test_all_municipalities_values_come_beside_those_that_are_compared(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    for area, title in (("1490", "Borås"), ("1463", "Mark")):
        Area.objects.create(id=area, title=title, kind=AreaKind.MUNICIPALITY)
    Area.objects.create(id="X001", title="Grannby", kind=AreaKind.MUNICIPALITY, is_invented=True)
    kpi = make_kpi("N00092")
    boras = Area.objects.get(pk="1490")
    indicator = follow(cast, kpi, boras, TieRole.COMPARISON)
    assert spread_kpi(indicator=indicator, kpi=kpi, by=cast.controller, at=NOW) == 3
    fetched(kolada, VALUES)
    areas = ExternalValue.objects.current().values_list("area_id", flat=True)
    assert set(areas) == {"1463", "1465", "1490"}
    assert not any("X001" in asked for asked in kolada.requests)


def test_an_id_that_kolada_does_not_know_is_named_and_the_rest_comes(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    indicator = follow(cast, make_kpi("N00092"), svenljunga)
    follow(cast, make_kpi("N98765"), svenljunga)
    first = fetched(kolada, VALUES)
    assert first.state == FetchState.DONE
    assert len(series(indicator)) == 5
    assert "N98765" in first.report["notes"][0]["message"]
    assert Kpi.objects.get(pk="N98765").withdrawn_at == NOW
    assert KpiTie.objects.get(kpi="N98765").fetched_at is None
    asked = len(kolada.requests)
    second = fetched(kolada, VALUES, at=NOW + DAY)
    assert "N98765" in second.report["notes"][0]["message"]
    assert not any("N98765" in address for address in kolada.requests[asked:])


def test_an_unreadable_answer_is_left_for_later_and_the_others_come(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    boras = Area.objects.create(id="1490", title="Borås", kind=AreaKind.MUNICIPALITY)
    kept = follow(cast, make_kpi("N00092"), svenljunga)
    follow(cast, make_kpi("N00093"), boras, TieRole.COMPARISON)
    kolada.fail_next("/v3/data/kpi/N00092", "malformed")
    cut = fetched(kolada, VALUES)
    assert (cut.state, len(cut.report["problems"])) == (FetchState.FAILED, 1)
    assert (series(kept), ExternalValue.objects.count() > 0) == ({}, True)
    resume_fetch(fetch=cut, by=cast.controller, at=NOW)
    whole = run(kolada, cut)
    assert (whole.state, len(series(kept))) == (FetchState.DONE, 5)


def test_pages_of_values_are_gone_on_with_from_the_page_that_failed(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    for id_ in ("N00092", "N00093", "N00094"):
        follow(cast, make_kpi(id_), svenljunga)
    kolada.fail_next(
        "/v3/data/kpi/N00092,N00093,N00094/municipality/1465?per_page=4&page=3", "500", times=5
    )
    cut = fetched(kolada, VALUES, per_page=4)
    assert (cut.state, cut.steps_done) == (FetchState.FAILED, 2)
    stored_before = Outcome.objects.count()
    whole = run(kolada, request_fetch(kind=VALUES, by=None, at=NOW), per_page=4)
    assert whole.state == FetchState.DONE
    assert Outcome.objects.count() > stored_before == 8
    assert sum(told["new"] for told in whole.report["counts"].values()) == Outcome.objects.count()


def test_a_row_that_cannot_be_understood_is_told_and_asked_for_again(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    follow(cast, make_kpi("N00092"), svenljunga)
    head = b'{"values": [{"kpi": "N00092", "municipality": "1465", "period": 2011, "values": '
    value = b'{"gender": "T", "count": 1, "status": "", "value": %s, "isdeleted": false}'
    rows = b"[" + value % b'"tre"' + b", " + value.replace(b'"T"', b'"K"') % b"2e13" + b"]"
    path = "/data/kpi/N00092/municipality/1465"
    kolada.replay(path, [head + rows + b'}], "next_url": null}'])
    first = fetched(kolada, VALUES)
    assert first.state == FetchState.DONE
    assert len(first.report["notes"]) == 2
    assert KpiTie.objects.get().fetched_at is None
    assert Outcome.objects.count() == 0


def test_a_fetch_is_asked_for_once_at_a_time(cast: Cast) -> None:
    waiting = request_fetch(kind=VALUES, by=cast.controller, at=NOW)
    assert request_fetch(kind=VALUES, by=cast.controller, at=NOW) == waiting
    Fetch.objects.update(state=FetchState.RUNNING, worked_at=NOW)
    with pytest.raises(Refusal):
        request_fetch(kind=VALUES, by=cast.controller, at=NOW)
    with pytest.raises(Refusal):
        resume_fetch(fetch=Fetch.objects.get(), by=cast.controller, at=NOW)
    assert request_fetch(kind=VALUES, by=cast.controller, at=NOW + SILENCE) == waiting
    Fetch.objects.update(state=FetchState.DONE)
    with pytest.raises(Refusal):
        resume_fetch(fetch=Fetch.objects.get(), by=cast.controller, at=NOW)
    assert request_fetch(kind=VALUES, by=cast.controller, at=NOW) != waiting


def test_a_long_fetch_that_is_still_running_is_not_started_again(cast: Cast) -> None:
    request_fetch(kind=VALUES, by=None, at=NOW)
    Fetch.objects.update(state=FetchState.RUNNING, worked_at=NOW + 2 * DAY)
    with pytest.raises(Refusal):
        request_fetch(kind=VALUES, by=None, at=NOW + 2 * DAY)


def test_an_old_interrupted_fetch_is_left_behind(cast: Cast) -> None:
    old = request_fetch(kind=CATALOGUE, by=None, at=NOW)
    Fetch.objects.update(state=FetchState.FAILED)
    assert request_fetch(kind=CATALOGUE, by=None, at=NOW + 2 * DAY) != old


def test_a_fetch_that_is_done_does_not_run_again(kolada: RecordedKolada, cast: Cast) -> None:
    done = fetched(kolada, VALUES)
    with pytest.raises(Refusal):
        run(kolada, done)


def test_a_run_that_was_taken_over_stops_without_a_trace(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    follow(cast, make_kpi("N00092"), svenljunga)
    fetch = request_fetch(kind=VALUES, by=None, at=NOW)

    def taking_over() -> datetime:
        if kolada.requests:
            Fetch.objects.update(cursor={"claim": "another", "questions": []})
        return NOW

    with Kolada(kolada.url, wait=lambda _seconds: None) as client:
        run_fetch(fetch=fetch, client=client, clock=taking_over)
    assert Fetch.objects.get().state == FetchState.RUNNING
    assert Outcome.objects.count() == 0


def test_a_fault_of_our_own_is_reported_and_raised(
    kolada: RecordedKolada, cast: Cast, svenljunga: Area
) -> None:
    follow(cast, make_kpi("N00092"), svenljunga)
    fetch = request_fetch(kind=VALUES, by=None, at=NOW)
    kolada.fail_next("/v3/data", "429")
    client = Kolada(kolada.url, wait=lambda _seconds: 1 / 0)
    with client, pytest.raises(ZeroDivisionError):
        run_fetch(fetch=fetch, client=client, clock=lambda: NOW)
    failed = Fetch.objects.latest("pk")
    assert failed.state == FetchState.FAILED
    assert [p["message"] for p in failed.report["problems"]] == [
        "Ett fel i Timglas avbröt hämtningen."
    ]
