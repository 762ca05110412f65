"""An indicator beside others: whose values, which year, and as known when."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.collected import collected
from tests.compared import KPI, compare_some, value
from tests.measured_monthly import measure_monthly
from tests.planned import plan_everything
from tests.reported import Reported
from timglas.actions.external import spread_kpi, store_comparisons, tie_indicator
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.exchange.kolada import ValueRow
from timglas.models import Area, AreaKind, Indicator, Kpi, Outcome, TieRole
from timglas.queries.comparison import Compared, Wanted, compared
from timglas.queries.comparison_figures import (
    Gap,
    development_figure,
    gap_words,
    gaps,
    message,
    spread_figure,
)
from timglas.queries.indicators import indicator_page
from timglas.rules.comparison import Quarters
from timglas.rules.periods import Frequency, Period

LATER = NOW + timedelta(days=30)
type Counting = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return compare_some(cast)


def page_of(scene: Reported, wanted: Wanted | None = None, **more: object) -> Compared:
    viewer = scene.cast.viewer(None)
    page = compared(viewer, scene.planned.indicator, wanted or Wanted(), **more)  # type: ignore[arg-type]
    assert page is not None
    return page


def test_the_year_compared_is_the_latest_that_both_have(scene: Reported) -> None:
    store_comparisons([value("1400", 2024, "71")], at=NOW)
    page = page_of(scene)
    assert (page.years, page.year) == ((2024, 2023, 2021), 2023)
    assert page_of(scene, Wanted(year=2021)).year == 2021
    assert page_of(scene, Wanted(year=1999)).year == 2023
    assert (page.known_count, page.is_behind) == (10, False)
    assert page.own == {2022: {"T": Decimal("85.2")}, 2023: {"T": Decimal("83.6")}}


def test_the_own_value_is_placed_among_all_that_have_one(scene: Reported) -> None:
    page = page_of(scene)
    assert page.quarters == Quarters(Decimal("72.25"), Decimal("74.5"), Decimal("76.75"), count=10)
    assert message(page).replace("\u00a0", " ") == (
        "Exempelby har 83,6 % 2023 och hör till den fjärdedel av 10 kommuner som har högst värden."
    )
    assert page.has_own_value


def test_riket_comes_first_and_own_choice_after(scene: Reported) -> None:
    page = page_of(scene)
    assert [(row.place.title, row.years) for row in page.chosen] == [
        ("Riket", {2022: {"T": Decimal(80)}, 2023: {"T": Decimal(81)}})
    ]
    chosen = page_of(scene, Wanted(areas=("1403", "1400"), text="mun 05"))
    assert [row.place.id for row in chosen.chosen] == ["1400", "1403"]
    assert [(c.place.id, c.is_chosen) for c in chosen.choices] == [
        ("0000", False),
        ("1400", True),
        ("1403", True),
    ]
    assert [place.id for place in chosen.found] == ["1405"]
    assert [row.place.id for row in chosen.shown][:3] == ["1400", "1403", "1401"]


def test_others_whose_values_have_ended_are_behind(scene: Reported) -> None:
    report_outcome(
        indicator=scene.planned.indicator,
        period=Period(Frequency.YEAR, 2024),
        value=Decimal(84),
        by=scene.cast.head,
        at=NOW,
    )
    page = page_of(scene)
    assert (page.year, page.is_behind) == (2023, True)
    assert not page_of(scene, Wanted(year=2021)).is_behind


def test_missing_is_never_zero(scene: Reported) -> None:
    page = page_of(scene, Wanted(areas=("1410",)))
    (missing,) = page.chosen
    assert missing.value(2023) is None
    figure = spread_figure(page)
    assert figure is not None
    assert [row for row in figure.rows if row[1] == "–"] == [("Kommun 10", "–")]
    assert str(figure.wide).count("<circle") == 10 + 1


def test_the_source_is_named_with_its_day_and_what_is_invented_never_names_kolada(
    scene: Reported,
) -> None:
    assert page_of(scene).sources == ("Källa: Kolada, hämtat 2025-10-15",)
    Area.objects.update(is_invented=True)
    assert page_of(scene).sources == ("Påhittade exempelvärden",)


def test_the_development_has_a_line_for_each_and_a_gap_where_nothing_is_known(
    scene: Reported,
) -> None:
    figure = development_figure(page_of(scene, Wanted(areas=("0000", "1400"))))
    assert figure is not None
    assert figure.head == ("Period", "Exempelby", "Riket", "Kommun 00")
    assert figure.rows == (
        ("2021", "–", "–", "68,0"),
        ("2022", "85,2", "80,0", "–"),
        ("2023", "83,6", "81,0", "70,0"),
    )


def test_women_and_men_are_compared_where_both_are_known(scene: Reported) -> None:
    page = page_of(scene, Wanted(areas=("1400", "1401")))
    assert gaps(page) == (Gap("Kommun 00", Decimal(72), Decimal(69)),)
    assert gaps(page)[0].difference == 3
    assert Gap("A", Decimal(1), None).difference is None
    assert gap_words(page) == ""
    for sex, number in (("K", "85"), ("M", "82")):
        report_outcome(
            indicator=scene.planned.indicator,
            period=Period(Frequency.YEAR, 2023),
            sex=sex,
            value=Decimal(number),
            by=scene.cast.head,
            at=NOW,
        )
    assert gap_words(page_of(scene)).replace("\u00a0", " ") == (
        "I Exempelby är kvinnornas värde 3,0 procentenheter högre än männens 2023."
    )


def test_what_was_known_at_a_moment_stays_whatever_comes_later(scene: Reported) -> None:
    before = page_of(scene, as_of=NOW)
    store_comparisons([value("0000", 2023, "90"), value("1409", 2023, "1")], at=LATER)
    outcome = Outcome.objects.get(period_end__year=2023, sex="T")
    correct_outcome(outcome=outcome, value=Decimal(50), reason="Fel", by=scene.cast.head, at=LATER)
    assert page_of(scene, as_of=NOW) == before
    now = page_of(scene, as_of=LATER)
    assert now.own_value() == 50
    assert now.chosen[0].value(2023) == 90
    assert page_of(scene, as_of=NOW - timedelta(days=1)).year is None


def test_before_there_is_a_value_there_is_nothing_to_draw(scene: Reported) -> None:
    page = page_of(scene, as_of=NOW - timedelta(days=1))
    assert (message(page), gap_words(page), gaps(page)) == ("", "", ())
    assert development_figure(page) is None
    assert spread_figure(page) is None
    assert page.quarters is None


def test_without_a_key_figure_or_a_plan_there_is_no_comparison(cast: Cast) -> None:
    planned = plan_everything(cast)
    assert compared(cast.viewer(None), planned.indicator, Wanted()) is None
    page = indicator_page(cast.viewer(None), planned.indicator, 2025)
    assert page is not None
    assert not page.is_tied
    loose = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    kpi = Kpi.objects.create(id="N1", title="A", search_text="a")
    area = Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    act = {"kpi": kpi, "area": area, "role": TieRole.COMPARISON, "by": cast.controller, "at": NOW}
    tie_indicator(indicator=loose, **act)
    tie_indicator(indicator=planned.indicator, **act)
    page = indicator_page(cast.viewer(None), planned.indicator, 2025)
    assert page is not None
    assert page.is_tied
    assert compared(cast.viewer(None), loose, Wanted()) is None


@pytest.mark.parametrize(
    ("accumulation", "over_time", "years"),
    [
        ("level", "latest", {2024: {"T": Decimal(12)}}),
        ("level", "mean", {}),
        ("rolling", "mean", {2024: {"T": Decimal(12)}}),
        ("flow", "latest", {}),
    ],
)
def test_a_month_stands_for_its_year_only_where_it_says_as_much(
    cast: Cast, accumulation: str, over_time: str, years: dict[int, dict[str, Decimal]]
) -> None:
    indicator = measure_monthly(cast, accumulation=accumulation, aggregation_over_time=over_time)
    kpi = Kpi.objects.create(id="N1", title="A", search_text="a")
    area = Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    act = {"kpi": kpi, "area": area, "role": TieRole.COMPARISON, "by": cast.controller, "at": NOW}
    tie_indicator(indicator=indicator, **act)
    page = compared(cast.viewer(None), indicator, Wanted(), as_of=NOW)
    assert page is not None
    assert page.own == years


YEARLY = {"frequency": "year", "aggregation": "mean"}


def tied(cast: Cast, indicator: Indicator) -> None:
    kpi = Kpi.objects.create(id=KPI, title="Frånvaro (%)", search_text="frånvaro")
    area = Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    act = {"kpi": kpi, "area": area, "role": TieRole.COMPARISON, "by": cast.controller, "at": NOW}
    tie_indicator(indicator=indicator, **act)


def from_unit(cast: Cast, indicator: Indicator, number: int, **more: Any) -> None:
    what = {"indicator": indicator, "period": Period(Frequency.YEAR, 2024), "at": NOW}
    report_outcome(value=Decimal(number), by=cast.controller, **{**what, **more})


def own_of(cast: Cast, indicator: Indicator, **more: Any) -> dict[int, dict[str, Decimal]]:
    page = compared(cast.viewer(None), indicator, Wanted(), **more)
    assert page is not None
    return {year: dict(known) for year, known in page.own.items()}


def test_the_whole_of_the_units_is_the_own_value_when_nothing_is_missing_from_it(
    cast: Cast,
) -> None:
    indicator = collected(cast, **YEARLY)
    tied(cast, indicator)
    from_unit(cast, indicator, 10, unit=cast.bjork)
    assert own_of(cast, indicator) == {}
    from_unit(cast, indicator, 20, unit=cast.ek, at=LATER)
    assert own_of(cast, indicator) == {2024: {"T": Decimal(15)}}
    assert own_of(cast, indicator, as_of=NOW) == {}


def test_what_the_unit_itself_reports_counts_before_the_whole_as_when_it_is_judged(
    cast: Cast,
) -> None:
    indicator = collected(cast, **YEARLY)
    tied(cast, indicator)
    for unit, number in ((cast.bjork, 10), (cast.ek, 20), (cast.bun, 16)):
        from_unit(cast, indicator, number, unit=unit)
    assert own_of(cast, indicator) == {2024: {"T": Decimal(16)}}


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_does_not_grow(
    scene: Reported, django_assert_num_queries: Counting, more: int
) -> None:
    for number in range(more):
        Area.objects.create(id=f"15{number:02}", title=f"Stad {number}", kind=AreaKind.MUNICIPALITY)
    if more:
        kpi = Kpi.objects.get(pk=KPI)
        act = {"by": scene.cast.controller, "at": NOW}
        spread_kpi(indicator=scene.planned.indicator, kpi=kpi, **act)
        store_comparisons([value(f"15{n:02}", 2023, str(n)) for n in range(more)], at=NOW)
    with django_assert_num_queries(9):
        page_of(scene, Wanted(areas=("0000", "1400")))


@pytest.mark.real
def test_the_290_municipalities_of_2011_spread_as_they_did(
    scene: Reported, real_data: Path
) -> None:
    file = real_data / "kolada_2012" / "v3shape_data_290_municipalities_7_kpis.json"
    told = json.loads(file.read_text(), parse_float=Decimal)["values"]
    rows = [
        ValueRow(
            kpi="N20014",
            area=row["municipality"],
            year=int(row["period"]),
            sex=one["gender"],
            value=one["value"],
            status=one["status"],
            count=one["count"],
            deleted=one["isdeleted"],
        )
        for row in told
        for one in row["values"]
        if row["kpi"] == "N20014"
    ]
    for area in sorted({row.area for row in rows}):
        Area.objects.get_or_create(id=area, defaults={"title": area, "kind": AreaKind.MUNICIPALITY})
    kpi = Kpi.objects.create(id="N20014", title="Nettokostnad", search_text="nettokostnad")
    act = {"by": scene.cast.controller, "at": NOW}
    spread_kpi(indicator=scene.planned.indicator, kpi=kpi, **act)
    store_comparisons(rows, at=NOW)
    page = page_of(scene, Wanted(kpi="N20014", year=2011))
    known = [row.value for row in rows if row.year == 2011 and row.value is not None]
    assert page.quarters is not None
    assert page.quarters.count == len(known) == 290
    assert sum(value < page.quarters.middle for value in known) == 145
