"""Who leads units: those with a leading role there, or at the nearest unit above."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from timglas.access import placed_on
from timglas.models import DeviationRule, Grant, UnitKind
from timglas.queries.placed import BODIES
from timglas.rules.permissions import Role

LEADING = frozenset(
    {
        *(Role.UNIT_MANAGER, Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR),
        Role.CHIEF_EXECUTIVE,
    }
)
# Those who sit in a body, and who reads what it is told.
SITTING = frozenset({Role.ELECTED_REP, Role.MANAGEMENT_TEAM})


class Leaders:
    """Who has which role where on a day. One query, and one for the tree that is kept."""

    def __init__(self, day: date) -> None:
        self.placed = placed_on(day)
        self._above = {unit: parent for unit, parent, _kind in self.placed}
        self._kinds = {unit: kind for unit, _parent, kind in self.placed}
        self._held: dict[int, list[tuple[Role, int]]] = defaultdict(list)
        rows = Grant.objects.on(day).filter(person__is_active=True).order_by("pk")
        for unit, role, person in rows.values_list("unit_id", "role", "person_id"):
            self._held[unit].append((Role(role), person))

    def leading(self, unit: int, *, without: Collection[int] = ()) -> tuple[int, ...]:
        """Who leads a unit, or else the nearest above that somebody else leads."""
        for place in self._upwards(unit):
            found = self.with_role(place, LEADING)
            if others := tuple(person for person in found if person not in without):
                return others
        return ()

    def with_role(self, unit: int, roles: Collection[Role]) -> tuple[int, ...]:
        """Who has one of some roles at a unit itself."""
        held = self._held.get(unit, ())
        return tuple(dict.fromkeys(person for role, person in held if role in roles))

    def everywhere(self, roles: Collection[Role]) -> tuple[int, ...]:
        """Who has one of some roles at any unit."""
        held = (person for grants in self._held.values() for r, person in grants if r in roles)
        return tuple(dict.fromkeys(held))

    def told_of(self, rule: DeviationRule, unit: int, people: tuple[int, ...]) -> tuple[int, ...]:
        """Who is told of a deviation at a unit, which some people answer for."""
        doers = people or self.leading(unit)
        told = list(doers)
        if rule.tells_chief:
            told += self.leading(unit, without=doers)
        above = list(self._upwards(unit))
        if rule.tells_controller:
            told += (p for place in above for p in self.with_role(place, {Role.CONTROLLER}))
        if rule.tells_body:
            body = next((place for place in above if self._kinds[place] in BODIES), None)
            told += self.with_role(body, SITTING) if body else ()
        is_company = any(self._kinds[place] == UnitKind.COMPANY for place in above)
        if rule.tells_board and not is_company:  # what is a company's own stays with it
            boards = (u for u, kind in self._kinds.items() if kind == UnitKind.EXECUTIVE_BOARD)
            told += (p for board in boards for p in self.with_role(board, SITTING))
        return tuple(dict.fromkeys(told))

    def grants(self) -> Iterator[tuple[int, Role, int]]:
        """Every unit, role and person."""
        for unit, held in self._held.items():
            for role, person in held:
                yield unit, role, person

    def _upwards(self, unit: int | None) -> Iterator[int]:
        while unit is not None:
            yield unit
            unit = self._above.get(unit)
