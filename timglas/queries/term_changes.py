"""The change of term: links in drafts to council goals that the new term plan does not hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from timglas.access import Viewer
from timglas.models import (
    Goal,
    GoalEdition,
    GoalLink,
    PlanKind,
    PlanVersion,
    Relinking,
    Unit,
    VersionState,
)
from timglas.queries.plans import readable_versions
from timglas.rules.permissions import Permission
from timglas.rules.term_changes import CouncilGoal, Suggestion, suggestion


@dataclass(frozen=True, slots=True)
class LinkToMove:
    """A link of a draft's goal to an old goal of the council."""

    link: int
    edition: int
    wording: str
    old_goal: int
    old: str
    contribution: str
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class MovedLink:
    """What became of such a link; `new` is empty where it ended or is kept, for `reason`."""

    id: int
    wording: str
    old: str
    new: str
    reason: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class DraftToMove:
    """A unit's draft, with what is left to link anew and what has been."""

    version: int
    unit: str
    title: str
    left: tuple[LinkToMove, ...]
    moved: tuple[MovedLink, ...]


@dataclass(frozen=True, slots=True)
class WithoutDraft:
    """A unit whose decided plan contributes to old goals and that has no draft for the new term.

    `version` is the decided plan; it `governs` within the new term, or it is from the year before.
    """

    unit: int
    name: str
    version: int
    governs: bool


