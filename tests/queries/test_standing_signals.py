"""Signals among many indicators are those that the indicators' own pages show."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, TODAY, Cast
from tests.measured_monthly import SHIFT, measure_monthly
from tests.planned import plan_everything
from tests.reported import add_school
from timglas.actions.outcomes import correct_outcome
from timglas.actions.process_changes import mark_process_change, withdraw_process_change
from timglas.kept import asking_once
from timglas.models import Goal, Indicator, Outcome
from timglas.queries.indicators import indicator_page
from timglas.queries.results import year_results
from timglas.queries.signals import signal_view
from timglas.queries.standing_signals import StandingSignal, standing_signals
from timglas.queries.views import IndicatorResult


def shown(cast: Cast) -> tuple[IndicatorResult, ...]:
    """The year's indicators, as the controller sees them."""
    return year_results(cast.viewer(cast.controller), TODAY.year).indicators


def own_page_says(cast: Cast, indicator: Indicator) -> str:
    """What the indicator's own page says of signals."""
    page = indicator_page(cast.viewer(cast.controller), indicator, TODAY.year)
    view = signal_view(page) if page else None
    return view.message if view else ""


def said(signals: Iterable[StandingSignal]) -> list[tuple[str, str]]:
    """The shape and the sentence of each signal."""
    return [(signal.symbol, signal.message) for signal in signals]


def test_a_signal_is_told_as_on_the_indicators_own_page(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    indicator = measure_monthly(cast)
    asked = shown(cast)
    with django_assert_num_queries(2):
        found = standing_signals(asked, until=TODAY)
    assert said(found) == [("worse", own_page_says(cast, indicator))]


def test_what_varies_as_usual_since_the_process_changed_is_no_signal(cast: Cast) -> None:
    indicator = measure_monthly(cast)
    mark_process_change(
        indicator=indicator, period=SHIFT, reason="Ny e-tjänst.", by=cast.controller, at=NOW
    )
    assert standing_signals(shown(cast), until=TODAY) == ()


def test_a_newest_value_that_is_not_the_units_own_is_not_judged(cast: Cast) -> None:
    measure_monthly(cast)
    assert standing_signals(shown(cast), until=SHIFT.start) == ()


def test_without_indicators_measured_often_nothing_is_asked(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan_everything(cast)
    asked = shown(cast)
    with django_assert_num_queries(0):
        assert standing_signals(asked, until=TODAY) == ()


def test_a_signal_is_kept_until_something_is_said_of_its_series(
    cast: Cast, keeping: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    indicator = measure_monthly(cast)
    asked = shown(cast)
    first = standing_signals(asked, until=TODAY)
    assert said(first) == [("worse", own_page_says(cast, indicator))]
    with asking_once(), django_assert_num_queries(1):
        assert standing_signals(asked, until=TODAY) == first
    change = mark_process_change(
        indicator=indicator, period=SHIFT, reason="Ny e-tjänst.", by=cast.controller, at=NOW
    )
    assert standing_signals(asked, until=TODAY) == ()
    withdraw_process_change(change=change, reason="Fel månad.", by=cast.controller, at=NOW)
    assert len(standing_signals(asked, until=TODAY)) == 1


def test_only_a_series_with_a_changed_value_is_judged_anew(
    cast: Cast, keeping: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    indicator = measure_monthly(cast)
    correct = partial(correct_outcome, value=Decimal(11), reason="Mätt igen.", by=cast.controller)
    add_school(cast, Goal.objects.get(), indicators=1)
    asked = shown(cast)
    standing_signals(asked, until=TODAY)
    correct(outcome=Outcome.objects.exclude(indicator=indicator).get(), at=NOW)
    with asking_once(), django_assert_num_queries(4):
        assert len(standing_signals(asked, until=TODAY)) == 1
    for outcome in Outcome.objects.filter(indicator=indicator, period_start__gte=SHIFT.start):
        correct(outcome=outcome, at=NOW)
    assert standing_signals(asked, until=TODAY) == ()
