"""What changes the municipality and its units. A change has a day; what was before stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.plan_templates import lay_out_template
from timglas.actions.refusal import Refusal
from timglas.models import Municipality, Person, Placement, StatusName, Succession, Unit, UnitKind
from timglas.rules.status import DEFAULT_NAMES, Status
from timglas.rules.tree import descendants

DETAILS = ("name", "kolada_id", "email", "brand_colour", "smallest_group", "board_oversees")
SMALLEST_GROUP = 5


@transaction.atomic
def set_up_municipality(
    *, name: str, kolada_id: str, email: str, by: Person | None, at: datetime
) -> Municipality:
    """Make the installation's one municipality. `kolada_id` is its code ("1465") or empty."""
    if Municipality.objects.exists():
        raise Refusal(_("Kommunen är redan uppsatt."))
    municipality = Municipality.objects.create(
        pk=1, name=name, kolada_id=kolada_id, email=email, set_up_at=at
    )
    lay_out_template()
    record(
        "set_up_municipality",
        municipality,
        by=by,
        at=at,
        after=fields_of(municipality, *DETAILS),
    )
    return municipality


@transaction.atomic
def edit_municipality(  # noqa: PLR0913 (the details, each named by the caller)
    *,
    municipality: Municipality,
    name: str,
    kolada_id: str,
    email: str,
    brand_colour: str,
    smallest_group: int = SMALLEST_GROUP,
    board_oversees: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """Change the municipality's details. `brand_colour` is "#rrggbb" or empty.

    `smallest_group` is the fewest people that a shown value may be about. `board_oversees` lets
    the executive board read what companies have not released (KL 6:1).
    """
    before = fields_of(municipality, *DETAILS)
    municipality.name = name
    municipality.kolada_id = kolada_id
    municipality.email = email
    municipality.brand_colour = brand_colour
    municipality.smallest_group = smallest_group
    municipality.board_oversees = board_oversees
    municipality.save(update_fields=DETAILS)
    after = fields_of(municipality, *DETAILS)
    record("edit_municipality", municipality, by=by, at=at, before=before, after=after)


@transaction.atomic
def name_status(*, status: Status, name: str, by: Person, at: datetime) -> StatusName:
    """Give a status the municipality's own name. Two statuses never share one."""
    own = dict(StatusName.objects.values_list("status", "name"))
    names = {s: own.get(s.value, default) for s, default in DEFAULT_NAMES.items()}
    if any(other != status and taken == name for other, taken in names.items()):
        raise Refusal(_("Ett annat läge heter redan %(name)s.") % {"name": name}, status.value)
    row, _new = StatusName.objects.update_or_create(status=status.value, defaults={"name": name})
    before, after = {"name": names[status]}, {"name": name}
    record("name_status", row, by=by, at=at, before=before, after=after)
    return row


@transaction.atomic
def add_unit(
    *,
    code: str,
    name: str,
    kind: str,
    parent: Unit | None,
    opened_on: date,
    by: Person | None,
    at: datetime,
) -> Unit:
    """Add a unit below another. Only the first one, the council, has nothing above it."""
    unit = open_unit(code, name, kind, parent=parent, on=opened_on)
    after = fields_of(unit, "code", "name", "kind", "opened_on") | {"parent": parent}
    record("add_unit", unit, by=by, at=at, unit=unit, after=after)
    return unit


def open_unit(code: str, name: str, kind: str, *, parent: Unit | None, on: date) -> Unit:
    """A new unit in its place, by the rules of all units; whoever asks records it."""
    _lock_tree()
    _check_code(code)
    if parent is None:
        if Placement.objects.filter(parent=None, valid_to=None).exists():
            raise Refusal(_("Välj vilken enhet den nya ligger under."), "parent")
    else:
        _check_open(parent, on)
    unit = Unit.objects.create(code=code, name=name, kind=UnitKind(kind), opened_on=on)
    Placement.objects.create(unit=unit, parent=parent, valid_from=on)
    return unit


@transaction.atomic
def edit_unit(*, unit: Unit, name: str, code: str, by: Person, at: datetime) -> None:
    """Correct a unit's name or code. It is the same unit, now and before."""
    if code != unit.code:
        _check_code(code)
    before = fields_of(unit, "name", "code")
    unit.name, unit.code = name, code
    unit.save(update_fields=["name", "code"])
    after = fields_of(unit, "name", "code")
    record("edit_unit", unit, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, on: date, by: Person, at: datetime) -> Placement:
    """Place a unit below another from a day. Before that day the tree is as it was.

    The day may be in the past or the future, but not before the unit's latest move. Moving
    again on the day of the latest move corrects it.
    """
    _lock_tree()
    now = _open_placement(unit)
    if on < now.valid_from:
        raise Refusal(_("Enheten har ett beslutat läge från %s.") % _written(now.valid_from), "on")
    if parent.pk == now.parent_id:
        raise Refusal(_("Enheten ligger redan där."), "parent")
    _check_open(parent, on)
    _check_not_below(parent, unit, on)
    before = {"parent": now.parent, "valid_from": now.valid_from}
    placement = _place(now, parent, on)
    after = {"parent": parent, "valid_from": on}
    record("move_unit", unit, by=by, at=at, unit=unit, before=before, after=after)
    return placement


@transaction.atomic
def close_unit(*, unit: Unit, on: date, by: Person, at: datetime) -> None:
    """Close a unit from a day. Its history stays, and so do its goals and values."""
    _lock_tree()
    _close(unit, on)
    record("close_unit", unit, by=by, at=at, unit=unit, after={"closed_on": on})


@transaction.atomic
def merge_units(*, units: Sequence[Unit], into: Unit, on: date, by: Person, at: datetime) -> None:
    """Close some units from a day and note which unit takes over from them."""
    _lock_tree()
    if into in units:
        raise Refusal(_("En enhet kan inte gå upp i sig själv."), "into")
    _check_open(into, on, "into")
    for unit in units:
        _close(unit, on)
        Succession.objects.create(from_unit=unit, to_unit=into, on=on)
    after = {"units": ", ".join(unit.name for unit in units), "on": on}
    record("merge_units", into, by=by, at=at, unit=into, after=after)


def _lock_tree() -> None:
    """Let one change of the tree wait for another: two moves can make a circle together."""
    list(Municipality.objects.select_for_update())


def _check_code(code: str) -> None:
    if Unit.objects.filter(code=code).exists():
        raise Refusal(_("En annan enhet har koden %s.") % code, "code")


def _check_open(unit: Unit, on: date, field: str = "parent") -> None:
    if unit.opened_on > on or unit.closed_on is not None:
        raise Refusal(
            _("%(unit)s finns inte från %(day)s och framåt.")
            % {"unit": unit.name, "day": _written(on)},
            field,
        )


def _check_not_below(parent: Unit, unit: Unit, on: date) -> None:
    """Refuse a circle on the day, or on any later day that the tree is already said to change."""
    changes = Placement.objects.filter(valid_from__gt=on).values_list("valid_from", flat=True)
    for day in {on, *changes}:
        rows = Placement.objects.on(day).values_list("unit_id", "parent_id")
        tree: dict[int, int | None] = dict(rows)
        tree[unit.pk] = None
        if parent.pk in descendants(tree, [unit.pk]):
            raise Refusal(_("En enhet kan inte ligga under sig själv."), "parent")


def _open_placement(unit: Unit) -> Placement:
    placement = Placement.objects.filter(unit=unit, valid_to=None).first()
    if placement is None:
        raise Refusal(_("Enheten är avvecklad."))
    return placement


def _place(now: Placement, parent: Unit, on: date) -> Placement:
    if on == now.valid_from:
        now.parent = parent
        now.save(update_fields=["parent"])
        return now
    now.valid_to = on
    now.save(update_fields=["valid_to"])
    return Placement.objects.create(unit=now.unit, parent=parent, valid_from=on)


def _close(unit: Unit, on: date) -> None:
    placement = _open_placement(unit)
    if on <= placement.valid_from:
        raise Refusal(
            _("%(unit)s har ett beslutat läge från %(day)s. Välj en senare dag.")
            % {"unit": unit.name, "day": _written(placement.valid_from)},
            "on",
        )
    below = Placement.objects.filter(parent=unit).exclude(valid_to__lte=on)
    if names := ", ".join(sorted(below.values_list("unit__name", flat=True))):
        raise Refusal(
            _("Under %(unit)s ligger %(below)s. Flytta eller avveckla först det som ligger under.")
            % {"unit": unit.name, "below": names}
        )
    placement.valid_to = unit.closed_on = on
    placement.save(update_fields=["valid_to"])
    unit.save(update_fields=["closed_on"])


def _written(day: date) -> str:
    return date_format(day, "j F Y")
