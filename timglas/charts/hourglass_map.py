"""The hourglass as a map of a municipality's goals: Timglaset.

The wide drawing has words on both sides; the narrow one is the glass alone, for phones.
Sources: the picture of the design and `domain.md` on who decides what.
"""

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from timglas.charts.glass import (
    BOTTOM,
    MIDDLE,
    NAMED,
    TOP,
    WAIST,
    WIDTH,
    Bundle,
    Glass,
    GlassLevel,
    Layout,
    Mark,
    laid_out,
)
from timglas.charts.glass_sand import heaps_of
from timglas.charts.glass_threads import threads
from timglas.charts.theme import Svg, as_written, coordinate, tag, text, wrapped
from timglas.rules.numbers import format_number

HEIGHT = 936.0
NARROW = (262.0, 62.0, 656.0, 880.0)  # what a phone shows of the drawing: x, y, width, height
COUNTS, NAMES, RESULTS = 58.0, 74.0, 926.0  # columns of words: numbers, levels, results
GROUP_STEP, LETTER_STEP = 21.0, 8.5  # from a shape to its number, and a digit's width
STACK = 22.0  # height of the pile that stands for several goals
NAME_WIDTH, NAME_LINES, NAME_MOST = 98.0, 3, 13  # of a name beside its knot: letters at most
APART = 24.0  # marks closer than this would cover each other; also the least size of a target


def hourglass_map(glass: Glass, *, narrow: bool = False) -> Svg:
    """Draw the glass; every goal and letter is a link with a name of its own."""
    layout = laid_out(glass)
    x, y, width, height = NARROW if narrow else (0.0, 0.0, WIDTH, HEIGHT)
    size = "narrow" if narrow else "wide"
    words = () if narrow else tuple(_words(glass, layout))
    return Svg(
        tag(
            "svg",
            tag("title", escape(glass.title), id=f"glas-{size}-t"),
            tag("desc", escape(glass.description), id=f"glas-{size}-d"),
            *words,
            *_threads(glass, layout),
            *_tails(glass, layout),
            *_knots(glass, layout, narrow=narrow),
            *_marks(glass, layout, narrow=narrow),
            *heaps_of(glass.sand, narrow=narrow),
            cls=f"hourglass hourglass-{size}",
            viewBox=" ".join(map(coordinate, (x, y, width, height))),
            role="group",
            aria_labelledby=f"glas-{size}-t glas-{size}-d",
        )
    )


def _words(glass: Glass, layout: Layout) -> Iterator[str]:
    down, up = glass.directions
    yield text(down, 0, 26, cls="t-dir")
    yield tag("path", cls="arrow", d=f"M{coordinate(18 + 7.4 * len(down))} 14v17m-5-5l5 5 5-5")
    yield text(up, WIDTH, 26, cls="t-dir", text_anchor="end")
    yield tag(
        "path", cls="arrow", d=f"M{coordinate(WIDTH - 18 - 7.4 * len(up))} 31v-17m-5 5l5-5 5 5"
    )
    yield from _level_words(glass.top, TOP)
    for level, y in zip(glass.levels, layout.heights, strict=True):
        yield from _level_words(level, y)
    yield from _level_words(glass.sand.level, BOTTOM + 26)
    if 0 < glass.political < len(glass.levels):
        for words, x, anchor in ((glass.waist[0], NAMES, "start"), (glass.waist[1], 1106, "end")):
            for n, part in enumerate(wrapped(words, 180)):
                yield text(part, x, WAIST - 14 + 21 * n, cls="t-waist", text_anchor=anchor)
        line = coordinate(WAIST - 7)
        yield tag("path", cls="waist", d=f"M262 {line}H535M645 {line}H908")


