"""Forecasts of the year's end: by rule when values have changed, or by a person with a reason.

Whoever stores a value asks for the forecast to be made anew, in the same transaction; a job makes
it within minutes. Nothing is lost if the job or the server stops, and many reports of the same
indicator give one forecast. Every forecast is kept.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import batched

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import Forecast, ForecastDue, Indicator, Person
from timglas.queries.histories import History, histories
from timglas.rules.forecasts import Method, YearEnd, foretell

# So many indicators are forecast in one transaction: less than a second.
BATCH = 100
# So many that are due are seen to in one go.
MOST = 3_000
TOLD = ("year", "as_of", "method", "value", "low", "high")


def ask_for_forecasts(indicators: Iterable[int]) -> None:
    """Let the forecasts of some indicators, by id, be made anew as soon as this is stored."""
    due = [ForecastDue(indicator_id=pk) for pk in indicators]
    ForecastDue.objects.bulk_create(due, batch_size=BATCH)


def renew_forecasts(*, at: datetime) -> int:
    """Make the forecasts anew that have been asked for; returns how many became others.

    Some at a time, each in a transaction of its own, so that nobody who reports waits for long.
    """
    due = ForecastDue.objects.order_by("indicator").values_list("indicator_id", flat=True)
    return sum(_renew(some, at=at) for some in batched(due.distinct()[:MOST], BATCH, strict=False))


@transaction.atomic
def _renew(indicators: Collection[int], *, at: datetime) -> int:
    rows = ForecastDue.objects.select_for_update(skip_locked=True)
    taken = dict(rows.filter(indicator__in=indicators).values_list("pk", "indicator_id"))
    for some in batched(taken, BATCH, strict=False):
        ForecastDue.objects.filter(pk__in=some).delete()
    return make_forecasts(indicators=set(taken.values()), at=at)


@transaction.atomic
def make_forecasts(*, indicators: Collection[int], at: datetime) -> int:
    """Forecast where some indicators, by id, end the year; returns how many forecasts are new.

    A forecast that says the same as the latest one is not stored again.
    """
    made: list[Forecast] = []
    for some in batched(sorted(indicators), BATCH, strict=False):
        made += _new(some, at=at)
    Forecast.objects.bulk_create(made, batch_size=BATCH)
    if made:
        latest = Forecast.objects.order_by("-pk").first()
        record("make_forecasts", latest or made[-1], by=None, at=at, after={"count": len(made)})
    return len(made)


def _new(indicators: Collection[int], *, at: datetime) -> Iterator[Forecast]:
    today = timezone.localdate(at)
    latest = {
        forecast.indicator_id: forecast
        for forecast in Forecast.objects.filter(
            indicator__in=indicators, year=today.year, made_by=None
        ).order_by("pk")
    }
    for history in histories(indicators, year=today.year, until=today):
        told = foretell(history.values, history.measured, year=today.year, since=history.since)
        if isinstance(told, YearEnd):
            forecast = _forecast(history, told, year=today.year, at=at)
            if _said(forecast) != _said(latest.get(history.indicator_id)):
                yield forecast


def _forecast(history: History, told: YearEnd, *, year: int, at: datetime) -> Forecast:
    return Forecast(
        indicator_id=history.indicator_id,
        unit_id=history.unit_id,
        year=year,
        as_of=told.as_of.end,
        method=told.method,
        value=told.value,
        low=told.low,
        high=told.high,
        trials=told.trials,
        error=told.error,
        error_unchanged=told.error_unchanged,
        made_at=at,
    )


def _said(forecast: Forecast | None) -> tuple[object, ...]:
    return tuple(getattr(forecast, name) for name in TOLD) if forecast else ()


@transaction.atomic
def give_forecast(
    *,
    indicator: Indicator,
    year: int,
    value: Decimal | None,
    reason: str,
    by: Person,
    at: datetime,
) -> Forecast:
    """Keep a person's own forecast of where an indicator ends the year. Raises Refusal."""
    today = timezone.localdate(at)
    if today >= date(year, 12, 31):
        raise Refusal(_("Året är slut, så det finns inget att förutse."), "value")
    if value is None:
        raise Refusal(_("Skriv vad du tror att året slutar på."), "value")
    if not reason.strip():
        raise Refusal(_("Skriv vad din prognos bygger på."), "reason")
    require_open_year(indicator.unit, year)
    forecast = Forecast.objects.create(
        indicator=indicator,
        unit=indicator.unit,
        year=year,
        as_of=today,
        method=Method.PERSON,
        value=value,
        reason=reason.strip(),
        made_by=by,
        made_at=at,
    )
    after = fields_of(forecast, "year", "value", "reason")
    record("give_forecast", forecast, by=by, at=at, unit=indicator.unit, after=after)
    return forecast
