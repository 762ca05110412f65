"""What waits for somebody, whatever their role: drafts, judgements and broken threads."""

from collections.abc import Iterable
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import PlanVersion, VersionState
from timglas.queries.broken import MENDED_BY
from timglas.queries.views import GoalResult, YearResults
from timglas.rules.permissions import ROLES, Permission
from timglas.rules.thread import Break

MOST = 10
WAITS_FOR = (Permission.EDIT_PLAN, Permission.DECIDE_PLAN, Permission.RECORD_DECISION)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A plan being drafted that the viewer can go on with or decide."""

    version_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ToMend:
    """Something that a goal lacks, and that the viewer can mend."""

    goal: GoalResult
    kind: Break


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the viewer: at most ten drafts, and goals to judge or to mend."""

    drafts: tuple[DraftView, ...] = ()
    unjudged: tuple[GoalResult, ...] = ()
    broken: tuple[ToMend, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drafts or self.unjudged or self.broken)


def waiting(viewer: Viewer, mine: Iterable[GoalResult]) -> Waiting:
    """What waits for the viewer, whose goals some are. One query."""
    goals = tuple(mine)
    return Waiting(
        drafts=_drafts(viewer),
        unjudged=tuple(goal for goal in goals if goal.judgement is None),
        broken=tuple(
            ToMend(goal, kind)
            for kind in Break
            for goal in goals
            if kind in goal.breaks
            and goal.unit_id in viewer.units(MENDED_BY.get(kind, Permission.EDIT_PLAN))
        ),
    )


def own_goals(viewer: Viewer, results: YearResults) -> tuple[GoalResult, ...]:
    """The goals that the viewer answers for; where there are none, those of the granted units."""
    goals = results.goals.values()
    person = viewer.person.pk if viewer.person else None
    answers_for = tuple(g for g in goals if g.person and g.person.id == person)
    units = {u for role, u in viewer.grants if Permission.ASSESS_GOAL in ROLES[role].permissions}
    return answers_for or tuple(g for g in goals if g.unit_id in units)


def _drafts(viewer: Viewer) -> tuple[DraftView, ...]:
    """Drafts of the viewer's units, as far as the viewer can do something with them."""
    reached = PlanVersion.objects.none()
    for permission in WAITS_FOR:
        reached |= viewer.reach(permission, PlanVersion)
    rows = reached.filter(state=VersionState.DRAFT).select_related("plan__unit", "plan__term")
    return tuple(DraftView(row.pk, str(row.plan)) for row in rows.order_by("pk")[:MOST])
