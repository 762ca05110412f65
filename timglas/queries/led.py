"""The units that somebody leads: those of the role, and those below that nobody leads closer by."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from timglas.access import Viewer
from timglas.models import Grant
from timglas.models.listed import among
from timglas.queries.asked import granted_units
from timglas.queries.placed import parents_on
from timglas.rules.permissions import Role
from timglas.rules.tree import ancestors, descendants

LEADS = (
    *(Role.UNIT_MANAGER, Role.DEPARTMENT_HEAD),
    *(Role.MANAGING_DIRECTOR, Role.CHIEF_EXECUTIVE),
)


def answered_for(viewer: Viewer) -> frozenset[int]:
    """The units that the viewer reports for in a round: the led ones, and those of the role.

    One query for who leads something.
    """
    own = granted_units(viewer)
    led = frozenset(unit for role, unit in viewer.grants if role in LEADS)
    if not led:
        return own
    parents = parents_on(viewer.today)
    below = descendants(parents, led)
    rows = Grant.objects.on(viewer.today).filter(role__in=LEADS, person__is_active=True)
    others = rows.filter(among("unit", below - led)).values_list("unit_id", flat=True)
    return own | (below - descendants(parents, others))


def people_by_unit(day: date) -> dict[int, tuple[int, ...]]:
    """Ids of those who lead each unit on a day: there, else at the nearest unit above.

    One query.
    """
    rows = Grant.objects.on(day).filter(role__in=LEADS, person__is_active=True)
    found: dict[int, list[int]] = defaultdict(list)
    for unit, person in rows.order_by("person__name").values_list("unit_id", "person_id"):
        found[unit].append(person)
    return nearest({unit: tuple(people) for unit, people in found.items()}, day)


def nearest[T](of_unit: Mapping[int, tuple[T, ...]], day: date) -> dict[int, tuple[T, ...]]:
    """What each unit has as placed on a day: its own, else that of the nearest unit above."""
    parents = parents_on(day)
    ways = {unit: (unit, *ancestors(parents, unit)) for unit in parents}
    return {
        unit: next((of_unit[one] for one in way if one in of_unit), ())
        for unit, way in ways.items()
    }
