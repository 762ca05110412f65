"""Kolada's pages: search, ties and fetches."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_term_plan, make_goal, make_indicator, make_levels
from timglas.models import (
    Area,
    AreaKind,
    ExternalValue,
    Fetch,
    FetchKind,
    FetchState,
    Indicator,
    Kpi,
    KpiTie,
    TieRole,
)
from timglas.queries.catalogue import KpiFilter, found_areas, kpi_rows, suggested_areas
from timglas.queries.external import comparison
from timglas.rules.search import searchable

TITLES = {
    "N00090": ("Sjukfrånvaro totalt, kommun, andel (%)", "K", "Mått."),
    "N60029": ("Sjukfrånvaro totalt, region, andel (%)", "L", "Mått."),
    "N00091": ("Sjukfrånvaro före, kommun, andel (%) (-2019)", "K", "Mått."),
    "N00200": ("Andel med låg sjukfrånvaro", "K", "Mått."),
    "N00300": ("Personal", "A", "Bland annat sjukfrånvaro."),
}


@pytest.fixture
def catalogue(cast: Cast) -> None:
    """A few KPIs and areas."""
    cast.municipality.kolada_id = "1465"
    cast.municipality.save()
    for id_, (title, kind, description) in TITLES.items():
        text = "\n".join(map(searchable, (title, id_, description)))
        Kpi.objects.create(id=id_, title=title, municipality_type=kind, search_text=text)
    svenljunga, riket, group = (
        Area.objects.create(id=id_, title=title, kind=kind)
        for id_, title, kind in (
            ("1465", "Exempelby", AreaKind.MUNICIPALITY),
            ("0000", "Riket", AreaKind.REGION),
            ("G1", "Liknande kommuner, övergripande, Exempelby, 2025", AreaKind.GROUP),
        )
    )
    assert riket != svenljunga
    group.members.add(svenljunga)


@pytest.fixture
def signed_in(cast: Cast, client: Client) -> Client:
    """The controller's browser."""
    client.force_login(cast.controller)
    return client


def test_the_page_of_ties_leads_back_to_the_indicator(signed_in: Client, cast: Cast) -> None:
    goal = make_goal(cast, draft_term_plan(cast), make_levels(cast)[0])
    edition = make_indicator(cast, goal)
    page = reverse("external:tie", args=[edition.indicator_id])
    assert reverse("plans:indicator_edit", args=[edition.pk]) in signed_in.get(page).text
    decide(cast, goal.version)
    indicator_page = reverse("indicators:detail", args=[edition.indicator_id])
    assert indicator_page in signed_in.get(page).text
    assert page in signed_in.get(indicator_page).text
    followed = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    text = signed_in.get(reverse("external:tie", args=[followed.pk])).text
    assert "Till indikatorn" not in text


@pytest.mark.parametrize("text", ["sjuk", "sjukfranvaro", "SJUKFRÅNVARO"])
def test_the_best_match_comes_first_and_the_ended_last(catalogue: None, text: str) -> None:
    found = [kpi.pk for kpi in kpi_rows(KpiFilter(text))]
    assert found == ["N00090", "N60029", "N00200", "N00300", "N00091"]


def test_every_word_is_wanted_and_an_id_is_found(catalogue: None) -> None:
    assert [k.pk for k in kpi_rows(KpiFilter("andel sjuk låg"))] == ["N00200"]
    assert [k.pk for k in kpi_rows(KpiFilter("n00090"))] == ["N00090"]
    assert [k.pk for k in kpi_rows(KpiFilter("sjuk", kind="L"))] == ["N60029", "N00300"]
    assert not kpi_rows(KpiFilter("sjuk", by_sex=True))
    assert not kpi_rows(KpiFilter("%"))[0].title.startswith("Personal")


def test_areas_are_found_without_diacritics_and_suggested(catalogue: None) -> None:
    group = "Liknande kommuner, övergripande, Exempelby, 2025"
    assert [a.title for a in found_areas("EXEMPELBY")] == ["Exempelby", group]
    assert [a.title for a in found_areas("overgripande 2025")] == [group]
    assert found_areas(" ") == ()
    assert [a.title for a in suggested_areas("1465", "Exempelby")] == ["Riket", group]


