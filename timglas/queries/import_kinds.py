"""What can be read in from a sheet: the seam between imports and their subjects.

A kind of import is two objects, each in the layer where it belongs:

    queries/<subject>_rows.py      a `Kind`: its columns, and a reader that looks rows up and says
                                   what each would do. It writes nothing, so a preview uses it too.
    actions/<subject>_imports.py   a `Maker` (actions/import_makers.py): carries the rows out, and
                                   undoes a whole import.

They are listed in `queries/imports.py` (KINDS) and `actions/import_work.py` (MAKERS). All the rest,
from the file to the history, is the same for every kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from timglas.access import Viewer
from timglas.rules.imports import Checked, Difference, SheetColumn
from timglas.rules.permissions import Permission

type Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetList:
    """A list that goes with the template: the name of its sheet, headings and rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Change(Protocol):
    """What a row would do, in words for the preview; the fields are the kind's own."""

    @property
    def label(self) -> str:
        """What the row is about: "Andel behöriga, Björkskolan, 2025"."""

    @property
    def differences(self) -> Sequence[Difference]:
        """The fields that would be other than they are."""


class Reader(Protocol):
    """Reads rows for one viewer. It may remember rows, so that later ones can refer to them."""

    def check(self, rows: Sequence[Cells]) -> list[Checked[Any]]:
        """What each row would do, in order; constant queries whatever the number of rows.

        A row has its cells as text by the key of their column; columns that the file has not are
        not there, and an empty cell is "". Empty changes nothing. What the viewer may not change
        is rejected as what does not exist.
        """


class Kind(Protocol):
    """A kind of thing that can be read in."""

    @property
    def key(self) -> str:
        """Its name in addresses and in the database."""

    @property
    def permission(self) -> Permission:
        """What it takes to choose it."""

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """What can be read in, in the order of our own files."""

    @property
    def name(self) -> str:
        """What is read in, in words: "Utfall"."""

    @property
    def lead(self) -> str:
        """One sentence on what it is for."""

    def reader(self, viewer: Viewer) -> Reader:
        """Look up what rows can refer to, once."""

    def lists(self, viewer: Viewer) -> Sequence[SheetList]:
        """What rows can refer to, as sheets of the template."""
