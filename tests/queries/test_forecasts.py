"""What an indicator's page says of the year's end."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.measured_monthly import LAST, measure_monthly
from timglas.actions.forecasts import give_forecast, renew_forecasts
from timglas.actions.indicators import mark_break
from timglas.actions.outcomes import report_outcome
from timglas.models import Indicator
from timglas.queries.figures import indicator_figure
from timglas.queries.forecasts import YearForecast, foretold_lines, year_forecast
from timglas.queries.histories import histories
from timglas.queries.indicators import IndicatorPage, indicator_page
from timglas.rules.periods import between


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    return measure_monthly(cast)


def page_of(cast: Cast, indicator: Indicator, today: date = TODAY) -> IndicatorPage:
    shown = indicator_page(cast.viewer(cast.head, today), indicator, 2025)
    assert shown
    return shown


def forecast(cast: Cast, indicator: Indicator, today: date = TODAY) -> YearForecast:
    return year_forecast(cast.viewer(None, today), page_of(cast, indicator, today))


def test_a_forecast_stands_beside_somebodys_own(cast: Cast, indicator: Indicator) -> None:
    renew_forecasts(at=NOW)
    give_forecast(
        indicator=indicator, year=2025, value=Decimal(19), reason="Nytt.", by=cast.head, at=NOW
    )
    told = forecast(cast, indicator)
    assert told.newest
    assert told.own
    assert (told.newest.is_by_rule, told.own.is_by_rule) == (True, False)
    assert (told.own.by.name if told.own.by else None, told.own.accuracy) == ("", "")
    assert told.newest.sentence.startswith("Prognosen är att 2025 slutar på 2")
    assert "dagar" in told.newest.accuracy
    assert (len(told.kept), told.silence, told.outcome) == (2, "", None)


def test_the_figure_draws_it_at_the_years_end(cast: Cast, indicator: Indicator) -> None:
    renew_forecasts(at=NOW)
    figure = indicator_figure(page_of(cast, indicator), forecast=forecast(cast, indicator))
    assert figure
    assert (figure.rows[-1][0], figure.rows[-1][1]) == ("dec 2025", "–")
    assert "mellan" in figure.rows[-1][-1]


def test_what_was_made_later_is_not_known_yet(cast: Cast, indicator: Indicator) -> None:
    renew_forecasts(at=NOW)
    assert forecast(cast, indicator, date(2025, 10, 14)).kept == ()


def test_a_forecast_that_is_on_its_way_says_so(cast: Cast, indicator: Indicator) -> None:
    assert forecast(cast, indicator).silence == "Prognosen räknas inom några minuter."


def test_what_is_too_short_says_what_is_needed(cast: Cast, indicator: Indicator) -> None:
    mark_break(
        indicator=indicator,
        period_start=date(2025, 6, 1),
        explanation="Nytt system.",
        by=cast.controller,
        at=NOW,
    )
    told = forecast(cast, indicator)
    assert told.newest is None
    assert told.silence == "För en prognos behövs 10 jämförbara värden i följd. Nu finns det 4."


def test_when_the_year_has_ended_forecasts_stand_against_the_outcome(
    cast: Cast, indicator: Indicator
) -> None:
    renew_forecasts(at=NOW)
    for period in between(LAST.next(), LAST.next().next().next()):
        report_outcome(
            indicator=indicator,
            period=period,
            value=Decimal(20),
            by=cast.controller,
            at=NOW.replace(year=2026),
        )
    told = forecast(cast, indicator, date(2026, 1, 20))
    assert (told.outcome, told.newest, told.own, told.silence) == (20, None, None, "")
    assert [made.missed.endswith("dagar") for made in told.kept] == [True]
    figure = indicator_figure(page_of(cast, indicator, date(2026, 1, 20)), forecast=told)
    assert figure
    assert figure.head[-1] != "Prognos"


def test_a_goal_tells_what_its_indicators_are_expected_to_end_at(
    cast: Cast, indicator: Indicator, django_assert_num_queries: Callable[[int], object]
) -> None:
    renew_forecasts(at=NOW)
    page = page_of(cast, indicator)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        (line,) = foretold_lines(cast.viewer(None), [page.result], 2025)
    told = forecast(cast, indicator).newest
    assert told
    assert (line.indicator, line.sentence) == (page.result, told.sentence)
    assert foretold_lines(cast.viewer(None), [page.result], 2026) == ()


@pytest.mark.parametrize("number", [1, 10])
def test_the_number_of_queries_does_not_grow(
    indicator: Indicator, django_assert_num_queries: Callable[[int], object], number: int
) -> None:
    asked = [indicator.pk, *range(10_000, 10_000 + number - 1)]
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        (history,) = histories(asked, year=2025, until=NOW.date())
    assert (history.indicator_id, len(history.values)) == (indicator.pk, 21)
