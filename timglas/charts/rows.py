"""What charts with a bar for each row share: names beside the bars, or above them on a phone."""

from dataclasses import dataclass

from timglas.charts.theme import LINE_HEIGHT, as_written, text, wrapped

WIDE, NARROW = 560.0, 340.0
NAME = 200.0  # room for names beside the bars
BAR, APART = 18.0, 14.0  # a bar's height, and the space below it


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place: its name's lines and first baseline, and the bar's top and sides, in px."""

    lines: tuple[str, ...]
    name_y: float
    bar_y: float
    left: float
    right: float


def placed_rows(names: list[str], *, top: float, right: float, narrow: bool) -> list[Place]:
    """Place rows below each other from `top`; `right` is the room to leave beside the bars."""
    width = NARROW if narrow else WIDE
    places = []
    for name in names:
        lines = tuple(wrapped(name, width if narrow else NAME - 16))
        tall = LINE_HEIGHT * len(lines)
        if narrow:
            places.append(Place(lines, top + 12, top + tall + 4, 0, width - right))
            top += tall + 4 + BAR + APART
        else:
            high = max(BAR, tall)
            first = top + (high - tall) / 2 + 12
            places.append(Place(lines, first, top + (high - BAR) / 2, NAME, width - right))
            top += high + APART
    return places


def bottom_of(places: list[Place]) -> float:
    """Where the last row ends."""
    return max(max(p.bar_y + BAR, p.name_y + LINE_HEIGHT * (len(p.lines) - 1)) for p in places)


def name_of(place: Place) -> str:
    """Write a row's name."""
    return "".join(
        text(line, 0, place.name_y + LINE_HEIGHT * n, cls="t-row", **as_written())
        for n, line in enumerate(place.lines)
    )
