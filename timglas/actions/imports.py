"""Imports from sheets: uploaded, confirmed, undone or thrown away.

Nothing of the municipality is touched before an import is confirmed. The work itself is done
afterwards, by a request or a job: see `import_work.py`. What an import is of, and how it is stored,
is its kind's: see `queries/import_kinds.py`.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.exchange.sheet_rows import SheetProblem, expected_rows, heading_of, rows_of
from timglas.models import Import, ImportState, Person
from timglas.queries.imports import KINDS, WORKING, is_working
from timglas.rules.imports import Verdict, guess
from timglas.rules.reporting import Fault, fault_of_reason

# So few rows are checked and read in at once, while the browser waits.
SMALL = 500


@transaction.atomic
def upload_import(*, kind: str, file_name: str, content: bytes, by: Person, at: datetime) -> Import:
    """Keep a file, and guess which of its columns is what. Raises Refusal if it cannot be read."""
    try:
        heading = heading_of(content, file_name)
        first = list(islice(rows_of(content, file_name), SMALL + 1))
    except SheetProblem as problem:
        raise Refusal(problem.message, "file") from problem
    if first[-1].number == heading.number:
        raise Refusal(_("Det finns inga rader under rubrikerna. Fyll i minst en rad."), "file")
    batch = Import.objects.create(
        kind=kind,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        is_small=len(first) <= SMALL,
        head_row=heading.number,
        heads=heading.names,
        rows_total=expected_rows(content),
        matching=guess(heading.names, KINDS[kind].columns),
        uploaded_by=by,
        uploaded_at=at,
    )
    after = {"kind": kind, "file_name": batch.file_name, "sha256": batch.sha256}
    record("upload_import", batch, by=by, at=at, after=after)
    return batch


@transaction.atomic
def choose_columns(*, batch: Import, matching: Mapping[str, int], at: datetime) -> None:
    """Say which column holds what, and let the rows be checked by that."""
    _hold(batch, ImportState.UPLOADED, ImportState.CHECKED)
    columns = KINDS[batch.kind].columns
    missing = [c for c in columns if c.is_required and c.key not in matching]
    if missing:
        message = _("Välj vilken kolumn som är %(column)s.") % {"column": missing[0].heading}
        raise Refusal(message, missing[0].key)
    batch.matching = {c.key: matching[c.key] for c in columns if c.key in matching}
    _ask(batch, ImportState.CHECKING, at)


@transaction.atomic
def confirm_import(
    *, batch: Import, skips_rejected: bool, reason: str, by: Person, at: datetime
) -> None:
    """Let what was checked be read in. What is changed needs a reason, the same for all."""
    _hold(batch, ImportState.CHECKED)
    counts = batch.counts
    if not counts[Verdict.ADD] and not counts[Verdict.CHANGE]:
        raise Refusal(_("Det finns ingenting att läsa in."))
    if counts[Verdict.REJECT] and not skips_rejected:
        raise Refusal(
            _("Rätta raderna med fel och ladda upp filen igen, eller välj att hoppa över dem."),
            "skips_rejected",
        )
    reason = reason.strip()
    if counts[Verdict.CHANGE]:
        _refuse(fault_of_reason(reason))
    batch.reason, batch.applied_by, batch.applied_at = reason, by, at
    _ask(batch, ImportState.APPLYING, at)


@transaction.atomic
def ask_undo(*, batch: Import, reason: str, by: Person, at: datetime) -> None:
    """Let a whole import be undone."""
    _hold(batch, ImportState.APPLIED)
    reason = reason.strip()
    _refuse(fault_of_reason(reason))
    batch.undo_reason, batch.undone_by, batch.undone_at = reason, by, at
    _ask(batch, ImportState.UNDOING, at)


@transaction.atomic
def discard_import(*, batch: Import, by: Person, at: datetime) -> None:
    """Throw away what was uploaded and not read in."""
    _hold(batch, ImportState.UPLOADED, ImportState.CHECKED)
    batch.state, batch.content, batch.problem = ImportState.DISCARDED, None, ""
    batch.save()
    batch.rows.all().delete()
    record("discard_import", batch, by=by, at=at, after={"sha256": batch.sha256})


@transaction.atomic
def retry_import(*, batch: Import, at: datetime) -> None:
    """Let work that stands still be taken up from its beginning."""
    _hold(batch, *WORKING)
    if is_working(batch, at):
        raise Refusal(_("Arbetet pågår redan. Vänta tills det är klart."))
    _ask(batch, ImportState(batch.state), at)


def _hold(batch: Import, *states: ImportState) -> None:
    """Take the import for oneself; it must stand where the action begins."""
    batch.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if batch.state not in states:
        raise Refusal(
            _("Importen har kommit längre än så: %(state)s. Ladda om sidan.")
            % {"state": ImportState(batch.state).label.lower()}
        )


def _ask(batch: Import, state: ImportState, at: datetime) -> None:
    batch.state, batch.asked_at, batch.worked_at = state, at, None
    batch.rows_done, batch.problem = 0, ""
    batch.save()


def _refuse(fault: Fault | None) -> None:
    if fault is not None:
        raise Refusal(fault.message, fault.field)
