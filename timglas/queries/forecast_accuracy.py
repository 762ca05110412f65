"""How a year's forecasts stand against what the year ended at, unit by unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from timglas.access import Viewer
from timglas.models import Forecast
from timglas.queries.forecasts import known_forecasts, outcome_of_year
from timglas.queries.results import year_results
from timglas.queries.views import IndicatorResult, YearResults
from timglas.rules.forecast_words import accuracy_of_year, miss_words
from timglas.rules.periods import Frequency, period_of


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """An indicator's forecasts of a year: the rule's last one of each four months, and a person's.

    `missed` is how far the rule's last one was from the outcome, and `held` whether the outcome
    came within its interval: "" and None until the outcome is known, or where there is none.
    """

    indicator: IndicatorResult
    first: Decimal | None
    second: Decimal | None
    third: Decimal | None
    own: Decimal | None
    outcome: Decimal | None
    missed: str
    held: bool | None


@dataclass(frozen=True, slots=True)
class AccuracyUnit:
    """A unit's indicators that have been forecast."""

    name: str
    rows: tuple[AccuracyRow, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A year's forecasts, by unit, and in a sentence how often the outcome came where foretold."""

    year: int
    units: tuple[AccuracyUnit, ...]
    sentence: str

    @property
    def rows(self) -> tuple[AccuracyRow, ...]:
        """All rows, in the units' order."""
        return tuple(row for unit in self.units for row in unit.rows)


def forecast_accuracy(viewer: Viewer, year: int) -> Accuracy:
    """The forecasts of a year that were made by the viewer's day, of what the viewer may see."""
    return accuracy_of(viewer, _each(year_results(viewer, year)), year)


def accuracy_of(viewer: Viewer, indicators: Iterable[IndicatorResult], year: int) -> Accuracy:
    """The forecasts of some indicators of a year, made by the viewer's day. One query."""
    made: dict[int, list[Forecast]] = defaultdict(list)
    for forecast in known_forecasts(viewer, year).order_by("pk"):
        made[forecast.indicator_id].append(forecast)
    units: dict[str, list[AccuracyRow]] = defaultdict(list)
    for indicator in indicators:
        if indicator.id in made:
            units[indicator.unit_name].append(_row(indicator, made[indicator.id], year))
    settled = [row.held for rows in units.values() for row in rows if row.held is not None]
    return Accuracy(
        year=year,
        units=tuple(AccuracyUnit(name, tuple(rows)) for name, rows in units.items()),
        sentence=accuracy_of_year(settled.count(True), len(settled), year=year),
    )


def _each(results: YearResults) -> Iterable[IndicatorResult]:
    """Each indicator once, also when several goals have it."""
    return {indicator.id: indicator for indicator in results.indicators}.values()


def _row(indicator: IndicatorResult, made: Iterable[Forecast], year: int) -> AccuracyRow:
    by_rule: dict[int, Forecast] = {}
    last = own = None
    for forecast in made:
        if forecast.made_by_id:
            own = forecast.value
        else:
            last = by_rule[_part(forecast, year)] = forecast
    outcome = outcome_of_year(indicator, year)
    first, second, third = (
        by_rule[part].value if part in by_rule else None for part in range(1, 4)
    )
    missed, held = "", None
    if last and outcome is not None and last.low is not None and last.high is not None:
        unit, decimals = indicator.measure_unit, indicator.decimals
        missed = miss_words(last.value - outcome, unit, decimals)
        held = round(last.low, decimals) <= outcome <= round(last.high, decimals)
    return AccuracyRow(indicator, first, second, third, own, outcome, missed, held)


def _part(forecast: Forecast, year: int) -> int:
    """Which four months a forecast rests on values of; those of the year before count as first."""
    known = period_of(forecast.as_of, Frequency.FOUR_MONTHS)
    return known.number if known.year == year else 1
