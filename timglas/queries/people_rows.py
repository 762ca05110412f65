"""Rows of a sheet as people: who is new, whose details change, and who gets which role."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from timglas.access import Viewer
from timglas.models import Grant, Person, Unit
from timglas.queries.import_kinds import Cells, SheetList
from timglas.rules.imports import (
    Checked,
    Difference,
    RowProblem,
    SheetColumn,
    Verdict,
    differences,
    rejected,
)
from timglas.rules.language import _
from timglas.rules.people_sheet import LENGTH, PEOPLE_COLUMNS, read_roles, written_roles
from timglas.rules.permissions import ROLES, Permission, Role

MANAGE = Permission.MANAGE_PEOPLE


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a row can say of somebody. `email` is in small letters, "" where there is none."""

    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a row makes of somebody, who is new without a `pk`; `roles` are those to be given."""

    pk: int | None
    before: PersonFacts | None
    facts: PersonFacts
    roles: tuple[tuple[Role, str], ...]

    @property
    def label(self) -> str:
        """Whom the row is about."""
        return self.facts.name

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be other than it is, and the roles that are given."""
        changed = differences(_told(self.before), _told(self.facts))
        roles = written_roles(list(self.roles))
        return (*changed, Difference(_("Ny roll"), "", roles)) if roles else changed


def _told(facts: PersonFacts | None) -> dict[str, str]:
    if facts is None:
        return {}
    return {_("Namn"): facts.name, _("Titel"): facts.title, _("E-post"): facts.email}


class PersonReader:
    """Reads rows as people whom the viewer may add and change."""

    def __init__(self, viewer: Viewer) -> None:
        everybody = list(Person.objects.order_by("pk"))
        self._people = {person.pk: person for person in everybody}
        self._by_email = {p.email.lower(): p for p in everybody if p.email}
        self._names = {person.name for person in everybody}
        self._mine = set(viewer.reach(MANAGE, Person).values_list("pk", flat=True))
        units = viewer.reach(MANAGE, Unit).filter(closed_on=None)
        self._units = set(units.values_list("code", flat=True))
        self._roles: dict[int | None, set[tuple[Role, str]]] = defaultdict(set)
        lasting = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=viewer.today))
        for pk, role, code in lasting.values_list("person_id", "role", "unit__code"):
            self._roles[pk].add((Role(role), code))

    def check(self, rows: Sequence[Cells]) -> list[Checked[PersonChange]]:
        """What each row would do. No queries."""
        return [self._checked(cells) for cells in rows]

    def _checked(self, cells: Cells) -> Checked[PersonChange]:
        try:
            person = self._person(cells)
            before = _facts_of(person) if person else None
            facts = self._facts(cells, person, before)
            roles = self._new_roles(cells, person)
        except RowProblem as caught:
            return rejected(caught.problem)
        key = person.pk if person else facts.email or facts.name
        change = PersonChange(person.pk if person else None, before, facts, roles)
        if facts == before and not roles:
            return Checked(Verdict.SAME, key=key, change=change)
        return Checked(Verdict.CHANGE if person else Verdict.ADD, key=key, change=change)

    def _person(self, cells: Cells) -> Person | None:
        """Whom the row is about, None for somebody new."""
        number, email, name = (cells.get(key, "") for key in ("id", "email", "name"))
        if number:
            person = self._people.get(int(number)) if number.isdecimal() else None
            if person is None or person.pk not in self._mine:
                message = _("Du får inte ändra någon person med nummer {number}.")
                raise RowProblem(message.format(number=number), "id")
            return person
        person = self._by_email.get(email.lower())
        if person is None and name in self._names:
            message = _("Det finns redan någon som heter {name}. Skriv numret också.")
            raise RowProblem(message.format(name=name), "name")
        if person and person.pk not in self._mine:
            message = _("Du får inte ändra personen med adressen {email}.")
            raise RowProblem(message.format(email=email), "email")
        return person

    def _facts(
        self, cells: Cells, person: Person | None, before: PersonFacts | None
    ) -> PersonFacts:
        old = before or PersonFacts("", "", "")
        facts = PersonFacts(
            name=cells.get("name", "") or old.name,
            title=cells.get("title", "") or old.title,
            email=cells.get("email", "").lower() or old.email,
        )
        if not facts.name:
            raise RowProblem(_("Skriv vad personen heter."), "name")
        for key, text in (("name", facts.name), ("title", facts.title)):
            if len(text) > LENGTH:
                raise RowProblem(_("Texten är för lång. Skriv högst 120 tecken."), key)
        if facts.email != old.email:
            self._check_email(facts.email, person)
        return facts

    def _check_email(self, email: str, person: Person | None) -> None:
        try:
            validate_email(email)
        except ValidationError:
            message = _("”{email}” är ingen e-postadress.")
            raise RowProblem(message.format(email=email), "email") from None
        other = self._by_email.get(email)
        if other and other != person:
            raise RowProblem(_("En annan person har den e-postadressen."), "email")

    def _new_roles(self, cells: Cells, person: Person | None) -> tuple[tuple[Role, str], ...]:
        held = self._roles[person.pk if person else None]
        new = tuple(dict.fromkeys(r for r in read_roles(cells.get("roles", "")) if r not in held))
        for _role, code in new:
            if code not in self._units:
                message = _("Du får inte ge roller i en enhet med koden {code}.")
                raise RowProblem(message.format(code=code), "roles")
        if new and person and not person.is_active:
            raise RowProblem(_("Kontot är stängt. Öppna det först."), "roles")
        return new


def _facts_of(person: Person) -> PersonFacts:
    return PersonFacts(person.name, person.title, (person.email or "").lower())


@dataclass(frozen=True, slots=True)
class PersonKind:
    """People, as a kind of import."""

    key: str = "people"
    permission: Permission = MANAGE
    columns: tuple[SheetColumn, ...] = PEOPLE_COLUMNS

    @property
    def name(self) -> str:
        """What is read in."""
        return _("Personer")

    @property
    def lead(self) -> str:
        """What it is for."""
        return _("Nya personer, ändrade uppgifter, och roller som gäller från i dag.")

    def reader(self, viewer: Viewer) -> PersonReader:
        """A reader of rows as people whom the viewer may manage."""
        return PersonReader(viewer)

    def lists(self, viewer: Viewer) -> tuple[SheetList, ...]:
        """The roles, and the units that they can be given in."""
        units = viewer.reach(MANAGE, Unit).filter(closed_on=None).order_by("code")
        return (
            SheetList(
                _("Roller"),
                (_("Roll"), _("Vad den gör")),
                [(spec.title, spec.says) for spec in ROLES.values()],
            ),
            SheetList(
                _("Enheter"), (_("Kod"), _("Enhet")), list(units.values_list("code", "name"))
            ),
        )
