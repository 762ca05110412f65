"""What somebody reports in a round beside values: judgements, activities, and their units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from timglas.access import Viewer
from timglas.models import Activity, ActivityNote, Round
from timglas.models.listed import among
from timglas.queries.led import answered_for
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, StateView
from timglas.queries.waiting import own_goals
from timglas.rules.activities import OPEN, shown_state
from timglas.rules.activities import State as ActivityState
from timglas.rules.permissions import Permission
from timglas.rules.rounds import Part, UnitState, state_on


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """A goal to judge in a round: done when it is judged for the round's day or a later one."""

    goal: GoalResult
    is_done: bool


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity to follow up in a round: done when something is said since it was opened."""

    id: int
    name: str
    unit_name: str
    ends_on: date
    state: StateView[ActivityState]
    is_done: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit that the viewer reports for. `next_on` is the last day of the level above, if any."""

    id: int
    name: str
    due_on: date
    state: StateView[UnitState]
    next_on: date | None

    @property
    def is_ready(self) -> bool:
        """Whether all is said for the unit."""
        return self.state.state is UnitState.READY


@dataclass(frozen=True, slots=True)
class RoundReport:
    """A round as somebody reports in it, beside the values of `due_page`."""

    id: int
    name: str
    as_of: date
    is_locked: bool
    goals: tuple[JudgeRow, ...]
    activities: tuple[ActivityLine, ...]
    units: tuple[UnitLine, ...]

    @property
    def wanted(self) -> int:
        """How much is to be said beside values."""
        return len(self.goals) + len(self.activities)

    @property
    def done(self) -> int:
        """How much of it is said."""
        judged = sum(row.is_done for row in self.goals)
        return judged + sum(row.is_done for row in self.activities)

    @property
    def is_ready(self) -> bool:
        """Whether all units of the viewer are ready."""
        return all(unit.is_ready for unit in self.units)


def round_report(viewer: Viewer, opened: Round) -> RoundReport:
    """What the viewer says of goals, activities and units in a round. At most six queries."""
    parts = opened.kind.parts
    return RoundReport(
        id=opened.pk,
        name=str(opened),
        as_of=opened.as_of,
        is_locked=opened.locked_at is not None,
        goals=tuple(_goals(viewer, opened)) if Part.GOALS in parts else (),
        activities=tuple(_activities(viewer, opened)) if Part.ACTIVITIES in parts else (),
        units=tuple(_units(viewer, opened)),
    )


def judged_in(goal: GoalResult, opened: Round) -> JudgeRow:
    """A goal in a round."""
    judgement = goal.judgement
    return JudgeRow(goal, is_done=judgement is not None and judgement.as_of >= opened.as_of)


def activity_in(viewer: Viewer, opened: Round, activity: Activity) -> ActivityLine:
    """An activity of the viewer in a round. One query."""
    return next(_lines(viewer, opened, Q(pk=activity.pk)))


def _goals(viewer: Viewer, opened: Round) -> Iterator[JudgeRow]:
    results = year_results(viewer, opened.as_of.year)
    rows = [judged_in(goal, opened) for goal in own_goals(viewer, results)]
    yield from sorted(rows, key=lambda row: row.is_done)


def _activities(viewer: Viewer, opened: Round) -> Iterator[ActivityLine]:
    since = Q(state__in=OPEN) | Q(is_noted=True)
    rows = _lines(viewer, opened, since & Q(starts_on__lte=opened.as_of))
    yield from sorted(rows, key=lambda row: row.is_done)


def _lines(viewer: Viewer, opened: Round, narrowed: Q) -> Iterator[ActivityLine]:
    said = ActivityNote.objects.filter(activity=OuterRef("pk"), at__gte=opened.opened_at)
    mine = viewer.reach(Permission.FOLLOW_ACTIVITY, Activity).filter(person=viewer.person)
    found = mine.annotate(is_noted=Exists(said)).filter(narrowed).select_related("unit")
    for row in found.order_by("ends_on", "pk"):
        yield ActivityLine(
            id=row.pk,
            name=row.name,
            unit_name=row.unit.name,
            ends_on=row.ends_on,
            state=StateView(
                shown_state(ActivityState(row.state), ends_on=row.ends_on, today=viewer.today)
            ),
            is_done=row.is_noted,
        )


def _units(viewer: Viewer, opened: Round) -> Iterator[UnitLine]:
    rows = list(opened.units.filter(among("unit", answered_for(viewer))).select_related("unit"))
    due = dict(opened.units.values_list("depth", "due_on").distinct()) if rows else {}
    for row in sorted(rows, key=lambda row: (row.due_on, row.unit.name)):
        state = state_on(
            viewer.today,
            due_on=row.due_on,
            grace=opened.grace_days,
            is_ready=row.ready_at is not None,
        )
        yield UnitLine(row.pk, row.unit.name, row.due_on, StateView(state), due.get(row.depth - 1))
