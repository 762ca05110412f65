"""The dot-line of an indicator: values over periods, targets as steps, comparisons as lines.

For yearly values and for series too short for control limits (`experience.md` 3.1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.foretold import Foretold, foretold_drawn, foretold_name
from timglas.charts.scale import Scale, Sheet, nice_ticks
from timglas.charts.theme import (
    LETTER,
    LINE_HEIGHT,
    Svg,
    as_written,
    coordinate,
    picture,
    spread,
    tag,
    text,
    wrapped,
)
from timglas.rules.language import Written, _
from timglas.rules.numbers import format_number, format_value

type End = tuple[str, Decimal, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a period; `x` counts periods from any start, None is a missing value."""

    label: str
    x: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """Values of one place or one group of people, in order of time."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TargetStep:
    """A target that holds from one period to another, both included."""

    first: int
    last: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on the values are not comparable with earlier ones; `note` says why."""

    x: int
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """How far others' values range at a period, from low to high."""

    x: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class LineChart:
    """All that is drawn. `name` is unique on the page and becomes the prefix of ids.

    `parts` are women and men; `comparisons` are other places; `band_name` names the band.
    """

    name: str
    title: str
    description: str
    unit: str
    decimals: int
    line: Line
    parts: tuple[Line, ...] = ()
    comparisons: tuple[Line, ...] = ()
    targets: tuple[TargetStep, ...] = ()
    breaks: tuple[Break, ...] = ()
    band: tuple[Band, ...] = ()
    band_name: str = ""
    foretold: Foretold | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The main line and those beside it."""
        return (self.line, *self.parts, *self.comparisons)


def line_chart(chart: LineChart, *, narrow: bool = False) -> Svg:
    """Draw the chart for a column of about 560 px, or `narrow` for a phone."""
    scale = _scale(chart, narrow=narrow)
    size = "narrow" if narrow else "wide"
    return picture(
        *grid(_names(chart), scale),
        *_band(chart, scale),
        *breaks_drawn(chart.breaks, scale),
        *targets_drawn(chart.targets, scale),
        *_comparisons(chart, scale),
        *_parts(chart, scale),
        *foretold_drawn(chart.foretold, latest_place(chart.line.points), scale),
        _path(chart.line, scale, "c-line", breaks=chart.breaks),
        *_dots(chart.line, scale, "c-dot", radius=4.5, rows=rows_of(chart)),
        *end_labels(_ends(chart), scale),
        name=f"{chart.name}-{size}",
        title=chart.title,
        is_written=True,
        description=chart.description,
        width=scale.sheet.width,
        height=scale.sheet.height,
        css=f"chart chart--{size}",
    )


def runs(points: Iterable[Point], breaks: Sequence[Break] = ()) -> list[list[tuple[int, Decimal]]]:
    """Split a line where a value is missing, a period is skipped or a series is broken."""
    known = [(p.x, p.value) for p in points if p.value is not None]
    cuts = {b.x for b in breaks}
    pieces: list[list[tuple[int, Decimal]]] = []
    for x, value in known:
        if pieces and x == pieces[-1][-1][0] + 1 and x not in cuts:
            pieces[-1].append((x, value))
        else:
            pieces.append([(x, value)])
    return pieces


def _scale(chart: LineChart, *, narrow: bool) -> Scale:
    values = [float(value) for value in _values(chart)] or [0.0]
    ticks = tuple(nice_ticks(min(values), max(values)))
    periods = [p.x for line in chart.lines for p in line.points] + [t.last for t in chart.targets]
    periods += [chart.foretold.x] if chart.foretold else []
    left = 12 + LETTER * max(len(tick_words(tick)) for tick in ticks)
    sheet = sheet_for(left, _ends(chart), narrow=narrow)
    return Scale(sheet, min(periods, default=0), max(periods, default=0), ticks)


def sheet_for(left: float, ends: Sequence[End], *, narrow: bool) -> Sheet:
    """A sheet with room for the names at its right end."""
    longest = max(len(words) for words, *_rest in ends) * LETTER + 18
    if narrow:
        return Sheet(340, 270, left, min(longest, 104))
    return Sheet(560, 290, left, min(longest, 150))


def _values(chart: LineChart) -> Iterator[Decimal]:
    yield from (p.value for line in chart.lines for p in line.points if p.value is not None)
    yield from (t.value for t in chart.targets)
    for band in chart.band:
        yield from (band.low, band.high)
    if chart.foretold:
        yield from chart.foretold.values


def _names(chart: LineChart) -> dict[int, str]:
    told = {chart.foretold.x: chart.foretold.label} if chart.foretold else {}
    return told | {p.x: p.label for line in chart.lines for p in line.points}


def tick_words(tick: float) -> str:
    """A tick as it is written beside the axis."""
    return format_number(Decimal(str(tick)))


def grid(names: Mapping[int, str], scale: Scale) -> Iterator[str]:
    """Draw the axes with their ticks; `names` holds what each period is called."""
    sheet = scale.sheet
    for tick in scale.ticks:
        y = scale.y(tick)
        css = "c-axis" if tick == scale.ticks[0] else "c-grid"
        yield tag("path", cls=css, d=f"M{coordinate(sheet.left)} {coordinate(y)}H{_right(sheet)}")
        yield text(tick_words(tick), sheet.left - 8, y + 4, text_anchor="end")
    for words, period in _period_labels(names, scale):
        yield text(words, scale.x(period), sheet.height - 8, text_anchor="middle")


def _period_labels(names: Mapping[int, str], scale: Scale) -> list[tuple[str, int]]:
    """Show as many period names as there is room for, counted back from the latest."""
    if not names:
        return []
    room = scale.x(1) - scale.x(0)
    needed = LETTER * max(map(len, names.values())) + 10
    every = max(1, -int(-needed // room))
    latest = max(names)
    return [(name, x) for x, name in sorted(names.items()) if (latest - x) % every == 0]


def _band(chart: LineChart, scale: Scale) -> Iterator[str]:
    if chart.band:
        over = [(scale.x(b.x), scale.y(b.high)) for b in chart.band]
        under = [(scale.x(b.x), scale.y(b.low)) for b in reversed(chart.band)]
        yield tag("path", cls="c-band", d=f"{through([*over, *under])}Z")


def breaks_drawn(breaks: Iterable[Break], scale: Scale) -> Iterator[str]:
    """Draw a dotted line before each break, with its name."""
    for cut in breaks:
        x = scale.x(cut.x - 0.5)
        foot = coordinate(scale.sheet.height - scale.sheet.bottom)
        yield tag("path", cls="c-break", d=f"M{coordinate(x)} {coordinate(scale.sheet.top)}V{foot}")
        side = "end" if x > scale.sheet.width / 2 else "start"
        shift = -6 if side == "end" else 6
        yield text(cut.label, x + shift, scale.sheet.top + 4, cls="halo", text_anchor=side)


def targets_drawn(targets: Iterable[TargetStep], scale: Scale) -> Iterator[str]:
    """Draw each target where it holds."""
    for step in targets:
        start, end = scale.x(step.first - 0.5), scale.x(step.last + 0.5)
        y = coordinate(scale.y(step.value))
        yield tag("path", cls="c-target", d=f"M{coordinate(start)} {y}H{coordinate(end)}")


def _comparisons(chart: LineChart, scale: Scale) -> Iterator[str]:
    for line in chart.comparisons:
        yield _path(line, scale, "c-compare")
        # A single value between two gaps has no stroke to show it.
        lone = Line(line.name, tuple(_lone(line)))
        yield from _dots(lone, scale, "c-common", radius=2.5)


def _lone(line: Line) -> Iterator[Point]:
    for run in runs(line.points):
        if len(run) == 1:
            yield Point("", *run[0])


def _parts(chart: LineChart, scale: Scale) -> Iterator[str]:
    for line in chart.parts:
        yield _path(line, scale, "c-second", breaks=chart.breaks)
        yield from _dots(line, scale, "c-second-dot", radius=3.5)


def _path(line: Line, scale: Scale, css: str, *, breaks: Sequence[Break] = ()) -> str:
    pieces = runs(line.points, breaks)
    d = "".join(through([(scale.x(x), scale.y(v)) for x, v in run]) for run in pieces)
    return tag("path", cls=css, d=d) if d else ""


def rows_of(chart: LineChart) -> dict[int, int]:
    """The row of the table beside the chart that each period has."""
    periods = sorted({point.x for line in chart.lines for point in line.points})
    return {x: row for row, x in enumerate(periods)}


def _dots(
    line: Line, scale: Scale, css: str, *, radius: float, rows: Mapping[int, int] | None = None
) -> Iterator[str]:
    for point in line.points:
        if point.value is not None:
            row = {"data_row": str(rows[point.x])} if rows else {}
            x, y = scale.x(point.x), scale.y(point.value)
            yield tag("circle", cls=css, cx=x, cy=y, r=radius, **row)


def through(places: Sequence[tuple[float, float]]) -> str:
    """The path of a line through some places."""
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in places)


def _right(sheet: Sheet) -> str:
    return coordinate(sheet.width - sheet.right)


def _ends(chart: LineChart) -> list[End]:
    """Name what is drawn at its right end: words, value and colour."""
    named = [(chart.line, "t-ink")] + [(line, "") for line in (*chart.parts, *chart.comparisons)]
    ends = []
    for line, css in named:
        latest = _latest(line)
        if latest is not None:
            shown = format_value(latest, chart.unit, chart.decimals)
            words = f"{line.name} {shown}"
            told = Written(words) if isinstance(line.name, Written) else words
            ends.append((told, latest, css))
    if chart.targets:
        goal = chart.targets[-1].value
        shown = format_value(goal, chart.unit, chart.decimals)
        ends.append((_("Mål {value}").format(value=shown), goal, "t-target"))
    if foretold := chart.foretold:
        ends.append((foretold_name(foretold, chart.unit, chart.decimals), foretold.value, ""))
    if chart.band:
        ends.append((chart.band_name, (chart.band[-1].low + chart.band[-1].high) / 2, ""))
    return ends or [("", Decimal(0), "")]


def _latest(line: Line) -> Decimal | None:
    place = latest_place(line.points)
    return place[1] if place else None


def latest_place(points: Sequence[Point]) -> tuple[int, Decimal] | None:
    """The last known value and its period."""
    return next(((p.x, p.value) for p in reversed(points) if p.value is not None), None)


def end_labels(ends: Sequence[End], scale: Scale) -> Iterator[str]:
    """Name what is drawn at its right end, one below the other: (words, value, colour)."""
    sheet = scale.sheet
    lines = [wrapped(words, sheet.right - 12) for words, *_rest in ends]
    wanted = [
        scale.y(value) - LINE_HEIGHT * (len(part) - 1) / 2
        for (_words, value, _css), part in zip(ends, lines, strict=True)
    ]
    heights = [LINE_HEIGHT * len(part) + 2 for part in lines]
    tops = spread(wanted, heights, low=sheet.top, high=sheet.height - sheet.bottom + LINE_HEIGHT)
    for top, part, (whole, _value, css) in zip(tops, lines, ends, strict=True):
        given = as_written() if isinstance(whole, Written) else {}
        for n, words in enumerate(part):
            y = top + 4 + n * LINE_HEIGHT
            yield text(words, sheet.width - sheet.right + 10, y, cls=css or "t-plain", **given)
