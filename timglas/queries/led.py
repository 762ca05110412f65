"""The units that somebody leads: those of the role, and those below that nobody leads closer by."""

from timglas.access import Viewer
from timglas.models import Grant
from timglas.models.listed import among
from timglas.queries.asked import granted_units
from timglas.queries.placed import parents_on
from timglas.rules.permissions import Role
from timglas.rules.tree import descendants

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
