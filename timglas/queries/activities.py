"""Activities: the register, an activity's page, and lists for goals, units and start pages.

What is read here is for those with a role; open pages have the counts of `sand` only. Lists come
with what asks for attention first: late, ongoing, not started, done, cancelled; then by last day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Activity, ActivityNote, Goal, GoalEdition, Indicator, PlanVersion, Unit
from timglas.queries.sand import OTHERS
from timglas.queries.views import PersonView, StateView, person_view
from timglas.queries.within import units_within
from timglas.rules.activities import OPEN, State, counts_in, shown_state, urgency
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity in a list, as seen on the viewer's day. `goal` is the goal's latest wording."""

    id: int
    name: str
    goal_id: int
    goal: str
    unit_id: int
    unit_name: str
    person: PersonView | None
    starts_on: date
    ends_on: date
    state: StateView[State]
    expected_effect: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """What was said of an activity, and the state it came to or stayed in."""

    state: StateView[State]
    note: str
    by: PersonView
    on: date


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Everything the page of an activity shows; `notes` lie newest first.

    `indicator_name` is "" where no indicator is to be moved.
    """

    row: ActivityRow
    description: str
    indicator_id: int | None
    indicator_name: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class MyActivities:
    """What somebody answers for that is not done, and what is late in their units."""

    own: tuple[ActivityRow, ...]
    late_in_units: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class WantedActivities:
    """What the register is narrowed to; "" is all. `sort` names one of `ACTIVITY_ORDERS`.

    `within` is a unit's id, which counts all below it too; `unit` that of one alone.
    `responsible` is "mina" for the viewer's own, "ingen" for those that nobody answers for. `year`
    is of the work; what was cancelled is no year's work. `heap` is a goal of the top level, or
    `sand.OTHERS` for what lies below none.
    """

    q: str = ""
    within: int | None = None
    unit: str = ""
    state: str = ""
    year: str = ""
    heap: str = ""
    responsible: str = ""
    sort: str = ""


MINE, NOBODYS = "mina", "ingen"
ACTIVITY_ORDERS: Orders[ActivityRow] = {
    "namn": lambda row: alphabetical(row.name),
    "lage": lambda row: urgency(row.state.state),
    "mal": lambda row: alphabetical(row.goal),
    "enhet": lambda row: alphabetical(row.unit_name),
    "ansvarig": lambda row: alphabetical(row.person.in_words) if row.person else None,
    "borjar": lambda row: row.starts_on,
    "klar": lambda row: row.ends_on,
}


def activities(viewer: Viewer) -> tuple[ActivityRow, ...]:
    """All activities that the viewer may read."""
    return _rows(viewer, viewer.reach(Permission.READ_ACTIVITY, Activity))


def listed_activities(
    viewer: Viewer,
    rows: Iterable[ActivityRow],
    wanted: WantedActivities,
    *,
    above: Mapping[int, int] = MappingProxyType({}),
) -> tuple[ActivityRow, ...]:
    """Those activities that are wanted, in the wanted order; `above` as in `sand.heaped`."""
    units = units_within(wanted.within, viewer.today) if wanted.within else None
    there = (row for row in rows if units is None or row.unit_id in units)
    lying = (row for row in there if wanted.heap in {"", str(above.get(row.goal_id, OTHERS))})
    found = (row for row in lying if _is_wanted(viewer, row, wanted))
    return tuple(ordered(found, wanted.sort, ACTIVITY_ORDERS))


def goal_activities(viewer: Viewer, goal: Goal) -> tuple[ActivityRow, ...]:
    """The activities under a goal, of all units."""
    return _rows(viewer, viewer.reach(Permission.READ_ACTIVITY, Activity).filter(goal=goal))


def unit_activities(viewer: Viewer, unit: Unit) -> tuple[ActivityRow, ...]:
    """The activities of a unit, not of those below it, that are not done or cancelled."""
    mine = viewer.reach(Permission.READ_ACTIVITY, Activity).filter(unit=unit)
    return _rows(viewer, mine.filter(state__in=OPEN))


def work_of_goals(viewer: Viewer, goals: Iterable[int], year: int) -> tuple[ActivityRow, ...]:
    """The activities of a year under some goals, of all units; cancelled ones too. One query."""
    there = Activity.objects.filter(goal__in=goals, starts_on__lte=date(year, 12, 31))
    return tuple(
        row for row in _rows(viewer, there) if _is_work_of(row, year) or row.ends_on.year >= year
    )


def my_activities(viewer: Viewer) -> MyActivities:
    """What waits for the viewer, for a start page. One query of activities.

    `own` is what the viewer answers for and may follow up (activities:follow), whatever the role.
    `late_in_units` is what others answer for that is late in the units where the viewer plans.
    """
    still = {"state__in": OPEN}
    following = viewer.reach(Permission.FOLLOW_ACTIVITY, Activity)
    own = following.filter(person=viewer.person, **still) if viewer.person else following.none()
    managed = viewer.reach(Permission.MANAGE_ACTIVITY, Activity).filter(**still)
    late = managed.filter(ends_on__lt=viewer.today).exclude(person=viewer.person)
    rows = _rows(viewer, own | late)
    me = viewer.person.pk if viewer.person else None
    is_own = {row.id: row.person is not None and row.person.id == me for row in rows}
    return MyActivities(
        own=tuple(row for row in rows if is_own[row.id]),
        late_in_units=tuple(row for row in rows if not is_own[row.id]),
    )


def activity_page(viewer: Viewer, activity: Activity) -> ActivityPage:
    """The page of an activity that the viewer has reached."""
    (row,) = _rows(viewer, Activity.objects.filter(pk=activity.pk))
    return ActivityPage(
        row=row,
        description=activity.description,
        indicator_id=activity.indicator_id,
        indicator_name=_indicator_name(viewer, activity),
        notes=tuple(_note(viewer, said) for said in _notes(activity)),
    )


def goal_wording(viewer: Viewer, goal: Goal) -> str:
    """The goal as the latest plan that the viewer may read words it."""
    return next((row["wording"] for row in latest_wording(viewer, goal.pk)), "")


def indicators_of(viewer: Viewer, goal: Goal) -> tuple[tuple[Indicator, str], ...]:
    """The indicators that decided plans follow up a goal by, with their latest names."""
    readable = viewer.reach(Permission.READ, PlanVersion)
    found: dict[int, tuple[Indicator, str]] = {}
    for edition in goal.editions.filter(version__in=readable).order_by("version_id"):
        for measured in edition.indicators.select_related("indicator").order_by("order", "pk"):
            found[measured.indicator_id] = (measured.indicator, measured.name)
    return tuple(found.values())


class _Found(NamedTuple):
    """What is read of an activity, in this order."""

    id: int
    name: str
    goal_id: int
    goal: str | None
    unit_id: int
    unit_name: str
    person_id: int | None
    person_name: str
    person_title: str
    starts_on: date
    ends_on: date
    state: str
    expected_effect: str


def _rows(viewer: Viewer, found: QuerySet[Activity]) -> tuple[ActivityRow, ...]:
    read = found.annotate(
        wording=Subquery(latest_wording(viewer, OuterRef("goal_id")))
    ).values_list(
        *("pk", "name", "goal_id", "wording", "unit_id", "unit__name"),
        *("person_id", "person__name", "person__title"),
        *("starts_on", "ends_on", "state", "expected_effect"),
    )
    rows = (_row(viewer, _Found._make(columns)) for columns in read)
    return tuple(sorted(rows, key=lambda row: (urgency(row.state.state), row.ends_on, row.id)))


def latest_wording(viewer: Viewer, goal: int | OuterRef) -> QuerySet[GoalEdition, Any]:
    """The goal's wording in the latest plan that the viewer may read."""
    readable = viewer.reach(Permission.READ, PlanVersion)
    editions = GoalEdition.objects.filter(goal=goal, version__in=readable)
    newest = editions.order_by("-version__plan__first_year", "-version__number")
    return newest.values("wording")[:1]


