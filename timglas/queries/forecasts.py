"""Forecasts of an indicator as they were made, and how they stand against the outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Forecast
from timglas.queries.indicators import IndicatorPage
from timglas.queries.series import known_values
from timglas.queries.views import IndicatorResult, PersonView, person_view
from timglas.rules.forecast_words import (
    accuracy_words,
    interval_words,
    method_words,
    miss_words,
    year_end_words,
)
from timglas.rules.forecasts import Measured, Method, Silence, foretell
from timglas.rules.judgement import Basis, value_to_judge
from timglas.rules.language import _
from timglas.rules.periods import Period, periods_of_year


@dataclass(frozen=True, slots=True)
class ForecastView:
    """A forecast as it was made; `by` None is the rule. `missed` is known when the year is over."""

    year: int
    as_of: date
    made_on: date
    method: Method
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    by: PersonView | None
    reason: str
    sentence: str
    how: str
    accuracy: str
    missed: str
    interval: str

    @property
    def is_by_rule(self) -> bool:
        """Whether a rule made it."""
        return self.method is not Method.PERSON


@dataclass(frozen=True, slots=True)
class YearForecast:
    """What is forecast of an indicator for the year of its page, newest first.

    `newest` is the rule's and `own` a person's, while the year's outcome is not known. `silence`
    says why the rule has none. Where the year `is_sum` of periods, it is no value among theirs.
    """

    year: int
    newest: ForecastView | None
    own: ForecastView | None
    kept: tuple[ForecastView, ...]
    outcome: Decimal | None
    silence: str
    is_sum: bool


def year_forecast(viewer: Viewer, page: IndicatorPage) -> YearForecast:
    """The forecasts of a page's year that were made by the viewer's day. One query."""
    rows = (
        known_forecasts(viewer, page.year)
        .filter(indicator=page.result.id)
        .select_related("made_by")
    )
    outcome = _outcome(page)
    kept = tuple(
        _view(viewer, row, page.result, outcome=outcome) for row in rows.order_by("-made_at", "-pk")
    )
    newest = _first(kept, by_rule=True) if outcome is None else None
    return YearForecast(
        year=page.year,
        newest=newest,
        own=_first(kept, by_rule=False) if outcome is None else None,
        kept=kept,
        outcome=outcome,
        silence="" if newest or outcome is not None else _silence(page),
        is_sum=_measured(page).is_sum and page.result.frequency.per_year > 1,
    )


@dataclass(frozen=True, slots=True)
class ForetoldLine:
    """An indicator of a goal, and in a sentence where the rule expects it to end the year."""

    indicator: IndicatorResult
    sentence: str


def foretold_lines(
    viewer: Viewer, indicators: Iterable[IndicatorResult], year: int
) -> tuple[ForetoldLine, ...]:
    """The rule's latest forecasts of those indicators whose year is not known yet. One query."""
    waiting = {i.id: i for i in indicators if outcome_of_year(i, year) is None}
    rows = known_forecasts(viewer, year).filter(indicator__in=waiting, made_by=None).order_by("pk")
    latest = {row.indicator_id: row for row in rows}
    return tuple(
        ForetoldLine(indicator, _sentence(latest[pk], indicator))
        for pk, indicator in waiting.items()
        if pk in latest
    )


def outcome_of_year(indicator: IndicatorResult, year: int) -> Decimal | None:
    """What the year ended at, when its last value is known."""
    verdict = indicator.verdict
    last = periods_of_year(year, indicator.frequency)[-1]
    return verdict.value if verdict.period == last else None


def known_forecasts(viewer: Viewer, year: int) -> QuerySet[Forecast]:
    """The forecasts of a year that were made by the viewer's day."""
    moment = timezone.make_aware(datetime.combine(viewer.today, time.max))
    return Forecast.objects.filter(year=year, made_at__lte=moment)


def _first(kept: Iterable[ForecastView], *, by_rule: bool) -> ForecastView | None:
    return next((f for f in kept if f.is_by_rule is by_rule), None)


def year_end(page: IndicatorPage) -> Period:
    """The last period of the page's year."""
    return periods_of_year(page.year, page.result.frequency)[-1]


def _basis(page: IndicatorPage) -> Basis:
    return page.result.target.basis if page.result.target else Basis.EACH_PERIOD


def _outcome(page: IndicatorPage) -> Decimal | None:
    """What the year ended at, when its last value is known."""
    return value_to_judge(
        known_values(page.rows),
        period=year_end(page),
        accumulation=page.definition.accumulates,
        basis=_basis(page),
    )


def _measured(page: IndicatorPage) -> Measured:
    return Measured(page.definition.accumulates, _basis(page), page.result.measure_unit)


def _silence(page: IndicatorPage) -> str:
    since = max((cut.on for cut in page.breaks), default=date.min)
    told = foretell(known_values(page.rows), _measured(page), year=page.year, since=since)
    if isinstance(told, Silence):
        return told.sentence
    return _("Prognosen räknas inom några minuter.")


def _view(
    viewer: Viewer, row: Forecast, result: IndicatorResult, *, outcome: Decimal | None
) -> ForecastView:
    unit, decimals = result.measure_unit, result.decimals
    by, method = row.made_by, Method(row.method)
    return ForecastView(
        year=row.year,
        as_of=row.as_of,
        made_on=timezone.localdate(row.made_at),
        method=method,
        value=row.value,
        low=row.low,
        high=row.high,
        by=person_view(viewer, id=by.pk, name=by.name, title=by.title) if by else None,
        reason=row.reason,
        sentence=_sentence(row, result),
        how=method_words(method, row.as_of),
        accuracy=accuracy_words(
            row.error, row.error_unchanged, trials=row.trials, unit=unit, decimals=decimals
        )
        if row.error is not None and row.error_unchanged is not None
        else "",
        interval=interval_words(_bounds(row), decimals),
        missed="" if outcome is None else miss_words(row.value - outcome, unit, decimals),
    )


def _bounds(row: Forecast) -> tuple[Decimal, Decimal] | None:
    return (row.low, row.high) if row.low is not None and row.high is not None else None


def _sentence(row: Forecast, result: IndicatorResult) -> str:
    return year_end_words(
        row.value,
        _bounds(row),
        year=row.year,
        unit=result.measure_unit,
        decimals=result.decimals,
    )
