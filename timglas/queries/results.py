"""A year's goals with their status, gathered once for every page that shows them.

Everything is read in a fixed number of queries, whatever the municipality's size, and put
together in Python by the rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.db.models import Exists, OuterRef, QuerySet

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import (
    Assessment,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    Ground,
    PlanKind,
    PlanVersion,
    StatusName,
    UnitKind,
)
from timglas.models.plans import PlanVersionQuerySet
from timglas.queries.measured import indicator_results
from timglas.queries.views import (
    GoalResult,
    Judgement,
    LevelView,
    LinkView,
    PersonView,
    StatusView,
    VisionView,
    YearResults,
    person_view,
)
from timglas.rules.events import QUIET, REPORTING
from timglas.rules.language import _
from timglas.rules.permissions import Permission
from timglas.rules.rollup import Part, Proposal, RollUp, propose
from timglas.rules.scale import default_name
from timglas.rules.status import DEFAULT_NAMES, Status
from timglas.rules.thread import GoalFacts, find_breaks


def nothing_to_weigh() -> Proposal:
    """What is proposed for a goal that nothing can be said of."""
    reason = _("Målet har varken egna indikatorer eller mål under sig att väga in.")
    return Proposal(Status.NOT_JUDGED, reason)


def year_results(viewer: Viewer, year: int) -> YearResults:
    """The goals and indicators that govern a year, with status as known on the viewer's day."""
    versions = cast("PlanVersionQuerySet", viewer.reach(Permission.READ, PlanVersion))
    on = min(viewer.today, date(year, 12, 31))
    return results_of(versions.in_force(year=year, on=on), viewer, year)


def results_of(versions: QuerySet[PlanVersion], viewer: Viewer, year: int) -> YearResults:
    """The goals and indicators of some plan versions, judged for a year."""
    names = status_names()
    plans = list(
        versions.select_related("plan__unit", "decision__body", "decision__official").order_by("pk")
    )
    levels = {level.pk: level for level in GoalLevel.objects.order_by("order")}
    goals = _goals([v.pk for v in plans], viewer, year, names=names)
    rules = {pk: RollUp(level.rollup) for pk, level in levels.items()}
    bottom = max((level.order for level in levels.values()), default=0)
    judged = _with_status(goals, rules, names)
    return YearResults(
        year=year,
        as_of=min(viewer.today, date(year, 12, 31)),
        vision=_vision(plans),
        levels=tuple(
            LevelView(v.pk, v.name, v.plural, v.order, v.healthy_count) for v in levels.values()
        ),
        goals={pk: _with_breaks(goal, bottom) for pk, goal in judged.items()},
    )


_names: Kept[None, Mapping[Status, StatusView]] = Kept(quiet=QUIET | REPORTING, most=2)


def status_names() -> Mapping[Status, StatusView]:
    """Every status with the municipality's name for it; the usual names are in both languages."""
    return _names.get(None, _status_names)


def _status_names() -> Mapping[Status, StatusView]:
    own = dict(StatusName.objects.values_list("status", "name"))
    given = {s: own.get(s.value, DEFAULT_NAMES[s]) for s in Status}
    return {
        s: StatusView(s, default_name(s) if name == DEFAULT_NAMES[s] else name)
        for s, name in given.items()
    }


def _vision(plans: Iterable[PlanVersion]) -> VisionView | None:
    for version in plans:
        unit = version.plan.unit
        if version.plan.kind == PlanKind.TERM and unit.kind == UnitKind.COUNCIL:
            return VisionView(
                vision=version.vision,
                core_values=version.core_values,
                decision=str(version.decision or ""),
                version_id=version.pk,
                unit_name=unit.name,
                last_year=version.plan.last_year,
            )
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    """A goal's result before it is judged, with what only judging needs."""

    result: GoalResult
    has_ground: bool


