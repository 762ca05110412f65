"""How a kind of import is carried out and undone; see `queries/import_kinds.py`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from timglas.access import Viewer
from timglas.models import Import, Person
from timglas.rules.imports import Checked


class Maker(Protocol):
    """Carries out and undoes one kind, set-based and within the transaction of the import.

    The import itself is one event. A kind of many rows, as outcomes, records nothing more; one of
    few uses the actions of its subject, which record theirs. It raises Refusal where the state
    forbids.
    """

    def apply(
        self, rows: Sequence[Checked[Any]], *, batch: Import, by: Person, at: datetime
    ) -> Sequence[Any]:
        """Store rows that add or change. `batch.reason` says why what is changed is changed.

        Returns what undoing needs to know of each row, as JSON can hold it; or nothing at all, if
        what was stored says it already.
        """

    def undo(
        self, batch: Import, made: Iterable[Any], *, viewer: Viewer, by: Person, at: datetime
    ) -> int:
        """Restore what was before a whole import; returns how many rows it took.

        `made` is what `apply` returned, the last row first. `batch.undo_reason` says why. Raises
        Refusal, with the first reasons, if anything has been changed since.
        """
