"""The XmR chart: values with their mean and limits, each point shaped by what it means.

Circle is usual variation, triangle better, square worse and diamond a signal without a good
direction: the shape says what the colour says (`experience.md` 3.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.foretold import Foretold, foretold_drawn, foretold_name
from timglas.charts.line import (
    Break,
    End,
    Point,
    TargetStep,
    breaks_drawn,
    end_labels,
    grid,
    latest_place,
    runs,
    sheet_for,
    targets_drawn,
    through,
    tick_words,
)
from timglas.charts.scale import Scale, nice_ticks
from timglas.charts.theme import LETTER, Svg, coordinate, picture, tag
from timglas.rules.language import _
from timglas.rules.numbers import format_value
from timglas.rules.spc import PointType

COLOURS = {
    PointType.COMMON: "c-common",
    PointType.IMPROVEMENT: "c-better",
    PointType.CONCERN: "c-worse",
    PointType.NEUTRAL: "c-neutral",
}
SHAPES = {
    PointType.IMPROVEMENT: ((0, -6), (6, 5), (-6, 5)),
    PointType.CONCERN: ((-5, -5), (5, -5), (5, 5), (-5, 5)),
    PointType.NEUTRAL: ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
}


@dataclass(frozen=True, slots=True)
class XmrPoint:
    """A value at a period, and what it means; None is a missing value."""

    label: str
    x: int
    value: Decimal | None
    type: PointType = PointType.COMMON


@dataclass(frozen=True, slots=True)
class LimitStep:
    """Mean and limits, as they are shown, from one period to another, both included."""

    first: int
    last: int
    mean: Decimal
    low: Decimal
    high: Decimal
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class XmrChart:
    """All that is drawn. `name` is unique on the page and becomes the prefix of ids."""

    name: str
    title: str
    description: str
    unit: str
    decimals: int
    points: tuple[XmrPoint, ...]
    limits: tuple[LimitStep, ...] = ()
    targets: tuple[TargetStep, ...] = ()
    changes: tuple[Break, ...] = ()
    foretold: Foretold | None = None

    @property
    def names(self) -> dict[int, str]:
        """What each period is called, by place."""
        told = {self.foretold.x: self.foretold.label} if self.foretold else {}
        return told | {p.x: p.label for p in self.points}


def xmr_chart(chart: XmrChart, *, narrow: bool = False) -> Svg:
    """Draw the chart for a column of about 560 px, or `narrow` for a phone."""
    scale = _scale(chart, narrow=narrow)
    size = "narrow" if narrow else "wide"
    return picture(
        *grid(chart.names, scale),
        *breaks_drawn(chart.changes, scale),
        *_limits(chart, scale),
        *targets_drawn(chart.targets, scale),
        *foretold_drawn(chart.foretold, latest_place(_points(chart)), scale),
        _line(chart, scale),
        *_marks(chart, scale),
        *end_labels(_ends(chart), scale),
        name=f"{chart.name}-{size}",
        title=chart.title,
        is_written=True,
        description=chart.description,
        width=scale.sheet.width,
        height=scale.sheet.height,
        css=f"chart chart--{size}",
    )


def mark(kind: PointType, place: tuple[float, float], row: int) -> str:
    """Draw a point; `row` is its place in the table beside the chart, for reading out."""
    (x, y), css = place, COLOURS[kind]
    if kind is PointType.COMMON:
        return tag("circle", cls=css, cx=x, cy=y, r=4.5, data_row=str(row))
    corners = through([(x + right, y + down) for right, down in SHAPES[kind]])
    return tag("path", cls=css, d=f"{corners}Z", data_row=str(row))


def _scale(chart: XmrChart, *, narrow: bool) -> Scale:
    values = [float(p.value) for p in chart.points if p.value is not None]
    values += [float(bound) for step in chart.limits for bound in (step.low, step.high)]
    values += [float(step.value) for step in chart.targets]
    values += [float(value) for value in chart.foretold.values] if chart.foretold else []
    ticks = tuple(nice_ticks(min(values), max(values)))
    left = 12 + LETTER * max(len(tick_words(tick)) for tick in ticks)
    last = max([*chart.names, *(step.last for step in chart.targets)])
    sheet = sheet_for(left, _ends(chart), narrow=narrow)
    return Scale(sheet, chart.points[0].x, last, ticks)


def _limits(chart: XmrChart, scale: Scale) -> Iterator[str]:
    for step in chart.limits:
        start, end = scale.x(step.first - 0.5), coordinate(scale.x(step.last + 0.5))
        edge = "c-limit c-limit--preliminary" if step.preliminary else "c-limit"
        for bound, css in ((step.high, edge), (step.mean, "c-mean"), (step.low, edge)):
            y = coordinate(scale.y(bound))
            yield tag("path", cls=css, d=f"M{coordinate(start)} {y}H{end}")


def _points(chart: XmrChart) -> list[Point]:
    return [Point(p.label, p.x, p.value) for p in chart.points]


def _line(chart: XmrChart, scale: Scale) -> str:
    pieces = runs(_points(chart), chart.changes)
    return tag(
        "path",
        cls="c-second",
        d="".join(through([(scale.x(x), scale.y(v)) for x, v in piece]) for piece in pieces),
    )


def _marks(chart: XmrChart, scale: Scale) -> Iterator[str]:
    for row, point in enumerate(chart.points):
        if point.value is not None:
            yield mark(point.type, (scale.x(point.x), scale.y(point.value)), row)


def _ends(chart: XmrChart) -> list[End]:
    """The latest value, the limits that hold now and the target, in words."""
    latest = next(p.value for p in reversed(chart.points) if p.value is not None)
    ends: list[End] = [(_("Senast {value}"), latest, "t-ink")]
    if chart.limits:
        now = chart.limits[-1]
        ends += [(_("Övre gräns {value}"), now.high, ""), (_("Medel {value}"), now.mean, "")]
        ends += [(_("Undre gräns {value}"), now.low, "")]
    if chart.targets:
        ends.append((_("Mål {value}"), chart.targets[-1].value, "t-target"))
    named = [
        (words.format(value=format_value(value, chart.unit, chart.decimals)), value, css)
        for words, value, css in ends
    ]
    if told := chart.foretold:
        named.append((foretold_name(told, chart.unit, chart.decimals), told.value, ""))
    return named
