"""Diverging bars: how far each row is from where it should be, to the right when it is better.

For deviations from targets and budgets (`experience.md` 3.1). Values come unrounded.
"""

from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.rows import BAR, NARROW, WIDE, Place, bottom_of, name_of, placed_rows
from timglas.charts.theme import LETTER, Svg, coordinate, picture, tag, text

TOP = 26.0


@dataclass(frozen=True, slots=True)
class Deviation:
    """A row and how far it is from where it should be: above zero is better, whatever is measured.

    `shown` is the deviation as it is written beside the bar, with the sign that the reader of the
    row expects: 2 days too long is "+2 dagar" and worse.
    """

    name: str
    value: Decimal
    shown: str


@dataclass(frozen=True, slots=True)
class Diverging:
    """All that is drawn. `worse` and `better` name the two sides."""

    name: str
    title: str
    description: str
    worse: str
    better: str
    rows: tuple[Deviation, ...]


def diverging_chart(chart: Diverging, *, narrow: bool = False) -> Svg:
    """Draw a bar from the middle line for each row; at least one row must be given."""
    room = LETTER * max(len(row.shown) for row in chart.rows) + 12
    places = placed_rows([row.name for row in chart.rows], top=TOP, right=room, narrow=narrow)
    left, right = places[0].left + room, places[0].right
    most = max(abs(row.value) for row in chart.rows) or Decimal(1)
    reach, middle, bottom = (right - left) / 2, (left + right) / 2, bottom_of(places) + 6
    size = "narrow" if narrow else "wide"
    bars = (
        name_of(place) + _bar(row, place, middle, wide=reach * float(row.value / most))
        for row, place in zip(chart.rows, places, strict=True)
    )
    return picture(
        text(chart.worse, middle - 10, 12, text_anchor="end"),
        text(chart.better, middle + 10, 12),
        *(tag("g", bar, data_row=str(n)) for n, bar in enumerate(bars)),
        tag("path", cls="c-axis", d=f"M{coordinate(middle)} {TOP - 8:g}V{coordinate(bottom)}"),
        name=f"{chart.name}-{size}",
        title=chart.title,
        description=chart.description,
        width=NARROW if narrow else WIDE,
        height=bottom,
        css=f"chart chart--{size}",
    )


def _bar(row: Deviation, place: Place, middle: float, *, wide: float) -> str:
    is_better = row.value >= 0
    bar = tag(
        "rect",
        cls="c-better" if is_better else "c-worse",
        x=min(middle, middle + wide),
        y=place.bar_y,
        width=max(1.0, abs(wide)),
        height=BAR,
    )
    x, anchor = (middle + wide + 6, "start") if is_better else (middle + wide - 6, "end")
    return bar + text(row.shown, x, place.bar_y + 13.5, cls="halo t-ink", text_anchor=anchor)