def _level_words(level: GlassLevel, y: float) -> Iterator[str]:
    count = sum(number for _group, _name, number in level.tallies)
    yield text(format_number(Decimal(count)), COUNTS, y + 13, cls="t-count", text_anchor="end")
    given = as_written() if level.knots else {}
    name = text(level.name, NAMES, y - 1, cls="t-level", **given)
    yield tag("a", tag("rect", cls="whole", x=NAMES, y=y - 22, width=220, height=28), name,
              href=level.href) if level.href else name  # fmt: skip
    for n, line in enumerate(wrapped(level.hint, 210)):
        yield text(line, NAMES, y + 19 + 18 * n, cls="t-small")
    x = RESULTS
    for group, _name, number in level.tallies:
        if group:
            yield _shape(group, x, y - 16, size=17)
            yield text(format_number(Decimal(number)), x + GROUP_STEP, y - 2, cls="t-bold")
            x += GROUP_STEP + 16 + LETTER_STEP * len(str(number))
    for n, line in enumerate(wrapped(level.says, 250)):
        yield text(line, RESULTS, y + 19 + 18 * n, cls="t-small")


def _threads(glass: Glass, layout: Layout) -> Iterator[str]:
    found = threads(glass, layout)
    yield tag("path", cls="strand", d=found.whole)
    if found.dotted:
        yield tag("path", cls="strand strand--thin", d=found.dotted)
    half = coordinate(MIDDLE - 306), coordinate(MIDDLE + 306)
    yield tag("path", cls="rim", d=f"M{half[0]} {coordinate(TOP)}H{half[1]}")
    yield tag("path", cls="rim", d=f"M{half[0]} {coordinate(BOTTOM)}H{half[1]}")
    if found.red:
        yield tag("path", cls="red", d=found.red)
    if found.begins:
        yield tag("circle", cls="red-knot", cx=found.begins[0], cy=found.begins[1], r=5)


def _knots(glass: Glass, layout: Layout, *, narrow: bool) -> Iterator[str]:
    for n, row in enumerate(layout.bundles):
        named = n == 0 and len(row) <= NAMED
        for number, bundle in enumerate(row, 1):
            red = any(knot.key in glass.red for knot in bundle.knots)
            if len(bundle.knots) > 1:
                inside = _pile(bundle)
                href, name = glass.levels[n].href, f"{len(bundle.knots)} {glass.levels[n].name}"
            else:
                knot = bundle.knots[0]
                inside = _large(bundle) if named else _knot(bundle, red=red)
                href, name = knot.href, knot.name
            if named:
                yield _name(bundle, number, narrow=narrow)
            words = NAME_WIDTH if named and not narrow else 0.0
            yield _link(inside, bundle, href=href, name=name, words=words)


def _link(inside: str, bundle: Bundle, *, href: str, name: str, words: float = 0.0) -> str:
    """Make a knot a link as large as there is room for; only large ones stop the Tab key.

    Those in a crowd are reached by their level's name, which leads to a list of them. `words` is
    the width of the name beside the knot, which the link covers too.
    """
    wide = min(bundle.pitch, 44.0)
    area = tag(
        "rect", cls="whole", x=bundle.x - wide / 2, y=bundle.y - 14, width=wide + words, height=28
    )
    more = as_written() | ({} if bundle.pitch >= APART else {"tabindex": "-1"})
    return tag("a", tag("title", escape(name)), area, inside, href=href, aria_label=name, **more)


def _knot(bundle: Bundle, *, red: bool) -> str:
    x, y, r = bundle.x, bundle.y, min(5.2, 0.36 * bundle.pitch)
    if red:
        return tag("circle", cls="red-knot", cx=x, cy=y, r=r + 1.6) + small_shape(
            bundle.group, x, y, r=r * 0.62, css="k-red"
        )
    return small_shape(bundle.group, x, y, r=r)


def small_shape(group: str, x: float, y: float, *, r: float, css: str = "") -> str:
    """The shape of a status group, small: disc, ring, triangle, square, dotted ring."""
    css = css or f"k-{group}"
    match group:
        case "risk":
            high, side = r * 1.2, r * 1.2
            d = f"M{coordinate(x)} {coordinate(y - high)}l{coordinate(side)} {coordinate(2.1 * r)}h"
            return tag("path", cls=css, d=f"{d}{coordinate(-2 * side)}z")
        case "dev":
            return tag("rect", cls=css, x=x - r, y=y - r, width=2 * r, height=2 * r)
        case "ok":
            return tag("circle", cls=css, cx=x, cy=y, r=r)
    return tag("circle", cls=css, cx=x, cy=y, r=r * 0.85)


