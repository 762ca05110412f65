"""Whose a step of the year is, by the roles that people have and the kinds of unit they reach."""

from dataclasses import dataclass

from timglas.access import Viewer, placed_on
from timglas.models import CycleStep
from timglas.rules.cycle import concerns
from timglas.rules.permissions import Role
from timglas.rules.tree import descendants


@dataclass(frozen=True, slots=True)
class GrantReach:
    """A grant's role, the kind of its unit, and the kinds of that unit and those below it."""

    role: Role
    own_kind: str
    kinds: frozenset[str]

    def covers(self, step: CycleStep) -> bool:
        """Whether a step is for whoever has the grant."""
        role = Role(step.role) if step.role else None
        own, kinds = self.own_kind, self.kinds
        return concerns(role, step.unit_kind, held=self.role, own_kind=own, kinds=kinds)


def reaches_of(viewer: Viewer) -> tuple[GrantReach, ...]:
    """What the viewer's grants reach today."""
    if not viewer.grants:
        return ()
    placed = placed_on(viewer.today)
    above = {unit: parent for unit, parent, _kind in placed}
    kinds = {unit: kind for unit, _parent, kind in placed}
    return tuple(
        GrantReach(
            role=role,
            own_kind=kinds[unit],
            kinds=frozenset(kinds[below] for below in descendants(above, [unit])),
        )
        for role, unit in viewer.grants
        if unit in kinds
    )
