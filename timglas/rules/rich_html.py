"""Rich text to and from HTML: what an editor sends and what it is given back.

The HTML is first made harmless and plain by a sanitiser (nh3): unknown elements give their text,
and scripts, styles and whatever else has no meaning in a report are gone. What is left is read into
the blocks that all outputs of a report are made of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import ClassVar

import nh3

from timglas.rules.numbers import MISSING, NumberProblem, parse_number
from timglas.rules.report_document import Block, Column, Grid, Heading, Table
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, Rich, Run, plain, tidy, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
STRONG, EMPHASIS = frozenset({"b", "strong"}), frozenset({"em", "i"})
LISTS = frozenset({"ol", "ul"})
TAGS = {
    *(*HEADINGS, *STRONG, *EMPHASIS, *LISTS),
    *("a", "blockquote", "br", "caption", "div", "footer", "li", "p"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
}
# Elements that begin a new piece of text.
BREAKS = frozenset({"p", "div", "blockquote", "footer", "li", *LISTS, *HEADINGS})

# What people write; charts, goals and notes are made.
type Told = Heading | Paragraph | Listing | Quote | Table


def from_html(html: str) -> tuple[Block, ...]:
    """Read what an editor, or Word's clipboard, has written. Nothing in it can be refused.

    Text in a table's cells loses its marks. A picture is gone: it has no text alternative.
    """
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return tuple(_blocks(reader.root))


def to_html(blocks: Iterable[Block]) -> str:
    """Write text for an editor: from_html reads the same blocks back."""
    return "".join(map(_element, blocks))


def runs_html(runs: Rich) -> str:
    """A text with its marks as HTML."""
    return "".join(map(_marked, runs))


@dataclass(slots=True)
class _Node:
    tag: str
    href: str = ""
    inside: list["_Node | str"] = field(default_factory=list)

    def children(self, *tags: str) -> list["_Node"]:
        """The elements of some kinds directly inside."""
        return [part for part in self.inside if isinstance(part, _Node) and part.tag in tags]


class _Reader(HTMLParser):
    """Builds a tree of what nh3 has made: every element is closed, but for br."""

    VOID: ClassVar = {"br"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        node = _Node(tag, dict(attrs).get("href") or "")
        self._open[-1].inside.append(node)
        if tag not in self.VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (as the parser calls it)
        """Close the element that is open: what nh3 gives is balanced."""
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self._open[-1].inside.append(data)


def _blocks(node: _Node) -> Iterator[Told]:
    """What an element holds; text that stands by itself is a paragraph."""
    loose: list[_Node | str] = []
    for part in node.inside:
        if isinstance(part, str) or part.tag not in BREAKS | {"table"}:
            loose.append(part)
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(part)
    yield from _paragraph(loose)


def _block(node: _Node) -> Iterator[Told]:
    if node.tag in HEADINGS:
        text = plain(_rich(node.inside)).replace("\n", " ")
        yield from [Heading(HEADINGS.index(node.tag) + 1, text)] if text else []
    elif node.tag in LISTS:
        yield from [listing] if (listing := _listing(node)).items else []
    elif node.tag == "blockquote":
        yield from [quote] if (quote := _quote(node)).paragraphs else []
    elif node.tag == "table":
        yield from _table(node)
    else:
        yield from _blocks(node)


def _paragraph(parts: Iterable[_Node | str]) -> Iterator[Paragraph]:
    if runs := _rich(parts):
        yield Paragraph(runs)


def _listing(node: _Node) -> Listing:
    items = (_item(child) for child in node.children("li"))
    told = (item for item in items if item.runs or item.inside)
    return Listing(tuple(told), is_numbered=node.tag == "ol")


def _item(node: _Node) -> Item:
    text = [part for part in node.inside if isinstance(part, str) or part.tag not in LISTS]
    inside = (_listing(child) for child in node.children(*LISTS))
    return Item(_rich(text), tuple(listing for listing in inside if listing.items))


def _quote(node: _Node) -> Quote:
    origin = " ".join(plain(_rich(child.inside)) for child in node.children("footer"))
    said = _Node("div", inside=[p for p in node.inside if isinstance(p, str) or p.tag != "footer"])
    return Quote(tuple(_texts(_blocks(said))), origin.replace("\n", " "))


def _texts(blocks: Iterable[Told]) -> Iterator[Rich]:
    """The texts of blocks where only paragraphs can be."""
    for block in blocks:
        match block:
            case Paragraph(runs=runs):
                yield runs
            case Heading(text=text):
                yield words(text)
            case Listing(items=items):
                yield from (item.runs for item in items if item.runs)
                yield from _texts(inside for item in items for inside in item.inside)
            case Quote(paragraphs=paragraphs):
                yield from paragraphs
            case table:
                yield from (words(" · ".join(row)) for row in table.grid.rows)


def _table(node: _Node) -> Iterator[Table]:
    caption = " ".join(_line(child) for child in node.children("caption"))
    lines = [
        tuple(_line(cell) for cell in row.children("td", "th"))
        for part in (node, *node.children("thead", "tbody", "tfoot"))
        for row in part.children("tr")
    ]
    wide = max(map(len, lines), default=0)
    if not wide:
        return
    head, *rows = (line + ("",) * (wide - len(line)) for line in lines)
    yield Table(caption, grid_of(head, tuple(rows)))


def _line(node: _Node) -> str:
    return plain(_rich(node.inside)).replace("\n", " ")


def grid_of(head: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Grid:
    """Titles and rows as a grid that knows which columns hold figures."""
    return Grid(
        tuple(
            Column(title, is_numeric=n > 0 and _is_numeric(row[n] for row in rows))
            for n, title in enumerate(head)
        ),
        rows,
    )


def _is_numeric(cells: Iterable[str]) -> bool:
    """Whether a column holds numbers alone, at least one, apart from what is missing."""
    told = [cell for cell in cells if cell not in {"", MISSING}]
    return bool(told) and all(map(_is_number, told))


def _is_number(text: str) -> bool:
    try:
        return parse_number(text, mark=",") is not None
    except NumberProblem:
        return False


def _rich(parts: Iterable[_Node | str]) -> Rich:
    return tidy(_runs(parts, Run("")))


def _runs(parts: Iterable[_Node | str], mark: Run) -> Iterator[Run]:
    """The runs of a text, each with the marks of all that it stands inside."""
    for part in parts:
        if isinstance(part, str):
            # A line end in HTML is a space; a line break is an element.
            text = part.replace("\n", " ").replace("\r", " ")
            yield Run(text, *mark.marks)
        elif part.tag == "br":
            yield Run("\n", *mark.marks)
        else:
            yield from _runs(part.inside, _with(mark, part))
            if part.tag in BREAKS:
                yield Run("\n", *mark.marks)


def _with(mark: Run, node: _Node) -> Run:
    return Run(
        "",
        strong=mark.strong or node.tag in STRONG,
        emphasis=mark.emphasis or node.tag in EMPHASIS,
        href=node.href or mark.href,
    )


def _element(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(runs=runs):
            return f"<p>{runs_html(runs)}</p>"
        case Listing():
            return _list_element(block)
        case Quote(paragraphs=paragraphs, origin=origin):
            said = "".join(f"<p>{runs_html(runs)}</p>" for runs in paragraphs)
            told = f"<footer>{escape(origin)}</footer>" if origin else ""
            return f"<blockquote>{said}{told}</blockquote>"
        case Table():
            return _table_element(block)
        case _:
            raise TypeError(f"nobody writes a {block.type}")


def _list_element(listing: Listing) -> str:
    tag = "ol" if listing.is_numbered else "ul"
    items = (
        f"<li><p>{runs_html(item.runs)}</p>{''.join(map(_list_element, item.inside))}</li>"
        for item in listing.items
    )
    return f"<{tag}>{''.join(items)}</{tag}>"


def _table_element(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.grid.columns)
    rows = (
        f"<tr><th>{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in table.grid.rows
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _marked(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    html = f"<em>{html}</em>" if run.emphasis else html
    html = f"<strong>{html}</strong>" if run.strong else html
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html
