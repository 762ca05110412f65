"""Text that people write with emphasis, links, lists and quotes, as a small tree.

It is what all readers of a report share: an editor's HTML becomes it (`rules/rich_html.py`) and
the web page, the PDF and the Word file are made of it. A run is text with the same marks
throughout, and a newline in it is a line break within the paragraph.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

# Where a link may lead: to the web, or to somebody.
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"\\^`{|}]+", re.ASCII | re.IGNORECASE)

# Controls, halves of letters, private letters and letters that do not exist: no font has them,
# Word refuses them and PDF/A forbids them. They come with what is pasted.
_UNWRITABLE = {"Cc", "Cs", "Co", "Cn"}
_LINE_ENDS = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\v\f]+")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the same marks throughout; `href` is where it leads, if it is a link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""

    @property
    def marks(self) -> tuple[bool, bool, str]:
        """All but the text."""
        return (self.strong, self.emphasis, self.href)


type Rich = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Rich
    type: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list, with the lists under it."""

    runs: Rich
    inside: tuple["Listing", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets, or numbered."""

    items: tuple[Item, ...]
    is_numbered: bool = False
    type: str = field(default="list", init=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else has written, by paragraph; `origin` says who or where."""

    paragraphs: tuple[Rich, ...]
    origin: str = ""
    type: str = field(default="quote", init=False)


def clean(text: str) -> str:
    """The text as every output can show it: no controls, plain spaces and line ends."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(
        letter
        for letter in text
        if letter == "\n"
        or (unicodedata.category(letter) not in _UNWRITABLE and letter != _BYTE_ORDER_MARK)
    )


def tidy(runs: Iterable[Run]) -> Rich:
    """Write the same text in the one way that it is stored in.

    Spaces are single, none begins or ends the text or a line of it, no run is empty and two
    neighbours differ in marks. A link that does not lead to the web or to somebody is its text.
    """
    kept: list[tuple[str, tuple[bool, bool, str]]] = []
    for letter, marks in _letters(runs):
        if letter == "\n":
            while kept and kept[-1][0] == " ":
                kept.pop()
        if letter in " \n" and (not kept or (letter == " " and kept[-1][0] in " \n")):
            continue
        kept.append((letter, marks))
    while kept and kept[-1][0] in " \n":
        kept.pop()
    return tuple(
        Run("".join(letter for letter, _marks in group), *marks)
        for marks, group in groupby(kept, key=lambda pair: pair[1])
    )


def plain(runs: Iterable[Run]) -> str:
    """The text without its marks."""
    return "".join(run.text for run in runs)


def words(text: str) -> Rich:
    """A text without marks."""
    return tidy([Run(text)])


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """What is written in a plain field: an empty line parts paragraphs, a line end is kept."""
    parts = re.split(r"\n\s*\n", _LINE_ENDS.sub("\n", text))
    return tuple(Paragraph(runs) for part in parts if (runs := words(part)))


def typed_as_html(text: str) -> str:
    """What was written in a plain field, in the form that an editor's text is stored in."""
    told = (escape(plain(paragraph.runs)) for paragraph in paragraphs(text))
    return "".join(f"<p>{part.replace('\n', '<br>')}</p>" for part in told)


def _letters(runs: Iterable[Run]) -> Iterator[tuple[str, tuple[bool, bool, str]]]:
    for run in runs:
        href = run.href.strip()
        marks = (run.strong, run.emphasis, href if SAFE_LINK.fullmatch(href) else "")
        for letter in clean(run.text):
            yield letter, marks