def _goals(
    versions: list[int], viewer: Viewer, year: int, *, names: Mapping[Status, StatusView]
) -> dict[int, _Row]:
    """Every goal of the versions, not yet judged. Eight queries."""
    editions = (
        GoalEdition.objects.filter(version__in=versions)
        .select_related("goal__unit", "goal__level")
        .annotate(has_ground=Exists(Ground.objects.filter(edition=OuterRef("pk"))))
        .order_by("goal__level__order", "goal__unit__code", "order", "pk")
    )
    links = _links(versions)
    children: dict[int, list[int]] = defaultdict(list)
    for link in (link for above in links.values() for link in above):
        children[link.parent_id].append(link.child_id)
    indicators = indicator_results(versions, viewer, year, names=names)
    people = _people(versions, viewer)
    judgements = _judgements(versions, viewer, year, names=names)
    nothing = nothing_to_weigh()
    return {
        e.goal_id: _Row(
            GoalResult(
                id=e.goal_id,
                edition_id=e.pk,
                version_id=e.version_id,
                order=e.order,
                wording=e.wording,
                level_id=e.goal.level_id,
                level_order=e.goal.level.order,
                level_name=e.goal.level.name,
                unit_id=e.goal.unit_id,
                unit_name=e.goal.unit.name,
                unit_kind=e.goal.unit.kind,
                perspective=e.perspective,
                sound_finance=e.sound_finance,
                status=names[Status.NOT_JUDGED],
                proposal=nothing,
                judgement=judgements.get(e.goal_id),
                person=people.get(e.goal_id),
                indicators=tuple(indicators.get(e.pk, ())),
                parents=tuple(links.get(e.goal_id, ())),
                children=tuple(children.get(e.goal_id, ())),
                breaks=(),
            ),
            has_ground=e.has_ground,
        )
        for e in editions
    }


def _links(versions: list[int]) -> dict[int, list[LinkView]]:
    rows = GoalLink.objects.filter(edition__version__in=versions).order_by("-is_primary", "pk")
    found: dict[int, list[LinkView]] = defaultdict(list)
    for child, parent, contribution, primary in rows.values_list(
        "edition__goal_id", "parent_id", "contribution", "is_primary"
    ):
        found[child].append(LinkView(child, parent, contribution, primary))
    return found


def _people(versions: list[int], viewer: Viewer) -> dict[int, PersonView]:
    rows = GoalResponsibility.objects.on(viewer.today).filter(goal__editions__version__in=versions)
    return {
        goal: person_view(viewer, id=person, name=name, title=title)
        for goal, person, name, title in rows.values_list(
            "goal_id", "person_id", "person__name", "person__title"
        )
    }


def _judgements(
    versions: list[int], viewer: Viewer, year: int, *, names: Mapping[Status, StatusView]
) -> dict[int, Judgement]:
    """The latest judgement of each goal for the year, as known on a day."""
    rows = Assessment.objects.filter(
        goal__editions__version__in=versions, year=year, as_of__lte=viewer.today
    )
    return {
        a.goal_id: Judgement(
            status=names[Status(a.judged)],
            proposed=names[Status(a.proposed)],
            reason=a.reason,
            summary=a.summary,
            as_of=a.as_of,
            by=person_view(
                viewer, id=a.judged_by.pk, name=a.judged_by.name, title=a.judged_by.title
            ),
            at=a.judged_at.date(),
        )
        for a in rows.select_related("judged_by").order_by("as_of", "pk")
    }


def _with_status(
    rows: Mapping[int, _Row],
    rules: Mapping[int, RollUp],
    names: Mapping[Status, StatusView],
) -> dict[int, _Row]:
    """Propose each goal's status: from its own indicators, or from the goals below if it has none.

    A person's judgement stands before the proposal, also in what is carried upwards.
    """
    done: dict[int, _Row] = {}
    words = {status: view.name for status, view in names.items()}
    nothing = nothing_to_weigh()

    def judge_goal(pk: int) -> _Row:
        if pk not in done:
            row = rows[pk]
            parts, rule = parts_of(row.result), rules[row.result.level_id]
            proposal = propose(rule, parts, names=words) if parts else nothing
            judgement = row.result.judgement
            status = judgement.status if judgement else names[proposal.status]
            done[pk] = replace(row, result=replace(row.result, proposal=proposal, status=status))
        return done[pk]

    def parts_of(goal: GoalResult) -> tuple[Part, ...]:
        if goal.indicators:
            return tuple(Part(i.status.status, name=i.name) for i in goal.indicators)
        below = [rows[pk].result for pk in goal.children if pk in rows]
        mainly = [child for child in below if child.primary_parent == goal.id]
        return tuple(
            Part(judge_goal(child.id).result.status.status, name=child.wording)
            for child in mainly or below
        )

    return {pk: judge_goal(pk) for pk in rows}


def _with_breaks(row: _Row, bottom: int) -> GoalResult:
    goal = row.result
    facts = GoalFacts(
        has_parent=bool(goal.parents),
        has_ground=row.has_ground,
        is_top=goal.level_order == 1,
        is_bottom=goal.level_order == bottom,
        has_child=bool(goal.children),
        has_indicator=bool(goal.indicators),
        indicators_without_target=sum(i.target is None for i in goal.indicators),
        indicators_without_outcome=sum(i.latest_value is None for i in goal.indicators),
        has_accountable=goal.person is not None,
    )
    return replace(goal, breaks=find_breaks(facts))
