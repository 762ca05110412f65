"""Exempelby while it is built: its texts, and what has been stored of them so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from timglas.actions.exempelby_content import Content
from timglas.models import (
    Activity,
    Assignment,
    Goal,
    GoalLevel,
    GoverningDocument,
    Indicator,
    Observation,
    Person,
    PlanVersion,
    Proposal,
    Unit,
)

SOURCE = "Exempeldata (påhittad)"

type Plan = tuple[str, int]  # unit and first year


@dataclass(slots=True)
class Town:
    """What is stored, by the keys of the texts."""

    content: Content
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    levels: dict[str, GoalLevel] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    versions: dict[Plan, PlanVersion] = field(default_factory=dict)
    activities: dict[tuple[str, int], Activity] = field(default_factory=dict)
    documents: dict[str, GoverningDocument] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    observations: dict[str, Observation] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    @property
    def administrator(self) -> Person:
        """Who sets things up."""
        return self.people["sixten"]

    @property
    def registrar(self) -> Person:
        """Who records what political bodies decide."""
        return self.people["rut"]

    def manager(self, unit: str) -> Person:
        """Who manages a unit and writes its plan."""
        return self.people[self.content.manager_of(unit)]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened in Exempelby, at a moment."""

    at: datetime
    do: Callable[[datetime], None]


def moment(day: date, *, minutes: int = 0) -> datetime:
    """A moment of a day: nine in the morning, and so many minutes later."""
    nine = timezone.make_aware(datetime.combine(day, time(9)))
    return nine + timedelta(minutes=minutes)
