"""The bullet graph: a value against its target, on a scale shaded by how it would be judged.

Stephen Few's form (`experience.md` 3.1): one measure, one or two marks to compare with, and ranges
in one hue of varying intensity, so that colours need not be told apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.line import tick_words
from timglas.charts.scale import nice_ticks
from timglas.charts.theme import LETTER, Svg, coordinate, picture, tag, text

WIDE, NARROW = 560.0, 340.0
HEIGHT, TOP, TALL, THIN = 86.0, 24.0, 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of the scale and how far down it is: 0 is good, 1 is near, 2 is far from good.

    None as an end is the end of the scale.
    """

    low: Decimal | None
    high: Decimal | None
    depth: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """All that is drawn. `targets` are one line, or the two ends of a span, named in words.

    `earlier` is a value to compare with, if there is one.
    """

    name: str
    title: str
    description: str
    value: Decimal
    targets: tuple[Decimal, ...]
    ranges: tuple[Range, ...]
    target_name: str
    earlier: Decimal | None = None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Every value that must have its place on the scale."""
        known = (end for stretch in self.ranges for end in (stretch.low, stretch.high))
        told = (*known, self.value, *self.targets, self.earlier)
        return tuple(end for end in told if end is not None)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from left to right, in px."""

    ticks: tuple[float, ...]
    side: float
    width: float

    def x(self, value: Decimal | float) -> float:
        """The place of a value that lies on the scale."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.side + (self.width - 2 * self.side) * (float(value) - low) / (high - low)

    @property
    def has_zero(self) -> bool:
        """Whether a bar can begin at zero, so that its length is the value."""
        return self.ticks[0] <= 0 <= self.ticks[-1]


def bullet_chart(chart: Bullet, *, narrow: bool = False) -> Svg:
    """Draw the value as a bar from zero, the targets as marks across it.

    On a scale without zero the value is a dot, since a bar's length would not be the value.
    """
    ticks = ticks_of(chart)
    side = LETTER * max(len(tick_words(tick)) for tick in ticks) / 2 + 2
    axis = Axis(ticks, side, NARROW if narrow else WIDE)
    size = "narrow" if narrow else "wide"
    return picture(
        *(_range(stretch, axis) for stretch in chart.ranges),
        *_value(chart, axis),
        *_targets(chart, axis),
        *(text(tick_words(tick), axis.x(tick), HEIGHT - 8, text_anchor="middle") for tick in ticks),
        name=f"{chart.name}-{size}",
        title=chart.title,
        description=chart.description,
        width=axis.width,
        height=HEIGHT,
        css=f"chart chart--{size}",
    )


def ticks_of(chart: Bullet) -> tuple[float, ...]:
    """Ticks that every value lies within, with some of the scale on both sides of the targets."""
    low, high = float(min(chart.ends)), float(max(chart.ends))
    spread = high - low or abs(high) or 1.0
    first = low - spread / 4 if low < 0 or low > 2 * spread else 0.0
    return tuple(nice_ticks(first, high + spread / 4))


def _range(stretch: Range, axis: Axis) -> str:
    low = axis.x(axis.ticks[0] if stretch.low is None else stretch.low)
    high = axis.x(axis.ticks[-1] if stretch.high is None else stretch.high)
    return tag(
        "rect",
        cls=f"c-range-{stretch.depth}",
        x=low,
        y=TOP,
        width=max(0.0, high - low),
        height=TALL,
    )


def _value(chart: Bullet, axis: Axis) -> Iterator[str]:
    x, middle = axis.x(chart.value), TOP + TALL / 2
    if axis.has_zero:
        low, wide = min(axis.x(0), x), max(1.5, abs(x - axis.x(0)))
        yield tag("rect", cls="c-bar", x=low, y=middle - THIN / 2, width=wide, height=THIN)
    else:
        yield tag("circle", cls="c-dot", cx=x, cy=middle, r=7)
    if chart.earlier is not None:
        yield tag("circle", cls="c-second-dot", cx=axis.x(chart.earlier), cy=middle, r=4)


def _targets(chart: Bullet, axis: Axis) -> Iterator[str]:
    for target in chart.targets:
        x = axis.x(target)
        yield tag("path", cls="c-target", d=f"M{coordinate(x)} {coordinate(TOP - 5)}v{TALL + 10:g}")
    words = chart.target_name
    x = sum(map(axis.x, chart.targets)) / len(chart.targets)
    half = LETTER * len(words) / 2
    yield text(
        words, min(max(x, half), axis.width - half), 12, cls="t-target", text_anchor="middle"
    )
