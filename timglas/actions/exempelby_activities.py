"""Exempelby's activities, planned and followed by those who manage its units."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from timglas.actions.activities import add_activity, set_activity_state
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.rules.activities import State

# Plans of 2025 are decided by then.
PLANNED_ON = date(2025, 1, 10)
# The example's today is in the middle of October 2025.
LAST_SAID = date(2025, 10, 10)


class Row(NamedTuple):
    """What the file says of an activity, in this order."""

    name: str
    effect: str
    starts_on: date
    ends_on: date
    state: str
    note: str


def activity_diary(town: Town) -> Iterator[Entry]:
    """All that is planned under goals, and what has been said of it since."""
    for goal, rows in town.content.activities.items():
        for number, row in enumerate(map(Row._make, rows)):
            key = (goal, number)
            planned_on = min(PLANNED_ON, row.starts_on)
            yield Entry(moment(planned_on), partial(_plan, town, key=key, row=row))
            for day, state in _steps(row):
                note = row.note if state == row.state else ""
                follow = partial(_follow, town, key=key, state=State(state), note=note)
                yield Entry(moment(day, minutes=60), follow)


def _steps(row: Row) -> Iterator[tuple[date, str]]:
    """When an activity came to its state: begun on its first day, ended near its last."""
    if row.state in {"ongoing", "done"}:
        yield row.starts_on, "ongoing"
    if row.note or row.state in {"done", "cancelled"}:
        yield min(row.ends_on, LAST_SAID), row.state


def _plan(town: Town, at: datetime, *, key: tuple[str, int], row: Row) -> None:
    goal = key[0]
    person = town.people[town.content.owner_of(goal)]
    town.activities[key] = add_activity(
        goal=town.goals[goal],
        unit=town.units[town.content.goals[goal].unit],
        name=row.name,
        description="",
        expected_effect=row.effect,
        indicator=None,
        person=person,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        by=person,
        at=at,
    )


def _follow(town: Town, at: datetime, *, key: tuple[str, int], state: State, note: str) -> None:
    by = town.people[town.content.owner_of(key[0])]
    activity = town.activities[key]
    set_activity_state(activity=activity, state=state, note=note, by=by, at=at)
