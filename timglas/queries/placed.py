"""Where in the tree a unit is on a day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from timglas.access import placed_on
from timglas.kept import Kept
from timglas.models import Placement, Unit, UnitKind
from timglas.rules.events import QUIET, REPORTING
from timglas.rules.tree import Node, ancestors, arrange, lowest

# What decides goals of its own below the council, and what assignments are given to.
BODIES = (UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY)


@dataclass(frozen=True, slots=True)
class Body:
    """The executive board, a committee or a company, as a choice."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit under a parent, from its first day until the last, which is not counted."""

    unit: int
    parent: int | None
    name: str
    kind: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the unit is there, and open, on a day."""
        return self.first <= day < self.last


_between: Kept[tuple[date, date], tuple[Place, ...]] = Kept(quiet=QUIET | REPORTING, most=8)


def places_between(first: date, last: date) -> tuple[Place, ...]:
    """All places that hold on some day from the first to the last. One query, kept."""
    return _between.get((first, last), lambda: tuple(_places(first, last)))


def _places(first: date, last: date) -> Iterator[Place]:
    rows = Placement.objects.filter(valid_from__lte=last).filter(
        Q(valid_to=None) | Q(valid_to__gt=first)
    )
    found = rows.order_by("valid_from").values_list(
        *("unit_id", "parent_id", "unit__name", "unit__kind", "valid_from", "valid_to"),
        "unit__closed_on",
    )
    for unit, parent, name, kind, start, end, closed in found:
        yield Place(unit, parent, name, kind, start, min(end or date.max, closed or date.max))


def reporting_below(places: Iterable[Place], top: int, day: date) -> frozenset[int]:
    """The units that report for one above them: the lowest of each branch on a day."""
    then = {place.unit: place for place in places if place.holds(day)}
    units = {unit for unit, place in then.items() if place.kind == UnitKind.UNIT}
    return lowest({unit: place.parent for unit, place in then.items()}, units, top)


class Placements:
    """Where units were during some time, by day; what is found is remembered.

    All lies the same from a day on which a place begins or ends until the next such day.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = tuple(places)
        self._days: dict[date, tuple[dict[int, Place], dict[int | None, list[int]]]] = {}
        self._below: dict[tuple[int, date], dict[int, Place]] = {}
        self._reporting: dict[tuple[int, date], frozenset[int]] = {}
        self._trees: dict[tuple[int, date], tuple[Node[int], ...]] = {}

    @cached_property
    def names(self) -> dict[int, str]:
        """What each unit is called, by id."""
        return {place.unit: place.name for place in self._places}

    def below(self, top: int, day: date) -> dict[int, Place]:
        """A unit and all below it on a day, by id."""
        day = self._since(day)
        if (top, day) not in self._below:
            then, children = self._on(day)
            units = [top]
            for unit in units:
                units += children.get(unit, ())
            self._below[top, day] = {unit: then[unit] for unit in units if unit in then}
        return self._below[top, day]

    def reporting(self, top: int, day: date) -> frozenset[int]:
        """The units that report for one above them on a day."""
        day = self._since(day)
        if (top, day) not in self._reporting:
            below = self.below(top, day)
            self._reporting[top, day] = reporting_below(below.values(), top, day)
        return self._reporting[top, day]

    def tree(self, top: int, day: date) -> tuple[Node[int], ...]:
        """A unit with those below it that report on a day, and all between."""
        day = self._since(day)
        if (top, day) not in self._trees:
            self._trees[top, day] = self._tree(top, day)
        return self._trees[top, day]

    def _tree(self, top: int, day: date) -> tuple[Node[int], ...]:
        below = self.below(top, day)
        parents = {unit: place.parent for unit, place in below.items()}
        kept = {top}.union(*({u, *ancestors(parents, u)} for u in self.reporting(top, day)))
        return arrange(
            kept & below.keys(),
            key=lambda unit: unit,
            parent=lambda unit: parents[unit],
            order=lambda unit: (below[unit].name, unit),
        )

    @cached_property
    def _turns(self) -> list[date]:
        return sorted({date.min}.union(*({place.first, place.last} for place in self._places)))

    def _since(self, day: date) -> date:
        return self._turns[bisect_right(self._turns, day) - 1]

    def _on(self, day: date) -> tuple[dict[int, Place], dict[int | None, list[int]]]:
        """The units by id, and by the unit above; the tree has no cycles."""
        if day not in self._days:
            then = {place.unit: place for place in self._places if place.holds(day)}
            children: dict[int | None, list[int]] = defaultdict(list)
            for place in then.values():
                children[place.parent].append(place.unit)
            self._days[day] = then, children
        return self._days[day]


_bodies: Kept[date, tuple[Body, ...]] = Kept(quiet=QUIET | REPORTING, most=4)


def bodies_on(day: date) -> tuple[Body, ...]:
    """The bodies that decide goals of their own below the council, by kind and name."""
    rows = Unit.objects.open_on(day).filter(kind__in=BODIES).order_by("kind", "name")
    return _bodies.get(
        day, lambda: tuple(Body(pk, name) for pk, name in rows.values_list("pk", "name"))
    )


def parents_on(day: date) -> Mapping[int, int | None]:
    """Each unit's id with its parent's, as placed on a day."""
    return {unit: parent for unit, parent, _kind in placed_on(day)}


def units_above(unit: Unit, day: date) -> tuple[int, ...]:
    """Ids of the units above, nearest first."""
    return ancestors(parents_on(day), unit.pk)


def belongs_to_company(unit: Unit, day: date) -> bool:
    """Whether a unit is a municipal company or lies in one."""
    ids = (unit.pk, *units_above(unit, day))
    return Unit.objects.filter(pk__in=ids, kind=UnitKind.COMPANY).exists()
