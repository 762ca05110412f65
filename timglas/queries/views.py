"""The frozen objects that pages about goals and indicators are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.models import Perspective
from timglas.rules.assessments import GoalForecast
from timglas.rules.periods import Frequency, Period
from timglas.rules.permissions import Permission
from timglas.rules.rollup import Proposal, RollUp
from timglas.rules.status import (
    Accumulation,
    Direction,
    Status,
    TargetLine,
    Verdict,
    target_in_words,
)
from timglas.rules.thread import Break


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status with the municipality's own name for it."""

    status: Status
    name: str

    @property
    def symbol(self) -> str:
        """The id of the status' shape."""
        return self.status.symbol

    @property
    def colour(self) -> str:
        """Green, yellow, red or grey."""
        return self.status.colour.value


class Told(Protocol):
    """A state of work, as rules tell it: word and shape."""

    @property
    def name_in_words(self) -> str:
        """The word, in the reader's language."""

    @property
    def symbol(self) -> str:
        """The id of the shape."""


@dataclass(frozen=True, slots=True)
class StateView[S: Told]:
    """A state of work as it is drawn: shape and word."""

    state: S

    @property
    def name(self) -> str:
        """The word, in the reader's language."""
        return self.state.name_in_words

    @property
    def symbol(self) -> str:
        """The id of the shape."""
        return self.state.symbol


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who answers for something. Open pages name the office, never the person."""

    id: int
    name: str
    title: str

    @property
    def in_words(self) -> str:
        """Name and title: "Sara Lind, kulturchef"."""
        is_word = self.title[1:2].islower()  # "Rektor", not "HR-chef"
        office = self.title[:1].lower() + self.title[1:] if is_word else self.title
        parts = (self.name, office)
        return ", ".join(part for part in parts if part) or _("Ansvarig tjänsteperson")


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator under a goal in a year: that year's value against the target.

    `latest_value` and `latest_period` are the newest known ones, of whatever year. `series` holds
    the values of the last years, oldest first, that can be compared with what is measured now, for
    those that are shown so: see `recent.with_series`.
    """

    id: int
    edition_id: int
    name: str
    unit_id: int
    unit_name: str
    measure_unit: str
    decimals: int
    direction: Direction
    kind: str
    frequency: Frequency
    source: str
    target: TargetLine | None
    verdict: Verdict
    status: StatusView
    latest_value: Decimal | None
    latest_period: Period | None
    person: PersonView | None
    accumulation: Accumulation
    series: tuple[tuple[Period, Decimal], ...] = ()

    @property
    def target_in_words(self) -> str:
        """The year's target: "minst 88 %"; empty when there is none."""
        if self.target is None:
            return ""
        return target_in_words(self.target, unit=self.measure_unit, decimals=self.decimals)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link in the thread, from a goal to one above it."""

    child_id: int
    parent_id: int
    contribution: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class RemedyView:
    """Why a goal goes badly, and what is done about it until when by whom."""

    cause: str
    action: str
    on: date
    by: PersonView


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's judgement of a goal, beside what the rule proposed then.

    `forecast` is for the year's end; None when the year had ended, or nobody was asked.
    """

    status: StatusView
    proposed: StatusView
    reason: str
    summary: str
    as_of: date
    by: PersonView
    at: date
    forecast: GoalForecast | None = None
    remedy: RemedyView | None = None


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A goal in a year: its wording then, its place in the thread, and how it goes.

    `status` is the judged one where there is a judgement, else what the rule proposes.
    """

    id: int
    edition_id: int
    version_id: int
    order: int
    wording: str
    level_id: int
    level_order: int
    level_name: str
    unit_id: int
    unit_name: str
    unit_kind: str
    perspective: str
    sound_finance: bool
    has_ground: bool
    has_activity: bool
    status: StatusView
    proposal: Proposal
    judgement: Judgement | None
    person: PersonView | None
    indicators: tuple[IndicatorResult, ...]
    parents: tuple[LinkView, ...]
    children: tuple[int, ...]
    breaks: tuple[Break, ...]

    @property
    def perspective_name(self) -> str:
        """Economy, staff or service, in words."""
        return str(Perspective(self.perspective).label)

    @property
    def primary_parent(self) -> int | None:
        """The goal above that this one mainly serves."""
        return next((link.parent_id for link in self.parents if link.is_primary), None)


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of the goal chain."""

    id: int
    name: str
    plural: str
    order: int
    healthy_count: int
    rollup: RollUp


@dataclass(frozen=True, slots=True)
class VisionView:
    """The council's vision and core values, with the decision in words."""

    vision: str
    core_values: str
    decision: str
    version_id: int
    unit_name: str
    last_year: int


@dataclass(frozen=True, slots=True)
class YearResults:
    """All that governs a year, as one viewer may see it. Goals lie by level, unit and order."""

    year: int
    as_of: date
    vision: VisionView | None
    levels: tuple[LevelView, ...]
    goals: Mapping[int, GoalResult]

    def at_level(self, level_id: int) -> tuple[GoalResult, ...]:
        """The goals of a level, in order."""
        return tuple(g for g in self.goals.values() if g.level_id == level_id)

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """Every indicator of every goal, in the goals' order."""
        return tuple(i for g in self.goals.values() for i in g.indicators)


def person_view(viewer: Viewer, *, id: int, name: str, title: str) -> PersonView:  # noqa: A002
    """Somebody as a viewer may see them: without a role here, the title only."""
    return PersonView(id, name if viewer.has(Permission.READ_ORGANISATION) else "", title)
