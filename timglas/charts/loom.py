"""The columns of Röda tråden: where each card stands, and the lines between them.

Height is counted in rows of 1.0625 rem (`--row` in `thread.css`), so that cards placed by CSS and
lines drawn by SVG agree at every text size without style attributes or scripts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from timglas.charts.theme import Svg, coordinate, tag

WIDTH, LANE = 1180.0, 40.0  # the drawing and the lanes between columns; `--lanes` in thread.css
ROW = 17.0  # a row in the drawing's own unit
GAP = 1  # the empty row below a card
KNOT = 3.0  # rows from a card's top to where lines meet it: cards side by side get straight lines
PADDING, LETTER = 26.0, 8.0  # a card's padding and edges, and a wide letter of its text
FRAME_ROWS = 2  # padding and air inside a card


@dataclass(frozen=True, slots=True)
class LoomCard:
    """A goal in a column: `key` is unique over all columns; `extra` lines go beside the title."""

    key: str
    title: str
    extra: int = 2


@dataclass(frozen=True, slots=True)
class LoomLink:
    """A card builds on one in an earlier column; `also` when it is not its first parent."""

    parent: str
    child: str
    also: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """Where a card stands. `part` is on (chosen), in (in the thread), dim, or plain.

    `above` is the number of empty rows over it, `top` its first row, `tall` its rows with gap.
    """

    key: str
    part: str
    top: int
    above: int
    tall: int

    @property
    def css(self) -> str:
        """Classes for the list item that holds the card."""
        return f"slot {bit_classes('a', self.above)} {bit_classes('t', self.tall)}".strip()


@dataclass(frozen=True, slots=True)
class LoomColumn:
    """The cards of a column from the top, and how many that are not shown."""

    cards: tuple[PlacedCard, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Loom:
    """All columns, the lines as SVG, and the height of it all in rows."""

    columns: tuple[LoomColumn, ...]
    drawing: Svg
    rows: int


def weave(
    columns: Sequence[Sequence[LoomCard]],
    links: Sequence[LoomLink],
    *,
    chosen: str | None = None,
    rest: int | None = None,
) -> Loom:
    """Place the cards, those of the chosen card's thread first and beside their parents.

    `rest` is how many cards outside the thread a column shows; None shows all. With nothing
    chosen every card is plain and stands in the given order. A link to a card that is not shown
    is not drawn.
    """
    letters = int((_column_width(len(columns)) - PADDING) / LETTER)
    thread = _Thread(chosen, thread_of(chosen, links), _first_parents(links), letters)
    placed: dict[str, PlacedCard] = {}
    woven = []
    for column in columns:
        shown, hidden = _shown(column, thread, rest)
        cards = _stack(_in_order(shown, thread, placed), thread, placed)
        placed |= {card.key: card for card in cards}
        woven.append(LoomColumn(tuple(cards), hidden))
    rows = max((card.top + card.tall for card in placed.values()), default=0)
    return Loom(tuple(woven), loom_threads(woven, links, rows), rows)


def thread_of(chosen: str | None, links: Sequence[LoomLink]) -> frozenset[str]:
    """The chosen card, all it builds on and all that builds on it, by first parents."""
    if chosen is None:
        return frozenset()
    up, down = defaultdict(list), defaultdict(list)
    for link in links:
        if not link.also:
            up[link.child].append(link.parent)
            down[link.parent].append(link.child)
    return frozenset(_reach(chosen, up) | _reach(chosen, down))


def height_of(card: LoomCard, letters: int, *, marked: bool = False) -> int:
    """Rows a card needs when `letters` fit on a line; one more if it says that it is in the thread.

    Generous, as text is measured by letters: CSS lets a card grow rather than hide its words.
    """
    lines = max(1, len(wrap(card.title, letters))) + card.extra + marked
    return lines + FRAME_ROWS + GAP


def bit_classes(letter: str, number: int) -> str:
    """Name a number by its bits: `bit_classes("t", 9)` is "t1 t8". Zero has no class."""
    return " ".join(
        f"{letter}{1 << bit}" for bit in range(number.bit_length()) if number >> bit & 1
    )


def loom_threads(columns: Sequence[LoomColumn], links: Sequence[LoomLink], rows: int) -> Svg:
    """Draw the lines between placed cards; decorative, as each card says its part in words."""
    spots = {card.key: (card, n) for n, column in enumerate(columns) for card in column.cards}
    drawn = [link for link in links if link.parent in spots and link.child in spots]
    lines: dict[str, list[str]] = defaultdict(list)
    for link in drawn:
        kind = _kind(link, spots[link.parent][0], spots[link.child][0])
        lines[kind].append(_curve(spots[link.parent], spots[link.child], len(columns)))
        if kind == "thread-line":
            lines["thread-knot"] += _knots(spots[link.parent], spots[link.child], len(columns))
    return Svg(
        tag(
            "svg",
            *(tag("path", cls=kind, d="".join(lines[kind])) for kind in sorted(lines, key=_depth)),
            cls=f"weft {bit_classes('t', rows)}".strip(),
            viewBox=f"0 0 {coordinate(WIDTH)} {coordinate(max(rows, 1) * ROW)}",
            preserveAspectRatio="none",
            aria_hidden="true",
        )
    )


@dataclass(frozen=True, slots=True)
class _Thread:
    chosen: str | None
    keys: frozenset[str]
    parents: Mapping[str, str]
    letters: int

    def part(self, card: LoomCard) -> str:
        """Say what part a card has."""
        if card.key == self.chosen:
            return "on"
        if card.key in self.keys:
            return "in"
        return "dim" if self.keys else "plain"

    def parent_top(self, card: LoomCard, placed: Mapping[str, PlacedCard]) -> int:
        """The first row a card of the thread may have: its parent's; 0 for the others."""
        parent = placed.get(self.parents.get(card.key, ""))
        return parent.top if parent and card.key in self.keys else 0


