"""People from a sheet: added, changed and given roles by the rules of all people, and undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.audit import fields_of, record
from timglas.actions.people import add_person, edit_person, end_role, give_role
from timglas.actions.refusal import Refusal
from timglas.models import Grant, Import, Person, Unit
from timglas.queries.people_rows import PersonChange
from timglas.rules.imports import Checked
from timglas.rules.permissions import Permission


class PersonMaker:
    """Adds and changes people and gives them roles, each by its own action."""

    def apply(
        self, rows: Sequence[Checked[PersonChange]], *, batch: Import, by: Person, at: datetime
    ) -> list[dict[str, Any]]:
        """Make of each person what the row says; roles hold from the day of the import."""
        del batch  # people keep nothing of the import
        return [_made(row.change, by=by, at=at) for row in rows if row.change]

    def undo(
        self,
        batch: Import,  # noqa: ARG002 (what is needed is in `made`)
        made: Iterable[dict[str, Any]],
        *,
        viewer: Viewer,
        by: Person,
        at: datetime,
    ) -> int:
        """Give people their details back, and take away new roles and people. Refused if used."""
        mine = set(viewer.reach(Permission.MANAGE_PEOPLE, Person).values_list("pk", flat=True))
        done = list(made)
        for told in done:
            if told["person"] not in mine:
                raise Refusal(_("Importen rör personer som du inte får ändra."))
            person = Person.objects.get(pk=told["person"])
            for grant in Grant.objects.filter(pk__in=told["grants"]):
                _take_back(grant, by=by, at=at)
            if told["before"] is None:
                _take_away(person, by=by, at=at)
            elif told["before"] != told["after"]:
                _restore(person, told, by=by, at=at)
        return len(done)


def _made(change: PersonChange, *, by: Person, at: datetime) -> dict[str, Any]:
    facts, before = change.facts, change.before
    try:
        if change.pk is None:
            person = add_person(**asdict(facts), by=by, at=at)
        else:
            person = Person.objects.get(pk=change.pk)
            if facts != before:
                hidden = person.is_hidden
                edit_person(person=person, **asdict(facts), is_hidden=hidden, by=by, at=at)
        grants = [
            give_role(
                person=person,
                role=role,
                unit=Unit.objects.get(code=code),
                valid_from=timezone.localtime(at).date(),
                by=by,
                at=at,
            ).pk
            for role, code in change.roles
        ]
    except Refusal as refusal:
        raise Refusal(f"{change.label}: {refusal.message}") from refusal
    return {
        "person": person.pk,
        "before": asdict(before) if before else None,
        "after": asdict(facts),
        "grants": grants,
    }


def _take_back(grant: Grant, *, by: Person, at: datetime) -> None:
    """End a role on its first day, by the rules of all roles, so that it never was."""
    end_role(grant=grant, on=grant.valid_from, by=by, at=at)
    grant.delete()


def _take_away(person: Person, *, by: Person, at: datetime) -> None:
    used = Refusal(_("%(person)s används redan. Stäng kontot i stället.") % {"person": person})
    if person.has_usable_password():
        raise used
    record(
        "remove_person", person, by=by, at=at, before=fields_of(person, "name", "title", "email")
    )
    try:
        person.delete()
    except ProtectedError:
        raise used from None


def _restore(person: Person, told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    now = {"name": person.name, "title": person.title, "email": (person.email or "").lower()}
    if now != told["after"]:
        message = _("%(person)s har ändrats sedan filen lästes in.")
        raise Refusal(message % {"person": person})
    edit_person(person=person, **told["before"], is_hidden=person.is_hidden, by=by, at=at)
