"""The start page of who leads or reports for a unit: what to report now, and how it goes."""

from dataclasses import dataclass

from timglas.access import Viewer
from timglas.queries.standing_signals import StandingSignal, standing_signals
from timglas.queries.views import GoalResult, YearResults
from timglas.queries.waiting import own_goals
from timglas.rules.summary import goals_in_words


@dataclass(frozen=True, slots=True)
class ManagerStart:
    """The goals of a unit or a person, how they go in words, and the signals among them."""

    goals: tuple[GoalResult, ...]
    says: str
    signals: tuple[StandingSignal, ...]


def manager_start(viewer: Viewer, results: YearResults) -> ManagerStart:
    """How it goes with what is the viewer's, or their unit's."""
    goals = own_goals(viewer, results) or _of_granted_units(viewer, results)
    indicators = {i.id: i for goal in goals for i in goal.indicators}
    return ManagerStart(
        goals=goals,
        says=goals_in_words(goal.status.status for goal in goals),
        signals=standing_signals(indicators.values(), until=results.as_of),
    )


def _of_granted_units(viewer: Viewer, results: YearResults) -> tuple[GoalResult, ...]:
    """Who reports for a unit sees its goals without judging them."""
    units = {unit for _role, unit in viewer.grants}
    return tuple(goal for goal in results.goals.values() if goal.unit_id in units)
