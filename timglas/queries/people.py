"""People, their roles and what they may be called where."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from django.db.models import Q

from timglas.access import Viewer
from timglas.models import Grant, Person
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import ROLES, Permission, Role
from timglas.rules.search import searchable, words


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that somebody has or had; `ended` tells whether it no longer holds today."""

    grant_id: int
    person_id: int
    person_name: str
    role: str
    key: Role
    sentence: str
    unit_id: int
    unit_code: str
    unit_name: str
    valid_from: date
    valid_to: date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list, with the roles that hold today."""

    id: int
    name: str
    title: str
    email: str
    is_active: bool
    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Somebody with roles now and before."""

    person: Person
    can_sign_in: bool
    roles: tuple[RoleView, ...]
    former: tuple[RoleView, ...]


PERSON_ORDERS: Orders[Person] = {
    "namn": lambda person: alphabetical(person.name),
    "titel": lambda person: alphabetical(person.title) or None,
    "epost": lambda person: person.email,
}


@dataclass(frozen=True, slots=True)
class People(Sequence[PersonRow]):
    """People in an order; the roles of those who are shown are read in one query."""

    viewer: Viewer
    found: tuple[Person, ...]

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, place: int) -> PersonRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[PersonRow]: ...
    def __getitem__(self, place: int | slice) -> PersonRow | list[PersonRow]:
        if isinstance(place, int):
            return self._rows((self.found[place],))[0]
        return self._rows(self.found[place])

    def _rows(self, shown: tuple[Person, ...]) -> list[PersonRow]:
        roles: dict[int, list[RoleView]] = defaultdict(list)
        for view in role_views(self.viewer, Q(person__in=shown)):
            if not view.ended:
                roles[view.person_id].append(view)
        return [
            PersonRow(p.pk, p.name, p.title, p.email or "", p.is_active, tuple(roles[p.pk]))
            for p in shown
        ]


@dataclass(frozen=True, slots=True)
class WantedPeople:
    """Whom the register shows; "" is all. `sort` names one of `PERSON_ORDERS`."""

    words: str = ""
    role: str = ""
    closed: bool = False
    sort: str = "namn"


def people(viewer: Viewer, wanted: WantedPeople) -> People:
    """The people whose name, title, e-mail or unit holds the words, by name. Two queries at most.

    Words are looked for and names ordered here: databases know neither å nor Å alike.
    """
    rows = viewer.reach(Permission.READ_ORGANISATION, Person).filter(is_active=not wanted.closed)
    grants = Grant.objects.on(viewer.today)
    if wanted.role:
        rows = rows.filter(pk__in=grants.filter(role=wanted.role).values("person"))
    by_name = ordered(rows.order_by("pk"), "namn", PERSON_ORDERS)
    if asked := words(wanted.words):
        units: dict[int, list[str]] = defaultdict(list)
        for pk, name in grants.values_list("person_id", "unit__name"):
            units[pk].append(name)
        by_name = [p for p in by_name if _holds(p, units[p.pk], asked)]
    return People(viewer, tuple(ordered(by_name, wanted.sort, PERSON_ORDERS)))


def _holds(person: Person, units: Iterable[str], asked: Iterable[str]) -> bool:
    text = searchable(" ".join((person.name, person.title, person.email or "", *units)))
    return all(word in text for word in asked)


def person_page(viewer: Viewer, person: Person) -> PersonPage:
    """Somebody's page."""
    roles = role_views(viewer, Q(person=person))
    return PersonPage(
        person=person,
        can_sign_in=person.is_active and person.has_usable_password(),
        roles=tuple(role for role in roles if not role.ended),
        former=tuple(role for role in roles if role.ended),
    )


def role_views(viewer: Viewer, which: Q) -> list[RoleView]:
    """The roles asked for, that the viewer may see; the newest first. One query."""
    rows: Iterable[Grant] = (
        viewer.reach(Permission.READ_ORGANISATION, Grant)
        .filter(which)
        .select_related("person", "unit")
        .order_by("-valid_from", "unit__code", "pk")
    )
    return [
        RoleView(
            grant_id=grant.pk,
            person_id=grant.person_id,
            person_name=grant.person.name,
            role=ROLES[Role(grant.role)].title,
            key=Role(grant.role),
            sentence=ROLES[Role(grant.role)].says,
            unit_id=grant.unit_id,
            unit_code=grant.unit.code,
            unit_name=grant.unit.name,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
            ended=grant.valid_to is not None and grant.valid_to <= viewer.today,
        )
        for grant in rows
    ]
