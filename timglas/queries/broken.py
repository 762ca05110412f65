"""Broken threads: what a goal lacks, who can mend it and whether the viewer is one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Grant
from timglas.queries.views import GoalResult, PersonView, person_view
from timglas.rules.events import GRANTING, QUIET, REPORTING
from timglas.rules.permissions import Permission, roles_with
from timglas.rules.thread import Break
from timglas.rules.tree import ancestors

# The thread itself is broken here; elsewhere only its measurement is.
LOOSE = (Break.NO_PARENT, Break.NO_CHILD)
MENDED_BY: Mapping[Break, Permission] = {
    Break.NO_OUTCOME: Permission.REPORT_OUTCOME,
    Break.NO_ACCOUNTABLE: Permission.ASSIGN_RESPONSIBILITY,
    Break.NO_ACTIVITY: Permission.MANAGE_ACTIVITY,
}


@dataclass(frozen=True, slots=True)
class BrokenThread:
    """A break: the goal, what is missing, and who can mend it (the viewer too if `mine`)."""

    goal: GoalResult
    kind: Break
    who: PersonView | None
    mine: bool

    @property
    def is_loose(self) -> bool:
        """Whether the goal hangs loose, or only its measurement is missing."""
        return self.kind in LOOSE


@dataclass(frozen=True, slots=True)
class BreakGroup:
    """Breaks of one kind."""

    kind: Break
    breaks: tuple[BrokenThread, ...]


def grouped(breaks: Iterable[BrokenThread]) -> tuple[BreakGroup, ...]:
    """Breaks by kind, in the kinds' order."""
    rows = tuple(breaks)
    found = ((kind, tuple(row for row in rows if row.kind == kind)) for kind in Break)
    return tuple(BreakGroup(kind, of_kind) for kind, of_kind in found if of_kind)


def broken_threads(
    viewer: Viewer, goals: Iterable[GoalResult], parents: Mapping[int, int | None]
) -> tuple[BrokenThread, ...]:
    """Every break of some goals, the thread's own first. One query.

    Who answers for the goal can mend it; where nobody does, the manager of its unit or the nearest
    unit above.
    """
    managers = _managers.get(
        (viewer.today, viewer.has(Permission.READ_ORGANISATION)), lambda: _managers_of(viewer)
    )
    found = [
        BrokenThread(
            goal,
            kind,
            goal.person or _manager(managers, goal.unit_id, parents),
            goal.unit_id in viewer.units(MENDED_BY.get(kind, Permission.EDIT_PLAN)),
        )
        for goal in goals
        for kind in goal.breaks
    ]
    order = list(Break)
    return tuple(sorted(found, key=lambda row: order.index(row.kind)))


def _manager(
    managers: Mapping[int, PersonView], unit: int, parents: Mapping[int, int | None]
) -> PersonView | None:
    above = (unit, *ancestors(parents, unit))
    return next((managers[pk] for pk in above if pk in managers), None)


_managers: Kept[tuple[date, bool], Mapping[int, PersonView]] = Kept(
    quiet=(QUIET | REPORTING) - GRANTING, most=4
)


def _managers_of(viewer: Viewer) -> dict[int, PersonView]:
    """Who may name somebody responsible at each unit, by unit id; the earliest named if several."""
    roles = [role.value for role in roles_with(Permission.ASSIGN_RESPONSIBILITY)]
    rows = Grant.objects.on(viewer.today).filter(role__in=roles, person__is_active=True)
    return {
        unit: person_view(viewer, id=person, name=name, title=title)
        for unit, person, name, title in rows.order_by("-pk").values_list(
            "unit_id", "person_id", "person__name", "person__title"
        )
    }