def test_an_indicator_is_tied_on_its_page(catalogue: None, cast: Cast, signed_in: Client) -> None:
    indicator = Indicator.objects.create(unit=cast.bun, created_at=NOW)
    search = reverse("external:tie", args=[indicator.pk])
    choose = reverse("external:tie_areas", args=[indicator.pk, "N00090"])
    assert choose in signed_in.get(search, {"q": "sjuk"}).content.decode()
    assert signed_in.post(choose, {}).status_code == 422
    assert signed_in.post(choose, {"areas": ["9999"]}).status_code == 422
    response = signed_in.post(choose, {"own": "on", "areas": ["0000", "G1"]})
    assert (response.status_code, response.headers["Location"]) == (303, search)
    tied = KpiTie.objects.order_by("area")
    assert list(tied.values_list("area_id", "role")) == [
        ("0000", "comparison"),
        ("1465", "own"),
        ("G1", "comparison"),
    ]
    ExternalValue.objects.create(
        kpi_id="N00090", area_id="0000", year=2011, sex="T", value=5, fetched_at=NOW
    )
    assert [(s.area_title, s.value(2011)) for s in comparison(indicator.pk)] == [
        ("Liknande kommuner, övergripande, Exempelby, 2025", None),
        ("Riket", 5),
    ]
    own = tied.get(role=TieRole.OWN)
    signed_in.post(reverse("external:untie", args=[indicator.pk]), {"tie": own.pk})
    assert not KpiTie.objects.filter(role=TieRole.OWN).exists()


def test_a_fetch_is_asked_for_shown_and_gone_on_with(cast: Cast, signed_in: Client) -> None:
    response = signed_in.post(reverse("external:fetch"), {"kind": "values"})
    fetch = Fetch.objects.get()
    page = reverse("external:fetch_detail", args=[fetch.pk])
    assert response.headers["Location"] == page
    assert "väntar på att börja" in signed_in.get(page).content.decode()
    problem = {"message": "Kolada gav inget svar.", "address": "/kpi", "at": "2025-10-15"}
    Fetch.objects.update(
        state=FetchState.FAILED, report={"counts": {}, "problems": [problem]}, steps_total=3
    )
    shown = signed_in.get(page, headers={"HX-Request": "true", "HX-Target": "div#hamtning"})
    assert "Kolada gav inget svar." in shown.content.decode()
    assert "<html" not in shown.content.decode()
    signed_in.post(reverse("external:resume", args=[fetch.pk]))
    assert Fetch.objects.get().state == FetchState.WAITING


def test_only_those_who_compare_see_kolada(catalogue: None, cast: Cast, client: Client) -> None:
    fetch = Fetch.objects.create(kind=FetchKind.VALUES, requested_at=NOW)
    addresses = [
        reverse("external:index"),
        reverse("external:kpi", args=["N00090"]),
        reverse("external:fetch_detail", args=[fetch.pk]),
    ]
    client.force_login(cast.controller)
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    assert client.get(reverse("external:kpi", args=["N99999"])).status_code == 404
    client.force_login(cast.manager)
    assert [client.get(a).status_code for a in addresses] == [403, 403, 404]


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    catalogue: None, cast: Cast, signed_in: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _each in range(count):
        indicator = Indicator.objects.create(unit=cast.bun, created_at=NOW)
        KpiTie.objects.create(
            indicator=indicator, kpi_id="N00090", area_id="0000", role=TieRole.COMPARISON
        )
        Fetch.objects.create(kind=FetchKind.VALUES, requested_at=NOW)
    url = reverse("external:index")
    signed_in.get(url)
    with django_assert_num_queries(INDEX_QUERIES):
        signed_in.get(url)


INDEX_QUERIES = 12


def test_all_municipalities_are_fetched_on_demand(cast: Cast, catalogue: None) -> None:
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    kpi, area = Kpi.objects.get(pk="N00090"), Area.objects.get(pk="0000")
    KpiTie.objects.create(indicator=indicator, kpi=kpi, area=area, role=TieRole.COMPARISON)
    client = Client()
    client.force_login(cast.controller)
    here = reverse("external:tie", args=[indicator.pk])
    assert "Hämta för alla kommuner" in client.get(here).text
    spread = reverse("external:spread", args=[indicator.pk])
    assert client.post(spread, {"kpi": "N00090"}).status_code == 303
    page = client.get(here).text
    assert "Värden hämtas för en kommun till." in page
    assert page.count("Ta bort") == 1
    client.post(spread, {"sluta": "N00090"})
    assert not KpiTie.objects.filter(role=TieRole.SPREAD).exists()
