"""A draft gathered for the check before its decision. Ten queries.

A draft that was begun from last year's plan is compared with it too, in as many again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from timglas.models import (
    Activity,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    Ground,
    IndicatorEdition,
    IndicatorResponsibility,
    PlanKind,
    PlanVersion,
    Target,
    VersionState,
)
from timglas.queries.budget import is_budget_plan
from timglas.queries.plan_document import wordings
from timglas.queries.renewals import unsettled
from timglas.rules.activities import OPEN
from timglas.rules.plan_outline import Outline, outline
from timglas.rules.plan_template import Part
from timglas.rules.readiness import (
    Finding,
    GoalToCheck,
    IndicatorToCheck,
    LevelToCheck,
    PlanToCheck,
    SectionToCheck,
    lacks,
    reminders,
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a draft lacks, what it could be reminded of, and its parts with how far they are."""

    lacks: tuple[Finding, ...]
    reminders: tuple[Finding, ...]
    outline: Outline

    @property
    def is_ready(self) -> bool:
        """Whether the plan can be decided."""
        return not self.lacks


def readiness(version: PlanVersion) -> Readiness:
    """Check a draft."""
    plan = plan_to_check(version)
    return Readiness(lacks(plan), reminders(plan), outline(plan))


def plan_to_check(version: PlanVersion) -> PlanToCheck:
    """A draft as the rules see it."""
    plan = version.plan
    return PlanToCheck(
        needs_vision=plan.kind == PlanKind.TERM,
        has_vision=bool(version.vision.strip()),
        years=tuple(range(plan.first_year, plan.last_year + 1)),
        levels=tuple(
            LevelToCheck(level.pk, level.plural, level.healthy_count)
            for level in GoalLevel.objects.order_by("order")
        ),
        goals=_goals(version),
        needs_goals=not is_budget_plan(version),
        renewals=unsettled(version),
        sections=_sections(version),
        has_text=bool(version.introduction.strip() or version.core_values.strip()),
    )


def _sections(version: PlanVersion) -> tuple[SectionToCheck, ...]:
    rows = version.sections.order_by("order", "pk")
    return tuple(
        SectionToCheck(
            id=pk,
            title=title,
            is_required=is_required,
            is_written=bool(body),
            shows_goals=part == Part.GOALS,
        )
        for pk, title, is_required, body, part in rows.values_list(
            "pk", "title", "is_required", "body", "part"
        )
    )


def _goals(version: PlanVersion) -> tuple[GoalToCheck, ...]:
    answering = GoalResponsibility.objects.filter(goal=OuterRef("goal"), valid_to=None)
    decided = GoalEdition.objects.filter(goal=OuterRef("goal"), version__state=VersionState.DECIDED)
    activities = Activity.objects.filter(goal=OuterRef("goal"), state__in=OPEN)
    editions = (
        GoalEdition.objects.filter(version=version)
        .select_related("goal__level")
        .annotate(
            has_ground=Exists(Ground.objects.filter(edition=OuterRef("pk"))),
            has_accountable=Exists(answering),
            lacks_activity=Exists(decided) & ~Exists(activities),
        )
        .order_by("goal__level__order", "order", "pk")
    )
    parents = _parents(version)
    indicators = _indicators(version)
    return tuple(
        GoalToCheck(
            edition=e.pk,
            wording=e.wording,
            level=e.goal.level_id,
            level_order=e.goal.level.order,
            has_parent=e.pk in parents,
            has_ground=e.has_ground,
            undecided_parents=tuple(filter(None, parents.get(e.pk, ()))),
            says_why_not_measured=bool(e.measured_why_not.strip()),
            has_accountable=e.has_accountable,
            indicators=tuple(indicators.get(e.pk, ())),
            has_need=bool(e.need.strip()),
            has_wanted_result=bool(e.wanted_result.strip()),
            lacks_activity=e.lacks_activity,
        )
        for e in editions
    )


def _parents(version: PlanVersion) -> Mapping[int, list[str]]:
    """For each edition, a text per parent: its wording where it is not decided, else nothing."""
    links = list(GoalLink.objects.filter(edition__version=version).order_by("pk"))
    goals = [link.parent_id for link in links]
    decided = wordings(goals, version)
    drafts = GoalEdition.objects.filter(goal__in=goals, version__state=VersionState.DRAFT)
    undecided = dict(drafts.values_list("goal_id", "wording"))
    found: dict[int, list[str]] = defaultdict(list)
    for link in links:
        known = link.parent_id in decided
        found[link.edition_id].append("" if known else undecided.get(link.parent_id, "–"))
    return found


def _indicators(version: PlanVersion) -> Mapping[int, list[IndicatorToCheck]]:
    years: dict[int, set[int]] = defaultdict(set)
    rows = Target.objects.filter(edition__goal_edition__version=version)
    for edition, year in rows.values_list("edition_id", "year"):
        years[edition].add(year)
    found: dict[int, list[IndicatorToCheck]] = defaultdict(list)
    answering = IndicatorResponsibility.objects.filter(
        indicator=OuterRef("indicator"), valid_to=None
    )
    editions = IndicatorEdition.objects.filter(goal_edition__version=version)
    for e in editions.annotate(is_answered=Exists(answering)).order_by("order", "pk"):
        found[e.goal_edition_id].append(
            IndicatorToCheck(
                edition=e.pk,
                name=e.name,
                kind=e.kind,
                years_with_target=frozenset(years[e.pk]),
                has_baseline=e.baseline is not None,
                has_source=bool(e.source.strip()),
                has_accountable=e.is_answered,
            )
        )
    return found
