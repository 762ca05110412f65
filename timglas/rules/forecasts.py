"""What an indicator will be at the end of the year, by the way that has fitted its own past best.

Six simple ways are tried on the indicator's own values: at every earlier point each is given what
was known then and asked for what came as many periods later (a rolling origin). The way with the
smallest mean error is used. The interval is made of its errors there, with nothing assumed about
how they are spread: of n trials the ⌈0.8 (n + 1)⌉th smallest (split conformal prediction). It is a
little too narrow, since trials overlap and the best way was chosen by them. What has too few
trials is not told. Why no library: docs/decisions/0019. Sources: Hyndman and
Athanasopoulos, *Forecasting: Principles and Practice* (3rd ed.), 5.2, 5.8, 5.10 and 8.1; issue 5.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import ceil
from statistics import fmean, linear_regression
from types import MappingProxyType

from timglas.rules.aggregation import is_share
from timglas.rules.judgement import Accumulation, Basis
from timglas.rules.language import N_, _
from timglas.rules.periods import Frequency, Period

# Eight outcomes of ten are to lie within the interval.
CHANCE = 0.8
# So many trials are needed before anything is said: with fewer there is no such interval.
FEWEST_TRIALS = 4
# So many values a way is given at least before it is tried.
FEWEST_VALUES = 4
PLACES = 6
WEIGHTS = tuple(step / 10 for step in range(1, 10))

type Way = Callable[[Sequence[float], int, int], list[float]]


class Method(StrEnum):
    """How a forecast was made. The order is from simple to less simple."""

    UNCHANGED = "unchanged"
    SMOOTHED = "smoothed"
    DRIFT = "drift"
    TREND = "trend"
    SEASON = "season"
    SHIFTED_SEASON = "shifted_season"
    PERSON = "person"

    @property
    def in_words(self) -> str:
        """The method, in the reader's language."""
        return _(METHODS[self])


METHODS: Mapping[Method, str] = MappingProxyType(
    {
        Method.UNCHANGED: N_("som det senaste värdet"),
        Method.SMOOTHED: N_("som ett medelvärde där de senaste väger tyngst"),
        Method.DRIFT: N_("med samma takt som från det första värdet till det senaste"),
        Method.TREND: N_("som en rak linje genom värdena"),
        Method.SEASON: N_("som samma tid förra året"),
        Method.SHIFTED_SEASON: N_("som samma tid förra året, med årets nivå"),
        Method.PERSON: N_("som en person tror"),
    }
)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """What the year will end at, with the interval, and how well the way has done in its trials.

    `as_of` is the last period it rests on. `error` is the mean absolute error of its trials, and
    `error_unchanged` what believing in no change would have missed by: in the indicator's unit.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    method: Method
    as_of: Period
    trials: int
    error: Decimal
    error_unchanged: Decimal


class Lack(StrEnum):
    """Why there is no forecast."""

    ENDED = "ended"
    TOO_SHORT = "too_short"
    TOO_FAR = "too_far"
    NOT_MEASURED = "not_measured"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Silence:
    """That nothing is forecast: why, and how many values in a row are known and needed."""

    lack: Lack
    known: int = 0
    needed: int = 0

    @property
    def sentence(self) -> str:
        """Why nothing is said of the year's end."""
        return _(_SILENCES[self.lack]).format(known=self.known, needed=self.needed)


