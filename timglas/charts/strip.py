"""The strip plot: a point for each of many values, and below it those that are chosen, by name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from timglas.charts.scale import nice_ticks
from timglas.charts.theme import (
    LETTER,
    LINE_HEIGHT,
    Svg,
    as_written,
    coordinate,
    picture,
    tag,
    text,
    wrapped,
)
from timglas.rules.numbers import format_number, format_value

COLUMN = 6.0  # points closer than this are laid beside each other
HIGHEST = 90.0  # the most that a pile of points may rise above the middle
ROW = 11.0  # between the named ones, beside their lines of text
RADIUS = 2.6


@dataclass(frozen=True, slots=True)
class StripPoint:
    """A named value; `row` is its place in the table beside the chart."""

    label: str
    value: Decimal
    row: int


@dataclass(frozen=True, slots=True)
class StripChart:
    """All that is drawn: many points, and the named ones with the own one first.

    `half` are the ends of the middle half of all values. `name` is unique on the page.
    """

    name: str
    title: str
    description: str
    unit: str
    decimals: int
    points: tuple[StripPoint, ...]
    named: tuple[StripPoint, ...] = ()
    own: str = ""
    half: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    left: float
    ticks: tuple[float, ...]
    rise: float
    rows: tuple[tuple[str, ...], ...]

    @property
    def middle(self) -> float:
        return 10 + self.rise

    @property
    def foot(self) -> float:
        return self.top + sum(map(_height, self.rows))

    @property
    def top(self) -> float:
        return self.middle + self.rise + 10

    def x(self, value: Decimal | float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.left + (self.width - self.left - 24) * (float(value) - low) / (high - low)


def strip_chart(chart: StripChart, *, narrow: bool = False) -> Svg:
    """Draw the chart for a column of about 560 px, or `narrow` for a phone.

    There is at least one point.
    """
    size = "narrow" if narrow else "wide"
    sheet = _sheet(chart, narrow=narrow)
    return picture(
        *_axis(chart, sheet),
        *_points(chart, sheet),
        *_named(chart, sheet),
        name=f"{chart.name}-{size}",
        title=chart.title,
        is_written=True,
        description=chart.description,
        width=sheet.width,
        height=sheet.foot + 28,
        css=f"chart chart--{size}",
    )


def _sheet(chart: StripChart, *, narrow: bool) -> _Sheet:
    values = [float(point.value) for point in (*chart.points, *chart.named)]
    ticks = tuple(nice_ticks(min(values), max(values)))
    most = 120.0 if narrow else 200.0
    rows = tuple(tuple(wrapped(_words(chart, point), most)) for point in chart.named)
    longest = max((len(line) for lines in rows for line in lines), default=0) * LETTER
    sheet = _Sheet(340 if narrow else 560, longest + 16, ticks, 0, rows)
    piles = Counter(_column(sheet, point) for point in chart.points)
    tallest = max(piles.values()) / 2 * COLUMN
    return replace(sheet, rise=min(tallest, HIGHEST))


def _height(lines: tuple[str, ...]) -> float:
    return len(lines) * LINE_HEIGHT + ROW


def _column(sheet: _Sheet, point: StripPoint) -> int:
    return round(sheet.x(point.value) / COLUMN)


def _axis(chart: StripChart, sheet: _Sheet) -> Iterator[str]:
    if chart.half:
        left, right = map(sheet.x, chart.half)
        height = coordinate(sheet.foot - 4)
        edges = f"M{coordinate(left)} 4H{coordinate(right)}V{height}H{coordinate(left)}Z"
        yield tag("path", cls="c-band", d=edges)
    foot = coordinate(sheet.foot)
    for tick in sheet.ticks:
        x = coordinate(sheet.x(tick))
        yield tag("path", cls="c-grid", d=f"M{x} 4V{foot}")
    for words, place in _tick_words(sheet):
        yield text(words, place, sheet.foot + 18, text_anchor="middle")


def _tick_words(sheet: _Sheet) -> list[tuple[str, float]]:
    """As many ticks' words as there is room for, from the first one on."""
    words = [format_number(Decimal(str(tick))) for tick in sheet.ticks]
    room = sheet.x(sheet.ticks[1]) - sheet.x(sheet.ticks[0])
    every = max(1, -int(-(max(map(len, words)) * LETTER + 8) // room))
    return [
        (word, sheet.x(tick))
        for number, (word, tick) in enumerate(zip(words, sheet.ticks, strict=True))
        if number % every == 0
    ]


def _points(chart: StripChart, sheet: _Sheet) -> Iterator[str]:
    """Each pile grows from the middle, up and down in turn; a tall one is pressed together."""
    sizes = Counter(_column(sheet, point) for point in chart.points)
    seen: Counter[int] = Counter()
    for point in chart.points:
        column = _column(sheet, point)
        step = min(COLUMN, 2 * sheet.rise / sizes[column]) if sheet.rise else COLUMN
        number = seen[column]
        seen[column] += 1
        away = (number + 1) // 2 * step * (1 if number % 2 else -1)
        yield tag(
            "circle",
            cls="c-common",
            cx=sheet.x(point.value),
            cy=sheet.middle + away,
            r=RADIUS,
            data_row=str(point.row),
        )


def _named(chart: StripChart, sheet: _Sheet) -> Iterator[str]:
    """A row for each chosen one: name, value and place, with a line up to the points."""
    top = sheet.top
    for point, lines in zip(chart.named, sheet.rows, strict=True):
        y, is_own = top + _height(lines) / 2, point.label == chart.own
        yield from _dot(point, (sheet.x(point.value), y), sheet, is_own=is_own)
        for number, line in enumerate(lines):
            foot = y + 5 + (number - (len(lines) - 1) / 2) * LINE_HEIGHT
            yield text(line, 4, foot, cls="t-ink" if is_own else "", **as_written())
        top += _height(lines)


def _dot(
    point: StripPoint, place: tuple[float, float], sheet: _Sheet, *, is_own: bool
) -> Iterator[str]:
    x, y = place
    down = f"M{coordinate(x)} {coordinate(sheet.middle)}V{coordinate(y)}"
    yield tag("path", cls="c-line" if is_own else "c-second", d=down)
    css = "c-dot" if is_own else "c-second-dot"
    yield tag("circle", cls=css, cx=x, cy=y, r=5, data_row=str(point.row))


def _words(chart: StripChart, point: StripPoint) -> str:
    return f"{point.label} {format_value(point.value, chart.unit, chart.decimals)}"
