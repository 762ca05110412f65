"""Exempelby's activities, planned and followed by those who manage its units."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

from timglas.actions.activities import add_activity, set_activity_state
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.rules.activities import State

# Plans of 2025 are decided by then.
PLANNED_ON = date(2025, 1, 10)
# The example's today is in the middle of October 2025.
LAST_SAID = date(2025, 10, 10)


def activity_diary(town: Town) -> Iterator[Entry]:
    """All that is planned under goals, and what has been said of it since."""
    for goal, rows in _activities(town).items():
        for number, row in enumerate(rows):
            key = (goal, number)
            planned_on = min(PLANNED_ON, date.fromisoformat(row[1]))
            yield Entry(moment(planned_on), partial(_plan, town, key=key, row=row))
            for day, state in _steps(row):
                comment = row[4] if len(row) > 4 and state == row[3] else ""
                follow = partial(_follow, town, key=key, state=State(state), comment=comment)
                yield Entry(moment(day, minutes=60), follow)


def _activities(town: Town) -> Table:
    found: Table = town.content.activities
    return found


def _steps(row: Sequence[str]) -> Iterator[tuple[date, str]]:
    """When an activity came to its state: begun on its first day, ended near its last."""
    starts, ends = date.fromisoformat(row[1]), date.fromisoformat(row[2])
    last = min(ends, LAST_SAID)
    if row[3] in {"ongoing", "done"}:
        yield starts, "ongoing"
    if row[3] in {"done", "cancelled"} or (len(row) > 4 and row[3] != "done"):
        yield last, row[3]


def _plan(town: Town, at: datetime, *, key: tuple[str, int], row: Sequence[str]) -> None:
    goal = key[0]
    person = town.people[town.content.owner_of(goal)]
    town.activities[key] = add_activity(
        goal=town.goals[goal],
        unit=town.units[town.content.goals[goal].unit],
        name=row[0],
        description="",
        expected_effect="",
        indicator=None,
        person=person,
        starts_on=date.fromisoformat(row[1]),
        ends_on=date.fromisoformat(row[2]),
        by=person,
        at=at,
    )


def _follow(town: Town, at: datetime, *, key: tuple[str, int], state: State, comment: str) -> None:
    by = town.people[town.content.owner_of(key[0])]
    activity = town.activities[key]
    set_activity_state(activity=activity, state=state, note=comment, by=by, at=at)
