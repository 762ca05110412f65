"""Plain bars: how much each row has, all on one scale from nothing.

For money shared out. A mark across a bar shows where the row stood at first, if that was elsewhere.
"""

from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.rows import BAR, NARROW, WIDE, Place, bottom_of, name_of, placed_rows
from timglas.charts.theme import LETTER, Svg, coordinate, picture, tag, text


@dataclass(frozen=True, slots=True)
class BarRow:
    """What a row has, at least 0, as `shown` writes it; `first` is what it had at first."""

    name: str
    value: Decimal
    shown: str
    first: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """All that is drawn. `name` is unique on the page."""

    name: str
    title: str
    description: str
    rows: tuple[BarRow, ...]


def bars_chart(chart: Bars, *, narrow: bool = False) -> Svg:
    """Draw a bar for each row, with its number at the end; at least one row must be given."""
    room = LETTER * max(len(row.shown) for row in chart.rows) + 12
    places = placed_rows([row.name for row in chart.rows], top=4, right=room, narrow=narrow)
    most = max(max(row.value, row.first or row.value) for row in chart.rows) or Decimal(1)
    size = "narrow" if narrow else "wide"
    bars = (
        tag("g", name_of(place), _bar(row, place, most), data_row=str(n))
        for n, (row, place) in enumerate(zip(chart.rows, places, strict=True))
    )
    return picture(
        *bars,
        name=f"{chart.name}-{size}",
        title=chart.title,
        description=chart.description,
        width=NARROW if narrow else WIDE,
        height=bottom_of(places) + 6,
        css=f"chart chart--{size}",
    )


def _bar(row: BarRow, place: Place, most: Decimal) -> str:
    def wide(value: Decimal) -> float:
        return (place.right - place.left) * float(value / most)

    width = max(1.0, wide(row.value))
    bar = tag("rect", cls="c-common", x=place.left, y=place.bar_y, width=width, height=BAR)
    end = place.left + width
    if row.first is not None and row.first != row.value:
        at = place.left + wide(row.first)
        span = f"M{coordinate(at)} {coordinate(place.bar_y - 3)}v{coordinate(BAR + 6)}"
        bar += tag("path", cls="c-target", d=span)
        end = max(end, at)
    return bar + text(row.shown, end + 6, place.bar_y + 13.5, cls="halo t-ink")