def _pile(bundle: Bundle) -> str:
    """How several goals go: shares of a bar, in the order of the scale from the top."""
    wide = max(2.0, 0.55 * bundle.pitch)
    top, parts = bundle.y - STACK / 2, []
    for group in ("ok", "way", "risk", "dev", "none"):
        share = STACK * sum(k.group == group for k in bundle.knots) / len(bundle.knots)
        if share:
            parts.append(tag("rect", cls=f"p-{group}", x=bundle.x - wide / 2, y=top, width=wide,
                             height=share))  # fmt: skip
            top += share
    return "".join(parts)


def _large(bundle: Bundle) -> str:
    """The large shape of a goal of the top level."""
    x, y = bundle.x, bundle.y
    return tag("circle", cls="ground", cx=x, cy=y, r=19) + _shape(
        bundle.group, x - 15, y - 15, size=30
    )


def _name(bundle: Bundle, number: int, *, narrow: bool) -> str:
    """A goal's number and the beginning of its words, for the eye: its link says all of them."""
    x, y = bundle.x, bundle.y
    if narrow:
        words = text(str(number), x + 24, y + 9, cls="halo t-bold")
    else:
        lines = _beginning(f"{number} {bundle.knots[0].wording}")
        first = y + 5 - 8.5 * (len(lines) - 1)
        words = "".join(
            text(line, x + 23, first + 17 * n, cls="halo t-bold") for n, line in enumerate(lines)
        )
    return tag("g", words, aria_hidden="true", **as_written())


def _beginning(words: str) -> list[str]:
    """As much of a name as has room beside its knot, in lines; what is cut ends with dots."""
    lines = wrapped(words, NAME_WIDTH)
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], f"{lines[NAME_LINES - 1].rstrip(',.')} …"]
    return [line if len(line) <= NAME_MOST else f"{line[: NAME_MOST - 2]}…" for line in lines]


def _shape(group: str, x: float, y: float, *, size: float) -> str:
    """A shape of the page's sprite."""
    use = tag("use", href=f"#s-{group}")
    return tag(
        "svg", use, cls=f"ic--{group}", x=x, y=y, width=size, height=size, viewBox="0 0 20 20"
    )


def _tails(glass: Glass, layout: Layout) -> Iterator[str]:
    """Where a thread ends or begins in the air."""
    for mark in glass.marks:
        for x, y, end in _ends(mark, layout):
            if mark.at != "thin":
                turn = (y + end) / 2
                numbers = (x, turn, x + 4, turn, x + 4, end)
                d = f"M{coordinate(x)} {coordinate(y)}C{' '.join(map(coordinate, numbers))}"
                yield tag("path", cls="strand--broke", d=d)


def _marks(glass: Glass, layout: Layout, *, narrow: bool) -> Iterator[str]:
    """A letter at each thin place; side by side one letter is enough."""
    for mark in glass.marks:
        last: tuple[float, float] | None = None
        for x, _y, end in _ends(mark, layout):
            if last and last[1] == end and x + 4 - last[0] < APART:
                continue
            last = (x + 4, end)
            yield _letter(mark, *last, narrow=narrow)


def _ends(mark: Mark, layout: Layout) -> list[tuple[float, float, float]]:
    """For each marked place: its knot, and the height where the letter stands."""
    reach = {"end": 54.0, "start": -52.0, "thin": -50.0}[mark.at]
    found = {(layout.spots[key].x, layout.spots[key].y) for key in mark.keys}
    return [(x, y, y + reach) for x, y in sorted(found, key=lambda spot: (spot[1], spot[0]))]


def _letter(mark: Mark, x: float, y: float, *, narrow: bool) -> str:
    r = 15.0 if narrow else 9.5
    return tag(
        "a",
        tag("circle", cls="whole", cx=x, cy=y, r=max(r, APART / 2)),
        tag("circle", cls="loose", cx=x, cy=y, r=r),
        text(mark.letter, x, y + r * 0.45, cls="tag", text_anchor="middle"),
        href=mark.href,
        aria_label=mark.name,
    )
