"""The tree of units on any day, a unit's history, and how it goes in a unit and below it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Grant, Placement, Succession, Unit, UnitKind
from timglas.queries.people import RoleView, role_views
from timglas.queries.placed import parents_on
from timglas.queries.results import status_names, year_results
from timglas.queries.views import StatusView
from timglas.queries.within import KINDS
from timglas.rules.events import GRANTING, QUIET, REPORTING
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission, Role
from timglas.rules.status import Status
from timglas.rules.tree import ancestors, arrange, walk

HEADS = (Role.UNIT_MANAGER, Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR, Role.CHIEF_EXECUTIVE)


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in its place; `depth` is 0 at the top, `heads` are those who lead it that day.

    `kind_name` says the kind in words; the code and name of the unit above are "" at the top.
    """

    id: int
    code: str
    name: str
    kind: str
    kind_name: str
    parent_code: str
    parent_name: str
    opened_on: date
    depth: int
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TreePage:
    """The whole tree on a day, in reading order; `changes` are the days when it changed."""

    on: date
    rows: tuple[TreeRow, ...]
    changes: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit to link to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit lay, from a day (included) to another (not included)."""

    parent: UnitName | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that took over on a day, or was taken over."""

    unit: UnitName
    on: date


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many goals have a status."""

    status: StatusView
    count: int


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """How it goes in a unit: the goals of its own, and those of its own and all units below."""

    unit: UnitName
    own: tuple[StatusCount, ...]
    total: tuple[StatusCount, ...]

    @property
    def goals(self) -> int:
        """The number of goals in the unit and below."""
        return sum(c.count for c in self.total)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit today, what it was before, who does what in it, and how it goes."""

    unit: Unit
    kind: str
    path: tuple[UnitName, ...]
    places: tuple[Place, ...]
    before: tuple[Heir, ...]
    after: tuple[Heir, ...]
    roles: tuple[RoleView, ...]
    year: int
    here: RollUpRow
    below: tuple[RollUpRow, ...]


# The tree tells who leads each unit, which roles say.
_trees: Kept[date, TreePage] = Kept(quiet=(QUIET | REPORTING) - GRANTING, most=4)


def tree_page(viewer: Viewer, on: date) -> TreePage:
    """The tree as it was, is or is said to become on a day. Three queries, kept."""
    if not viewer.has(Permission.READ_ORGANISATION):
        return TreePage(on, (), ())
    return _trees.get(on, lambda: _tree_page(on))


def _tree_page(on: date) -> TreePage:
    placements = list(Placement.objects.on(on).select_related("unit"))
    nodes = arrange(
        placements,
        key=lambda p: p.unit_id,
        parent=lambda p: p.parent_id,
        order=lambda p: (KINDS[p.unit.kind], p.unit.name),
    )
    heads, kinds = _heads(on), dict(UnitKind.choices)
    units: dict[int | None, Unit] = {placement.unit_id: placement.unit for placement in placements}
    rows = tuple(
        TreeRow(
            id=unit.pk,
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            kind_name=str(kinds[unit.kind]),
            parent_code=parent.code if parent else "",
            parent_name=parent.name if parent else "",
            opened_on=unit.opened_on,
            depth=depth,
            heads=tuple(heads.get(unit.pk, ())),
        )
        for unit, parent, depth in (
            (node.item.unit, units.get(node.item.parent_id), node.depth) for node in walk(nodes)
        )
    )
    return TreePage(on, rows, _changes())


UNIT_ORDERS: Orders[TreeRow] = {
    "namn": lambda row: alphabetical(row.name),
    "slag": lambda row: KINDS[row.kind],
    "kod": lambda row: alphabetical(row.code),
    "under": lambda row: alphabetical(row.parent_name) or None,
    "inrattad": lambda row: row.opened_on,
    "leds": lambda row: alphabetical(row.heads[0]) if row.heads else None,
}


