"""Imports as pages show them: what can be read in, how an import stands, and its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator

from timglas.access import Viewer
from timglas.models import Import, ImportRow, ImportState
from timglas.queries.goal_rows import GoalKind
from timglas.queries.import_kinds import Kind
from timglas.queries.indicator_rows import IndicatorKindOfImport
from timglas.queries.outcome_rows import OutcomeKind
from timglas.queries.people_rows import PersonKind
from timglas.queries.unit_rows import UnitKindOfImport
from timglas.rules.imports import Checked, Difference, Verdict, letters, picked, place
from timglas.rules.language import _
from timglas.rules.permissions import Permission

_KINDS = (OutcomeKind(), GoalKind(), IndicatorKindOfImport(), UnitKindOfImport(), PersonKind())
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}
# Work under way, with the state that it begins from and goes back to if it fails.
WORKING = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.APPLYING: ImportState.CHECKED,
    ImportState.UNDOING: ImportState.APPLIED,
}
# A step takes seconds; work that has stood still for so long will not go on by itself.
SILENCE = timedelta(minutes=5)
# A worker that is there begins within seconds.
SOON = timedelta(seconds=30)
ROWS = 50
RECENT = 50


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import in the history, and the head of its page."""

    id: int
    kind_key: str
    kind: str
    state: ImportState
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    applied_by: str
    applied_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    reason: str
    undo_reason: str
    problem: str
    counts: Mapping[str, int]
    rows_done: int
    rows_total: int
    is_small: bool
    is_stalled: bool

    @property
    def is_working(self) -> bool:
        """Whether work goes on, or waits to begin."""
        return self.state in WORKING

    @property
    def wanted(self) -> int:
        """How many rows would be stored, or were."""
        return self.counts.get(Verdict.ADD, 0) + self.counts.get(Verdict.CHANGE, 0)


@dataclass(frozen=True, slots=True)
class ProblemView:
    """What is wrong in a row: the cell's place, the file's heading of it, and what to do."""

    place: str
    head: str
    message: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the preview. `label` is what it is about, or what is written if that is unclear."""

    number: int
    verdict: Verdict
    label: str
    differences: Sequence[Difference]
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of rows in the preview: all, or those with a verdict."""

    key: str
    name: str
    count: int


def is_working(batch: Import, at: datetime) -> bool:
    """Whether somebody works with an import, and has shown so lately."""
    return batch.state in WORKING and bool(batch.worked_at and batch.worked_at > at - SILENCE)


def kinds_for(viewer: Viewer) -> list[Kind]:
    """What the viewer may read in."""
    return [kind for kind in KINDS.values() if viewer.has(kind.permission)]


def latest_imports(viewer: Viewer, now: datetime) -> list[ImportView]:
    """The latest imports that the viewer may see, newest first. One query."""
    rows = viewer.reach(Permission.IMPORT, Import).order_by("-pk")
    people = ("uploaded_by", "applied_by", "undone_by")
    return [import_view(row, now) for row in rows.select_related(*people)[:RECENT]]


def import_view(batch: Import, now: datetime) -> ImportView:
    """An import as it stands at a moment. It stands still when nobody has worked for long."""
    waiting = batch.state in WORKING and not is_working(batch, now)
    return ImportView(
        id=batch.pk,
        kind_key=batch.kind,
        kind=KINDS[batch.kind].name,
        state=ImportState(batch.state),
        file_name=batch.file_name,
        uploaded_by=batch.uploaded_by.name,
        uploaded_at=batch.uploaded_at,
        applied_by=batch.applied_by.name if batch.applied_by else "",
        applied_at=batch.applied_at,
        undone_by=batch.undone_by.name if batch.undone_by else "",
        undone_at=batch.undone_at,
        reason=batch.reason,
        undo_reason=batch.undo_reason,
        problem=batch.problem,
        counts=batch.counts,
        rows_done=batch.rows_done,
        rows_total=max(batch.rows_total, batch.rows_done),
        is_small=batch.is_small,
        is_stalled=waiting and (batch.asked_at or batch.uploaded_at) < now - SOON,
    )


def tabs(batch: Import) -> tuple[Tab, ...]:
    """The choices of rows, with how many there are of each."""
    counts = {verdict: batch.counts.get(verdict, 0) for verdict in Verdict}
    names = {
        Verdict.ADD: _("Nya"),
        Verdict.CHANGE: _("Ändras"),
        Verdict.SAME: _("Oförändrade"),
        Verdict.REJECT: _("Fel"),
    }
    every = Tab("", _("Alla"), sum(counts.values()))
    return (every, *(Tab(v.value, names[v], n) for v, n in counts.items() if n))


def row_page(batch: Import, verdict: str, number: str | None) -> Page[ImportRow]:
    """A page of an import's rows, all or those with a verdict."""
    rows = batch.rows.order_by("number")
    if verdict in Verdict:
        rows = rows.filter(verdict=verdict)
    return Paginator(rows, ROWS).get_page(number)


def row_views(viewer: Viewer, batch: Import, rows: Iterable[ImportRow]) -> list[RowView]:
    """What rows would do, read anew; constant queries."""
    rows = list(rows)
    reader = KINDS[batch.kind].reader(viewer)
    found = reader.check([picked(row.cells, batch.matching) for row in rows])
    return [_row_view(batch, row, one) for row, one in zip(rows, found, strict=True)]


def _row_view(batch: Import, row: ImportRow, one: Checked[Any]) -> RowView:
    change = one.change
    written = [cell for cell in picked(row.cells, batch.matching).values() if cell]
    return RowView(
        number=row.number,
        verdict=Verdict(row.verdict),
        label=change.label if change else ", ".join(written[:4]),
        differences=change.differences if change and row.verdict in _STORED else (),
        problems=tuple(problem_view(batch, row, column, said) for column, said in row.problems),
    )


_STORED = {Verdict.ADD, Verdict.CHANGE}


def problem_view(  # noqa: PLR0917 (a problem is a column and a message)
    batch: Import, row: ImportRow, column: str, message: str
) -> ProblemView:
    """A problem with the place of its cell; the row's number where there is none."""
    if column not in batch.matching:
        return ProblemView("", "", message)
    number = batch.matching[column]
    return ProblemView(place(row.number, number), batch.heads[number], message)


def column_choices(batch: Import) -> list[tuple[int, str]]:
    """The file's columns that have a head, by number: "B: Enhet"."""
    return [(n, f"{letters(n)}: {head}") for n, head in enumerate(batch.heads) if head]
