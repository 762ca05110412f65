"""What waits for somebody: drafts, judgements, broken threads, documents to look over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import PlanVersion, VersionState
from timglas.queries.broken import MENDED_BY
from timglas.queries.documents import DocumentRow, to_look_over
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
    """What waits for the viewer: drafts, goals to judge and to mend, governing documents to look
    over; at most ten of each.

    `more` is how many beside these can be judged or mended.
    """

    drafts: tuple[DraftView, ...] = ()
    unjudged: tuple[GoalResult, ...] = ()
    broken: tuple[ToMend, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.drafts or self.unjudged or self.broken or self.documents)


def waiting(viewer: Viewer, mine: Iterable[GoalResult]) -> Waiting:
    """What waits for the viewer, whose goals some are. Two queries."""
    goals = tuple(mine)
    unjudged = tuple(goal for goal in goals if goal.judgement is None)
    broken = tuple(_to_mend(viewer, goals))
    return Waiting(
        drafts=_drafts(viewer),
        unjudged=unjudged[:MOST],
        broken=broken[:MOST],
        documents=to_look_over(viewer)[:MOST],
        more=len(unjudged[MOST:]) + len(broken[MOST:]),
    )


def _to_mend(viewer: Viewer, goals: tuple[GoalResult, ...]) -> Iterator[ToMend]:
    """What the viewer can mend, the thread's own breaks first."""
    for kind in Break:
        units = viewer.units(MENDED_BY.get(kind, Permission.EDIT_PLAN))
        for goal in goals:
            if kind in goal.breaks and goal.unit_id in units:
                yield ToMend(goal, kind)


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
