"""A change of term: which of the new council's goals is likely to come after an old one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from timglas.rules.language import N_, _

SHORTEST_WORD = 4  # letters: shorter ones say little of what a goal is about
ENOUGH = 0.3  # so much of the words of two goals must be the same


class Why(StrEnum):
    """Why a new goal is suggested."""

    CHOSEN = "chosen"
    SAME_WORDS = "same_words"
    LIKE_WORDS = "like_words"
    PERSPECTIVE = "perspective"

    @property
    def in_words(self) -> str:
        """The reason, to stand after the goal."""
        return _(_WHY[self])


_WHY = {
    Why.CHOSEN: N_("andra mål som bidrog till samma mål har kopplats hit"),
    Why.SAME_WORDS: N_("samma ord"),
    Why.LIKE_WORDS: N_("liknande ord"),
    Why.PERSPECTIVE: N_("det enda nya målet från samma perspektiv"),
}


@dataclass(frozen=True, slots=True)
class CouncilGoal:
    """A goal of the council as a term plan words it."""

    id: int
    wording: str
    perspective: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new goal that is likely to come after an old one, and why."""

    goal: int
    why: Why


def suggestion(
    old: CouncilGoal, new: Iterable[CouncilGoal], chosen: Iterable[int] = ()
) -> Suggestion | None:
    """The new goal to suggest in place of an old one; None when none is likelier than others.

    `chosen` are the new goals that others have chosen in place of it, most often chosen first.
    """
    goals = {goal.id: goal for goal in new}
    for goal in chosen:
        if goal in goals:
            return Suggestion(goal, Why.CHOSEN)
    likeness = {goal.id: _likeness(old.wording, goal.wording) for goal in goals.values()}
    best = max(likeness, key=lambda goal: likeness[goal], default=None)
    if best is not None and likeness[best] >= ENOUGH:
        return Suggestion(best, Why.SAME_WORDS if likeness[best] == 1 else Why.LIKE_WORDS)
    same = [goal.id for goal in goals.values() if goal.perspective == old.perspective]
    return Suggestion(same[0], Why.PERSPECTIVE) if len(same) == 1 else None


def _likeness(one: str, other: str) -> float:
    """How much of the words of two goals are the same, from 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _words(wording: str) -> set[str]:
    return {w for w in re.findall(r"\w+", wording.casefold()) if len(w) >= SHORTEST_WORD}
