"""Columns of a sheet and what they are called, and what a row of it would do."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from timglas.rules.language import _
from timglas.rules.search import searchable

# What a workbook cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Verdict(StrEnum):
    """What a row would do: add something, change it, nothing, or be rejected."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that can be read in.

    `heading` is what our own files call it, `words` what others do. `explanation` says what to
    write, `choices` what is allowed if not anything is, and `example` shows it.
    """

    key: str
    heading: str
    explanation: str
    words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str = ""
    is_required: bool = False


def translated(column: SheetColumn) -> SheetColumn:
    """A column in the reader's language."""
    return replace(
        column,
        heading=_(column.heading),
        explanation=_(column.explanation),
        choices=tuple(map(_, column.choices)),
        example=_(column.example) if column.example else "",
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is rejected and what to do; `column` is the key of the cell's, "" for the row."""

    message: str
    column: str = ""


class RowProblem(ValueError):
    """A cell that cannot be taken; `problem` says which, why and what to do."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(message, column)


def first_words(choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The word that our own files have for each choice: the first of those that are understood."""
    return tuple(words[0] for words in choices.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what it was and what it would be, in words."""

    name: str
    before: str
    after: str


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields that would say something else than they do, in the order of `after`."""
    return tuple(
        Difference(name, before.get(name, ""), text)
        for name, text in after.items()
        if text != before.get(name, "")
    )


@dataclass(frozen=True, slots=True)
class Checked[C]:
    """A row that was read. `change` is what its kind needs to carry it out, None if rejected.

    `key` is what the row is about: two rows of a file may not be about the same.
    """

    verdict: Verdict
    key: Hashable = None
    change: C | None = None
    problems: tuple[Problem, ...] = ()


def rejected[C](*problems: Problem, key: Hashable = None) -> Checked[C]:
    """A row that cannot be read in."""
    return Checked(Verdict.REJECT, key=key, problems=problems)


def guess(heads: Sequence[str], columns: Sequence[SheetColumn]) -> dict[str, int]:
    """Which column of a file holds what, by its head; no column is used twice.

    Exact names come first, then heads that begin with a name: "Värde (%)" is "Värde".
    """
    found: dict[str, int] = {}
    plain = [_plain(head) for head in heads]
    for fits in (str.__eq__, _begins):
        for column in columns:
            known = (column.heading, _(column.heading), *column.words, column.key)
            names = [_plain(name) for name in known]
            free = [n for n, head in enumerate(plain) if head and n not in found.values()]
            hit = next((n for name in names for n in free if fits(plain[n], name)), None)
            if column.key not in found and hit is not None:
                found[column.key] = hit
    return found


def _begins(head: str, name: str) -> bool:
    return head.startswith(f"{name} ")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", searchable(text)))


def picked(cells: Sequence[str], matching: Mapping[str, int]) -> dict[str, str]:
    """The cells that are read, by the key of their column; a cell beyond the row's end is ""."""
    return {key: cells[n] if n < len(cells) else "" for key, n in matching.items()}


def as_cell(text: str) -> str:
    """A text as it comes back out of a file: no outer spaces, no control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def place(row: int, column: int) -> str:
    """Where a cell stands, as Excel has it: row 4 and column 2 (from 0) is "C4"."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """What Excel calls a column (from 0): "A" to "Z", and then "AA"."""
    above, here = divmod(column, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + here)


def choice_of(text: str, choices: Mapping[str, Sequence[str]]) -> str | None:
    """The value whose words have a text among them, whatever the letters' size; None if none.

    The first word of each is also known as the reader's language has it.
    """
    plain = searchable(text)
    for value, ways in choices.items():
        if plain in map(searchable, (*ways, _(ways[0]))):
            return value
    return None


def read_decimal(text: str) -> Decimal | None:
    """A number exactly as our files have it, "−83,12345678" at most; None if it is not so."""
    whole, _comma, part = text.removeprefix("-").partition(",")
    plain = whole.isascii() and whole.isdigit() and len(whole) <= 12 and len(part) <= 8
    if not plain or (part and not (part.isascii() and part.isdigit())) or text.endswith(","):
        return None
    return Decimal(text.replace(",", "."))
