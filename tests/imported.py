"""Imports in tests: rows as a CSV file, taken as far as wanted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.cast import NOW, TODAY
from timglas.actions.import_work import run_import
from timglas.actions.imports import ask_undo, choose_columns, confirm_import, upload_import
from timglas.models import Import, ImportRow, Outcome, Person

HEADS = ("Indikator (nummer)", "Enhet (kod)", "Period", "Värde", "Kommentar")
WHY = "Nya uppgifter från skolan."


def csv_of(*rows: Sequence[object], heads: Sequence[str] = HEADS) -> bytes:
    """A file with a heading and rows; semicolons between cells."""
    return "\n".join(";".join(map(str, row)) for row in (heads, *rows)).encode()


def uploaded(
    *rows: Sequence[object], by: Person, heads: Sequence[str] = HEADS, kind: str = "outcomes"
) -> Import:
    """An import whose columns can be chosen."""
    content = csv_of(*rows, heads=heads)
    return upload_import(kind=kind, file_name="utfall.csv", content=content, by=by, at=NOW)


def work(batch: Import, *, at: datetime = NOW) -> Import:
    """Do what was asked for."""
    run_import(batch=batch, today=TODAY, clock=lambda: at)
    batch.refresh_from_db()
    return batch


def checked(
    *rows: Sequence[object], by: Person, heads: Sequence[str] = HEADS, kind: str = "outcomes"
) -> Import:
    """An import whose rows are checked, with the columns that were guessed."""
    batch = uploaded(*rows, by=by, heads=heads, kind=kind)
    choose_columns(batch=batch, matching=batch.matching, at=NOW)
    return work(batch)


def applied(
    *rows: Sequence[object], by: Person, heads: Sequence[str] = HEADS, kind: str = "outcomes"
) -> Import:
    """An import that is read in; its changes have a reason."""
    batch = checked(*rows, by=by, heads=heads, kind=kind)
    confirm_import(batch=batch, skips_rejected=False, reason=WHY, by=by, at=NOW)
    return work(batch)


def undone(batch: Import, *, by: Person, reason: str = "Fel fil.") -> Import:
    """An import that is undone, or that says why it could not be."""
    ask_undo(batch=batch, reason=reason, by=by, at=NOW)
    return work(batch)


def verdicts(batch: Import) -> list[tuple[int, str, list[Any]]]:
    """Each row's number, verdict and problems."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    return [(row.number, row.verdict, row.problems) for row in rows]


def values() -> list[tuple[str, str, str]]:
    """What all outcomes that count say: the unit's code, the period's last day and the value."""
    rows = Outcome.objects.current().order_by("unit__code", "period_end")
    return [(row.unit.code, str(row.period_end), f"{row.value:f}".rstrip("0")) for row in rows]
