"""A round: how far the units have come level by level, who is late, and who has received it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from timglas.access import Viewer, placed_on
from timglas.models import Grant, Round, RoundUnit, Unit
from timglas.models.listed import among
from timglas.queries.led import LEADS, answered_for, nearest
from timglas.queries.round_progress import Progress, progress_of
from timglas.queries.views import PersonView, StateView, person_view
from timglas.rules.legal_days import Law, deadline_after
from timglas.rules.rounds import (
    Addressee,
    Part,
    UnitState,
    level_names,
    state_on,
    warnings_of_law,
)

# So many of a level's units that are not ready are listed; the rest are counted.
MOST = 20
NO_PROGRESS = Progress()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a round. `who` lead it; `is_mine` if the viewer does, or reports for just it."""

    id: int
    unit_id: int
    unit: str
    kind: str
    depth: int
    due_on: date
    state: StateView[UnitState]
    ready_on: date | None
    progress: Progress
    who: tuple[PersonView, ...]
    is_mine: bool

    @property
    def is_ready(self) -> bool:
        """Whether all is said for the unit."""
        return self.state.state is UnitState.READY


@dataclass(frozen=True, slots=True)
class Level:
    """The units of a depth: `waiting` are the first of those that are not ready, by name."""

    name: str
    due_on: date
    total: int
    ready: int
    late: int
    waiting: tuple[UnitRow, ...]

    @property
    def more(self) -> int:
        """How many are not ready beside those listed."""
        return self.total - self.ready - len(self.waiting)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that a round's reports go to, and its decision when it received them, if it has."""

    unit_id: int
    name: str
    decision: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round: level by level, the lowest first; the viewer's own units; who has received it."""

    id: int
    name: str
    as_of: date
    opened_on: date
    opened_by: PersonView
    is_locked: bool
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]
    mine: tuple[UnitRow, ...]
    rows: tuple[UnitRow, ...]
    bodies: tuple[BodyRow, ...]
    law: Law | None
    deadline: date | None
    warnings: tuple[str, ...]

    @property
    def ready(self) -> int:
        """How many units are ready."""
        return sum(row.is_ready for row in self.rows)

    @property
    def received(self) -> int:
        """How many bodies have received the report."""
        return sum(bool(body.decision) for body in self.bodies)


def round_page(viewer: Viewer, opened: Round) -> RoundPage:
    """Everything the page of a round shows. Nine queries, whatever the number of units."""
    rows = tuple(_rows(viewer, opened))
    law = Law(opened.kind.law) if opened.kind.law else None
    due = {row.due_on for row in rows}
    by = opened.opened_by
    return RoundPage(
        id=opened.pk,
        name=str(opened),
        as_of=opened.as_of,
        opened_on=timezone.localdate(opened.opened_at),
        opened_by=person_view(viewer, id=by.pk, name=by.name, title=by.title),
        is_locked=opened.locked_at is not None,
        parts=tuple(part for part in Part if part in opened.kind.parts),
        levels=tuple(_levels(rows)),
        mine=tuple(row for row in rows if row.is_mine),
        rows=rows,
        bodies=tuple(_bodies(opened)),
        law=law,
        deadline=deadline_after(law, opened.as_of) if law else None,
        warnings=tuple(warnings_of_law(law, opened.as_of, due)),
    )


def unit_rows(viewer: Viewer, opened: Round, units: Iterable[int]) -> tuple[UnitRow, ...]:
    """Some units in a round. At most five queries."""
    return tuple(_rows(viewer, opened, among("unit", list(units))))


def _rows(viewer: Viewer, opened: Round, narrowed: Q | None = None) -> Iterator[UnitRow]:
    found = opened.units.filter(narrowed or Q()).select_related("unit")
    in_order = list(found.order_by("-depth", "unit__name", "pk"))
    counts = progress_of(opened.as_of) if Part.GOALS in opened.kind.parts else {}
    leads, mine = _leads(viewer), answered_for(viewer)
    for row in in_order:
        yield UnitRow(
            id=row.pk,
            unit_id=row.unit_id,
            unit=row.unit.name,
            kind=row.unit.kind,
            depth=row.depth,
            due_on=row.due_on,
            state=StateView(_state(row, opened, viewer.today)),
            ready_on=timezone.localdate(row.ready_at) if row.ready_at else None,
            progress=counts.get(row.unit_id, NO_PROGRESS),
            who=leads.get(row.unit_id, ()),
            is_mine=row.unit_id in mine,
        )


def _state(row: RoundUnit, opened: Round, today: date) -> UnitState:
    is_ready = row.ready_at is not None
    return state_on(today, due_on=row.due_on, grace=opened.grace_days, is_ready=is_ready)


def _leads(viewer: Viewer) -> Mapping[int, tuple[PersonView, ...]]:
    """Who leads each unit today: those with the role there, else at the nearest unit above."""
    rows = Grant.objects.on(viewer.today).filter(role__in=LEADS, person__is_active=True)
    found: dict[int, list[PersonView]] = defaultdict(list)
    for unit, pk, name, title in rows.order_by("person__name").values_list(
        "unit_id", "person_id", "person__name", "person__title"
    ):
        found[unit].append(person_view(viewer, id=pk, name=name, title=title))
    return nearest({unit: tuple(people) for unit, people in found.items()}, viewer.today)


def _levels(rows: Iterable[UnitRow]) -> Iterator[Level]:
    """The levels in order of their last days: the rows come deepest first."""
    by_depth: dict[int, list[UnitRow]] = defaultdict(list)
    for row in rows:
        by_depth[row.depth].append(row)
    names = level_names({depth: {row.kind for row in rows} for depth, rows in by_depth.items()})
    for depth, units in by_depth.items():
        late = [row for row in units if row.state.state is UnitState.LATE]
        waiting = [row for row in units if not row.is_ready]
        yield Level(
            name=names[depth],
            due_on=units[0].due_on,
            total=len(units),
            ready=len(units) - len(waiting),
            late=len(late),
            waiting=tuple(waiting[:MOST]),
        )


def _bodies(opened: Round) -> Iterator[BodyRow]:
    """The bodies that the reports go to, the highest first. Two queries."""
    receipts = opened.receipts.select_related("decision__body", "decision__official")
    decisions = {one.decision.body_id: str(one.decision) for one in receipts}
    kinds = [one.value for one in Addressee if one in opened.kind.addressees]
    ids = [unit for unit, _parent, kind in placed_on(opened.as_of) if kind in kinds]
    names = Unit.objects.filter(among("pk", ids)).values_list("pk", "name", "kind")
    for pk, name, _kind in sorted(names, key=lambda row: (kinds.index(row[2]), row[1])):
        yield BodyRow(pk, name, decisions.get(pk, ""))
