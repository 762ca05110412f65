"""The start page of who keeps the follow-up together: how it stands, body by body."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from timglas.access import Viewer
from timglas.models import Fetch, Import
from timglas.queries.placed import Body, bodies_on, parents_on
from timglas.queries.views import GoalResult, YearResults
from timglas.rules.permissions import Permission
from timglas.rules.summary import goals_in_words
from timglas.rules.thread import Break
from timglas.rules.tree import ancestors

MOST_RECENT = 3


@dataclass(frozen=True, slots=True)
class BodyState:
    """How a body and the units below it stand; `unit_id` None for the council itself."""

    unit_id: int | None
    name: str
    goals: int
    unjudged: int
    indicators: int
    without_value: int
    without_target: int
    without_owner: int
    broken: int


@dataclass(frozen=True, slots=True)
class BreakCount:
    """How many goals lack the same thing."""

    kind: Break
    count: int


@dataclass(frozen=True, slots=True)
class Came:
    """A file that was read in, or a fetch from Kolada: what, when and how far it came."""

    id: int
    name: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class ControllerStart:
    """What a controller meets."""

    says: str
    bodies: tuple[BodyState, ...]
    breaks: tuple[BreakCount, ...]
    imports: tuple[Came, ...]
    fetches: tuple[Came, ...]


def controller_start(viewer: Viewer, results: YearResults) -> ControllerStart:
    """How the follow-up stands in what the viewer's role reaches. Three queries."""
    reached = viewer.units(Permission.ASSIGN_RESPONSIBILITY)
    goals = tuple(goal for goal in results.goals.values() if goal.unit_id in reached)
    counts = Counter(kind for goal in goals for kind in goal.breaks)
    return ControllerStart(
        says=goals_in_words(goal.status.status for goal in goals if goal.level_order == 1),
        bodies=_bodies(goals, bodies_on(viewer.today), parents_on(viewer.today)),
        breaks=tuple(BreakCount(kind, counts[kind]) for kind in Break if counts[kind]),
        imports=_imports(viewer),
        fetches=_fetches(viewer),
    )


def _bodies(
    goals: Iterable[GoalResult], bodies: Iterable[Body], parents: Mapping[int, int | None]
) -> tuple[BodyState, ...]:
    """The goals by the nearest body at or above their unit; the council's own come first."""
    names = {body.id: body.name for body in bodies}
    found: dict[int | None, list[GoalResult]] = defaultdict(list)
    council = ""

    @cache
    def body_of(unit: int) -> int | None:
        return next((u for u in (unit, *ancestors(parents, unit)) if u in names), None)

    for goal in goals:
        body = body_of(goal.unit_id)
        found[body].append(goal)
        council = goal.unit_name if body is None and not council else council
    order = [None, *names]
    return tuple(
        _state(unit, names[unit] if unit else council, found[unit])
        for unit in order
        if unit in found
    )


def _state(unit: int | None, name: str, goals: list[GoalResult]) -> BodyState:
    indicators = {i.id: i for goal in goals for i in goal.indicators}.values()
    return BodyState(
        unit_id=unit,
        name=name,
        goals=len(goals),
        unjudged=sum(goal.judgement is None for goal in goals),
        indicators=len(indicators),
        without_value=sum(i.latest_value is None for i in indicators),
        without_target=sum(i.target is None for i in indicators),
        without_owner=sum(i.person is None for i in indicators),
        broken=sum(bool(goal.breaks) for goal in goals),
    )


def _imports(viewer: Viewer) -> tuple[Came, ...]:
    rows = viewer.reach(Permission.IMPORT, Import).order_by("-pk").defer("content")[:MOST_RECENT]
    return tuple(
        Came(row.pk, row.file_name, row.uploaded_at, str(row.get_state_display())) for row in rows
    )


def _fetches(viewer: Viewer) -> tuple[Came, ...]:
    rows = viewer.reach(Permission.COMPARE, Fetch).order_by("-pk")[:MOST_RECENT]
    return tuple(
        Came(row.pk, str(row.get_kind_display()), row.requested_at, str(row.get_state_display()))
        for row in rows
    )
