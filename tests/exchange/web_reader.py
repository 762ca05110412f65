"""Reads a report's web page back: what it says, in order."""

from collections.abc import Iterator
from typing import Any

from lxml import html

from timglas.rules.report_layout import Piece

# The page's title has the first level of headings.
KINDS = {
    "h1": "title",
    **{f"h{level + 1}": f"h{level}" for level in range(1, 6)},
    **dict.fromkeys(("caption", "p"), "text"),
    **dict.fromkeys(("blockquote p", "footer"), "quote"),
    "td": "cell",
    "th col": "column",
    "th row": "row",
}


def web_pieces(page: str) -> tuple[Piece, ...]:
    """All that a report says, read from its HTML."""
    return tuple(_pieces(html.fromstring(f"<main>{page}</main>")))


def _pieces(node: Any) -> Iterator[Piece]:
    for child in node:
        kind = KINDS.get(_name(child))
        if kind:
            yield kind, text(child)
        elif child.tag == "svg":
            yield from _drawing(child)
        elif child.tag == "div" and child.find("dt") is not None:
            yield "fact", f"{text(child.find('dt'))}: {text(child.find('dd'))}"
        elif child.tag == "figcaption":
            yield from (("text", text(part)) for part in child)
        elif child.tag != "summary":
            if child.tag == "li":
                yield "item", text(child, without=("ul", "ol"))
            yield from _pieces(child)


def _name(element: Any) -> str:
    """What an element is, with where it stands where that matters."""
    if element.tag == "th":
        return f"th {element.get('scope')}"
    inside = element.getparent().tag
    return "blockquote p" if (inside, element.tag) == ("blockquote", "p") else str(element.tag)


def _drawing(svg: Any) -> Iterator[Piece]:
    """What is read instead of a drawing; the one for phones says the same again."""
    if svg.get("role") == "img" and "chart--narrow" not in svg.get("class"):
        yield "picture", svg.findtext("desc")


def text(element: Any, without: tuple[str, ...] = ()) -> str:
    """The words of an element, but for those inside elements of some kinds."""
    said = [element.text or ""]
    for child in element:
        if child.tag not in without:
            said.append("\n" if child.tag == "br" else text(child, without))
        said.append(child.tail or "")
    return "".join(said)
