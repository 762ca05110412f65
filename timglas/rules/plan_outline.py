"""The outline of a draft: its parts in order, each with how far it has come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from timglas.rules.language import _, ngettext
from timglas.rules.readiness import (
    Finding,
    GoalToCheck,
    PlanToCheck,
    SectionToCheck,
    lacks,
    reminders,
)

# Keys of what is not in the database on its own: a version's own texts, and a goal to be.
TEXT, NEW_GOAL = "inledning", "nytt-mal"


class Progress(StrEnum):
    """How far a part has come: it lacks something, deserves a thought, is done or can be left."""

    LACKS = "lacks"
    THINK = "think"
    DONE = "done"
    OPTIONAL = "optional"

    @property
    def symbol(self) -> str:
        """The id of the SVG symbol with this progress' shape."""
        return _SYMBOLS[self]


_SYMBOLS: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.LACKS: "dev",
        Progress.THINK: "risk",
        Progress.DONE: "ok",
        Progress.OPTIONAL: "unj",
    }
)


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part of a draft. What it lacks, and what it should not be without unless thought of.

    `key` names it on the page, `id` is its key in the database: an edition's or a section's.
    `place` is a goal's, from 1, among the `siblings` of its level.
    """

    key: str
    id: int
    title: str
    lacks: tuple[Finding, ...] = ()
    reminders: tuple[Finding, ...] = ()
    is_optional: bool = False
    place: int = 0
    siblings: int = 0

    @property
    def is_first(self) -> bool:
        """Whether it can be moved no higher."""
        return self.place == 1

    @property
    def is_last(self) -> bool:
        """Whether it can be moved no lower."""
        return self.place == self.siblings

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        if self.lacks:
            return Progress.LACKS
        if self.reminders:
            return Progress.THINK
        return Progress.OPTIONAL if self.is_optional else Progress.DONE

    @property
    def said(self) -> str:
        """How far it has come, in words."""
        if self.lacks:
            n = len(self.lacks)
            return ngettext("{n} sak saknas", "{n} saker saknas", n).format(n=n)
        if self.reminders:
            n = len(self.reminders)
            return ngettext("{n} sak att tänka på", "{n} saker att tänka på", n).format(n=n)
        return _("frivilligt") if self.is_optional else _("klart")


@dataclass(frozen=True, slots=True)
class LevelOfParts:
    """The goals of a level."""

    id: int
    plural: str
    goals: tuple[OutlinePart, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft's parts: what stands before the goals, the goals by level, and what comes after.

    `whole` is the check of all of it.
    """

    before: tuple[OutlinePart, ...]
    levels: tuple[LevelOfParts, ...]
    after: tuple[OutlinePart, ...]
    whole: OutlinePart

    @property
    def parts(self) -> tuple[OutlinePart, ...]:
        """Every part, in order."""
        goals = (goal for level in self.levels for goal in level.goals)
        return (*self.before, *goals, *self.after)

    @property
    def done_count(self) -> int:
        """How many parts there is nothing more to say of."""
        return sum(part.progress is Progress.DONE for part in self.parts)

    def part(self, key: str) -> OutlinePart | None:
        """The part with a key; None for one that is not there yet."""
        return next((part for part in self.parts if part.key == key), None)


def section_key(section: int) -> str:
    """The key of a section."""
    return f"avsnitt-{section}"


def goal_key(edition: int) -> str:
    """The key of a goal's edition."""
    return f"mal-{edition}"


def outline(plan: PlanToCheck) -> Outline:
    """The parts of a draft."""
    missing, told = lacks(plan), reminders(plan)
    sections = [_section(section, missing) for section in plan.sections]
    rows = enumerate(plan.sections, start=1)
    place = next((number for number, section in rows if section.shows_goals), len(sections))
    return Outline(
        before=(_text(plan, missing, told), *sections[:place]),
        levels=tuple(_levels(plan, missing, told)),
        after=tuple(sections[place:]),
        whole=OutlinePart("kontroll", 0, _("Kontroll före beslut"), missing, told),
    )


def _text(plan: PlanToCheck, missing: Iterable[Finding], told: Iterable[Finding]) -> OutlinePart:
    return OutlinePart(
        key=TEXT,
        id=0,
        title=_("Vision och inledning") if plan.needs_vision else _("Inledning"),
        lacks=tuple(found for found in missing if found.field == "id_vision"),
        reminders=tuple(found for found in told if found.field == "id_many_goals_why"),
        is_optional=not (plan.has_text or plan.has_vision),
    )


def _section(section: SectionToCheck, missing: Iterable[Finding]) -> OutlinePart:
    return OutlinePart(
        key=section_key(section.id),
        id=section.id,
        title=section.title,
        lacks=tuple(found for found in missing if found.section == section.id),
        is_optional=not section.is_written,
    )


def _levels(
    plan: PlanToCheck, missing: Iterable[Finding], told: Iterable[Finding]
) -> Iterator[LevelOfParts]:
    names = {level.id: level.plural for level in plan.levels}
    of_goals = _by_goal(missing), _by_goal(told)
    for level, goals in groupby(plan.goals, key=lambda goal: goal.level):
        parts = [_goal(goal, *of_goals) for goal in goals]
        placed = (replace(p, place=n, siblings=len(parts)) for n, p in enumerate(parts, start=1))
        yield LevelOfParts(level, names[level], tuple(placed))


def _by_goal(findings: Iterable[Finding]) -> Mapping[int | None, list[Finding]]:
    found: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.goal_edition].append(finding)
    return found


def _goal(
    goal: GoalToCheck,
    missing: Mapping[int | None, list[Finding]],
    told: Mapping[int | None, list[Finding]],
) -> OutlinePart:
    return OutlinePart(
        key=goal_key(goal.edition),
        id=goal.edition,
        title=goal.wording,
        lacks=tuple(missing.get(goal.edition, ())),
        reminders=tuple(told.get(goal.edition, ())),
    )
