"""Exempelby's years: made from the template by the controller, and what has been done of them."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from timglas.actions.cycle import create_cycle, finish_step
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.models import CycleStep

CONTROLLER = "cilla"


def cycle_diary(town: Town) -> Iterator[Entry]:
    """Every year's steps, and the days when they were done."""
    for year, made_on in town.content.cycle["years"]:
        yield Entry(moment(made_on), partial(_create, town, year=year))
    for year, steps in town.content.cycle["done"].items():
        for name, day in steps.items():
            finish = partial(_finish, town, year=int(year), name=name, day=day)
            yield Entry(moment(day, minutes=420), finish)


def _create(town: Town, at: datetime, *, year: int) -> None:
    create_cycle(year=year, by=town.people[CONTROLLER], at=at)


def _finish(town: Town, at: datetime, *, year: int, name: str, day: date) -> None:
    step = CycleStep.objects.get(cycle__year=year, name=name)
    finish_step(step=step, on=day, by=town.people[CONTROLLER], at=at)
