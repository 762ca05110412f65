"""Whether values follow the seasons, so that only the same period of the year can be compared."""

from collections.abc import Mapping
from decimal import Decimal

from timglas.rules.periods import Period

FEWEST_PAIRS = 8
type Values = Mapping[Period, Decimal]


def is_seasonal(values: Values) -> bool:
    """Whether values a year apart lie less than half as far apart as those half a year apart.

    Without seasons both lie equally far apart, and with a trend the year apart lie further. At
    least a year's pairs, and eight, are needed to tell; with fewer the answer is no.
    """
    if not values:
        return False
    per_year = max(values).frequency.per_year
    year, half = _differences(values, per_year), _differences(values, per_year // 2)
    if per_year == 1 or len(year) < max(per_year, FEWEST_PAIRS) or not half:
        return False
    return 2 * sum(year) * len(half) < sum(half) * len(year)


def _differences(values: Values, steps: int) -> list[Decimal]:
    """How far values that many periods apart lie from each other."""
    return [
        abs(value - values[earlier])
        for period, value in values.items()
        if (earlier := period.back(steps)) in values
    ]
