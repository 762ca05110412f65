"""Two texts as one, with what was taken away and what was added, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, the spaces between them, and each sign on its own.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Mark(StrEnum):
    """Whether a piece of a text stands in both texts, in the later or in the earlier one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text."""

    mark: Mark
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what both say, what only one does.

    A space between two changed words goes with them, so that a new sentence is one piece.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    gone, come = "", ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        text = "".join(old[i1:i2])
        if tag == "equal" and (text.strip() or not (gone or come)):
            pieces += [*_both(gone, come), Piece(Mark.SAME, text)]
            gone, come = "", ""
        else:
            gone, come = gone + text, come + "".join(new[j1:j2])
    return (*pieces, *_both(gone, come))


def _both(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Mark.REMOVED, gone)
    if come:
        yield Piece(Mark.ADDED, come)
