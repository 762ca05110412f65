"""Exempelby's years: made from the template by the controller, followed, and closed."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from timglas.actions.cycle import create_cycle, finish_step
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.year_closings import close_year, reopen_year
from timglas.models import CycleStep

CONTROLLER = "cilla"


def cycle_diary(town: Town) -> Iterator[Entry]:
    """Every year's steps, the days when they were done, and when a year was closed."""
    for year, made_on in town.content.cycle["years"]:
        yield Entry(moment(made_on), partial(_create, town, year=year))
    for year, steps in town.content.cycle["done"].items():
        for name, day in steps.items():
            finish = partial(_finish, town, year=int(year), name=name, day=day)
            yield Entry(moment(day, minutes=420), finish)

    for year, closed_on in town.content.cycle["closed"]:
        yield Entry(moment(closed_on), partial(_close, town, year=year))
    for year, unit, opened_on, reason in town.content.cycle["reopened"]:
        reopen = partial(_reopen, town, year=year, unit=unit, reason=reason)
        yield Entry(moment(opened_on), reopen)


def _create(town: Town, at: datetime, *, year: int) -> None:
    create_cycle(year=year, by=town.people[CONTROLLER], at=at)


def _finish(town: Town, at: datetime, *, year: int, name: str, day: date) -> None:
    step = CycleStep.objects.get(cycle__year=year, name=name)
    finish_step(step=step, on=day, by=town.people[CONTROLLER], at=at)


def _close(town: Town, at: datetime, *, year: int) -> None:
    units = [unit.pk for unit in town.units.values()]
    close_year(unit=town.units["kf"], year=year, units=units, by=town.people[CONTROLLER], at=at)


def _reopen(town: Town, at: datetime, *, year: int, unit: str, reason: str) -> None:
    by, opened = town.people[CONTROLLER], town.units[unit]
    reopen_year(unit=opened, year=year, units=[opened.pk], reason=reason, by=by, at=at)
