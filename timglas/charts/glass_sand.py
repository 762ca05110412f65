"""The sand below the hourglass: a grain for each activity, in piles by how far they have come.

A heap lies below each goal of the top level. When there are many activities a grain stands for
several, and when there is no room for a heap for each goal all lie in one.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import count

from timglas.charts.glass import BOTTOM, MIDDLE, GlassHeap, GlassPile, GlassSand
from timglas.charts.theme import LETTER, Svg, as_written, coordinate, tag, text
from timglas.rules.numbers import format_number

ROOM = 612.0  # the width of the rim that the sand lies under
PITCH, RADIUS, DEEP = 7.4, 2.7, 4  # from grain to grain, a grain, and so many lie in a column
LEAST = 25.0  # the narrowest pile: a target to point at, with room for its number
APART = 12.0  # at least, between heaps
WORDS_APART = 14.0  # between the names of heaps
FIRST, NUMBERS, NAMES = BOTTOM + 11, BOTTOM + 52, BOTTOM + 74  # heights of grains and of words


def lying(sand: GlassSand) -> tuple[tuple[GlassHeap, ...], int]:
    """The heaps that there is room for, and how many activities a grain stands for."""
    narrow = sum(APART + LEAST * len(heap.piles) for heap in sand.heaps) > ROOM
    heaps = (sand.whole,) if narrow else sand.heaps
    sizes = (step * 10**power for power in count() for step in (1, 2, 5))
    return heaps, next(n for n in sizes if sum(APART + _width(h, n) for h in heaps) <= ROOM)


def heaps_of(sand: GlassSand, *, narrow: bool) -> Iterator[str]:
    """Draw the heaps side by side in the order of the goals above, as links where they lead."""
    heaps, size = lying(sand)
    widths = [_width(heap, size) for heap in heaps]
    gap = (ROOM - sum(widths)) / max(len(heaps), 1)
    x = MIDDLE - ROOM / 2
    for heap, width in zip(heaps, widths, strict=True):
        yield from _piles(heap, x + gap / 2, size, narrow=narrow)
        words = str(heap.number or "…") if narrow else _beginning(heap.title, width + gap)
        yield _name(heap, words, x + (width + gap) / 2, css="t-bold halo" if narrow else "t-sand")
        x += width + gap


def grain_mark(group: str) -> Svg:
    """A grain by itself, for the legend, whose words say what it means."""
    grain = "".join(_shape(group, [(0.0, 0.0)]))
    return Svg(tag("svg", grain, viewBox="-4 -4 8 8", aria_hidden="true"))


def _width(heap: GlassHeap, size: int) -> float:
    return sum(_wide(pile, size) for pile in heap.piles)


def _wide(pile: GlassPile, size: int) -> float:
    return max(LEAST, PITCH * (-(-_grains(pile, size) // DEEP) + 1))


def _grains(pile: GlassPile, size: int) -> int:
    return -(-pile.count // size)


def _piles(heap: GlassHeap, x: float, size: int, *, narrow: bool) -> Iterator[str]:
    for pile in heap.piles:
        wide = _wide(pile, size)
        area = tag("rect", cls="whole", x=x, y=BOTTOM + 3, width=wide, height=54)
        name = f"{heap.title}: {pile.state} {pile.count}"
        inside = [tag("title", escape(name)), area, *_pile(pile, x, size)]
        yield _part(inside, heap, href=pile.href, name=name)
        if not narrow:
            number = format_number(Decimal(pile.count))
            yield _seen(number, x + wide / 2, NUMBERS, cls="t-sand")
        x += wide


def _pile(pile: GlassPile, x: float, size: int) -> Iterator[str]:
    """The grains, from the left in columns; all of one shape are one path."""
    grains, wide = _grains(pile, size), _wide(pile, size)
    first = x + (wide - PITCH * (-(-grains // DEEP) - 1)) / 2
    spots = [(first + PITCH * (n // DEEP), FIRST + PITCH * (n % DEEP)) for n in range(grains)]
    yield from _shape(pile.group, spots)


def _shape(group: str, spots: Sequence[tuple[float, float]]) -> Iterator[str]:
    yield tag("path", cls=f"g-{group}", d="".join(_grain(group, *spot) for spot in spots))
    if group == "wait":
        yield tag("path", cls="g-half", d="".join(_half(*spot) for spot in spots))


def _grain(group: str, x: float, y: float) -> str:
    """A grain's outline: a triangle for what is late, else a round one."""
    if group == "risk":
        side = RADIUS * 1.15
        start = f"M{coordinate(x)} {coordinate(y - side)}"
        return f"{start}l{coordinate(side)} {coordinate(2 * side)}h{coordinate(-2 * side)}z"
    r, across = coordinate(RADIUS), coordinate(2 * RADIUS)
    start = f"M{coordinate(x - RADIUS)} {coordinate(y)}"
    return f"{start}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z"


def _half(x: float, y: float) -> str:
    r = coordinate(RADIUS)
    return f"M{coordinate(x)} {coordinate(y - RADIUS)}a{r} {r} 0 0 0 0 {coordinate(2 * RADIUS)}z"


def _beginning(words: str, room: float) -> str:
    """As much of a name as there is room for; its link says all of it."""
    letters = int((room - WORDS_APART) / LETTER)
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip(' ,.')}…"


def _name(heap: GlassHeap, words: str, x: float, *, css: str) -> str:
    area = tag("rect", cls="whole", x=x - LEAST, y=NAMES - 17, width=2 * LEAST, height=24)
    part = _part([area], heap, href=heap.href, name=f"{heap.title}: {heap.says}")
    return part + _seen(words, x, NAMES, cls=css)


def _seen(words: str, x: float, y: float, *, cls: str) -> str:
    """Words for the eye, over a link that says all of them."""
    return text(words, x, y, cls=cls, text_anchor="middle", aria_hidden="true")


def _part(inside: Sequence[str], heap: GlassHeap, *, href: str, name: str) -> str:
    """A link, or for those who may not read activities only something with a name."""
    more = as_written() if heap.number else {}
    if href:
        return tag("a", *inside, href=href, aria_label=name, **more)
    return tag("g", *inside, role="img", aria_label=name, **more)
