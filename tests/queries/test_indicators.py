"""The page of an indicator, its series and figure, and the list of indicators."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.imported import applied, undone
from tests.planned import plan_everything, report_year
from tests.reported import Reported, add_school, report_some
from timglas.actions.indicators import mark_break
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.models import AreaKind, Outcome
from timglas.queries.external import ComparisonSeries, ComparisonValue
from timglas.queries.figures import indicator_figure
from timglas.queries.history import outcome_history
from timglas.queries.indicators import (
    INDICATOR_ORDERS,
    IndicatorPage,
    Wanted,
    indicator_page,
    listed_indicators,
)
from timglas.queries.results import year_results
from timglas.queries.series import BreakView
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import Basis, TargetLine


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def page_of(scene: Reported, *, as_public: bool = False) -> IndicatorPage:
    viewer = scene.cast.viewer(None if as_public else scene.cast.head)
    found = indicator_page(viewer, scene.planned.indicator, 2025)
    assert found is not None
    return found


def test_periods_lie_newest_first_with_where_they_come_from(scene: Reported) -> None:
    page = page_of(scene)
    assert [(row.period.label, row.value) for row in page.rows] == [
        ("2023", Decimal("83.6")),
        ("2022", Decimal("85.2")),
    ]
    report = page.basis
    assert report is not None
    assert (report.source, report.on, report.corrections, report.is_final) == (
        "Skolverket",
        NOW.date(),
        0,
        True,
    )
    assert report.by is not None
    assert report.by.name == "Folke Förvaltningschef"
    assert page.targets == {2025: TargetLine(Decimal(88), None, Basis.YEAR_END)}


def test_a_correction_is_counted_and_its_value_shown(scene: Reported) -> None:
    outcome = Outcome.objects.get(period_end__year=2023)
    correct_outcome(
        outcome=outcome, value=Decimal("84.2"), reason="Fel.", by=scene.cast.head, at=NOW
    )
    row = page_of(scene).rows[0]
    assert row.total is not None
    assert (row.value, row.total.corrections) == (Decimal("84.2"), 1)


def test_what_was_read_in_and_undone_is_not_there(scene: Reported) -> None:
    head = scene.cast.head
    before = page_of(scene)
    batch = applied((scene.planned.indicator.pk, "", 2024, "84,5", ""), by=head)
    assert page_of(scene).rows[0].value == Decimal("84.5")
    undone(batch, by=head)
    assert page_of(scene) == before
    withdrawn = Outcome.objects.newest().get(period_end__year=2024)
    history = outcome_history(scene.cast.viewer(head), withdrawn)
    assert [(report.is_withdrawn, reason) for report, reason in history.rows] == [
        (True, "Fel fil."),
        (False, ""),
    ]


def test_women_and_men_lie_beside_the_total(scene: Reported) -> None:
    for sex, value in (("K", "86"), ("M", "81")):
        report_outcome(
            indicator=scene.planned.indicator,
            period=Period(Frequency.YEAR, 2023),
            sex=sex,
            value=Decimal(value),
            by=scene.cast.head,
            at=NOW,
        )
    page = page_of(scene)
    row = page.rows[0]
    assert page.has_sexes
    assert row.women is not None
    assert row.men is not None
    assert (row.women.value, row.men.value) == (Decimal(86), Decimal(81))
    figure = indicator_figure(page)
    assert figure is not None
    assert figure.head == ("Period", "Alla", "Kvinnor", "Män", "Mål")


def test_the_message_says_how_it_has_changed(scene: Reported) -> None:
    assert page_of(scene).message.replace("\u00a0", " ") == (
        "Senaste värdet är 83,6 % (2023). Det är 1,6 procentenheter lägre än 2022, alltså sämre."
    )


def test_a_break_is_told_and_not_compared_across(scene: Reported) -> None:
    mark_break(
        indicator=scene.planned.indicator,
        period_start=date(2023, 1, 1),
        explanation="Nya prov.",
        by=scene.cast.controller,
        at=NOW,
    )
    page = page_of(scene)
    assert page.breaks == (BreakView(date(2023, 1, 1), "Nya prov."),)
    assert "kan inte jämföras med 2022" in page.message
    figure = indicator_figure(page)
    assert figure is not None
    assert "Ny mätning" in str(figure.wide)
    assert figure.message == page.message


def test_the_figure_says_what_it_shows_and_has_its_values_in_a_table(scene: Reported) -> None:
    figure = indicator_figure(page_of(scene))
    assert figure is not None
    assert figure.message.replace("\u00a0", " ") == (
        "Värdet har minskat från 85,2 % (2022) till 83,6 % (2023)."
    )
    assert figure.head == ("Period", "Utfall", "Mål")
    assert figure.rows == (
        ("2022", "85,2", "–"),
        ("2023", "83,6", "–"),
        ("2024", "–", "–"),
        ("2025", "–", "88,0"),
    )


def test_other_municipalities_are_drawn_beside_it(scene: Reported) -> None:
    riket = ComparisonSeries(
        area_id="0000",
        area_title="Riket",
        kind=AreaKind.REGION,
        kpi_id="N15428",
        kpi_title="Behöriga",
        values=(ComparisonValue(2023, "T", Decimal("85.2"), "", None, False),),
        fetched_on=None,
    )
    figure = indicator_figure(page_of(scene), (riket,))
    assert figure is not None
    assert figure.head == ("Period", "Utfall", "Riket", "Mål")
    assert figure.rows[1] == ("2023", "83,6", "85,2", "–")


def test_without_values_there_is_nothing_to_draw(cast: Cast) -> None:
    planned = plan_everything(cast)
    page = indicator_page(cast.viewer(cast.head), planned.indicator, 2025)
    assert page is not None
    assert (page.rows, page.message, page.basis, indicator_figure(page)) == ((), "", None, None)


def test_open_pages_name_no_person(scene: Reported) -> None:
    report = page_of(scene, as_public=True).basis
    assert report is not None
    assert report.by is not None
    assert (report.by.name, report.by.title) == ("", "Skolchef")


def test_a_plan_that_has_not_begun_has_no_page(scene: Reported) -> None:
    before = scene.cast.viewer(scene.cast.head, date(2024, 12, 31))
    assert indicator_page(before, scene.planned.indicator, 2025) is None


def test_the_list_is_searched_narrowed_and_sorted(scene: Reported) -> None:
    add_school(scene.cast, scene.planned.eligible, indicators=2)
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)

    def names(**wanted: Any) -> list[str]:
        return [row.indicator.name for row in listed_indicators(results, Wanted(**wanted))]

    assert names() == ["Behöriga till gymnasiet", "Prov 0", "Prov 1"]
    assert names(q="PROV 1") == ["Prov 1"]
    assert names(q="matematik") == ["Prov 0", "Prov 1"]
    assert names(unit=str(scene.cast.bun.pk)) == ["Behöriga till gymnasiet"]
    assert names(q="1 matematik") == ["Prov 1"]
    assert names(within=scene.cast.buf.pk) == ["Prov 0", "Prov 1"]
    assert names(level=str(results.levels[2].id), sort="namn") == ["Prov 0", "Prov 1"]
    assert names(status="met") == names(kind="economy") == []
    assert names(sort="enhet")[0] == "Behöriga till gymnasiet"
    assert len(names(sort="lage")) == 3


def test_the_number_of_queries_does_not_grow(
    scene: Reported, django_assert_num_queries: Callable[[int], object]
) -> None:
    viewers = [scene.cast.viewer(scene.cast.head) for _n in range(2)]
    indicator = scene.planned.indicator
    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        indicator_page(viewers[0], indicator, 2025)
    for year in range(2012, 2022):
        report_year(scene.planned, year, "80")
    add_school(scene.cast, scene.planned.eligible, indicators=9)
    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        indicator_page(viewers[1], indicator, 2025)


@pytest.mark.parametrize("name", INDICATOR_ORDERS)
def test_every_order_keeps_every_indicator(scene: Reported, name: str) -> None:
    add_school(scene.cast, scene.planned.eligible, indicators=2)
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    forwards, backwards = (
        {row.indicator.id for row in listed_indicators(results, Wanted(sort=f"{sign}{name}"))}
        for sign in ("", "-")
    )
    assert forwards == backwards == {indicator.id for indicator in results.indicators}
