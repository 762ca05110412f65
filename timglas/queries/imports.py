"""Imports as pages show them: what can be read in, how an import stands, and its rows."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from timglas.models import Import, ImportState
from timglas.queries.import_kinds import Kind
from timglas.queries.outcome_rows import OutcomeKind

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in (OutcomeKind(),)}
# Work under way, with the state that it begins from and goes back to if it fails.
WORKING = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.APPLYING: ImportState.CHECKED,
    ImportState.UNDOING: ImportState.APPLIED,
}
# A step takes seconds; work that has stood still for so long will not go on by itself.
SILENCE = timedelta(minutes=5)


def is_working(batch: Import, at: datetime) -> bool:
    """Whether somebody works with an import, and has shown so lately."""
    return batch.state in WORKING and bool(batch.worked_at and batch.worked_at > at - SILENCE)
