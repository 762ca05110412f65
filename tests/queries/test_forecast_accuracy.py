"""How a year's forecasts did."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, Cast
from tests.measured_monthly import LAST, measure_monthly
from timglas.actions.forecasts import give_forecast, renew_forecasts
from timglas.actions.outcomes import report_outcome
from timglas.kept import asking_once
from timglas.models import Forecast, Indicator
from timglas.queries.forecast_accuracy import Accuracy, forecast_accuracy
from timglas.queries.results import year_results
from timglas.rules.periods import between

JANUARY = date(2026, 1, 20)


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    """Forecast by rule in October and by a person, and measured to the year's end."""
    made = measure_monthly(cast)
    renew_forecasts(at=NOW)
    give_forecast(
        indicator=made, year=2025, value=Decimal(19), reason="Nytt.", by=cast.head, at=NOW
    )
    return made


def end_the_year(cast: Cast, indicator: Indicator, value: int) -> Accuracy:
    for period in between(LAST.next(), LAST.next().next().next()):
        report_outcome(
            indicator=indicator,
            period=period,
            value=Decimal(value),
            by=cast.controller,
            at=NOW.replace(year=2026),
        )
    return forecast_accuracy(cast.viewer(None, JANUARY), 2025)


def test_forecasts_wait_for_their_outcome(cast: Cast, indicator: Indicator) -> None:
    accuracy = forecast_accuracy(cast.viewer(None), 2025)
    (row,) = accuracy.rows
    assert (row.first, row.second, row.own, row.outcome) == (None, None, 19, None)
    assert row.third is not None
    assert (row.missed, row.held) == ("", None)
    assert accuracy.sentence == "Inget utfall för 2025 kan jämföras med en prognos än."
    assert [unit.name for unit in accuracy.units] == ["Barn- och utbildningsnämnden"]


@pytest.mark.parametrize(("value", "held", "share"), [(21, True, "100"), (90, False, "0")])
def test_the_last_forecast_is_compared_with_the_outcome(
    cast: Cast, indicator: Indicator, value: int, *, held: bool, share: str
) -> None:
    accuracy = end_the_year(cast, indicator, value)
    (row,) = accuracy.rows
    assert (row.outcome, row.held) == (value, held)
    assert row.missed.endswith("dagar")
    assert accuracy.sentence == (
        f"1 indikator har fått sitt utfall för 2025. I {share}\u00a0% av fallen kom utfallet inom "
        "prognosens intervall. 80\u00a0% är väntat."
    )


def test_each_four_months_has_its_last_forecast(cast: Cast, indicator: Indicator) -> None:
    made = Forecast.objects.get(made_by=None)
    for as_of, value in (
        (date(2024, 12, 31), 11),
        (date(2025, 4, 30), 12),
        (date(2025, 8, 31), 13),
    ):
        made.pk, made.as_of = None, as_of
        made.value = made.low = made.high = Decimal(value)
        made.save(force_insert=True)
    (row,) = forecast_accuracy(cast.viewer(None), 2025).rows
    assert (row.first, row.second) == (12, 13)


def test_a_year_without_forecasts_has_none(cast: Cast, indicator: Indicator) -> None:
    assert forecast_accuracy(cast.viewer(None), 2024).units == ()


def test_one_query_is_asked_beside_the_results(
    cast: Cast,
    indicator: Indicator,
    keeping: None,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    viewer = cast.viewer(None)
    with asking_once():
        year_results(viewer, 2025)
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            forecast_accuracy(viewer, 2025)
