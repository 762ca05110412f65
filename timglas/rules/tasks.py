"""What somebody owes: which kinds there are, when it is time, and about how long it takes."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

# What is due within so many days is done now, and what is due within this other number soon.
NOW_DAYS, SOON_DAYS = 7, 45
# What was done is shown for two weeks.
DONE_DAYS = 14


class TaskKind(StrEnum):
    """A kind of task: where it leads, and how long it takes."""

    ROUND = "round"
    OUTCOMES = "outcomes"
    JUDGEMENT = "judgement"
    ACTIVITY = "activity"
    ASSIGNMENT = "assignment"
    STEP = "step"
    DOCUMENT = "document"
    DRAFT = "draft"


class When(StrEnum):
    """When a task is to be done."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


# Estimates of somebody who knows what to say. Values are counted by `start.minutes_for`, and how
# long a step of the year takes is not known.
_MINUTES: Mapping[TaskKind, int] = MappingProxyType(
    {
        TaskKind.ROUND: 2,
        TaskKind.JUDGEMENT: 3,
        TaskKind.ACTIVITY: 1,
        TaskKind.ASSIGNMENT: 10,
        TaskKind.DOCUMENT: 20,
        TaskKind.DRAFT: 30,
    }
)


def minutes_of(kind: TaskKind) -> int:
    """About how many minutes a task of a kind takes, 0 if that is not known."""
    return _MINUTES.get(kind, 0)


def when(due_on: date | None, today: date) -> When:
    """When a task is to be done; one without a day is done now."""
    if due_on is None or due_on <= today + timedelta(days=NOW_DAYS):
        return When.NOW
    return When.SOON if due_on <= today + timedelta(days=SOON_DAYS) else When.LATER
