"""Rich text as it is typed in a plain field: a little of Markdown, for who has no editor.

The signs are those that people use in mail: `#` before a heading, `-` or `1.` before a point, `>`
before a quote, `**strong**`, `*emphasis*`, `[text](address)` and `|` between a table's cells. The
last line of a quote says where it comes from if a dash begins it. An empty line parts paragraphs.
"""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt

from timglas.rules.report_document import Block, Heading, Table
from timglas.rules.rich_html import from_html
from timglas.rules.rich_text import Listing, Paragraph, Quote, Rich, Run, plain, words

ORIGIN = "— "
_READER = MarkdownIt("zero", {"breaks": True}).enable(
    ["heading", "list", "blockquote", "table", "emphasis", "link", "escape", "newline"]
)
_SIGNS = re.compile(r"([\\*_\[\]|])")
# What makes a line something else than text, where it begins one: a backslash is put there.
_BEGINNINGS = re.compile(
    r"^(\d{1,9}(?=[.)](?: |$))|(?=#{1,6}(?: |$)|>|[-+](?: |$)|[-:][-: ]*$))", re.MULTILINE
)


def from_typed(text: str) -> tuple[Block, ...]:
    """Read what was typed. Nothing in it can be refused."""
    return tuple(map(_with_origin, from_html(_READER.render(text))))


def typed(blocks: Iterable[Block]) -> str:
    """Write text for a plain field: from_typed reads the same words back."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _with_origin(block: Block) -> Block:
    if not isinstance(block, Quote):
        return block
    *said, last = block.paragraphs
    told = plain(last)
    is_origin = bool(said) and told.startswith(ORIGIN)
    return Quote(tuple(said), told.removeprefix(ORIGIN)) if is_origin else block


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * level} {_text(words(text))}"
        case Paragraph(runs=runs):
            yield from _text(runs).split("\n")
        case Listing():
            yield from _listed(block)
        case Quote(paragraphs=paragraphs, origin=origin):
            told = [*paragraphs, *([words(ORIGIN + origin)] if origin else [])]
            text = "\n\n".join(map(_text, told))
            yield from (f"> {line}".rstrip() for line in text.split("\n"))
        case Table():
            yield from _table(block)
        case _:
            raise TypeError(f"nobody types a {block.type}")


def _listed(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, start=1):
        sign = f"{number}. " if listing.is_numbered else "- "
        inside = [line for below in item.inside for line in _listed(below)]
        first, *rest = [*(_text(item.runs).split("\n") if item.runs else []), *inside]
        yield sign + first
        yield from (" " * len(sign) + line for line in rest)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield from (*_text(words(table.caption)).split("\n"), "")
    head = tuple(column.title for column in table.grid.columns)
    for row in (head, ("---",) * len(head), *table.grid.rows):
        cells = row if row[0] == "---" else [_escaped(cell) for cell in row]
        yield f"| {' | '.join(cells)} |"


def _text(runs: Rich) -> str:
    written = ""
    for run in runs:
        # Signs of two marks beside each other would be read as one.
        is_free = not written.endswith("*")
        written += _marked(run) if is_free else _escaped(run.text)
    return _BEGINNINGS.sub(r"\1\\", written)


def _marked(run: Run) -> str:
    """A run with the signs of its marks, where they will be read as such: around a word."""
    text = _escaped(run.text)
    if not (run.text[0].isalnum() and run.text[-1].isalnum()):
        return text
    sign = "**" * run.strong + "*" * run.emphasis
    text = f"[{text}](<{run.href}>)" if run.href else text
    return f"{sign}{text}{sign}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
