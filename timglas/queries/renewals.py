"""What becomes of each goal and indicator of last year's plan in the draft of the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from timglas.access import Viewer
from timglas.models import (
    GoalEdition,
    GoalRenewal,
    IndicatorEdition,
    IndicatorRenewal,
    PlanVersion,
    RenewalChoice,
)
from timglas.models.year_changes import Renewal
from timglas.queries.activities import ActivityRow, unit_activities
from timglas.queries.differences import document_of
from timglas.queries.plan_contents import Contents, contents_of
from timglas.queries.plan_document import plan_document
from timglas.queries.results import year_results
from timglas.queries.views import IndicatorResult, Judgement, StatusView
from timglas.rules.differences import difference
from timglas.rules.readiness import RenewalToCheck


@dataclass(frozen=True, slots=True)
class IndicatorToRenew:
    """An indicator of last year's plan, with how it goes there and what is chosen for it."""

    renewal: int
    name: str
    choice: str
    reason: str
    result: IndicatorResult | None


@dataclass(frozen=True, slots=True)
class GoalToRenew:
    """A goal of last year's plan, with how it goes there and what is chosen for it.

    `edition` is its edition in the draft, None when it is ended.
    """

    renewal: int
    goal: int
    edition: int | None
    wording: str
    choice: str
    reason: str
    status: StatusView | None
    judgement: Judgement | None
    indicators: tuple[IndicatorToRenew, ...]


@dataclass(frozen=True, slots=True)
class RenewalPage:
    """All that is to be chosen for in a draft that was begun from last year's plan."""

    year_before: int
    goals: tuple[GoalToRenew, ...]
    unfinished: tuple[ActivityRow, ...]

    @property
    def left(self) -> int:
        """How many goals and indicators nobody has chosen for."""
        own = sum(not goal.choice for goal in self.goals)
        return own + sum(not line.choice for goal in self.goals for line in goal.indicators)


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft says of what it was begun with.

    `goals` are the goals it holds, `indicators` the pairs of goal and indicator; `changed_goals`
    and `changed_indicators` those of them that it words or measures in another way.
    """

    goals: dict[int, GoalEdition]
    indicators: dict[tuple[int, int], IndicatorEdition]
    changed_goals: frozenset[int]
    changed_indicators: frozenset[tuple[int, int]]

    def of_goal(self, renewal: GoalRenewal) -> str:
        """What holds for a goal: what the draft says of it, else what is chosen."""
        if renewal.goal_id not in self.goals:
            return RenewalChoice.END
        return _still(renewal.choice, renewal.goal_id in self.changed_goals)

    def of_indicator(self, renewal: IndicatorRenewal) -> str:
        """What holds for an indicator: what the draft says of it, else what is chosen."""
        pair = (renewal.source.goal_edition.goal_id, renewal.indicator_id)
        if pair not in self.indicators:
            return RenewalChoice.END
        return _still(renewal.choice, pair in self.changed_indicators)


def _still(choice: str, is_changed: bool) -> str:  # noqa: FBT001 (one of two facts)
    if is_changed:
        return RenewalChoice.CHANGE
    return "" if choice == RenewalChoice.END else choice


def said_of(version: PlanVersion, contents: Contents | None = None) -> Said:
    """What a draft holds of last year's plan, and what of that it has changed."""
    contents = contents or contents_of(version)
    first = _goals_of(version).first()
    return _said(version, contents, first.source.version if first else None)


def _said(version: PlanVersion, contents: Contents, before: PlanVersion | None) -> Said:
    changed = (
        difference(document_of(before), plan_document(version, None, contents)).goals
        if before
        else ()
    )
    return Said(
        goals={goal.goal_id: goal for goal in contents.goals},
        indicators={
            (goal.goal_id, row.indicator_id): row
            for goal in contents.goals
            for row in goal.read_indicators
        },
        changed_goals=frozenset(goal.goal for goal in changed if goal.fields),
        changed_indicators=frozenset(
            (goal.goal, line.indicator) for goal in changed for line in goal.indicators
        ),
    )


def renewal_page(viewer: Viewer, version: PlanVersion) -> RenewalPage:
    """The goals that a draft was begun with, in last year's order, and what is chosen for each."""
    year_before = version.plan.first_year - 1
    results = year_results(viewer, year_before).goals
    said = said_of(version)
    renewals = version.goal_renewals.select_related("source", "goal__level").order_by(
        "goal__level__order", "source__order", "source__pk"
    )
    lines = list(_indicators_of(version))
    return RenewalPage(
        year_before=year_before,
        goals=tuple(
            GoalToRenew(
                renewal=renewal.pk,
                goal=renewal.goal_id,
                edition=getattr(said.goals.get(renewal.goal_id), "pk", None),
                wording=renewal.source.wording,
                choice=said.of_goal(renewal),
                reason=renewal.reason,
                status=result.status if (result := results.get(renewal.goal_id)) else None,
                judgement=result.judgement if result else None,
                indicators=tuple(
                    IndicatorToRenew(
                        renewal=line.pk,
                        name=line.source.name,
                        choice=said.of_indicator(line),
                        reason=line.reason,
                        result=_of(result.indicators if result else (), line.indicator_id),
                    )
                    for line in lines
                    if line.source.goal_edition_id == renewal.source_id
                ),
            )
            for renewal in renewals
        ),
        unfinished=_unfinished(viewer, version),
    )


def _goals_of(version: PlanVersion) -> QuerySet[GoalRenewal]:
    """With last year's edition, its version, and the document that this was decided as."""
    related = ("source__version__plan__unit", "source__version__document")
    return version.goal_renewals.select_related(*related).defer("source__version__document__body")


def _indicators_of(version: PlanVersion) -> Iterator[IndicatorRenewal]:
    rows = version.indicator_renewals.select_related("source__goal_edition")
    yield from rows.order_by("source__order", "source__pk")


def _of(results: tuple[IndicatorResult, ...], indicator: int) -> IndicatorResult | None:
    return next((result for result in results if result.id == indicator), None)


def _unfinished(viewer: Viewer, version: PlanVersion) -> tuple[ActivityRow, ...]:
    """The unit's activities that began before the new year and are not done: they go on."""
    rows = unit_activities(viewer, version.plan.unit)
    return tuple(row for row in rows if row.starts_on.year < version.plan.first_year)


def unsettled(version: PlanVersion, contents: Contents) -> tuple[RenewalToCheck, ...]:
    """What nobody has chosen for yet, and what has left a draft without a word of why."""
    goals = _goals_of(version).order_by("source__order", "pk")
    if not goals:
        return ()
    said = _said(version, contents, goals[0].source.version)
    found = [_to_check(goal, said.of_goal(goal), goal.source.wording) for goal in goals]
    kept = {goal.source_id for goal in goals if goal.goal_id in said.goals}
    found += [
        _to_check(line, said.of_indicator(line), line.source.name)
        for line in _indicators_of(version)
        if line.source.goal_edition_id in kept
    ]
    return tuple(check for check in found if check)


def _to_check(renewal: Renewal, choice: str, name: str) -> RenewalToCheck | None:
    if not choice:
        return RenewalToCheck(name, is_chosen=False)
    if choice == RenewalChoice.END and not renewal.reason:
        return RenewalToCheck(name, is_chosen=True)
    return None
