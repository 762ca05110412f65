"""What changes people, their roles and their way in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Grant, Person, Unit
from timglas.rules.outbox import Rhythm
from timglas.rules.permissions import ROLES, Role

DETAILS = ("name", "title", "email", "is_hidden")


@transaction.atomic
def add_person(
    *,
    name: str,
    title: str = "",
    email: str | None = None,
    is_hidden: bool = False,
    by: Person | None,
    at: datetime,
) -> Person:
    """Add somebody, who can sign in first when a password is chosen.

    Without an e-mail address it is somebody who answers for things but never signs in.
    """
    email = _free_email(email)
    person = Person(name=name, title=title, email=email, is_hidden=is_hidden)
    person.set_unusable_password()
    person.save()
    record("add_person", person, by=by, at=at, after=fields_of(person, *DETAILS))
    return person


@transaction.atomic
def edit_person(
    *,
    person: Person,
    name: str,
    title: str,
    email: str | None,
    is_hidden: bool,
    by: Person,
    at: datetime,
) -> None:
    """Change somebody's details."""
    before = fields_of(person, *DETAILS)
    person.email = _free_email(email, person)
    person.name, person.title, person.is_hidden = name, title, is_hidden
    person.save(update_fields=DETAILS)
    after = fields_of(person, *DETAILS)
    record("edit_person", person, by=by, at=at, before=before, after=after)


@transaction.atomic
def choose_scheme(*, person: Person, scheme: str, at: datetime) -> None:
    """Let somebody choose for themselves how pages look: auto, light or dark."""
    before = fields_of(person, "scheme")
    person.scheme = scheme
    person.save(update_fields=["scheme"])
    after = fields_of(person, "scheme")
    record("choose_scheme", person, by=person, at=at, before=before, after=after)


@transaction.atomic
def choose_density(*, person: Person, density: str, at: datetime) -> None:
    """Let somebody choose for themselves how much room pages take: md or sm."""
    before = fields_of(person, "density")
    person.density = density
    person.save(update_fields=["density"])
    after = fields_of(person, "density")
    record("choose_density", person, by=person, at=at, before=before, after=after)


@transaction.atomic
def choose_language(*, person: Person, language: str, at: datetime) -> None:
    """Let somebody choose for themselves which language pages and mails are in: sv or en."""
    before = fields_of(person, "language")
    person.language = language
    person.save(update_fields=["language"])
    after = fields_of(person, "language")
    record("choose_language", person, by=person, at=at, before=before, after=after)


@transaction.atomic
def choose_mail(*, person: Person, rhythm: Rhythm, hour: int, at: datetime) -> None:
    """Let somebody choose how often they get mail that is not urgent, and from which hour."""
    before = fields_of(person, "mail_rhythm", "mail_hour")
    person.mail_rhythm, person.mail_hour = rhythm.value, hour
    person.save(update_fields=["mail_rhythm", "mail_hour"])
    after = fields_of(person, "mail_rhythm", "mail_hour")
    record("choose_mail", person, by=person, at=at, before=before, after=after)


@transaction.atomic
def choose_comparison(*, person: Person, areas: Sequence[str], at: datetime) -> None:
    """Remember whom somebody compares with, for every indicator: ids of Kolada's areas."""
    before = fields_of(person, "compared_with")
    person.compared_with = ",".join(areas)
    person.save(update_fields=["compared_with"])
    after = fields_of(person, "compared_with")
    record("choose_comparison", person, by=person, at=at, before=before, after=after)


@transaction.atomic
def deactivate_person(*, person: Person, by: Person, at: datetime) -> None:
    """Close somebody's account at once, sessions too.

    What the person has done, and which roles they had, stays in history; roles have no effect
    while the account is closed.
    """
    if person == by:
        raise Refusal(_("Du kan inte stänga ditt eget konto. Be en annan systemförvaltare."))
    if not person.is_active:
        raise Refusal(_("Kontot är redan stängt."))
    _keep_an_administrator(Q(person=person))
    person.is_active = False
    # Sessions are bound to the password, so they cannot come back with the account.
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    record("deactivate_person", person, by=by, at=at, after={"is_active": False})


@transaction.atomic
def reactivate_person(*, person: Person, by: Person, at: datetime) -> None:
    """Open a closed account again. A new password has to be chosen."""
    if person.is_active:
        raise Refusal(_("Kontot är redan öppet."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("reactivate_person", person, by=by, at=at, after={"is_active": True})


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person | None, at: datetime) -> None:
    """Give an account a password; all its sessions end."""
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages), "password") from problem
    person.set_password(password)
    person.save(update_fields=["password"])
    record("set_password", person, by=by, at=at)


@transaction.atomic
def offer_password(*, person: Person, by: Person, at: datetime) -> None:
    """Note that somebody was given a link, good for once, for choosing a password."""
    if not person.is_active:
        raise Refusal(_("Kontot är stängt. Öppna det först."))
    if person.email is None:
        raise Refusal(_("Personen behöver en e-postadress för att kunna logga in."))
    record("offer_password", person, by=by, at=at)


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: Role,
    unit: Unit,
    valid_from: date,
    by: Person | None,
    at: datetime,
) -> Grant:
    """Give somebody a role at a unit and below it, from a day on."""
    if not person.is_active:
        raise Refusal(_("Kontot är stängt. Öppna det först."))
    if unit.closed_on is not None and unit.closed_on <= valid_from:
        raise Refusal(_("Enheten är avvecklad den dagen."), "unit")
    same = Grant.objects.filter(person=person, role=role, unit=unit)
    if same.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)).exists():
        raise Refusal(_("Personen har redan den rollen där."), "role")
    grant = Grant.objects.create(person=person, role=role, unit=unit, valid_from=valid_from)
    after = {"role": ROLES[role].name, "unit": unit, "valid_from": valid_from}
    record("give_role", person, by=by, at=at, unit=unit, after=after)
    return grant


@transaction.atomic
def end_role(*, grant: Grant, on: date, by: Person, at: datetime) -> None:
    """End a role: the person has it until the day before."""
    if grant.valid_to is not None:
        raise Refusal(_("Rollen är redan avslutad."))
    if on < grant.valid_from:
        raise Refusal(_("Rollen började senare än så."), "on")
    _keep_an_administrator(Q(pk=grant.pk))
    grant.valid_to = on
    grant.save(update_fields=["valid_to"])
    names = {"role": ROLES[Role(grant.role)].name, "unit": grant.unit}
    after = names | {"valid_to": on}
    record("end_role", grant.person, by=by, at=at, unit=grant.unit, before=names, after=after)


def _free_email(email: str | None, person: Person | None = None) -> str | None:
    """The address in lower case, as it is signed in with; refused if somebody else has it."""
    email = (email or "").strip().lower() or None
    others = Person.objects.exclude(pk=person.pk) if person else Person.objects.all()
    if email and others.filter(email__iexact=email).exists():
        raise Refusal(_("En annan person har den e-postadressen."), "email")
    return email


def _keep_an_administrator(lost: Q) -> None:
    """Refuse what would leave nobody able to manage people."""
    admins = Grant.objects.filter(
        role=Role.SYSTEM_ADMINISTRATOR, valid_to=None, person__is_active=True
    )
    if admins.filter(lost).exists() and not admins.exclude(lost).exists():
        raise Refusal(
            _("Det måste finnas minst en systemförvaltare. Ge först rollen till en annan.")
        )
