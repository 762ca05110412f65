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
    if not values or (per_year := max(values).frequency.per_year) == 1:
        return False
    in_order = {period.year * per_year + period.number: value for period, value in values.items()}
    year, half = _differences(in_order, per_year), _differences(in_order, per_year // 2)
    if len(year) < max(per_year, FEWEST_PAIRS) or not half:
        return False
    return 2 * sum(year) * len(half) < sum(half) * len(year)


def _differences(in_order: Mapping[int, Decimal], steps: int) -> list[Decimal]:
    """How far values that many periods apart lie from each other."""
    return [
        abs(value - in_order[x - steps]) for x, value in in_order.items() if x - steps in in_order
    ]
