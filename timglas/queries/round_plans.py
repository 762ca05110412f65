"""What opening a round would do: which units it is for, and when each level is due."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from timglas.models import Round, RoundKind
from timglas.queries.placed import places_between
from timglas.rules.legal_days import Law, deadline_after
from timglas.rules.rounds import Days, due_days, level_names, round_name, warnings_of_law
from timglas.rules.tree import arrange, walk


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """The units of a round with their depths, and the last day of each depth, the top's first."""

    depths: dict[int, int]
    due: tuple[date, ...]

    @property
    def levels(self) -> tuple[tuple[int, int, date], ...]:
        """Depth, how many units there are and their last day, in order of time."""
        count = Counter(self.depths.values())
        return tuple((depth, count[depth], self.due[depth]) for depth in sorted(count)[::-1])


def round_plan(*, as_of: date, begins: date, days: Days) -> RoundPlan:
    """Which units there were on a day, and when they are due. One query, kept."""
    there = [place for place in places_between(as_of, as_of) if place.holds(as_of)]
    tree = arrange(
        there,
        key=lambda place: place.unit,
        parent=lambda place: place.parent,
        order=lambda place: place.unit,
    )
    depths = {node.item.unit: node.depth for node in walk(tree)}
    return RoundPlan(depths, due_days(begins, max(depths.values(), default=0), days))


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """The units of a level together, by what they are called, and their last day."""

    name: str
    count: int
    due_on: date


@dataclass(frozen=True, slots=True)
class RoundPreview:
    """What opening a round would do, and what is against the law in it."""

    name: str
    units: int
    levels: tuple[LevelPlan, ...]
    law: Law | None
    deadline: date | None
    warnings: tuple[str, ...]


def round_preview(kind: RoundKind, *, as_of: date, begins: date, days: Days) -> RoundPreview:
    """When each level would be due if a kind was opened. One query, kept."""
    plan = round_plan(as_of=as_of, begins=begins, days=days)
    kinds: dict[int, set[str]] = defaultdict(set)
    for place in places_between(as_of, as_of):
        if place.holds(as_of):
            kinds[plan.depths[place.unit]].add(place.kind)
    names = level_names(kinds)
    law = Law(kind.law) if kind.law else None
    return RoundPreview(
        name=round_name(kind.name, as_of),
        units=len(plan.depths),
        levels=tuple(
            LevelPlan(names[depth], count, due_on) for depth, count, due_on in plan.levels
        ),
        law=law,
        deadline=deadline_after(law, as_of) if law else None,
        warnings=tuple(warnings_of_law(law, as_of, plan.due)),
    )


def is_begun(opened: Round) -> bool:
    """Whether a unit is ready or has written in a round, or a body has received it.

    Two queries at most.
    """
    written = Q(report__sections__texts__isnull=False) | Q(report__steps__isnull=False)
    begun = opened.units.filter(Q(ready_at__isnull=False) | written)
    return begun.exists() or opened.receipts.exists()
