"""The honest annual report: all that was decided for a year, beside what came of it.

Whatever stood in a decided plan for the year is a row, in the wording it was first decided in, with
its outcome or why there is none. What has been renamed, changed, removed or added since is a
difference, with the decision that did it and words of why. The author chooses nothing of this.
Sources: `mission.md` section 2, points 5 and 12; `domain.md` section 3, P2 and P3.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from timglas.rules.differences import (
    FieldChange,
    IndicatorChange,
    InWords,
    Kind,
    bounds_in_words,
    goal_change,
)
from timglas.rules.numbers import MISSING
from timglas.rules.plan_document import (
    DecisionLine,
    GoalLine,
    IndicatorLine,
    PlanDocument,
    TargetLine,
)
from timglas.rules.scale import Colour, Status
from timglas.rules.search import searchable

EVERYBODY = "T"  # a target for women and men alike
NO_OUTCOME = "Inget utfall är rapporterat."
# What a goal is followed up on; the rest of it (need, perspective, links) is read in the plan.
WORDING, INDICATOR_NAME = "wording", "name"
GOAL_FIELDS = (WORDING, "wanted_result")

# The decided documents of one plan that held some day of the year, oldest first.
type Edited = Sequence[PlanDocument]
# An indicator, the name of the unit that a value is of, and whom it is about.
type Place = tuple[int, str, str]


class Change(StrEnum):
    """What has happened to what was decided."""

    RENAMED = "renamed"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a target: the value as written, "" where there is none, and `why` there is not.

    `status` is that of the value against the target in force last.
    """

    value: str
    status: Status
    why: str = ""


UNMEASURED = Measured("", Status.NOT_MEASURED, NO_OUTCOME)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target for the year as first decided and as it was last, "–" where there was none."""

    unit: str
    sex: str
    decided: str
    last: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A decided indicator, by the name it was first decided with; `since` is what became of it.

    `last_name` is what it is called by the last decision that it stands in.
    """

    indicator: int
    name: str
    last_name: str
    measure_unit: str
    since: Change | None
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A decided goal in its first wording; `since` is what became of it.

    `why_not` is what the plan says of why it is not measured.
    """

    goal: int
    level: str
    wording: str
    last_wording: str
    since: Change | None
    status: Status
    why_not: str
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A goal, or an indicator under one, that is not as it was decided, and by which decision.

    `before` and `after` are what it was and is called, "" where there was and is none.
    """

    change: Change
    goal: int
    indicator: int | None
    before: str
    after: str
    fields: tuple[FieldChange, ...]
    decision: DecisionLine

    @property
    def is_goal(self) -> bool:
        """Whether it is about a goal itself."""
        return self.indicator is None


@dataclass(frozen=True, slots=True)
class Balance:
    """How many goals are reached, partly, not, and how many nobody can say that of."""

    reached: int
    partly: int
    missed: int
    unknown: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.reached + self.partly + self.missed + self.unknown


@dataclass(frozen=True, slots=True)
class Edition:
    """A decided version, with the days that it holds from and was decided on."""

    version: int
    valid_from: date
    decided_on: date


def editions_of_year(editions: Sequence[Edition], year: int, until: date) -> tuple[Edition, ...]:
    """Those of one plan, in order of number, that a year's report is held against.

    The first is the one that was decided and in force when the year began. Where there was none it
    is the first that came. One that is decided later, even to hold from the year's first day, is a
    change of what had been decided.
    """
    begins = date(year, 1, 1)
    known = [edition for edition in editions if edition.valid_from <= until]
    settled = [n for n, e in enumerate(known) if max(e.valid_from, e.decided_on) <= begins]
    return tuple(known[max(settled, default=0) :])


def decided_rows(
    documents: Edited,
    year: int,
    *,
    outcomes: Mapping[Place, Measured],
    judged: Mapping[int, Status],
) -> tuple[GoalRow, ...]:
    """Every goal, indicator and target for the year that any of a plan's documents holds.

    Goals lie in the order they were first decided in; those that were added come last. What has no
    outcome is not measured, and says so.
    """
    last = len(documents) - 1
    goals: dict[int, dict[int, GoalLine]] = {}
    for number, document in enumerate(documents):
        for goal in document.goals:
            goals.setdefault(goal.goal, {})[number] = goal
    return tuple(
        GoalRow(
            goal=pk,
            level=_first(editions).level,
            wording=_first(editions).wording,
            last_wording=_latest(editions).wording,
            since=_since(editions, last, [goal.wording for goal in editions.values()]),
            status=judged.get(pk, Status.NOT_JUDGED),
            why_not=_latest(editions).measured_why_not,
            indicators=tuple(_indicators(editions, outcomes, year=year, last=last)),
        )
        for pk, editions in goals.items()
    )


def changes_since(documents: Edited, year: int, in_words: InWords) -> tuple[Changed, ...]:
    """What differs from one decided document to the next, of the year's goals, in order of time.

    A goal that is new or gone stands for its indicators too.
    """
    years = range(year, year + 1)
    return tuple(
        change
        for before, after in pairwise(documents)
        for change in _changes(before, after, years=years, in_words=in_words)
    )