@dataclass(frozen=True)
class TermChangePage:
    """A change of term as somebody plans for it."""

    version: PlanVersion
    new: tuple[CouncilGoal, ...]
    drafts: tuple[DraftToMove, ...]
    without: tuple[WithoutDraft, ...]

    @cached_property
    def done(self) -> int:
        """How many links have been moved or ended."""
        return sum(len(draft.moved) for draft in self.drafts)

    @cached_property
    def all(self) -> int:
        """How many there are in all."""
        return self.done + sum(len(draft.left) for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The council's goals by id: those that no longer hold, and those that come instead."""

    old: Mapping[int, CouncilGoal]
    new: Mapping[int, CouncilGoal]


def latest_term_plan(viewer: Viewer) -> PlanVersion | None:
    """The newest version of the newest term plan that the viewer may read."""
    rows = readable_versions(viewer).filter(plan__kind=PlanKind.TERM)
    return rows.select_related("plan__unit").order_by("plan__first_year", "number").last()


def first_day(unit: Unit, first_year: int, today: date) -> date:
    """When a new term plan of a unit begins to hold, unless somebody says otherwise.

    That is the first day of its term. When that day has passed and another plan holds until then,
    it is today: new goals do not change what held before. Those elected take their seats on
    15 October of the election year, and the old goals hold for the rest of it.
    """
    first = date(first_year, 1, 1)
    decided = PlanVersion.objects.decided().filter(plan__kind=PlanKind.TERM, plan__unit=unit)
    replaces = decided.filter(plan__first_year__lt=first_year).exists()
    return max(first, min(today, date(first_year, 12, 31))) if replaces else first


def links_to_move(viewer: Viewer, version: PlanVersion) -> QuerySet[GoalLink]:
    """The links that the viewer may move: of drafts for the new term to goals it does not hold."""
    kept = Relinking.objects.filter(
        edition=OuterRef("edition"), old=OuterRef("parent"), new=OuterRef("parent")
    )
    return GoalLink.objects.filter(
        ~Exists(kept), edition__version__in=_drafts(viewer, version), parent__in=_old(version)
    )


def movable(viewer: Viewer, version: PlanVersion) -> QuerySet[Relinking]:
    """The relinkings that the viewer may take back."""
    return Relinking.objects.filter(
        edition__version__in=_drafts(viewer, version), old__in=_old(version)
    )


def term_change_page(viewer: Viewer, version: PlanVersion) -> TermChangePage:
    """The change of term to a version of the council's term plan. Seven queries at most."""
    links = list(
        links_to_move(viewer, version)
        .select_related("edition__version__plan__unit")
        .order_by("edition__version__plan__unit__code", "edition__order", "pk")
    )
    moved = list(
        movable(viewer, version)
        .select_related("edition__version__plan__unit")
        .order_by("edition__version__plan__unit__code", "edition__order", "pk")
    )
    old = _worded({link.parent_id for link in links} | {row.old_id for row in moved})
    new = {
        e.goal_id: CouncilGoal(e.goal_id, e.wording, e.perspective)
        for e in version.goal_editions.order_by("order", "pk")
    }
    return TermChangePage(
        version=version,
        new=tuple(new.values()),
        drafts=_by_draft(links, moved, _Texts(old, new)),
        without=_without_draft(viewer, version),
    )


def _drafts(viewer: Viewer, version: PlanVersion) -> QuerySet[PlanVersion]:
    return viewer.reach(Permission.EDIT_PLAN, PlanVersion).filter(
        state=VersionState.DRAFT,
        proposed_at=None,
        plan__kind=PlanKind.OPERATIONAL,
        plan__first_year__gte=version.plan.first_year,
    )


def _old(version: PlanVersion) -> QuerySet[Goal]:
    """Goals that the council has decided in a term plan, and that this version does not hold."""
    decided = GoalEdition.objects.filter(
        version__plan__kind=PlanKind.TERM,
        version__plan__unit=version.plan.unit_id,
        version__state=VersionState.DECIDED,
    )
    held = version.goal_editions.values("goal")
    return Goal.objects.filter(pk__in=decided.values("goal")).exclude(pk__in=held)


def _worded(goals: Iterable[int]) -> dict[int, CouncilGoal]:
    """Old goals as the council last worded them, by id."""
    rows = GoalEdition.objects.filter(
        goal__in=list(goals),
        version__plan__kind=PlanKind.TERM,
        version__state=VersionState.DECIDED,
    ).order_by("version__plan__first_year", "version__number")
    return {row.goal_id: CouncilGoal(row.goal_id, row.wording, row.perspective) for row in rows}


def _by_draft(
    links: Iterable[GoalLink], moved: Iterable[Relinking], texts: _Texts
) -> tuple[DraftToMove, ...]:
    """What is left and what is done, draft by draft."""
    chosen: dict[int, Counter[int]] = defaultdict(Counter)
    versions: dict[int, PlanVersion] = {}
    left: dict[int, list[LinkToMove]] = defaultdict(list)
    done: dict[int, list[MovedLink]] = defaultdict(list)
    for row in moved:
        versions[row.edition.version_id] = row.edition.version
        done[row.edition.version_id].append(_moved(row, texts))
        if row.new_id and row.new_id != row.old_id:
            chosen[row.old_id][row.new_id] += 1
    for link in links:
        versions[link.edition.version_id] = link.edition.version
        often = [goal for goal, _count in chosen[link.parent_id].most_common()]
        left[link.edition.version_id].append(_to_move(link, texts, often))
    return tuple(
        DraftToMove(pk, str(v.plan.unit), str(v.plan), tuple(left[pk]), tuple(done[pk]))
        for pk, v in sorted(versions.items(), key=lambda item: item[1].plan.unit.code)
    )


def _moved(row: Relinking, texts: _Texts) -> MovedLink:
    new = texts.new[row.new_id].wording if row.new_id and row.new_id in texts.new else ""
    return MovedLink(
        id=row.pk,
        wording=row.edition.wording,
        old=texts.old[row.old_id].wording,
        new=new,
        reason=row.reason,
        is_kept=row.new_id == row.old_id,
    )


def _to_move(link: GoalLink, texts: _Texts, chosen: Iterable[int]) -> LinkToMove:
    old = texts.old[link.parent_id]
    return LinkToMove(
        link=link.pk,
        edition=link.edition_id,
        wording=link.edition.wording,
        old_goal=old.id,
        old=old.wording,
        contribution=link.contribution,
        suggestion=suggestion(old, texts.new.values(), chosen),
    )


def _without_draft(viewer: Viewer, version: PlanVersion) -> tuple[WithoutDraft, ...]:
    """Units whose latest decided plan contributes to old goals, and that have no draft to move."""
    year = version.plan.first_year
    plans = viewer.reach(Permission.EDIT_PLAN, PlanVersion).filter(
        plan__kind=PlanKind.OPERATIONAL, plan__first_year__gte=year - 1
    )
    begun = plans.filter(state=VersionState.DRAFT, plan__first_year__gte=year)
    decided = plans.filter(state=VersionState.DECIDED)
    rows = decided.exclude(plan__unit__in=begun.values("plan__unit"))
    latest = {
        row.plan.unit_id: row
        for row in rows.select_related("plan__unit").order_by("plan__first_year", "number")
    }
    citing = set(
        GoalLink.objects.filter(
            edition__version__in=[row.pk for row in latest.values()], parent__in=_old(version)
        ).values_list("edition__version", flat=True)
    )
    return tuple(
        WithoutDraft(unit, str(row.plan.unit), row.pk, row.plan.first_year >= year)
        for unit, row in sorted(latest.items(), key=lambda item: item[1].plan.unit.code)
        if row.pk in citing
    )
