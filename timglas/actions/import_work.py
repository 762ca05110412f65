"""The work of imports: checking rows, reading them in, undoing. Done by a request or a job.

Checking goes some rows at a time and shows how far it has come. Reading in checks every row anew
in the transaction that stores it: all or nothing, and nothing that is no longer as it was shown.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.audit import record
from timglas.actions.bulk import insert
from timglas.actions.goal_imports import GoalMaker
from timglas.actions.import_makers import Maker
from timglas.actions.indicator_imports import IndicatorMaker
from timglas.actions.outcome_imports import OutcomeMaker
from timglas.actions.people_imports import PersonMaker
from timglas.actions.refusal import Refusal
from timglas.actions.unit_imports import UnitMaker
from timglas.exchange.sheet_rows import SheetProblem, rows_of
from timglas.models import Import, ImportRow, ImportState, Person
from timglas.queries.imports import KINDS, WORKING, is_working
from timglas.rules.imports import Checked, Problem, Verdict, picked, rejected

MAKERS: Mapping[str, Maker] = {
    "goals": GoalMaker(),
    "indicators": IndicatorMaker(),
    "outcomes": OutcomeMaker(),
    "people": PersonMaker(),
    "units": UnitMaker(),
}
CHUNK = 1000
ROW = ("batch_id", "number", "verdict", "cells", "problems")
TOLD = ("kind", "file_name", "sha256")

type Clock = Callable[[], datetime]
type Numbered = tuple[int, Sequence[str]]


def run_import(*, batch: Import, today: date, clock: Clock) -> None:
    """Do the work that was asked for; what fails leaves the state before, and says why."""
    if not _begin(batch, at=clock()):
        return
    try:
        WORK[ImportState(batch.state)](batch, today, clock)
    except (Refusal, SheetProblem) as problem:
        _give_up(batch, problem.message)
    except Exception:
        _give_up(batch, _("Ett fel i Timglas avbröt arbetet. Ingenting är ändrat."))
        raise


class Checker:
    """Reads the rows of one import in their order, and knows those that came before."""

    def __init__(self, batch: Import, viewer: Viewer) -> None:
        self._matching: Mapping[str, int] = batch.matching
        self._reader = KINDS[batch.kind].reader(viewer)
        self._seen: dict[Hashable, int] = {}

    def check(self, rows: Sequence[Numbered]) -> list[Checked[Any]]:
        """What each row would do; the second of two about the same is rejected."""
        found = self._reader.check([picked(cells, self._matching) for _number, cells in rows])
        numbers = (number for number, _cells in rows)
        return [self._once(n, one) for n, one in zip(numbers, found, strict=True)]

    def _once(self, number: int, one: Checked[Any]) -> Checked[Any]:
        if one.key is None:
            return one
        first = self._seen.setdefault(one.key, number)
        if first == number or one.verdict is Verdict.REJECT:
            return one
        message = _("Raden gäller samma sak som rad %(row)s. Behåll en av dem.") % {"row": first}
        return rejected(Problem(message), key=one.key)


@transaction.atomic
def _begin(batch: Import, *, at: datetime) -> bool:
    """Take the work, unless somebody else has it or it is done."""
    batch.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if batch.state not in WORKING or is_working(batch, at):
        return False
    batch.worked_at = at
    batch.save(update_fields=["worked_at"])
    return True


def _check(batch: Import, today: date, clock: Clock) -> None:
    """Check every row of the file, some at a time."""
    checker = Checker(batch, Viewer(batch.uploaded_by, today))
    batch.rows.all().delete()
    batch.counts, batch.rows_done = dict.fromkeys(Verdict, 0), 0
    content = bytes(batch.content or b"")
    rows = (r for r in rows_of(content, batch.file_name) if r.number > batch.head_row)
    for chunk in batched(rows, CHUNK, strict=False):
        numbered = [(row.number, row.cells) for row in chunk]
        _store_checked(batch, numbered, checker.check(numbered), at=clock())
    batch.state, batch.rows_total = ImportState.CHECKED, batch.rows_done
    batch.save()


@transaction.atomic
def _store_checked(
    batch: Import, rows: Sequence[Numbered], found: Sequence[Checked[Any]], *, at: datetime
) -> None:
    made = []
    for (number, cells), one in zip(rows, found, strict=True):
        batch.counts[one.verdict] += 1
        problems = [(problem.column, problem.message) for problem in one.problems]
        made.append((batch.pk, number, one.verdict.value, cells, problems))
    batch.rows_done += insert(ImportRow, ROW, made)
    batch.worked_at = at
    batch.save(update_fields=["rows_done", "worked_at"])


@transaction.atomic
def _apply(batch: Import, today: date, clock: Clock) -> None:
    """Check every row anew, and store what it adds or changes; all or nothing."""
    by, at = _somebody(batch.applied_by), clock()
    checker, maker = Checker(batch, Viewer(by, today)), MAKERS[batch.kind]
    for rows in _stored(batch):
        found = checker.check([(row.number, row.cells) for row in rows])
        wanted = []
        for row, one in zip(rows, found, strict=True):
            if one.verdict != row.verdict:
                raise Refusal(_moved(row.number))
            if one.verdict in {Verdict.ADD, Verdict.CHANGE}:
                wanted.append((row, one))
        made = maker.apply([one for _row, one in wanted], batch=batch, by=by, at=at)
        _keep([row for row, _one in wanted], made)
    batch.rows.filter(made__isnull=True).delete()
    batch.state, batch.content = ImportState.APPLIED, None
    batch.save()
    after = _told(batch) | {verdict.value: batch.counts[verdict] for verdict in Verdict}
    record("apply_import", batch, by=by, at=at, after=after)


def _moved(number: int) -> str:
    return _(
        "Rad %(row)s betyder något annat nu än när filen kontrollerades, för att någon har ändrat "
        "det den gäller. Ingenting är inläst. Kontrollera filen på nytt."
    ) % {"row": number}


def _keep(rows: Sequence[ImportRow], made: Sequence[Any]) -> None:
    """Keep with each row what undoing it needs to know."""
    if made:
        for row, told in zip(rows, made, strict=True):
            row.made = told
        ImportRow.objects.bulk_update(rows, ["made"])


def _stored(batch: Import) -> Iterator[list[ImportRow]]:
    last = 0
    rows = batch.rows.order_by("number")
    while chunk := list(rows.filter(number__gt=last)[:CHUNK]):
        last = chunk[-1].number
        yield chunk


@transaction.atomic
def _undo(batch: Import, today: date, clock: Clock) -> None:
    by, at = _somebody(batch.undone_by), clock()
    kept = batch.rows.order_by("-number").values_list("made", flat=True)
    made: Iterable[Any] = kept.iterator(CHUNK)
    count = MAKERS[batch.kind].undo(batch, made, viewer=Viewer(by, today), by=by, at=at)
    batch.rows.all().delete()
    batch.state = ImportState.UNDONE
    batch.save()
    after = _told(batch) | {"rows": count, "reason": batch.undo_reason}
    record("undo_import", batch, by=by, at=at, after=after)


def _told(batch: Import) -> dict[str, Any]:
    return {name: getattr(batch, name) for name in TOLD}


def _somebody(person: Person | None) -> Person:
    """Who asked for the work: always somebody, by the actions that let it begin."""
    if person is None:
        raise ValueError("nobody asked for this work")
    return person


@transaction.atomic
def _give_up(batch: Import, message: str) -> None:
    """Go back to the state before the work, with what was wrong."""
    state = WORKING[ImportState(batch.state)]
    batch.refresh_from_db()  # what broken work left in memory was never stored
    batch.state, batch.problem, batch.worked_at = state, message[:600], None
    batch.save()


WORK: Mapping[ImportState, Callable[[Import, date, Clock], None]] = {
    ImportState.CHECKING: _check,
    ImportState.APPLYING: _apply,
    ImportState.UNDOING: _undo,
}
