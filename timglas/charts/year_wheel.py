"""The year wheel: a turn is a year, from 1 January at the top; a ring for each part of the process.

The list beside it holds all that it shows, by the same numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from timglas.charts.theme import Svg, coordinate, picture, tag, text
from timglas.rules.periods import month_name

MARGIN = 46.0  # for the months around the wheel
BETWEEN_RINGS = 5.0
WIDEST_LANE = 22.0
FEWEST_DAYS = 8  # so much of a lane a step takes at least, for its dot
SMALLEST_NUMBERED = 6.5
WHOLE = 0.999


@dataclass(frozen=True, slots=True)
class WheelStep:
    """A step: its number in the list, which ring it lies in from the outside, and its days.

    `look` is done, late, now or coming.
    """

    number: int
    ring: int
    begins_on: date
    ends_on: date
    look: str
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Wheel:
    """All that is drawn. `name` is unique on the page."""

    name: str
    title: str
    description: str
    year: int
    steps: tuple[WheelStep, ...]
    today: date


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The wheel's measures: from the middle to the innermost and the outermost lane's edge."""

    year: int
    inner: float
    outer: float

    @property
    def middle(self) -> float:
        return self.outer + MARGIN

    def turn(self, day: date) -> float:
        """How far round a day lies: 0 at the year's first day, 1 at the next year's."""
        first = date(self.year, 1, 1)
        return (day - first).days / (date(self.year + 1, 1, 1) - first).days

    def point(self, radius: float, turn: float) -> tuple[float, float]:
        angle = 2 * pi * turn
        return self.middle + radius * sin(angle), self.middle - radius * cos(angle)


@dataclass(frozen=True, slots=True)
class _Lane:
    radius: float
    width: float
    steps: tuple[WheelStep, ...]


def year_wheel(wheel: Wheel, *, narrow: bool = False) -> Svg:
    """Draw the wheel for a column of about 560 px, or `narrow`, without numbers, for a phone."""
    size = "narrow" if narrow else "wide"
    sheet = _Sheet(wheel.year, *((40.0, 124.0) if narrow else (58.0, 246.0)))
    lanes = tuple(_lanes(wheel.steps, sheet))
    return picture(
        *_grid(sheet),
        *(part for lane in lanes for step in lane.steps for part in _step(step, lane, sheet)),
        *_deadlines(wheel, sheet),
        *_today(wheel, sheet),
        _year(wheel, sheet),
        name=f"{wheel.name}-{size}",
        title=wheel.title,
        description=wheel.description,
        width=2 * sheet.middle,
        height=2 * sheet.middle,
        css=f"chart chart--{size} wheel",
    )


def laid_in_lanes(steps: Iterable[WheelStep]) -> list[list[WheelStep]]:
    """Share the steps of a ring between lanes, so that those of a lane do not overlap."""
    lanes: list[list[WheelStep]] = []
    for step in sorted(steps, key=lambda step: (step.begins_on, step.ends_on, step.number)):
        free = (lane for lane in lanes if _end(lane[-1]) <= _begin(step))
        if (lane := next(free, None)) is not None:
            lane.append(step)
        else:
            lanes.append([step])
    return lanes


def _begin(step: WheelStep) -> int:
    return step.begins_on.toordinal()


def _end(step: WheelStep) -> int:
    return max(step.ends_on.toordinal(), _begin(step) + FEWEST_DAYS)


def _lanes(steps: Iterable[WheelStep], sheet: _Sheet) -> Iterator[_Lane]:
    """Every lane with its radius, from the outside and in."""
    rings: dict[int, list[WheelStep]] = {}
    for step in steps:
        rings.setdefault(step.ring, []).append(step)
    laid: Mapping[int, list[list[WheelStep]]] = {
        ring: laid_in_lanes(rings[ring]) for ring in sorted(rings)
    }
    room = sheet.outer - sheet.inner - BETWEEN_RINGS * len(laid)
    width = min(WIDEST_LANE, room / max(1, sum(map(len, laid.values()))))
    radius = sheet.outer
    for lanes in laid.values():
        radius -= BETWEEN_RINGS
        for lane in lanes:
            yield _Lane(radius - width / 2, width, tuple(lane))
            radius -= width


def _grid(sheet: _Sheet) -> Iterator[str]:
    """The months: a line where each begins, and its name outside."""
    for radius in (sheet.inner, sheet.outer):
        yield tag("circle", cls="w-rim", cx=sheet.middle, cy=sheet.middle, r=radius)
    for month in range(1, 13):
        first = date(sheet.year, month, 1)
        yield _spoke(sheet, sheet.turn(first), reach=(sheet.inner, sheet.outer), css="c-grid")
        x, y = sheet.point(sheet.outer + 30, sheet.turn(first.replace(day=15)))
        yield text(month_name(month)[:3], x, y + 4, text_anchor="middle")


def _spoke(sheet: _Sheet, turn: float, *, reach: tuple[float, float], css: str) -> str:
    (x1, y1), (x2, y2) = (sheet.point(radius, turn) for radius in reach)
    line = f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}"
    return tag("path", cls=css, d=line)


def _step(step: WheelStep, lane: _Lane, sheet: _Sheet) -> Iterator[str]:
    """An arc from the first day to the last, and at the first a dot with the step's number."""
    begin = sheet.turn(step.begins_on)
    end = min(sheet.turn(step.ends_on), begin + WHOLE)
    if end > begin:
        x1, y1 = map(coordinate, sheet.point(lane.radius, begin))
        x2, y2 = map(coordinate, sheet.point(lane.radius, end))
        radius, is_large = coordinate(lane.radius), int(end - begin > 1 / 2)
        arc = f"M{x1} {y1}A{radius} {radius} 0 {is_large} 1 {x2} {y2}"
        yield tag("path", cls=f"w-arc w-{step.look}", d=arc)
    x, y = sheet.point(lane.radius, begin)
    size = min(10.0, lane.width / 2 + 0.5)
    yield tag("circle", cls=f"w-dot w-{step.look}", cx=x, cy=y, r=size)
    if size >= SMALLEST_NUMBERED:
        css = f"w-number w-{step.look}"
        yield text(str(step.number), x, y + 3.6, text_anchor="middle", cls=css)


def _deadlines(wheel: Wheel, sheet: _Sheet) -> Iterator[str]:
    """The law's last days, outside the rings."""
    for day in sorted({step.deadline for step in wheel.steps if step.deadline}):
        turn = sheet.turn(day)
        yield _spoke(sheet, turn, reach=(sheet.outer - 3, sheet.outer + 6), css="c-target")
        x, y = sheet.point(sheet.outer + 13, turn)
        yield text("§", x, y + 4, text_anchor="middle", cls="t-target")


def _today(wheel: Wheel, sheet: _Sheet) -> Iterator[str]:
    if wheel.today.year == wheel.year:
        turn = sheet.turn(wheel.today)
        yield _spoke(sheet, turn, reach=(sheet.inner - 6, sheet.outer + 6), css="w-today")
        x, y = sheet.point(sheet.inner - 6, turn)
        yield tag("circle", cls="w-pin", cx=x, cy=y, r=4)


def _year(wheel: Wheel, sheet: _Sheet) -> str:
    return text(
        str(wheel.year), sheet.middle, sheet.middle + 10, text_anchor="middle", cls="w-year"
    )
