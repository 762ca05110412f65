"""Where in the tree a unit is on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from timglas.models import Placement, Unit, UnitKind
from timglas.rules.tree import ancestors


@dataclass(frozen=True, slots=True)
class Body:
    """The executive board, a committee or a company, as a choice."""

    id: int
    name: str


def bodies_on(day: date) -> tuple[Body, ...]:
    """The bodies that decide goals of their own below the council, by kind and name."""
    kinds = (UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY)
    rows = Unit.objects.open_on(day).filter(kind__in=kinds).order_by("kind", "name")
    return tuple(Body(pk, name) for pk, name in rows.values_list("pk", "name"))


def parents_on(day: date) -> Mapping[int, int | None]:
    """Each unit's id with its parent's, as placed on a day."""
    return dict(Placement.objects.on(day).values_list("unit_id", "parent_id"))


def units_above(unit: Unit, day: date) -> tuple[int, ...]:
    """Ids of the units above, nearest first."""
    return ancestors(parents_on(day), unit.pk)


def belongs_to_company(unit: Unit, day: date) -> bool:
    """Whether a unit is a municipal company or lies in one."""
    ids = (unit.pk, *units_above(unit, day))
    return Unit.objects.filter(pk__in=ids, kind=UnitKind.COMPANY).exists()
