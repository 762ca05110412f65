"""The icicle: a hierarchy from left to right, where each part is as high as what hangs from it.

An overview of the red thread (`experience.md` 3.1): where the goals gather, and how they go.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from timglas.charts.hourglass_map import small_shape
from timglas.charts.theme import LINE_HEIGHT, Svg, as_written, coordinate, tag, text, wrapped

WIDE, NARROW = 1120.0, 340.0
LEAST, MOST = 320.0, 720.0  # the drawing's height
LEAF = 12.0  # the height that a part without any below it asks for
TOP, GAP = 30.0, 1.5  # room for the heads; paper between the parts
TARGET = 24.0  # the least height of a link (WCAG 2.5.8)
NARROW_COLUMNS = 3
LEFT, SHAPE = 22.0, 4.5  # where the words begin, beside a shape of that radius


@dataclass(frozen=True, slots=True)
class Part:
    """A goal in a column, with those that hang from it, all in columns further right.

    `group` is the shape of its status, which `status` says in words.
    """

    column: int
    label: str
    unit: str
    level: str
    status: str
    group: str
    href: str
    parts: tuple["Part", ...] = ()

    @property
    def said(self) -> str:
        """The name of its link."""
        return f"{self.label}, {self.unit}: {self.status}"

    @property
    def under(self) -> int:
        """How many hang from it, near and far."""
        return sum(1 + part.under for part in self.parts)

    @property
    def leaves(self) -> int:
        """How many ends hang from it; itself, if nothing does."""
        return sum(part.leaves for part in self.parts) or 1


@dataclass(frozen=True, slots=True)
class Icicle:
    """All that is drawn. `heads` name the columns; `name` is unique on the page."""

    name: str
    title: str
    description: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a part is drawn, and which row of the table tells the same."""

    part: Part
    row: int
    y: float
    height: float


def icicle(shown: Icicle, *, narrow: bool = False) -> Svg:
    """Draw the columns for a page, or the first of them for a phone."""
    columns = min(len(shown.heads), NARROW_COLUMNS) if narrow else len(shown.heads)
    width = (NARROW if narrow else WIDE) / columns
    cells = [cell for cell in cells_of(shown) if cell.part.column < columns]
    height = _height(shown)
    size = "narrow" if narrow else "wide"
    name = f"{shown.name}-{size}"
    return Svg(
        tag(
            "svg",
            tag("title", escape(shown.title), id=f"{name}-t"),
            tag("desc", escape(shown.description), id=f"{name}-d"),
            *(_head(head, n * width, width) for n, head in enumerate(shown.heads[:columns])),
            *(_drawn(cell, width) for cell in cells),
            cls=f"chart chart--{size} icicle",
            viewBox=f"0 0 {coordinate(width * columns)} {coordinate(TOP + height)}",
            role="group",
            aria_labelledby=f"{name}-t {name}-d",
        )
    )


def cells_of(shown: Icicle) -> tuple[Cell, ...]:
    """Every part with its place, each before those that hang from it."""
    leaves = sum(part.leaves for part in shown.parts) or 1
    each = _height(shown) / leaves
    rows = iter(range(10**9))

    def placed(parts: tuple[Part, ...], y: float) -> Iterator[Cell]:
        for part in parts:
            yield Cell(part, next(rows), y, each * part.leaves)
            yield from placed(part.parts, y)
            y += each * part.leaves

    return tuple(placed(shown.parts, TOP))


def _height(shown: Icicle) -> float:
    return min(MOST, max(LEAST, LEAF * sum(part.leaves for part in shown.parts)))


def _head(words: str, x: float, width: float) -> str:
    return text("".join(_fitted(words, width, 1)), x, TOP - 12, cls="t-ink")


def _drawn(cell: Cell, width: float) -> str:
    part, high = cell.part, max(1.0, cell.height - GAP)
    x, y = part.column * width, cell.y
    box = tag(
        "rect",
        cls=f"i-{part.group}",
        x=x,
        y=y,
        width=width - 2 * GAP,
        height=high,
        data_row=str(cell.row),
    )
    words = _words(cell, x, width)
    if high < TARGET:
        return box + words
    # The words are for the eye and may be cut, so they lie over the link and not in it.
    title = tag("title", escape(part.said))
    return tag("a", title, box, href=part.href, aria_label=part.said, **as_written()) + words


def _words(cell: Cell, x: float, width: float) -> str:
    """The shape of how it goes and the beginning of its words, where there is room for them."""
    part = cell.part
    lines = _fitted(part.label, width - LEFT - 8, int(cell.height / LINE_HEIGHT))
    first = cell.y + (cell.height - GAP - LINE_HEIGHT * max(1, len(lines))) / 2 + 11.5
    r = min(SHAPE, (cell.height - GAP) / 2 - 1)
    shape = small_shape(part.group, x + LEFT / 2, first - 4, r=r) if r > 1 else ""
    words = (text(line, x + LEFT, first + LINE_HEIGHT * n) for n, line in enumerate(lines))
    return tag("g", shape, *words, aria_hidden="true", **as_written())


def _fitted(words: str, width: float, most: int) -> list[str]:
    """The lines that there is room for; the last one shows that there is more."""
    lines = wrapped(words, width)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    return [*kept[:-1], f"{kept[-1].rstrip(',.')} …"] if kept else []