type _Spot = tuple[PlacedCard, int]


def _first_parents(links: Sequence[LoomLink]) -> dict[str, str]:
    return {link.child: link.parent for link in reversed(links) if not link.also}


def _reach(start: str, ways: Mapping[str, Sequence[str]]) -> set[str]:
    found, queue = {start}, [start]
    while queue:
        for key in ways.get(queue.pop(), ()):
            if key not in found:
                found.add(key)
                queue.append(key)
    return found


def _shown(
    column: Sequence[LoomCard], thread: _Thread, rest: int | None
) -> tuple[list[LoomCard], int]:
    inside = [card for card in column if card.key in thread.keys]
    outside = [card for card in column if card.key not in thread.keys]
    kept = outside if rest is None else outside[:rest]
    return inside + kept, len(outside) - len(kept)


def _in_order(
    cards: Sequence[LoomCard], thread: _Thread, placed: Mapping[str, PlacedCard]
) -> list[LoomCard]:
    """Children follow their parents' order within the thread; the rest keep theirs after it."""
    return sorted(
        cards, key=lambda card: (card.key not in thread.keys, thread.parent_top(card, placed))
    )


def _stack(
    cards: Sequence[LoomCard], thread: _Thread, placed: Mapping[str, PlacedCard]
) -> list[PlacedCard]:
    """Lay cards under each other; one in the thread never stands above its parent."""
    stacked: list[PlacedCard] = []
    bottom = 0
    for card in cards:
        top = max(bottom, thread.parent_top(card, placed))
        tall = height_of(card, thread.letters, marked=card.key in thread.keys)
        stacked.append(PlacedCard(card.key, thread.part(card), top, top - bottom, tall))
        bottom = top + tall
    return stacked


def _kind(link: LoomLink, parent: PlacedCard, child: PlacedCard) -> str:
    if {parent.part, child.part} <= {"on", "in"} and not link.also:
        return "thread-line"
    return "thread-also" if link.also and child.part in {"on", "in"} else "thread-soft"


def _depth(kind: str) -> int:
    return ("thread-soft", "thread-also", "thread-line", "thread-knot").index(kind)


def _ends(parent: _Spot, child: _Spot, columns: int) -> tuple[float, float, float, float]:
    """Where a line leaves the parent's right edge and meets the child's left edge."""
    wide = _column_width(columns)
    start = parent[1] * (wide + LANE) + wide
    end = child[1] * (wide + LANE)
    return start, _knot_y(parent[0]), end, _knot_y(child[0])


def _column_width(columns: int) -> float:
    return (WIDTH - LANE * (columns - 1)) / max(columns, 1)


def _knot_y(card: PlacedCard) -> float:
    return (card.top + KNOT) * ROW


def _curve(parent: _Spot, child: _Spot, columns: int) -> str:
    x1, y1, x2, y2 = _ends(parent, child, columns)
    turn = coordinate(x2 - LANE / 2)  # a line over several columns bends in the last lane
    a, b, c, d = (coordinate(n) for n in (x1, y1, x2, y2))
    return f"M{a} {b}H{coordinate(x2 - LANE)}C{turn} {b} {turn} {d} {c} {d}"


def _knots(parent: _Spot, child: _Spot, columns: int) -> list[str]:
    """Dots at both ends, as strokes without length: round even when the drawing is stretched."""
    x1, y1, x2, y2 = (coordinate(n) for n in _ends(parent, child, columns))
    return [f"M{x1} {y1}h.01", f"M{x2} {y2}h.01"]
