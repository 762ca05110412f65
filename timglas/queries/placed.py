"""Where in the tree a unit is on a day."""

from collections.abc import Mapping
from datetime import date

from timglas.models import Placement, Unit, UnitKind
from timglas.rules.tree import ancestors


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
