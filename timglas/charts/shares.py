"""Stacked shares: how the parts of each row divide, all rows on the same scale from none to all.

For the status of many goals (`experience.md` 3): shares can be compared where counts differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from timglas.charts.rows import BAR, NARROW, WIDE, Place, bottom_of, name_of, placed_rows
from timglas.charts.theme import LETTER, Svg, picture, tag, text

TOTAL = 44.0  # room for a row's total
SOLID = frozenset({"ok", "risk", "dev"})  # parts that are filled, with light words


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part is: the shape group of a status, and its name."""

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A row and how many it has of each kind, in the kinds' order."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Shares:
    """All that is drawn. `name` is unique on the page; rows without any part have no bar."""

    name: str
    title: str
    description: str
    kinds: tuple[Kind, ...]
    rows: tuple[ShareRow, ...]


def shares_chart(shown: Shares, *, narrow: bool = False) -> Svg:
    """Draw a bar for each row, with the numbers in the parts that have room for them."""
    places = placed_rows([row.name for row in shown.rows], top=2, right=TOTAL, narrow=narrow)
    size = "narrow" if narrow else "wide"
    bars = (
        (name_of(place), *_bar(shown, row, place), _total(row, place))
        for row, place in zip(shown.rows, places, strict=True)
    )
    return picture(
        *(tag("g", *bar, data_row=str(n)) for n, bar in enumerate(bars)),
        name=f"{shown.name}-{size}",
        title=shown.title,
        description=shown.description,
        width=NARROW if narrow else WIDE,
        height=bottom_of(places) + 6,
        css=f"chart chart--{size}",
    )


def _bar(shown: Shares, row: ShareRow, place: Place) -> Iterator[str]:
    x, room = place.left, place.right - place.left
    for kind, count in zip(shown.kinds, row.counts, strict=True):
        if count:
            wide = room * count / row.total
            width, middle = max(1.0, wide - 2), x + wide / 2 - 1
            yield tag("rect", cls=f"p-{kind.group}", x=x, y=place.bar_y, width=width, height=BAR)
            if wide >= LETTER * len(str(count)) + 8:
                css = "t-on" if kind.group in SOLID else "t-plain"
                yield text(str(count), middle, place.bar_y + 13.5, cls=css, text_anchor="middle")
            x += wide


def _total(row: ShareRow, place: Place) -> str:
    return text(str(row.total), place.right + 8, place.bar_y + 13.5, cls="t-ink")
