"""Planning in the large city: the change of year, a decision, a difference, and the plans' pages.

    script/bench plans                  on PostgreSQL
    script/bench plans --scale 0.1      a tenth of it

Begins next year's plans for every unit as a worker does it, while somebody reads; then decides a
plan of the council's with 3,000 goals in it, revises it, and compares the versions. Prints Markdown
tables.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from threading import Event, Thread

import httpx
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from bench import serving
from bench.load import load
from bench.plan_parts import change_goals, draft_common_plan
from bench.shapes import CITY, TODAY
from timglas.actions.decisions import record_decision
from timglas.actions.plans import decide_plan, revise_plan
from timglas.actions.year_changes import run_year_change, start_year
from timglas.models import (
    GoalEdition,
    IndicatorEdition,
    Person,
    PlanKind,
    PlanVersion,
    Unit,
    UnitKind,
    VersionState,
    YearChange,
)

NEXT = TODAY.year + 1
HEAD = "| What | Time, s | Queries |\n|---|--:|--:|"
PAUSE = 0.05  # seconds between two answers that somebody reads


@dataclass(slots=True)
class Reading:
    """What somebody who read meanwhile met: the seconds each answer took, and the progress told."""

    took: list[float] = field(default_factory=list)
    done: set[int] = field(default_factory=set)


def main() -> None:
    """Make up the city in an empty database, and measure."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--loaded", action="store_true", help="measure what is there already")
    wanted = asked.parse_args()
    if not wanted.loaded:
        took = load(CITY.scaled(wanted.scale))
        print(f"\nMade up in {took:.0f} s on {connection.vendor}.\n")  # noqa: T201
    controller = Person.objects.get(pk=1)
    with serving.server() as served:
        print(HEAD)  # noqa: T201
        for line in (*_change_of_year(served, controller), *_common_plan(served, controller)):
            print(line, flush=True)  # noqa: T201
        print(f"\n{serving.HEAD}")  # noqa: T201
        with serving.client(served, controller) as asking:
            for what, version in _pages():
                print(serving.measure(asking, what, f"/planer/version/{version.pk}/"), flush=True)  # noqa: T201
        print(f"\nThe server holds {served.megabytes:.0f} MB.")  # noqa: T201


def _change_of_year(served: serving.Server, by: Person) -> Iterator[str]:
    """Begin all plans of next year while somebody reads a plan and how far it has come."""
    units = list(Unit.objects.open_on(TODAY).values_list("pk", flat=True))
    council = Unit.objects.get(kind=UnitKind.COUNCIL)
    change = start_year(unit=council, year=NEXT, units=units, by=by, at=timezone.now())
    page = f"/planer/version/{PlanVersion.objects.decided().latest('pk').pk}/"
    with serving.client(served) as asking:
        alone = statistics.median(_ask(asking, page) for _time in range(10))
        with _reading(asking, page, change) as read:
            seconds, queries = _timed(lambda: run_year_change(change=change, clock=timezone.now))
    begun = PlanVersion.objects.filter(year_changes=change)
    goals = GoalEdition.objects.filter(version__in=begun)
    lines = IndicatorEdition.objects.filter(goal_edition__in=goals)
    yield (
        f"| Next year's plans for {begun.count():,} units: {goals.count():,} goals, "
        f"{lines.count():,} indicators | {seconds:.1f} | {queries} |"
    )
    yield (
        f"| The slowest of {len(read.took)} answers that a reader got meanwhile; half of them in "
        f"{statistics.median(read.took):.2f} s, {alone:.2f} before "
        f"| {max(read.took):.1f} | |"
    )
    yield f"| Steps of how far it has come, as they were told | {len(read.done)} steps | |"


@contextmanager
def _reading(asking: httpx.Client, page: str, change: YearChange) -> Iterator[Reading]:
    read, enough = Reading(), Event()

    def go_on() -> None:
        while not enough.is_set():
            read.took.append(_ask(asking, page))
            read.done.add(YearChange.objects.values_list("done", flat=True).get(pk=change.pk))
            time.sleep(PAUSE)
        connection.close()

    reader = Thread(target=go_on)
    reader.start()
    try:
        yield read
    finally:
        enough.set()
        reader.join()


def _common_plan(served: serving.Server, by: Person) -> Iterator[str]:
    """Decide a plan of the council's with the goals of all in it; revise it, and compare."""
    draft = draft_common_plan(NEXT, by)
    signature = {"by": by, "at": timezone.now()}
    seconds, queries = _timed(lambda: _decide(draft, **signature))
    yield (
        f"| Decide the council's plan: {draft.goal_editions.count():,} goals, frames, budget, "
        f"sections | {seconds:.1f} | {queries} |"
    )
    held = {"valid_from": date(NEXT, 6, 1), **signature}
    seconds, queries = _timed(lambda: revise_plan(plan=draft.plan, **held))
    yield f"| Begin a new version of it | {seconds:.1f} | {queries} |"
    later = draft.plan.versions.latest("number")
    changed = change_goals(later)
    yield _difference(served, later, f"a draft, {changed} goals changed", by=by)
    _decide(later, **signature)
    yield _difference(served, later, "decided too", by=by)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"\nThe process that did all this held {memory:.0f} MB at most."


def _difference(served: serving.Server, later: PlanVersion, what: str, *, by: Person) -> str:
    """The page that compares, asked for once: nothing of the later version is kept then."""
    address = f"/planer/version/{later.pk}/skillnad/"
    with serving.client(served, by) as asking:
        took = _ask(asking, address)
        queries = serving.queries_of(asking, address)
    return f"| The page of what differs from it, in {what} | {took:.1f} | {queries} |"


def _decide(version: PlanVersion, *, by: Person, at: datetime) -> None:
    decision = record_decision(
        body=version.plan.unit, decided_on=TODAY, paragraph="142", by=by, at=at
    )
    decide_plan(version=version, decision=decision, by=by, at=at)


def _pages() -> Iterator[tuple[str, PlanVersion]]:
    """The plans whose pages are asked for, with what they are."""
    versions = PlanVersion.objects.annotate(goals=Count("goal_editions"))
    council = versions.filter(plan__unit__kind=UnitKind.COUNCIL)
    yield "the term's plan", council.filter(plan__kind=PlanKind.TERM).latest("number")
    yield "the council's plan, decided", council.latest("pk")
    for kind in (UnitKind.COMMITTEE, UnitKind.UNIT):
        largest = versions.filter(plan__unit__kind=kind).order_by("-goals", "pk")
        for state in VersionState:
            yield f"a {kind.value}'s, {state.value}", largest.filter(state=state)[0]


def _ask(asking: httpx.Client, address: str) -> float:
    """The seconds that an answer takes."""
    begin = time.perf_counter()
    asking.get(address).raise_for_status()
    return time.perf_counter() - begin


def _timed(act: Callable[[], object]) -> tuple[float, int]:
    """The seconds that something takes, and its queries."""
    asked = count()

    def counting(execute: Callable[..., object], *told: object) -> object:
        next(asked)
        return execute(*told)

    begin = time.perf_counter()
    with connection.execute_wrapper(counting):
        act()
    return time.perf_counter() - begin, next(asked)


if __name__ == "__main__":
    main()
