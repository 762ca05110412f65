"""One run of an import in a process of its own: see `bench/imports.py`."""

import resource
import time
from itertools import pairwise
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from bench.imports import INDICATORS, ROWS, SCHOOLS
from tests.cast import NOW, TODAY, Cast, build_cast, make_unit
from tests.collected import DEFINITION
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.import_work import run_import
from timglas.actions.imports import ask_undo, choose_columns, confirm_import, upload_import
from timglas.actions.indicators import add_indicator
from timglas.models import GroundKind, Import, ImportState, Outcome, UnitKind
from timglas.models.immutability import create_guards, drop_guards


def prepare() -> Cast:
    """An empty database with the schools, and a decided plan with the indicators they report."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        drop_guards(editor)
    call_command("flush", verbosity=0, interactive=False)
    with connection.schema_editor() as editor:
        create_guards(editor)
    cast = build_cast()
    for number in range(SCHOOLS):
        make_unit(f"Skola {number}", code=f"skola{number}", kind=UnitKind.UNIT, parent=cast.buf)
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, plan, committee)
    signature = {"by": cast.controller, "at": NOW}
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="3 §", **signature)
    for number in range(INDICATORS):
        told = DEFINITION | {"name": f"Frånvaro {number}"}
        add_indicator(goal_edition=goal, **told, **signature)
    decide(cast, plan)
    return cast


def work(batch: Import) -> None:
    """Do what was asked for, as a worker does."""
    run_import(batch=Import.objects.get(pk=batch.pk), today=TODAY, clock=lambda: NOW)


def main(file: str) -> None:
    """Import the file, undo it, and print a row of the table."""
    signature = {"by": prepare().head, "at": NOW}
    path, times = Path(file), [time.perf_counter()]
    worked = -time.process_time()
    content = path.read_bytes()
    uploaded = upload_import(kind="outcomes", file_name=path.name, content=content, **signature)
    batch = Import.objects.get(pk=uploaded.pk)  # without the file, as a page has it
    del content, uploaded
    times.append(time.perf_counter())
    choose_columns(batch=batch, matching=batch.matching, at=NOW)
    work(batch)
    times.append(time.perf_counter())
    confirm_import(batch=batch, skips_rejected=False, reason="", **signature)
    work(batch)
    times.append(time.perf_counter())
    worked += time.process_time()
    stored = Outcome.objects.filter(batch=batch).count()
    ask_undo(batch=batch, reason="Mätning.", **signature)
    work(batch)
    times.append(time.perf_counter())
    batch.refresh_from_db()
    if stored != ROWS or batch.state != ImportState.UNDONE:
        raise SystemExit(f"{stored} stored, {batch.state}: {batch.problem} {batch.counts}")
    upload, check, read, undo = (after - before for before, after in pairwise(times))
    kind, size = path.suffix.removeprefix(".").upper(), path.stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"| {kind} | {size:.1f} | {upload:.1f} | {check:.1f} | {read:.1f} "
        f"| {upload + check + read:.1f} | {worked:.1f} | {undo:.1f} | {memory:.0f} |"
    )