def unexplained(changes: Iterable[Changed], text: str) -> tuple[Changed, ...]:
    """The differences that a report's own text says nothing of.

    A text explains a difference when it mentions the goal or the indicator by the name that it has
    or had: then its reader knows what the words are about.
    """
    said = searchable(text)
    return tuple(
        change
        for change in changes
        if not any(_mentions(said, name) for name in (change.before, change.after) if name)
    )


def _mentions(said: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own: "Ro" is not in "Studiero"."""
    return bool(re.search(rf"(?<!\w){re.escape(searchable(name))}(?!\w)", said))


def balance(statuses: Iterable[Status]) -> Balance:
    """Count goals by how they went."""
    colours = [status.colour for status in statuses]
    order = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY)
    return Balance(*(colours.count(colour) for colour in order))


def _changes(
    before: PlanDocument, after: PlanDocument, *, years: range, in_words: InWords
) -> Iterator[Changed]:
    old, decision = {goal.goal: goal for goal in before.goals}, after.decision
    for goal in after.goals:
        earlier = old.pop(goal.goal, None)
        if earlier is None:
            yield Changed(Change.ADDED, goal.goal, None, "", goal.wording, (), decision)
        elif found := goal_change(earlier, goal, years=years, in_words=in_words):
            told = tuple(change for change in found.fields if change.field in GOAL_FIELDS)
            if told:
                change = _renamed_or_changed(told)
                names = (earlier.wording, goal.wording)
                yield Changed(change, goal.goal, None, *names, told, decision)
            for line in found.indicators:
                yield _indicator_change(line, goal.goal, decision)
    for goal in old.values():
        yield Changed(Change.REMOVED, goal.goal, None, goal.wording, "", (), decision)


def _indicator_change(line: IndicatorChange, goal: int, decision: DecisionLine) -> Changed:
    about = (goal, line.indicator)
    match line.kind:
        case Kind.ADDED:
            return Changed(Change.ADDED, *about, "", line.name, (), decision)
        case Kind.REMOVED:
            return Changed(Change.REMOVED, *about, line.name, "", (), decision)
        case _:
            change = _renamed_or_changed(line.fields)
            names = (told.before for told in line.fields if told.field == INDICATOR_NAME)
            earlier = next(names, line.name)
            return Changed(change, *about, earlier, line.name, line.fields, decision)


def _renamed_or_changed(fields: Iterable[FieldChange]) -> Change:
    names = {WORDING, INDICATOR_NAME}
    return Change.RENAMED if any(told.field in names for told in fields) else Change.CHANGED


def _indicators(
    editions: Mapping[int, GoalLine], outcomes: Mapping[Place, Measured], *, year: int, last: int
) -> Iterator[IndicatorRow]:
    found: dict[int, dict[int, IndicatorLine]] = {}
    for number, goal in editions.items():
        for line in goal.indicators:
            found.setdefault(line.indicator, {})[number] = line
    for pk, lines in found.items():
        yield IndicatorRow(
            indicator=pk,
            name=_first(lines).name,
            last_name=_latest(lines).name,
            measure_unit=_latest(lines).measure_unit,
            since=_since(lines, last, [line.name for line in lines.values()]),
            targets=tuple(_targets(lines, outcomes, year=year, last=last)),
        )


def _targets(
    lines: Mapping[int, IndicatorLine], outcomes: Mapping[Place, Measured], *, year: int, last: int
) -> Iterator[TargetRow]:
    """A row for the indicator's own unit, and one for each other unit and sex with a target."""
    newest = _latest(lines)
    found: dict[tuple[str, str], dict[int, TargetLine]] = {(newest.unit, EVERYBODY): {}}
    for number, line in lines.items():
        for target in line.targets:
            if target.year == year:
                found.setdefault((target.unit, target.sex), {})[number] = target
    for (unit, sex), targets in found.items():
        yield TargetRow(
            unit=unit,
            sex=sex,
            decided=_bounds(_first(targets)) if targets else MISSING,
            last=_bounds(targets[last]) if last in targets else MISSING,
            measured=outcomes.get((newest.indicator, unit, sex), UNMEASURED),
        )


def _since(editions: Mapping[int, object], last: int, names: Sequence[str]) -> Change | None:
    """What became of something, from the numbers of the documents that it stands in."""
    if last not in editions:
        return Change.REMOVED
    if min(editions):
        return Change.ADDED
    return Change.RENAMED if names[0] != names[-1] else None


def _bounds(target: TargetLine) -> str:
    low, high = (None if end is None else Decimal(end) for end in (target.low, target.high))
    return bounds_in_words(low, high)


def _first[L](editions: Mapping[int, L]) -> L:
    return editions[min(editions)]


def _latest[L](editions: Mapping[int, L]) -> L:
    return editions[max(editions)]
