"""What all charts share: safe markup, coordinates and labels that do not collide."""

import textwrap
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from timglas.rules.language import SOURCE, language

LINE_HEIGHT = 15
LETTER = 6.9  # an average letter of 13 px sans


class Svg(str):
    """Markup built here of escaped texts: templates put it in the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell template engines that nothing needs escaping."""
        return str(self)


def coordinate(value: float) -> str:
    """Write a length with at most one decimal: "12.5", "12"."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """Write an element; `cls` becomes class, "_" becomes "-", numbers become coordinates.

    The parts inside are markup already; attribute values are escaped here.
    """
    written = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def as_written() -> dict[str, str]:
    """The language of words that people have written, for who reads in another (WCAG 3.1.2)."""
    return {} if language() == SOURCE else {"lang": SOURCE}


def text(words: str, x: float, y: float, **attributes: str | float) -> str:
    """Write one line of text with its baseline at y."""
    return tag("text", escape(words), x=x, y=y, **attributes)


def picture(
    *inside: str,
    name: str,
    title: str,
    description: str,
    width: float,
    height: float,
    css: str,
    is_written: bool = False,
) -> Svg:
    """Frame a drawing with its text alternative; `name` makes the ids unique on the page.

    `is_written` tells that the title is what people call the thing, not a sentence of ours.
    """
    titled = as_written() if is_written else {}
    return Svg(
        tag(
            "svg",
            tag("title", escape(title), id=f"{name}-t", **titled),
            tag("desc", escape(description), id=f"{name}-d"),
            *inside,
            cls=css,
            viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
            role="img",
            aria_labelledby=f"{name}-t {name}-d",
        )
    )


def spread(
    wanted: Sequence[float], gaps: Sequence[float], *, low: float, high: float
) -> list[float]:
    """Move labels apart: each needs its own gap below the one above, all within low to high.

    The order of `wanted` is kept in the answer. Labels that cannot all fit start at low.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [wanted[n] for n in order]
    room = [gaps[n] for n in order]
    for above, below in pairwise(range(len(placed))):
        placed[below] = max(placed[below], placed[above] + room[above])
    limit = high
    for n in reversed(range(len(placed))):
        placed[n] = max(low, min(placed[n], limit - room[n]))
        limit = placed[n]
    for above, below in pairwise(range(len(placed))):
        placed[below] = max(placed[below], placed[above] + room[above])
    return [y for _, y in sorted(zip(order, placed, strict=True))]


def wrapped(words: str, width: float) -> list[str]:
    """Break a label into lines that fit the width."""
    return textwrap.wrap(words, max(8, int(width / LETTER)), break_long_words=False) or [""]


def _attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else coordinate(value)
