"""A year made from the template, and a step as somebody would plan it."""

from datetime import date
from typing import Any

from tests.cast import NOW, Cast
from timglas.actions.cycle import add_step, create_cycle
from timglas.models import Cycle, CycleStep

PLANNED: dict[str, Any] = {
    "name": "Planeringsdagar",
    "description": "Två dagar för nämnden.",
    "part": "planning",
    "role": "",
    "unit_kind": "committee",
    "begins_on": date(2025, 9, 1),
    "ends_on": date(2025, 9, 2),
    "law": "",
    "is_public": False,
    "after": [],
}


def make_year(cast: Cast, year: int = 2025) -> Cycle:
    """The template's year."""
    return create_cycle(year=year, by=cast.controller, at=NOW)


def empty_year(year: int = 2025) -> Cycle:
    """A year without steps."""
    return Cycle.objects.create(year=year, created_at=NOW)


def make_step(cast: Cast, cycle: Cycle, **more: Any) -> CycleStep:
    """A step of the committees in September."""
    return add_step(cycle=cycle, by=cast.controller, at=NOW, **PLANNED | more)
