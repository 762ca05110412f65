"""Units from a sheet: added, renamed and moved by the rules of all units, and taken back again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.audit import fields_of, record
from timglas.actions.org import edit_unit, move_unit, open_unit
from timglas.actions.refusal import Refusal
from timglas.models import Import, Person, Placement, Unit
from timglas.queries.unit_rows import UnitChange
from timglas.rules.imports import Checked
from timglas.rules.permissions import Permission


class UnitMaker:
    """Adds, renames and moves units, each by its own action.

    A new unit's event is tied to no unit, so that the unit can be taken away again while nothing
    else is tied to it.
    """

    def apply(
        self, rows: Sequence[Checked[UnitChange]], *, batch: Import, by: Person, at: datetime
    ) -> list[dict[str, Any]]:
        """Make of each unit what its row says; moves hold from the day of the import."""
        del batch  # units keep nothing of the import
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
        """Give units their names and places back, and take new ones away. Refused if used since."""
        mine = set(viewer.reach(Permission.MANAGE_ORGANISATION, Unit).values_list("pk", flat=True))
        done = list(made)
        for told in done:
            unit = Unit.objects.get(pk=told["unit"])
            if unit.pk not in mine:
                raise Refusal(_("Importen rör enheter som du inte får ändra."))
            if told["is_new"]:
                _take_away(unit, by=by, at=at)
            else:
                _restore(unit, told, by=by, at=at)
        return len(done)


def _made(change: UnitChange, *, by: Person, at: datetime) -> dict[str, Any]:
    facts, before = change.facts, change.before
    try:
        if before is None:
            return {"unit": _add(change, by=by, at=at).pk, "is_new": True}
        unit = Unit.objects.get(code=change.code)
        told: dict[str, Any] = {"unit": unit.pk, "is_new": False}
        if facts.name != before.name:
            told["name"] = [before.name, facts.name]
            edit_unit(unit=unit, name=facts.name, code=unit.code, by=by, at=at)
        if facts.parent != before.parent:
            on = timezone.localtime(at).date()
            above = Unit.objects.get(code=facts.parent)
            earlier = Placement.objects.get(unit=unit, valid_to=None).parent_id
            told |= {"parent": [earlier, above.pk], "on": str(on)}
            move_unit(unit=unit, parent=above, on=on, by=by, at=at)
    except Refusal as refusal:
        raise Refusal(f"{change.label}: {refusal.message}") from refusal
    return told


def _add(change: UnitChange, *, by: Person, at: datetime) -> Unit:
    facts = change.facts
    parent = Unit.objects.get(code=facts.parent)
    unit = open_unit(change.code, facts.name, facts.kind, parent=parent, on=facts.opened_on)
    after = fields_of(unit, "code", "name", "kind", "opened_on") | {"parent": parent}
    record("add_unit", unit, by=by, at=at, after=after)
    return unit


def _take_away(unit: Unit, *, by: Person, at: datetime) -> None:
    before = fields_of(unit, "code", "name", "kind", "opened_on")
    record("remove_unit", unit, by=by, at=at, before=before)
    try:
        unit.placements.all().delete()
        unit.delete()
    except ProtectedError:
        message = _("%(unit)s används redan. Avveckla enheten i stället.")
        raise Refusal(message % {"unit": unit.name}) from None


def _restore(unit: Unit, told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    changed = Refusal(_("%(unit)s har ändrats sedan filen lästes in.") % {"unit": unit.name})
    if "parent" in told:
        earlier, later = told["parent"]
        on = date.fromisoformat(told["on"])
        now = Placement.objects.filter(unit=unit, valid_to=None).first()
        if now is None or (now.parent_id, now.valid_from) != (later, on):
            raise changed
        move_unit(unit=unit, parent=Unit.objects.get(pk=earlier), on=on, by=by, at=at)
    if "name" in told:
        earlier_name, later_name = told["name"]
        if unit.name != later_name:
            raise changed
        edit_unit(unit=unit, name=earlier_name, code=unit.code, by=by, at=at)
