"""A line so small that it fits in a row of a table: where the values come from and where they are.

It has no axis and no words, for the newest value and the target stand beside it in the row. The
earlier values do not, so the drawing says in words how it has gone (`experience.md` 3).
"""

from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.line import Point, runs, through
from timglas.charts.scale import Scale, Sheet
from timglas.charts.theme import Svg, coordinate, tag

# A new point every few px: more cannot be told apart.
MOST_POINTS = 24
SHEET = Sheet(96, 24, left=3, right=3, top=3, bottom=3)


@dataclass(frozen=True, slots=True)
class Sparkline:
    """All that is drawn: points in order of time, and the targets that hold for all of them.

    `label` says what a reader sees: the first value, the last and the way between them.
    """

    label: str
    points: tuple[Point, ...]
    targets: tuple[Decimal, ...] = ()


def sparkline(shown: Sparkline) -> Svg:
    """Draw the line with its last value marked; at least one point must have a value."""
    known = [(p.x, p.value) for p in shown.points if p.value is not None]
    scale = _scale([value for _, value in known], shown)
    last, newest = known[-1]
    return Svg(
        tag(
            "svg",
            *(_target(target, scale) for target in shown.targets),
            tag("path", cls="c-line", d="".join(_run(run, scale) for run in runs(shown.points))),
            tag("circle", cls="c-dot", cx=scale.x(last), cy=scale.y(newest), r=2.5),
            cls="chart spark",
            viewBox=f"0 0 {coordinate(SHEET.width)} {coordinate(SHEET.height)}",
            role="img",
            aria_label=shown.label,
        )
    )


def _scale(values: list[Decimal], shown: Sparkline) -> Scale:
    """Let the values and targets fill the height; what never changes lies in the middle."""
    ends = [float(value) for value in (*values, *shown.targets)]
    low, high = min(ends), max(ends)
    if low == high:
        low, high = low - 1, high + 1
    return Scale(SHEET, shown.points[0].x, shown.points[-1].x, (low, high))


def _target(value: Decimal, scale: Scale) -> str:
    return tag(
        "path", cls="c-target", d=f"M0 {coordinate(scale.y(value))}H{coordinate(SHEET.width)}"
    )


def _run(run: list[tuple[int, Decimal]], scale: Scale) -> str:
    """A lone value is a line without length, which round ends make into a dot."""
    line = through([(scale.x(x), scale.y(value)) for x, value in run])
    return f"{line}h0" if len(run) == 1 else line
