"""What is not a page: saving a value up to the top, all statuses anew, a register as a workbook."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.shapes import TODAY
from timglas.access import Viewer
from timglas.actions.outcomes import correct_outcome
from timglas.kept import asking_once
from timglas.models import Outcome, Person
from timglas.queries.results import all_anew, year_results

HEAD = "| What | Median, ms | Longest, ms | Queries |\n|---|--:|--:|--:|"
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Done:
    """How long something took, over some rounds."""

    what: str
    took: list[float]
    queries: int

    def __str__(self) -> str:
        middle, longest = statistics.median(self.took), max(self.took)
        return f"| {self.what} | {middle:.0f} | {longest:.0f} | {self.queries} |"


def timed(what: str, act: Callable[[], object], rounds: int = ROUNDS) -> Done:
    """Do something some times, the first time without the clock."""
    act()
    took = []
    for _round in range(rounds):
        begin = time.perf_counter()
        act()
        took.append((time.perf_counter() - begin) * 1000)
    with CaptureQueriesContext(connection) as captured:
        act()
    return Done(what, took, len(captured))


def all_work() -> Iterator[Done]:
    """Everything, on what lies in the database."""
    viewer = Viewer(Person.objects.get(pk=1), TODAY)
    outcomes = Outcome.objects.current().filter(period_end__year=TODAY.year, sex="T")
    newest = outcomes.filter(indicator__unit__kind="unit").select_related(
        "indicator__unit", "unit", "reported_by"
    )
    some = iter(list(newest.order_by("-pk")[: ROUNDS + 2]))
    yield timed("Save one value, with roll-up to the top", lambda: _save(next(some), viewer))
    yield timed("All statuses anew", lambda: all_anew(viewer, TODAY.year), 3)
    reader = Client()
    yield timed("Indicators to Excel", lambda: reader.get("/indikatorer/?format=xlsx"), 3)


def _save(outcome: Outcome, viewer: Viewer) -> None:
    """Correct a value, and read how its goal and all above it then go."""
    value = (outcome.value or Decimal(0)) + 1
    signature = {"by": viewer.person, "at": timezone.now()}
    with asking_once():
        correct_outcome(outcome=outcome, value=value, reason="Mätt igen.", **signature)
        year_results(viewer, TODAY.year)
