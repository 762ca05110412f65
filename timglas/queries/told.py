"""Goals in one sentence each, by how they go."""

from collections.abc import Iterable
from dataclasses import dataclass

from timglas.queries.views import GoalResult
from timglas.rules.status import Colour


@dataclass(frozen=True, slots=True)
class Told:
    """A goal in one sentence: that of whoever judged it, else what the rule says."""

    goal: GoalResult
    says: str


def told(goals: Iterable[GoalResult], *colours: Colour) -> tuple[Told, ...]:
    """The goals of some colours, in the colours' order; all of them when none is given."""
    rows = tuple(goals)
    if not colours:
        return tuple(Told(goal, in_a_sentence(goal)) for goal in rows)
    found = (goal for colour in colours for goal in rows if goal.status.status.colour is colour)
    return tuple(Told(goal, in_a_sentence(goal)) for goal in found)


def in_a_sentence(goal: GoalResult) -> str:
    """How a goal goes, in one sentence."""
    if goal.judgement and goal.judgement.summary:
        return goal.judgement.summary
    return goal.proposal.sentence
