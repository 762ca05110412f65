"""People, their roles and what they may be called where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from timglas.access import Viewer
from timglas.models import Grant, Person
from timglas.rules.permissions import ROLES, Permission, Role


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that somebody has or had; `ended` tells whether it no longer holds today."""

    grant_id: int
    person_id: int
    person_name: str
    role: str
    sentence: str
    unit_id: int
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
    is_active: bool
    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Somebody with roles now and before."""

    person: Person
    can_sign_in: bool
    roles: tuple[RoleView, ...]
    former: tuple[RoleView, ...]


def people(
    viewer: Viewer, *, words: str = "", role: str = "", closed: bool = False
) -> list[PersonRow]:
    """The people whose name, title, e-mail or unit holds the words, by name. Two queries."""
    rows = viewer.reach(Permission.READ_ORGANISATION, Person).filter(is_active=not closed)
    grants = Grant.objects.on(viewer.today)
    for word in words.split():
        at_unit = grants.filter(unit__name__icontains=word).values("person")
        named = Q(name__icontains=word) | Q(title__icontains=word) | Q(email__icontains=word)
        rows = rows.filter(named | Q(pk__in=at_unit))
    if role:
        rows = rows.filter(pk__in=grants.filter(role=role).values("person"))
    found = list(rows.order_by("name", "pk"))
    roles: dict[int, list[RoleView]] = defaultdict(list)
    for view in role_views(viewer, Q(person__in=found)):
        if not view.ended:
            roles[view.person_id].append(view)
    return [PersonRow(p.pk, p.name, p.title, p.is_active, tuple(roles[p.pk])) for p in found]


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
            sentence=ROLES[Role(grant.role)].says,
            unit_id=grant.unit_id,
            unit_name=grant.unit.name,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
            ended=grant.valid_to is not None and grant.valid_to <= viewer.today,
        )
        for grant in rows
    ]
