"""The first page of somebody who has signed in: what waits, and how it goes with what is theirs."""

from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.models import IndicatorResponsibility, PlanVersion, VersionState
from timglas.queries.broken import BrokenThread, broken_threads
from timglas.queries.outcomes import DuePage, due_page
from timglas.queries.placed import parents_on
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, YearResults
from timglas.rules.permissions import ROLES, Permission, Role
from timglas.rules.summary import goals_in_words


@dataclass(frozen=True, slots=True)
class DraftView:
    """A plan being drafted that the viewer can go on with or decide."""

    version_id: int
    name: str


@dataclass(frozen=True, slots=True)
class MyPage:
    """What waits for somebody. `own` tells whether `goals` are theirs or the council's."""

    year: int
    as_of: date
    name: str
    roles: tuple[str, ...]
    to_report: int
    reported: int
    next_due: date | None
    drafts: tuple[DraftView, ...]
    unjudged: tuple[GoalResult, ...]
    broken: tuple[BrokenThread, ...]
    goals: tuple[GoalResult, ...]
    own: bool
    says: str

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        return not (self.to_report or self.drafts or self.unjudged or self.broken)


def my_page(viewer: Viewer) -> MyPage:
    """Gather what waits for the viewer this year."""
    results = year_results(viewer, viewer.today.year)
    mine = _mine(viewer, results)
    due = _due(viewer)
    goals = mine or tuple(goal for goal in results.goals.values() if goal.level_order == 1)
    return MyPage(
        year=results.year,
        as_of=results.as_of,
        name=viewer.person.name if viewer.person else "",
        roles=tuple(sorted(ROLES[role].title for role in viewer.roles)),
        to_report=due.wanted - due.done if due else 0,
        reported=due.done if due else 0,
        next_due=due.next_due if due else None,
        drafts=_drafts(viewer),
        unjudged=tuple(goal for goal in mine if goal.judgement is None),
        broken=_my_breaks(viewer, mine),
        goals=goals,
        own=bool(mine),
        says=goals_in_words(goal.status.status for goal in goals),
    )


def _mine(viewer: Viewer, results: YearResults) -> tuple[GoalResult, ...]:
    """The goals that the viewer answers for; where there are none, those of the granted units."""
    goals = results.goals.values()
    person = viewer.person.pk if viewer.person else None
    answers_for = tuple(g for g in goals if g.person and g.person.id == person)
    units = {u for role, u in viewer.grants if Permission.ASSESS_GOAL in ROLES[role].permissions}
    return answers_for or tuple(g for g in goals if g.unit_id in units)


def _due(viewer: Viewer) -> DuePage | None:
    """What the viewer reports; not all that a controller could report in the whole municipality."""
    mine = IndicatorResponsibility.objects.on(viewer.today).filter(person=viewer.person)
    reports = viewer.roles & {Role.REPORTER, Role.UNIT_MANAGER} or mine.exists()
    return due_page(viewer) if reports else None


def _drafts(viewer: Viewer) -> tuple[DraftView, ...]:
    """Drafts of the viewer's units, as far as the viewer can do something with them."""
    found: dict[int, str] = {}
    for permission in (
        Permission.EDIT_PLAN,
        Permission.DECIDE_PLAN,
        Permission.RECORD_DECISION,
    ):
        rows = viewer.reach(permission, PlanVersion).filter(state=VersionState.DRAFT)
        for version in rows.select_related("plan__unit", "plan__term").order_by("pk")[:MOST]:
            found[version.pk] = str(version.plan)
    return tuple(DraftView(pk, name) for pk, name in found.items())


def _my_breaks(viewer: Viewer, goals: tuple[GoalResult, ...]) -> tuple[BrokenThread, ...]:
    rows = broken_threads(viewer, goals, parents_on(viewer.today)) if goals else ()
    return tuple(row for row in rows if row.mine)


MOST = 10
