"""The steps of the welcome guide, each made of the actions that everybody else uses."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.external import follow_kpi
from timglas.actions.levels import add_level
from timglas.actions.org import add_unit, set_up_municipality
from timglas.actions.people import add_person, give_role, set_password
from timglas.actions.refusal import Refusal
from timglas.models import (
    Area,
    AreaKind,
    GoalLevel,
    Kpi,
    KpiTie,
    Municipality,
    Person,
    TieRole,
    Unit,
    UnitKind,
)
from timglas.rules.permissions import ROLES, Role
from timglas.rules.search import searchable
from timglas.rules.welcome import Body, Level, SuggestedKpi, unit_code

# Today's municipalities, and with them their councils, were all in place this day.
COUNCIL_SINCE = date(1974, 1, 1)


@transaction.atomic
def make_first_administrator(*, name: str, email: str, password: str, at: datetime) -> Person:
    """Make the account that sets up the rest; only while there is nobody."""
    if Person.objects.exists():
        raise Refusal(_("Det finns redan ett konto. Logga in med det."))
    person = add_person(
        name=name, title=ROLES[Role.SYSTEM_ADMINISTRATOR].name, email=email, by=None, at=at
    )
    set_password(person=person, password=password, by=person, at=at)
    return person


@transaction.atomic
def begin_municipality(
    *, name: str, kolada_id: str, email: str, by: Person, at: datetime
) -> Municipality:
    """Set the municipality up with its council, and make whoever does it its administrator."""
    municipality = set_up_municipality(name=name, kolada_id=kolada_id, email=email, by=by, at=at)
    council = add_unit(
        code="kf",
        name="Kommunfullmäktige",
        kind=UnitKind.COUNCIL,
        parent=None,
        opened_on=COUNCIL_SINCE,
        by=by,
        at=at,
    )
    give_role(
        person=by,
        role=Role.SYSTEM_ADMINISTRATOR,
        unit=council,
        valid_from=timezone.localdate(at),
        by=by,
        at=at,
    )
    return municipality


@transaction.atomic
def add_bodies(
    *, council: Unit, bodies: Iterable[Body], since: date, by: Person, at: datetime
) -> int:
    """Add bodies below the council, and their departments. Names that exist are left alone."""
    units = {unit.name: unit for unit in Unit.objects.filter(closed_on=None)}
    before = len(units)
    for body in bodies:
        _add(units, body.name, kind=body.kind, parent=council, since=since, by=by, at=at)
        if body.department:
            parent, kind = units[body.name], UnitKind.DEPARTMENT
            _add(units, body.department, kind=kind, parent=parent, since=since, by=by, at=at)
    return len(units) - before


@transaction.atomic
def add_levels(*, levels: Sequence[Level], by: Person, at: datetime) -> None:
    """Add levels of goals in order, from the top; only while there are none."""
    if GoalLevel.objects.exists():
        raise Refusal(_("Det finns redan målnivåer. Ändra dem under Administration."))
    for order, level in enumerate(levels, start=1):
        add_level(
            name=level.name,
            plural=level.plural,
            order=order,
            unit_kinds=level.unit_kinds,
            healthy_count=level.healthy_count,
            by=by,
            at=at,
        )


@transaction.atomic
def follow_suggested(
    *, council: Unit, kpis: Iterable[SuggestedKpi], by: Person, at: datetime
) -> int:
    """Let the council follow KPIs for the municipality, ready to be picked in a plan.

    The catalogue need not have come: what is lacking is made, and filled in when it comes.
    """
    municipality = Municipality.objects.get()
    if not municipality.kolada_id:
        raise Refusal(_("Kommunen har ingen kommunkod. Skriv den under Administration först."))
    defaults = {"title": municipality.name, "kind": AreaKind.MUNICIPALITY}
    area, _new = Area.objects.get_or_create(pk=municipality.kolada_id, defaults=defaults)
    own = KpiTie.objects.filter(area=area, role=TieRole.OWN)
    followed = set(own.values_list("kpi_id", flat=True))
    chosen = [suggestion for suggestion in kpis if suggestion.id not in followed]
    for suggestion in chosen:
        text = f"{searchable(suggestion.title)}\n{suggestion.id.lower()}"
        kpi, _new = Kpi.objects.get_or_create(
            pk=suggestion.id, defaults={"title": suggestion.title, "search_text": text}
        )
        follow_kpi(unit=council, kpi=kpi, area=area, by=by, at=at)
    return len(chosen)


def _add(
    units: dict[str, Unit],
    name: str,
    *,
    kind: str,
    parent: Unit,
    since: date,
    by: Person,
    at: datetime,
) -> None:
    if name not in units:
        code = unit_code(name, set(Unit.objects.values_list("code", flat=True)))
        units[name] = add_unit(
            code=code, name=name, kind=kind, parent=parent, opened_on=since, by=by, at=at
        )
