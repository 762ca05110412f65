"""What the units below say of an indicator, and the whole of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast, make_unit
from tests.collected import DEFINITION, collected
from tests.plan_drafts import decide
from timglas.actions.goals import assign_goal
from timglas.actions.indicators import edit_indicator
from timglas.actions.org import move_unit
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import revise_plan
from timglas.models import (
    AggregationChoice,
    CollectedFrom,
    Indicator,
    IndicatorEdition,
    Outcome,
    Plan,
    Unit,
    UnitKind,
)
from timglas.queries.aggregates import UnitTable
from timglas.queries.indicators import indicator_page
from timglas.queries.results import year_results
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import Status

MEAN = {"aggregation": AggregationChoice.MEAN}


def report(
    cast: Cast, indicator: Indicator, unit: Unit, month: int, value: str, *counts: str
) -> None:
    """Report a month of 2025, with numerator and denominator where there are any."""
    above, below = map(Decimal, counts) if counts else (None, None)
    report_outcome(
        indicator=indicator,
        unit=unit,
        period=Period(Frequency.MONTH, 2025, month),
        value=Decimal(value),
        numerator=above,
        denominator=below,
        by=cast.head,
        at=NOW,
    )


def table(cast: Cast, indicator: Indicator) -> UnitTable:
    viewer = cast.viewer(cast.head)
    page = indicator_page(viewer, indicator, 2025)
    assert page is not None
    assert page.units is not None
    return page.units


def values(shown: UnitTable, column: int = -1) -> dict[str, Decimal | None]:
    return {row.name: row.cells[column].value for row in shown.rows}


def test_units_lie_below_the_whole_that_they_make(cast: Cast) -> None:
    indicator = collected(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    report(cast, indicator, cast.ek, 9, "6")
    report(cast, indicator, cast.ek, 8, "1")
    report(cast, indicator, cast.buf, 9, "11")
    shown = table(cast, indicator)
    assert [period.code for period in shown.periods] == ["2025-06", "2025-07", "2025-08", "2025-09"]
    assert [(row.name, row.depth) for row in shown.rows] == [
        ("Barn- och utbildningsnämnden", 0),
        ("Barn- och utbildningsförvaltningen", 1),
        ("Björkskolan", 2),
        ("Ekskolan", 2),
    ]
    assert list(values(shown).values()) == [10, 10, 4, 6]
    assert [row.cells[-1].own for row in shown.rows] == [None, 11, None, None]
    august = shown.rows[0].cells[-2]
    assert (august.value, august.how) == (
        Decimal(1),
        "Summan av 1 av 2 enheter som har rapporterat.",
    )


def test_the_year_is_made_of_its_periods(cast: Cast) -> None:
    indicator = collected(cast, accumulation="flow")
    report(cast, indicator, cast.bjork, 9, "4")
    report(cast, indicator, cast.bjork, 2, "6")
    top = table(cast, indicator).rows[0]
    assert top.year is not None
    assert (top.year.value, top.year_in_words) == (
        Decimal(10),
        "Summan av 2 av 12 perioder som har rapporterat.",
    )


def test_a_unit_counts_where_it_belonged_then(cast: Cast) -> None:
    indicator = collected(cast)
    other = make_unit("Elevhälsan", code="eh", kind=UnitKind.DEPARTMENT, parent=cast.bun)
    for month in (8, 9):
        report(cast, indicator, cast.ek, month, "6")
    move_unit(unit=cast.ek, parent=other, on=date(2025, 9, 1), by=cast.admin, at=NOW)
    shown = table(cast, indicator)
    assert values(shown, -2)["Barn- och utbildningsförvaltningen"] == 6
    assert values(shown)["Barn- och utbildningsförvaltningen"] is None
    assert values(shown)["Elevhälsan"] == 6


def test_a_small_group_is_hidden_with_what_would_tell_it(cast: Cast) -> None:
    indicator = collected(cast, measure_unit="%", aggregation=AggregationChoice.WEIGHTED)
    third = make_unit("Lindskolan", code="lind", kind=UnitKind.UNIT, parent=cast.buf)
    report(cast, indicator, cast.bjork, 9, "50", "2", "4")
    report(cast, indicator, cast.ek, 9, "50", "10", "20")
    report(cast, indicator, third, 9, "20", "20", "100")
    shown = table(cast, indicator)
    assert {row.name for row in shown.rows if row.cells[-1].is_hidden} == {
        "Björkskolan",
        "Ekskolan",
    }
    assert shown.has_hidden
    hidden = next(row for row in shown.rows if row.unit_id == cast.ek.pk)
    assert (hidden.cells[-1].value, hidden.cells[-1].how) == (None, "")
    assert hidden.year is not None
    assert (hidden.year.value, hidden.year_in_words) == (None, "")


def status_of(cast: Cast, indicator: Indicator) -> tuple[Decimal | None, Status]:
    """The value that a status in 2025 rests on, and the status."""
    results = year_results(cast.viewer(cast.head), 2025).goals.values()
    (shown,) = (i for goal in results for i in goal.indicators if i.id == indicator.pk)
    return shown.verdict.value, shown.verdict.status


def aimed(cast: Cast, **more: Any) -> Indicator:
    """A collected indicator that is to be at most 9 in 2025."""
    return collected(cast, at_most=Decimal(9), **more)


def test_the_whole_of_the_units_is_judged_once_nothing_is_missing_from_it(cast: Cast) -> None:
    indicator = aimed(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    assert status_of(cast, indicator) == (None, Status.NOT_MEASURED)
    report(cast, indicator, cast.ek, 9, "4")
    assert status_of(cast, indicator) == (Decimal(8), Status.ON_TRACK)
    page = indicator_page(cast.viewer(None), indicator, 2025)
    assert page is not None
    assert [(row.value, row.how) for row in page.rows] == [
        (Decimal(8), "Summan av 2 av 2 enheter som har rapporterat.")
    ]
    assert page.judged_row == page.rows[0]
    assert page.basis is None


def test_a_whole_that_lacks_a_part_is_told_but_is_no_value(cast: Cast) -> None:
    indicator = aimed(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    page = indicator_page(cast.viewer(None), indicator, 2025)
    assert page is not None
    assert [(row.value, row.how) for row in page.rows] == [
        (None, "Summan av 1 av 2 enheter som har rapporterat.")
    ]


def test_a_value_of_the_units_own_counts_before_the_whole(cast: Cast) -> None:
    indicator = aimed(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    report(cast, indicator, cast.ek, 9, "4")
    report(cast, indicator, cast.bun, 9, "11")
    assert status_of(cast, indicator) == (Decimal(11), Status.OFF_TRACK)
    page = indicator_page(cast.viewer(None), indicator, 2025)
    assert page is not None
    assert [(row.value, row.how) for row in page.rows] == [
        (Decimal(11), "Summan av 2 av 2 enheter som har rapporterat.")
    ]


def test_a_whole_that_would_tell_of_a_small_group_is_not_judged(cast: Cast) -> None:
    indicator = aimed(cast, measure_unit="%", aggregation=AggregationChoice.WEIGHTED)
    report(cast, indicator, cast.bjork, 9, "50", "1", "2")
    report(cast, indicator, cast.ek, 9, "50", "1", "2")
    assert status_of(cast, indicator) == (None, Status.NOT_MEASURED)


def test_another_method_alters_no_reported_value(cast: Cast) -> None:
    indicator = collected(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    report(cast, indicator, cast.ek, 9, "6")
    before = list(Outcome.objects.order_by("pk").values())
    assert values(table(cast, indicator))["Barn- och utbildningsnämnden"] == 10
    draft = revise_plan(
        plan=Plan.objects.get(), valid_from=date(2025, 10, 1), by=cast.controller, at=NOW
    )
    edition = IndicatorEdition.objects.get(goal_edition__version=draft)
    edit_indicator(edition=edition, **(DEFINITION | MEAN), by=cast.controller, at=NOW)
    decide(cast, draft)
    shown = values(table(cast, indicator))
    assert shown["Barn- och utbildningsnämnden"] == 5
    assert shown["Björkskolan"] == 4
    assert list(Outcome.objects.order_by("pk").values()) == before


def test_an_indicator_of_its_own_unit_has_no_units(cast: Cast) -> None:
    indicator = collected(cast, collected_from=CollectedFrom.OWN, aggregation="none")
    page = indicator_page(cast.viewer(None), indicator, 2025)
    assert page is not None
    assert page.units is None


def test_the_page_and_its_file_show_the_same_and_hide_the_same(cast: Cast, client: Client) -> None:
    indicator = collected(cast, measure_unit="%", aggregation=AggregationChoice.WEIGHTED)
    report(cast, indicator, cast.bjork, 9, "50", "2", "4")
    report(cast, indicator, cast.ek, 9, "17", "17", "100")
    text = client.get(f"/indikatorer/{indicator.pk}/?ar=2025").text
    assert "Täljare 19 delat med nämnare 104, från 2 av 2 enheter." in text
    assert text.count(">Dolt<") == 4
    file = client.get(f"/indikatorer/{indicator.pk}/?ar=2025&tabell=enheter&format=csv").text
    lines = [line.split(";") for line in file.splitlines() if ";2025-09;" in line]
    assert [(line[1], line[3], line[7]) for line in lines[2:]] == [
        ("Björkskolan", "", "ja"),
        ("Ekskolan", "", "ja"),
    ]


@pytest.mark.parametrize("schools", [1, 10])
def test_the_number_of_queries_does_not_grow_with_the_units(
    cast: Cast, schools: int, django_assert_num_queries: object
) -> None:
    indicator = collected(cast)
    for number in range(schools):
        unit = make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
        report(cast, indicator, unit, 9, "5")
    with django_assert_num_queries(24):  # type: ignore[operator]
        table(cast, indicator)


def test_the_table_is_kept_until_somebody_reports_the_indicator(cast: Cast, keeping: None) -> None:
    indicator = collected(cast)
    report(cast, indicator, cast.bjork, 9, "4")
    before = table(cast, indicator)
    assert table(cast, indicator) is before
    goal = indicator.editions.get().goal_edition.goal
    assign_goal(goal=goal, person=cast.head, on=NOW.date(), by=cast.admin, at=NOW)
    assert table(cast, indicator) is before
    report(cast, indicator, cast.ek, 9, "6")
    assert list(values(table(cast, indicator)).values()) == [10, 10, 4, 6]
    move_unit(unit=cast.ek, parent=cast.klk, on=date(2025, 9, 1), by=cast.admin, at=NOW)
    assert list(values(table(cast, indicator)).values()) == [4, 4, 4]