_SILENCES: Mapping[Lack, str] = MappingProxyType(
    {
        Lack.ENDED: N_("Årets sista värde är känt, så det finns inget att förutse."),
        Lack.TOO_SHORT: N_(
            "För en prognos behövs {needed} jämförbara värden i följd. Nu finns det {known}."
        ),
        Lack.TOO_FAR: N_("Det är mer än ett år från det senaste värdet till årets slut."),
        Lack.NOT_MEASURED: N_("Indikatorn mäts inte det här året."),
        Lack.HOLE: N_("Ett värde tidigare i år saknas, så årets summa kan inte förutses."),
    }
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How an indicator is measured, as far as a forecast needs to know."""

    accumulation: Accumulation
    basis: Basis
    measure_unit: str

    @property
    def is_sum(self) -> bool:
        """Whether the year's result is a sum of its periods; shares of a whole are never added."""
        to_the_end = self.accumulation is Accumulation.FLOW and self.basis is Basis.YEAR_END
        return to_the_end and not is_share(self.measure_unit)


def foretell(
    values: Mapping[Period, Decimal], measured: Measured, *, year: int, since: date = date.min
) -> YearEnd | Silence:
    """Forecast the value that the year's status will rest on, as `value_to_judge` says.

    `values` are those for all of periods of one frequency; those before `since` cannot be compared.
    """
    known = {p: float(v) for p, v in values.items() if p.year <= year and p.start >= since}
    if not known:
        return Silence(Lack.TOO_SHORT, 0, _needed(1))
    last = max(known)
    steps = _steps(last, year)
    if steps is None:
        return Silence(Lack.NOT_MEASURED)
    if not 0 < steps <= last.frequency.per_year:
        return Silence(Lack.TOO_FAR if steps else Lack.ENDED)
    run, is_sum = _run(known, last), measured.is_sum
    if measured.accumulation is Accumulation.YEAR_TO_DATE and _is_running_total(run):
        run, is_sum = _increments(run), True
    this_year = [value for period, value in run.items() if period.year == year]
    if is_sum and last.year == year and len(this_year) < last.number:
        return Silence(Lack.HOLE)
    history = list(run.values())
    if len(history) < _needed(steps):
        return Silence(Lack.TOO_SHORT, len(history), _needed(steps))
    best = _best(history, steps, last.frequency.per_year, adds_up=is_sum)
    done = sum(this_year) if is_sum else 0.0
    within = sorted(best.misses)[ceil(CHANCE * (len(best.misses) + 1)) - 1]
    low, value, high = (
        _bounded(done + best.value + aside, known.values(), measured)
        for aside in (-within, 0, within)
    )
    return YearEnd(
        value=value,
        low=low,
        high=high,
        method=best.method,
        as_of=last,
        trials=len(best.misses),
        error=round(Decimal(fmean(best.misses)), PLACES),
        error_unchanged=round(Decimal(best.unchanged), PLACES),
    )


def _needed(steps: int) -> int:
    """How many values in a row a forecast so far ahead needs."""
    return FEWEST_VALUES + steps + FEWEST_TRIALS - 1


def _steps(last: Period, year: int) -> int | None:
    """Periods from the last one to the year's end; None for a year that is not measured."""
    if last.frequency is Frequency.TWO_YEARS:
        years = year - last.year
        return None if years % 2 else years // 2
    per_year = last.frequency.per_year
    return (year - last.year) * per_year + per_year - last.number


def _run(known: Mapping[Period, float], last: Period) -> dict[Period, float]:
    """The values without a hole up to the last one, oldest first."""
    run = [last]
    while (before := run[-1].previous()) in known:
        run.append(before)
    return {period: known[period] for period in reversed(run)}


def _is_running_total(run: Mapping[Period, float]) -> bool:
    """Whether values that tell the year so far are totals: a median or a share so far is not.

    A total never falls within a year, and begins anew below where the year before ended.
    """
    return all(
        run[period] < run[before] if period.number == 1 else run[period] >= run[before]
        for before, period in pairwise(run)
    )


def _increments(run: Mapping[Period, float]) -> dict[Period, float]:
    """What each period has brought, where values tell the year so far."""
    found = {period: value for period, value in run.items() if period.number == 1}
    for before, period in pairwise(run):
        if period.number > 1:
            found[period] = run[period] - run[before]
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Tried:
    """A way, what it says now, its miss in each trial, and the mean miss of believing no change."""

    method: Method
    value: float
    misses: tuple[float, ...]
    unchanged: float


def _best(history: Sequence[float], steps: int, season: int, *, adds_up: bool) -> _Tried:
    """Try every way on the same trials, and take the one that missed the least."""
    ways = dict(_PLAIN)
    first = FEWEST_VALUES
    if season > 1 and len(history) - steps - season >= FEWEST_TRIALS:
        ways |= _SEASONAL
        first = max(first, season + 1)
    made = sum if adds_up else _last
    misses = {
        method: tuple(
            abs(made(way(history[:at], steps, season)) - made(history[at : at + steps]))
            for at in range(first, len(history) - steps + 1)
        )
        for method, way in ways.items()
    }
    # `min` takes the first of those that are equal, which is the simplest.
    method = min(misses, key=lambda method: round(fmean(misses[method]), PLACES))
    return _Tried(
        method,
        made(ways[method](history, steps, season)),
        misses[method],
        fmean(misses[Method.UNCHANGED]),
    )


def _last(values: Sequence[float]) -> float:
    return values[-1]


def _bounded(value: float, known: Collection[float], measured: Measured) -> Decimal:
    """A value that passes neither zero, if nothing has been below it, nor the whole of a share."""
    if min(known) >= 0:
        value = max(value, 0.0)
    if measured.measure_unit.strip() == "%" and max(known) <= 100:
        value = min(value, 100.0)
    return round(Decimal(value), PLACES)


def _unchanged(history: Sequence[float], steps: int, _season: int) -> list[float]:
    return [history[-1]] * steps


def _smoothed(history: Sequence[float], steps: int, _season: int) -> list[float]:
    """Simple exponential smoothing; the weight is the one that missed the next value the least."""
    best = min((_smooth(history, weight) for weight in WEIGHTS), key=lambda found: found[0])
    return [best[1]] * steps


def _smooth(history: Sequence[float], weight: float) -> tuple[float, float]:
    """The sum of squared errors one step ahead, and the level at the end."""
    level, squares = history[0], 0.0
    for value in history[1:]:
        miss = value - level
        squares += miss * miss
        level += weight * miss
    return squares, level


def _drift(history: Sequence[float], steps: int, _season: int) -> list[float]:
    pace = (history[-1] - history[0]) / (len(history) - 1)
    return [history[-1] + pace * step for step in range(1, steps + 1)]


def _trend(history: Sequence[float], steps: int, _season: int) -> list[float]:
    slope, start = linear_regression(range(len(history)), history)
    return [start + slope * (len(history) + step) for step in range(steps)]


def _seasonal(history: Sequence[float], steps: int, season: int) -> list[float]:
    return [history[step - season] for step in range(steps)]


def _shifted(history: Sequence[float], steps: int, season: int) -> list[float]:
    """The same time a year before, moved by how much the latest year lies above the one before."""
    compared = min(season, len(history) - season)
    change = fmean(history[-i] - history[-i - season] for i in range(1, compared + 1))
    return [value + change for value in _seasonal(history, steps, season)]


_PLAIN: Mapping[Method, Way] = MappingProxyType(
    {
        Method.UNCHANGED: _unchanged,
        Method.SMOOTHED: _smoothed,
        Method.DRIFT: _drift,
        Method.TREND: _trend,
    }
)
_SEASONAL: Mapping[Method, Way] = MappingProxyType(
    {Method.SEASON: _seasonal, Method.SHIFTED_SEASON: _shifted}
)
