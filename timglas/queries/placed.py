"""Where in the tree a unit is on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from timglas.access import placed_on
from timglas.models import Placement, Unit, UnitKind
from timglas.rules.tree import ancestors, lowest


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


def places_between(first: date, last: date) -> list[Place]:
    """All places that hold on some day from the first to the last. One query."""
    rows = Placement.objects.filter(valid_from__lte=last).filter(
        Q(valid_to=None) | Q(valid_to__gt=first)
    )
    found = rows.order_by("valid_from").values_list(
        *("unit_id", "parent_id", "unit__name", "unit__kind", "valid_from", "valid_to"),
        "unit__closed_on",
    )
    return [
        Place(unit, parent, name, kind, start, min(end or date.max, closed or date.max))
        for unit, parent, name, kind, start, end, closed in found
    ]


def reporting_below(places: Iterable[Place], top: int, day: date) -> frozenset[int]:
    """The units that report for one above them: the lowest of each branch on a day."""
    then = {place.unit: place for place in places if place.holds(day)}
    units = {unit for unit, place in then.items() if place.kind == UnitKind.UNIT}
    return lowest({unit: place.parent for unit, place in then.items()}, units, top)


def bodies_on(day: date) -> tuple[Body, ...]:
    """The bodies that decide goals of their own below the council, by kind and name."""
    kinds = (UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY)
    rows = Unit.objects.open_on(day).filter(kind__in=kinds).order_by("kind", "name")
    return tuple(Body(pk, name) for pk, name in rows.values_list("pk", "name"))


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
