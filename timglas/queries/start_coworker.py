"""The start page of a co-worker: their unit's thread up to the vision, and how it goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.queries.placed import parents_on
from timglas.queries.views import GoalResult, VisionView, YearResults
from timglas.rules.summary import goals_in_words
from timglas.rules.tree import ancestors


@dataclass(frozen=True, slots=True)
class OwnThread:
    """A goal of the unit with the goals it serves, from the top down to itself."""

    goal: GoalResult
    path: tuple[GoalResult, ...]


@dataclass(frozen=True, slots=True)
class CoworkerStart:
    """The threads of the viewer's unit, or of the nearest unit above that has goals.

    `unit_name` is that unit's; "" for the council's goals, which everybody shares.
    """

    unit_name: str
    vision: VisionView | None
    threads: tuple[OwnThread, ...]
    says: str


def coworker_start(viewer: Viewer, results: YearResults) -> CoworkerStart:
    """The threads that the viewer's work is part of. No query that is not kept."""
    goals = next(_nearest(viewer, results), ())
    return CoworkerStart(
        unit_name=goals[0].unit_name if goals and goals[0].level_order != 1 else "",
        vision=results.vision,
        threads=tuple(OwnThread(goal, _path(goal, results.goals)) for goal in goals),
        says=goals_in_words(goal.status.status for goal in goals),
    )


def _nearest(viewer: Viewer, results: YearResults) -> Iterator[tuple[GoalResult, ...]]:
    """The goals of the viewer's units, then of those above, then the council's."""
    parents = parents_on(viewer.today)
    for _role, unit in viewer.grants:
        for place in (unit, *ancestors(parents, unit)):
            goals = tuple(g for g in results.goals.values() if g.unit_id == place)
            if goals:
                yield goals
    council = tuple(goal for goal in results.goals.values() if goal.level_order == 1)
    if council:
        yield council


def _path(goal: GoalResult, goals: Mapping[int, GoalResult]) -> tuple[GoalResult, ...]:
    """From the top down to the goal, along primary links."""
    path = [goal]
    while (above := goals.get(path[-1].primary_parent or 0)) and above not in path:
        path.append(above)
    return tuple(reversed(path))
