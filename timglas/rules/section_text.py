"""The text of a section, as it is stored: harmless HTML with headings of two levels.

The section has a heading of its own, so those within it begin at the third level of the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import cast

from timglas.rules.report_document import Block, Heading, Table, stepwise
from timglas.rules.rich_html import from_html, to_html
from timglas.rules.rich_text import Listing, Paragraph, Quote, plain
from timglas.rules.rich_typed import from_typed

HIGHEST, LOWEST = 3, 4


def section_html(html: str) -> str:
    """What an editor has sent, as it is stored. The same text is always written in the same way."""
    return _html(from_html(html))


def typed_html(text: str) -> str:
    """What was typed in a plain field, as it is stored."""
    return _html(from_typed(text))


def fingerprint(html: str) -> str:
    """Tells a text from another: who has written from one learns that another came in between."""
    return sha256(html.encode()).hexdigest()[:16]


def plain_text(html: str) -> str:
    """The words of a stored text, an empty line between its blocks: to count, search, compare."""
    return "\n\n".join("\n".join(_lines(block)) for block in from_html(html))


def _html(blocks: Iterable[Block]) -> str:
    told = tuple(blocks)
    steps = iter(stepwise(block.level for block in told if isinstance(block, Heading)))
    return to_html(
        replace(block, level=min(next(steps) + HIGHEST - 1, LOWEST))
        if isinstance(block, Heading)
        else block
        for block in told
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(runs=runs):
            yield plain(runs)
        case Listing():
            yield from _listed(block)
        case Quote(paragraphs=paragraphs, origin=origin):
            yield from filter(None, (*map(plain, paragraphs), origin))
        case _:  # the text of a section has no other blocks
            yield from _rows(cast("Table", block))


def _rows(table: Table) -> Iterator[str]:
    yield from [table.caption] if table.caption else []
    titles = tuple(column.title for column in table.grid.columns)
    yield from (" | ".join(row) for row in (titles, *table.grid.rows))


def _listed(listing: Listing) -> Iterator[str]:
    for item in listing.items:
        yield plain(item.runs)
        for inside in item.inside:
            yield from _listed(inside)
