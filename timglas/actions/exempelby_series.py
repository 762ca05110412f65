"""Values of Exempelby's indicators: listed ones, and monthly series made from a few parameters.

A made series is base + trend + season + noise, with a shift that is a real signal. The same
parameters give the same values on every machine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from timglas.actions.exempelby_content import IndicatorText, Table
from timglas.models import Sex
from timglas.rules.aggregation import ratio
from timglas.rules.periods import Frequency, Period, between, parse_period

# The mean of three even draws is nearly normal and, unlike gauss(), promised to stay the same.
DRAWS = 3


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a period, for all or for women or men; of a unit below where it has a key.

    `counts` are the numerator and the denominator that a unit's value comes of.
    """

    period: Period
    sex: Sex
    value: Decimal
    unit: str = ""
    counts: tuple[Decimal, Decimal] | None = None


def values_of(indicator: IndicatorText) -> tuple[Value, ...]:
    """All values of an indicator, in order of time."""
    made = _made(indicator) if indicator.series else _listed(indicator)
    return tuple(sorted((*made, *_counted(indicator)), key=lambda v: (v.period, v.sex, v.unit)))


def _counted(indicator: IndicatorText) -> Iterator[Value]:
    """What units below report, with as many decimals as are stored."""
    for unit, counts in indicator.units.items():
        for period, (above, below) in zip(_periods(indicator, counts), counts, strict=True):
            told = Decimal(above), Decimal(below)
            value = ratio(*told, indicator.unit).quantize(Decimal("1E-8"))
            yield Value(period, Sex.ALL, value, unit, told)


def _listed(indicator: IndicatorText) -> Iterator[Value]:
    columns = ((Sex.ALL, indicator.values), (Sex.WOMEN, indicator.women), (Sex.MEN, indicator.men))
    for sex, values in columns:
        for period, value in zip(_periods(indicator, values), values, strict=True):
            if value != "":
                yield Value(period, sex, Decimal(value))


def _periods(indicator: IndicatorText, values: Sequence[Any]) -> list[Period]:
    periods: list[Period] = []
    for _value in values:
        first = parse_period(indicator.start, Frequency(indicator.frequency))
        periods.append(periods[-1].next() if periods else first)
    return periods


def _made(indicator: IndicatorText) -> Iterator[Value]:
    series: Table = indicator.series or {}
    months = between(_month(series["from"]), _month(series["to"]))
    random, step = Random(series["seed"]), Decimal(1).scaleb(-indicator.decimals)  # noqa: S311
    for number, month in enumerate(months):
        everyone = _level(series, number, month) + _noise(series, random)
        for sex, over in _sexes(series):
            # Women and men have noise of their own beside what they share.
            value = everyone if sex is Sex.ALL else everyone + over + _noise(series, random) / 2
            if month.code not in series.get("holes", ()):
                most = Decimal(series.get("most", value))
                yield Value(month, sex, min(value, most).quantize(step))


def _noise(series: Table, random: Random) -> Decimal:
    draws = sum(random.uniform(-1, 1) for _ in range(DRAWS)) / DRAWS
    return Decimal(series["noise"]) * Decimal(str(draws))


def _level(series: Table, number: int, month: Period) -> Decimal:
    """The month's value without noise."""
    season = series.get("season") or [0] * 12
    level = Decimal(series["base"]) + Decimal(series.get("trend", 0)) * number
    if "shift" in series and month >= _month(series["shift"][0]):
        level += Decimal(series["shift"][1])
    return level + Decimal(season[month.number - 1])


def _sexes(series: Table) -> Iterator[tuple[Sex, Decimal]]:
    yield Sex.ALL, Decimal(0)
    for sex, name in ((Sex.WOMEN, "women_over"), (Sex.MEN, "men_over")):
        if name in series:
            yield sex, Decimal(series[name])


def _month(code: str) -> Period:
    return parse_period(code, Frequency.MONTH)
