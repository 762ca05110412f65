"""The register of outcomes: who sees which, and how it is narrowed and sorted."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.collected import collected
from tests.imported import applied, undone
from tests.planned import plan_everything, report_year
from tests.reported import report_some
from timglas.actions.indicators import assign_indicator
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.kept import asking_once
from timglas.models import Outcome, Person
from timglas.queries.outcome_list import (
    OutcomeRow,
    WantedOutcomes,
    listed_outcomes,
    outcome_units,
    outcome_years,
)
from timglas.rules.outcome_rows import Facts
from timglas.rules.periods import Frequency, Period


def listed(cast: Cast, who: Person | None, **wanted: Any) -> list[tuple[str, str, str]]:
    rows = listed_outcomes(cast.viewer(who), WantedOutcomes(**wanted))[:]
    return [(row.unit_code, row.period.code, f"{row.value:f}".rstrip("0")) for row in rows]


def report_month(cast: Cast) -> None:
    """Björkskolan and the committee report an indicator that is collected from schools."""
    indicator = collected(cast)
    for unit, value in ((cast.bjork, "7.5"), (cast.bun, "9.5")):
        report_outcome(
            indicator=indicator,
            period=Period(Frequency.MONTH, 2025, 8),
            unit=unit,
            value=Decimal(value),
            quality="preliminary",
            by=cast.head,
            at=NOW,
        )


def test_a_row_says_what_it_is_of(cast: Cast) -> None:
    planned = report_some(cast).planned
    (row,) = listed_outcomes(cast.viewer(None), WantedOutcomes(year=2023))
    assert row == OutcomeRow(
        id=row.id,
        indicator_id=planned.indicator.pk,
        name="Behöriga till gymnasiet",
        measure_unit="%",
        decimals=1,
        unit_id=cast.bun.pk,
        unit_code="bun",
        unit_name="Barn- och utbildningsnämnden",
        period=Period(Frequency.YEAR, 2023),
        sex="T",
        provider="all",
        facts=Facts(Decimal("83.6"), None, None, "final", "Skolverket", ""),
    )
    assert (row.sex_name, row.provider_name, row.quality_name) == (
        *("Alla", "All regi", "Slutligt"),
    )


def test_what_units_report_is_seen_one_by_one_by_those_who_report_it(cast: Cast) -> None:
    report_month(cast)
    assert listed(cast, None) == [("bun", "2025-08", "9.5")]
    assert listed(cast, cast.reader) == [("bun", "2025-08", "9.5")]
    assert listed(cast, cast.manager) == [("bun", "2025-08", "9.5"), ("bjork", "2025-08", "7.5")]
    assert [unit.code for unit in outcome_units(cast.viewer(None))] == ["bun"]
    assert [unit.code for unit in outcome_units(cast.viewer(cast.manager))] == ["bjork", "bun"]
    committee, department = (unit.pk for unit in (cast.bun, cast.buf))
    assert len(listed(cast, cast.manager, within=committee)) == 2
    assert listed(cast, cast.manager, within=department) == [("bjork", "2025-08", "7.5")]


@pytest.mark.parametrize(
    ("wanted", "years"),
    [
        ({}, ["2023", "2022"]),
        ({"year": 2022}, ["2022"]),
        ({"unit": "bun"}, ["2023", "2022"]),
        ({"unit": "ek"}, []),
        ({"quality": "final"}, ["2023", "2022"]),
        ({"quality": "estimated"}, []),
        ({"q": "gymnasiet behoriga"}, ["2023", "2022"]),
        ({"q": "utbildningsnämnden"}, ["2023", "2022"]),
        ({"q": "simhall"}, []),
        ({"indicator": "behöriga"}, ["2023", "2022"]),
        ({"indicator": "4711"}, []),
        ({"sort": "period"}, ["2022", "2023"]),
        ({"sort": "-varde"}, ["2022", "2023"]),
        ({"sort": "varde"}, ["2023", "2022"]),
        ({"sort": "enhet"}, ["2022", "2023"]),
        ({"sort": "annat"}, ["2023", "2022"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(
    cast: Cast, wanted: dict[str, Any], years: list[str]
) -> None:
    report_some(cast)
    assert [period for _unit, period, _value in listed(cast, None, **wanted)] == years
    assert outcome_years(cast.viewer(None)) == (2023, 2022)


def test_an_indicator_is_chosen_by_its_number_and_an_import_by_its(cast: Cast) -> None:
    indicator = report_some(cast).planned.indicator
    assert len(listed(cast, None, indicator=str(indicator.pk))) == 2
    batch = applied((indicator.pk, "", 2024, "84,5", ""), by=cast.head)
    assert listed(cast, cast.head, batch=batch.pk) == [("bun", "2024", "84.5")]
    undone(batch, by=cast.head)
    assert listed(cast, cast.head, batch=batch.pk) == []
    assert len(listed(cast, cast.head)) == 2


def test_without_outcomes_there_is_this_year(cast: Cast) -> None:
    assert outcome_years(cast.viewer(None)) == (2025,)
    assert list(listed_outcomes(cast.viewer(None), WantedOutcomes())) == []


@pytest.mark.parametrize("sort", ["", "period", "-varde"])
def test_a_page_holds_what_lies_there_among_all(cast: Cast, sort: str) -> None:
    indicator = collected(cast)
    for number, (unit, month) in enumerate(product((cast.bjork, cast.bun), (3, 4, 6, 8))):
        report_outcome(
            indicator=indicator,
            period=Period(Frequency.MONTH, 2025, month),
            unit=unit,
            value=Decimal(number),
            by=cast.head,
            at=NOW,
        )
    rows = listed_outcomes(cast.viewer(cast.manager), WantedOutcomes(sort=sort))
    whole = rows[:]
    assert len(rows) == len(whole) == 8
    for first in range(9):
        for last in range(first, 10):
            assert rows[first:last] == whole[first:last]


def test_what_is_counted_is_kept_until_something_is_reported(
    cast: Cast, keeping: None, django_assert_num_queries: Callable[[int], Any]
) -> None:
    planned = plan_everything(cast)
    report_year(planned, 2023, "80")

    def seen() -> tuple[int, list[str], tuple[int, ...]]:
        viewer = cast.viewer(cast.head)
        rows = listed_outcomes(viewer, WantedOutcomes())
        return len(rows), [row.period.code for row in rows[:50]], outcome_years(viewer)

    assert seen() == (1, ["2023"], (2023,))
    with asking_once(), django_assert_num_queries(3):
        seen()
    report_year(planned, 2021, "79")
    assert seen() == (2, ["2023", "2021"], (2023, 2022, 2021))
    correct_outcome(
        outcome=Outcome.objects.get(period_end__year=2021),
        value=Decimal(78),
        reason="Mätt igen.",
        by=cast.head,
        at=NOW,
    )
    assert seen() == (2, ["2023", "2021"], (2023, 2022, 2021))
    on = NOW.date()
    assign_indicator(indicator=planned.indicator, person=cast.manager, on=on, by=cast.head, at=NOW)
    assert seen() == (2, ["2023", "2021"], (2023, 2022, 2021))


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    planned = plan_everything(cast)
    for year in range(2014, 2014 + count):
        report_year(planned, year, "80")
    viewer = cast.viewer(cast.head)
    with django_assert_num_queries(6):
        rows = listed_outcomes(viewer, WantedOutcomes())
        assert len(rows) == len(rows[:50]) == count
