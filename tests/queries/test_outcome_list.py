"""The register of outcomes: who sees which, and how it is narrowed and sorted."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.collected import collected
from tests.imported import applied, undone
from tests.planned import plan_everything, report_year
from tests.reported import report_some
from timglas.actions.outcomes import report_outcome
from timglas.models import Person
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
    assert [code for code, _name in outcome_units(cast.viewer(None))] == ["bun"]
    assert [code for code, _name in outcome_units(cast.viewer(cast.manager))] == ["bun", "bjork"]


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


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    planned = plan_everything(cast)
    for year in range(2014, 2014 + count):
        report_year(planned, year, "80")
    viewer = cast.viewer(cast.head)
    rows = listed_outcomes(viewer, WantedOutcomes())
    with django_assert_num_queries(3):
        assert len(rows) == len(rows[:50]) == count
