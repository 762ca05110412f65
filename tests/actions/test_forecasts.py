"""Forecasts: made by rule when values change, given by people, and all of them kept."""

from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.cast import NOW, Cast
from tests.measured_monthly import LAST, measure_monthly
from timglas.actions.forecasts import give_forecast, make_forecasts, renew_forecasts
from timglas.actions.indicators import mark_break
from timglas.actions.outcomes import correct_outcome
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Forecast, ForecastDue, Indicator, Outcome


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    return measure_monthly(cast)


def correct_the_last(cast: Cast, indicator: Indicator, value: int) -> None:
    outcome = Outcome.objects.current().get(indicator=indicator, period_start=LAST.start)
    correct_outcome(
        outcome=outcome, value=Decimal(value), reason="Fel avläst.", by=cast.controller, at=NOW
    )


def test_what_is_reported_is_forecast_once_and_forgotten(indicator: Indicator) -> None:
    assert ForecastDue.objects.count() == 21
    assert renew_forecasts(at=NOW) == 1
    made = Forecast.objects.get()
    assert (made.indicator, made.unit, made.year) == (indicator, indicator.unit, 2025)
    assert (made.as_of, made.made_at, made.made_by) == (LAST.end, NOW, None)
    assert made.low is not None
    assert made.high is not None
    assert made.low <= made.value <= made.high
    assert (ForecastDue.objects.count(), renew_forecasts(at=NOW)) == (0, 0)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.person, event.after) == ("make_forecasts", None, {"count": 1})


def test_every_forecast_is_kept_and_the_same_is_not_stored_twice(
    cast: Cast, indicator: Indicator
) -> None:
    renew_forecasts(at=NOW)
    assert make_forecasts(indicators={indicator.pk}, at=NOW) == 0
    correct_the_last(cast, indicator, 30)
    assert renew_forecasts(at=NOW) == 1
    first, second = Forecast.objects.order_by("pk")
    assert first.value != second.value


def test_a_break_makes_a_series_too_short(cast: Cast, indicator: Indicator) -> None:
    mark_break(
        indicator=indicator,
        period_start=date(2025, 6, 1),
        explanation="Nytt system.",
        by=cast.controller,
        at=NOW,
    )
    assert ForecastDue.objects.count() == 22
    assert renew_forecasts(at=NOW) == 0


def test_an_indicator_that_no_plan_has_in_the_year_is_not_forecast(indicator: Indicator) -> None:
    assert make_forecasts(indicators={indicator.pk}, at=NOW.replace(year=2026)) == 0


def test_the_command_forecasts_all(indicator: Indicator) -> None:
    said = StringIO()
    call_command("make_forecasts", stdout=said)
    assert said.getvalue() == "0 new forecasts of 1 indicators.\n"


def give(cast: Cast, indicator: Indicator, **changes: Any) -> Forecast:
    plain = {"year": 2025, "value": Decimal(19), "reason": " Två är nyanställda. "}
    return give_forecast(indicator=indicator, by=cast.head, at=NOW, **(plain | changes))


def test_a_person_forecasts_with_a_reason(cast: Cast, indicator: Indicator) -> None:
    given = give(cast, indicator)
    given.refresh_from_db()
    assert (given.value, given.reason, given.made_by) == (19, "Två är nyanställda.", cast.head)
    assert (given.method, given.as_of, given.low) == ("person", NOW.date(), None)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.unit) == ("give_forecast", indicator.unit)


@pytest.mark.parametrize(
    ("changes", "message", "field"),
    [
        ({"value": None}, "Skriv vad du tror att året slutar på.", "value"),
        ({"reason": " "}, "Skriv vad din prognos bygger på.", "reason"),
        ({"year": 2024}, "Året är slut, så det finns inget att förutse.", "value"),
    ],
)
def test_a_forecast_that_says_too_little_is_refused(
    cast: Cast, indicator: Indicator, changes: dict[str, Any], message: str, field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        give(cast, indicator, **changes)
    assert (caught.value.message, caught.value.field) == (message, field)