def _row(viewer: Viewer, found: _Found) -> ActivityRow:
    person = None
    if found.person_id:
        name, title = found.person_name, found.person_title
        person = person_view(viewer, id=found.person_id, name=name, title=title)
    state = shown_state(State(found.state), ends_on=found.ends_on, today=viewer.today)
    return ActivityRow(
        id=found.id,
        name=found.name,
        goal_id=found.goal_id,
        goal=found.goal or "",
        unit_id=found.unit_id,
        unit_name=found.unit_name,
        person=person,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        state=StateView(state),
        expected_effect=found.expected_effect,
    )


def _is_wanted(viewer: Viewer, row: ActivityRow, wanted: WantedActivities) -> bool:
    return (
        wanted.q.casefold() in f"{row.name} {row.goal} {row.unit_name}".casefold()
        and wanted.unit in {"", str(row.unit_id)}
        and wanted.state in {"", row.state.state.value}
        and (not wanted.year or _is_work_of(row, int(wanted.year)))
        and _answers(viewer, row, wanted.responsible)
    )


def _is_work_of(row: ActivityRow, year: int) -> bool:
    return counts_in(row.state.state, starts_on=row.starts_on, ends_on=row.ends_on, year=year)


def _answers(viewer: Viewer, row: ActivityRow, wanted: str) -> bool:
    if wanted == MINE:
        return bool(viewer.person and row.person and row.person.id == viewer.person.pk)
    return wanted != NOBODYS or row.person is None


def _indicator_name(viewer: Viewer, activity: Activity) -> str:
    names = {found.pk: name for found, name in indicators_of(viewer, activity.goal)}
    return names.get(activity.indicator_id or 0, "")


def _notes(activity: Activity) -> QuerySet[ActivityNote]:
    return activity.notes.select_related("by").order_by("-at", "-pk")


def _note(viewer: Viewer, said: ActivityNote) -> NoteView:
    by = person_view(viewer, id=said.by.pk, name=said.by.name, title=said.by.title)
    return NoteView(StateView(State(said.state)), said.note, by, timezone.localdate(said.at))
