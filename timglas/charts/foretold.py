"""A forecast at the end of a line: an open diamond at the end of a dashed line, and its interval.

It is never drawn as an outcome is: no filled point, and no unbroken line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.scale import Scale
from timglas.charts.theme import coordinate, tag
from timglas.rules.language import _
from timglas.rules.numbers import MISSING, format_number, format_value

WIDTH = 5
SIZE = 6.5

type Place = tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is forecast for a period after those that are known; `label` names the period."""

    label: str
    x: int
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def values(self) -> tuple[Decimal, ...]:
        """All that needs a place on the scale."""
        return tuple(v for v in (self.low, self.value, self.high) if v is not None)


def foretold_drawn(told: Foretold | None, last: Place | None, scale: Scale) -> Iterator[str]:
    """Draw a forecast, and the way to it from the last known value."""
    if told is None:
        return
    x, y = scale.x(told.x), scale.y(told.value)
    if told.low is not None and told.high is not None:
        top, foot = scale.y(told.high), scale.y(told.low)
        sides = f"M{coordinate(x - WIDTH)} {coordinate(top)}h{WIDTH * 2}"
        down = f"V{coordinate(foot)}h-{WIDTH * 2}Z"
        yield tag("path", cls="c-interval", d=sides + down)
    if last:
        start = f"M{coordinate(scale.x(last[0]))} {coordinate(scale.y(last[1]))}"
        yield tag("path", cls="c-way", d=f"{start}L{coordinate(x)} {coordinate(y)}")
    corners = ((x, y - SIZE), (x + SIZE, y), (x, y + SIZE), (x - SIZE, y))
    around = "L".join(f"{coordinate(across)} {coordinate(down)}" for across, down in corners)
    yield tag("path", cls="c-foretold", d=f"M{around}Z")


def foretold_name(told: Foretold, unit: str, decimals: int) -> str:
    """What stands at the right end of the chart."""
    return _("Prognos {value}").format(value=format_value(told.value, unit, decimals))


def foretold_cell(told: Foretold, x: int, decimals: int) -> str:
    """What the table says of a period: the forecast with its interval where it belongs."""
    if x != told.x:
        return MISSING
    value = format_number(told.value, decimals)
    if told.low is None or told.high is None:
        return value
    return _("{value} (mellan {low} och {high})").format(
        value=value, low=format_number(told.low, decimals), high=format_number(told.high, decimals)
    )
