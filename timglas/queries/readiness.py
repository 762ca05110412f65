"""A draft gathered for the check before its decision."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from timglas.models import PlanKind, PlanSection, PlanVersion
from timglas.queries.asked_money import asked_money
from timglas.queries.budget import is_budget_plan
from timglas.queries.plan_contents import Contents, contents_of
from timglas.queries.renewals import unsettled
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


def readiness(version: PlanVersion, contents: Contents | None = None) -> Readiness:
    """Check a draft, as read already or in six queries; two more if it was begun from last year's.

    A third reads last year's plan, unless it is kept.
    """
    plan = plan_to_check(version, contents or contents_of(version))
    return Readiness(lacks(plan), reminders(plan), outline(plan))


def has_many_goals(version: PlanVersion) -> bool:
    """Whether there are more goals on a level than the municipality finds healthy. One query."""
    rows = version.goal_editions.values("goal__level").annotate(count=Count("pk"))
    return rows.filter(count__gt=F("goal__level__healthy_count")).exists()


def plan_to_check(version: PlanVersion, contents: Contents) -> PlanToCheck:
    """A draft as the rules see it."""
    plan, money = version.plan, asked_money(version)
    levels = dict.fromkeys(edition.goal.level for edition in contents.goals)
    return PlanToCheck(
        needs_vision=plan.kind == PlanKind.TERM,
        has_vision=bool(version.vision.strip()),
        years=tuple(range(plan.first_year, plan.last_year + 1)),
        levels=tuple(LevelToCheck(v.pk, v.plural, v.healthy_count) for v in levels),
        goals=tuple(map(_goal, contents.goals)),
        needs_goals=not is_budget_plan(version),
        renewals=unsettled(version, contents),
        sections=tuple(map(_section, contents.sections)),
        has_text=bool(version.introduction.strip() or version.core_values.strip()),
        proposals=money.drafts,
        frames=money.frames,
        says_why_many=bool(version.many_goals_why.strip()),
    )


def _section(section: PlanSection) -> SectionToCheck:
    return SectionToCheck(
        id=section.pk,
        title=section.title,
        is_required=section.is_required,
        is_written=bool(section.body),
        shows_goals=section.part == Part.GOALS,
    )


def _goal(edition: Any) -> GoalToCheck:
    links = edition.read_links
    return GoalToCheck(
        edition=edition.pk,
        wording=edition.wording,
        level=edition.goal.level_id,
        level_order=edition.goal.level.order,
        has_parent=bool(links),
        has_ground=bool(edition.read_grounds),
        undecided_parents=tuple(
            link.draft_wording or "–" for link in links if link.known_wording is None
        ),
        says_why_not_measured=bool(edition.measured_why_not.strip()),
        has_accountable=edition.answered,
        indicators=tuple(map(_indicator, edition.read_indicators)),
        has_need=bool(edition.need.strip()),
        has_wanted_result=bool(edition.wanted_result.strip()),
        lacks_activity=edition.lacks_activity,
        goal=edition.goal_id,
    )


def _indicator(edition: Any) -> IndicatorToCheck:
    return IndicatorToCheck(
        edition=edition.pk,
        name=edition.name,
        kind=edition.kind,
        years_with_target=frozenset(target.year for target in edition.read_targets),
        has_baseline=edition.baseline is not None,
        has_source=bool(edition.source.strip()),
        has_accountable=edition.answered,
    )