def listed_units(tree: TreePage, *, q: str = "", kind: str = "", sort: str = "") -> list[TreeRow]:
    """The units whose name, code or head holds `q`, of a kind, in a wanted order.

    The whole tree keeps its shape; what is taken out of it or sorted lies side by side.
    """
    if not (q or kind or sort):
        return list(tree.rows)
    found = (
        replace(row, depth=0)
        for row in tree.rows
        if q.casefold() in " ".join((row.name, row.code, *row.heads)).casefold()
        and kind in {"", row.kind}
    )
    return ordered(found, sort, UNIT_ORDERS)


def unit_page(viewer: Viewer, unit: Unit) -> UnitPage:
    """A unit's page, with the results of the viewer's year."""
    parents = parents_on(viewer.today)
    names = dict(Unit.objects.values_list("pk", "name"))
    rolled = roll_up(viewer, viewer.today.year)
    below = [pk for pk, parent in parents.items() if parent == unit.pk]
    return UnitPage(
        unit=unit,
        kind=unit.get_kind_display(),
        path=tuple(UnitName(pk, names[pk]) for pk in reversed(ancestors(parents, unit.pk))),
        places=_places(unit),
        before=_heirs(Succession.objects.filter(to_unit=unit), "from_unit"),
        after=_heirs(Succession.objects.filter(from_unit=unit), "to_unit"),
        roles=tuple(r for r in role_views(viewer, Q(unit=unit)) if not r.ended),
        year=viewer.today.year,
        here=rolled.get(unit.pk, RollUpRow(UnitName(unit.pk, unit.name), (), ())),
        below=tuple(sorted((rolled[pk] for pk in below), key=lambda row: row.unit.name)),
    )


def roll_up(viewer: Viewer, year: int) -> Mapping[int, RollUpRow]:
    """How the goals of a year go, per unit with the units below, by unit id.

    The tree is that of the year's end, or of the viewer's day while the year runs: a unit that is
    moved later leaves the year's totals alone.
    """
    parents = parents_on(min(viewer.today, date(year, 12, 31)))
    own: dict[int, Counter[Status]] = defaultdict(Counter)
    for goal in year_results(viewer, year).goals.values():
        own[goal.unit_id][goal.status.status] += 1
    names = dict(Unit.objects.filter(pk__in=[*parents, *own]).values_list("pk", "name"))
    total: dict[int, Counter[Status]] = defaultdict(Counter)
    for pk, counts in own.items():
        for above in (pk, *ancestors(parents, pk)):
            total[above] += counts
    statuses = status_names()
    return {
        pk: RollUpRow(UnitName(pk, name), _counts(own[pk], statuses), _counts(total[pk], statuses))
        for pk, name in names.items()
    }


def _counts(
    counts: Counter[Status], statuses: Mapping[Status, StatusView]
) -> tuple[StatusCount, ...]:
    return tuple(StatusCount(view, counts[s]) for s, view in statuses.items() if counts[s])


def _heads(on: date) -> dict[int, list[str]]:
    grants = Grant.objects.on(on).filter(role__in=HEADS, person__is_active=True)
    found: dict[int, list[str]] = defaultdict(list)
    for unit, name in grants.order_by("person__name").values_list("unit_id", "person__name"):
        found[unit].append(name)
    return found


def _changes() -> tuple[date, ...]:
    began = Placement.objects.values_list("valid_from", flat=True)
    ended = Placement.objects.exclude(valid_to=None).values_list("valid_to", flat=True)
    return tuple(sorted({day for day in began.union(ended) if day}))


def _places(unit: Unit) -> tuple[Place, ...]:
    rows = Placement.objects.filter(unit=unit).select_related("parent").order_by("-valid_from")
    return tuple(
        Place(UnitName(p.parent.pk, p.parent.name) if p.parent else None, p.valid_from, p.valid_to)
        for p in rows
    )


def _heirs(rows: QuerySet[Succession], side: str) -> tuple[Heir, ...]:
    found = rows.order_by("on").values_list(f"{side}_id", f"{side}__name", "on")
    return tuple(Heir(UnitName(pk, name), on) for pk, name, on in found)
