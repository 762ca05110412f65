"""What the measuring of plans makes up: a plan of the council's with everything in it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from timglas.actions.plan_copies import copy_editions
from timglas.actions.plans import draft_plan
from timglas.models import (
    BudgetAmount,
    BudgetFrame,
    BudgetLine,
    GoalEdition,
    Ground,
    GroundKind,
    IndicatorEdition,
    Person,
    PlanKind,
    PlanVersion,
    Unit,
    UnitKind,
)
from timglas.queries.year_changes import sources
from timglas.rules.budget import FrameKind, LineKind

COMMON_GOALS = 3_000
MILLION = Decimal(1_000_000)
CHANGED = 10  # every tenth goal is worded anew


@transaction.atomic
def draft_common_plan(year: int, by: Person) -> PlanVersion:
    """A draft of the council's with 3,000 goals of this year's plans, frames, budget and texts."""
    council = Unit.objects.get(kind=UnitKind.COUNCIL)
    signature = {"by": by, "at": timezone.now()}
    draft = draft_plan(
        unit=council,
        kind=PlanKind.OPERATIONAL,
        first_year=year,
        valid_from=date(year, 1, 1),
        **signature,
    )
    draft.sections.update(body="Så här är det, och så här ska det bli. " * 40)
    found = sources(list(Unit.objects.values_list("pk", flat=True)), year)
    first = GoalEdition.objects.filter(version__in=found).order_by("goal_id")
    chosen = list(first.values_list("pk", "version_id")[:COMMON_GOALS])
    editions = GoalEdition.objects.filter(pk__in=[pk for pk, _version in chosen])
    copy_editions(editions, dict.fromkeys((version for _pk, version in chosen), draft))
    without = draft.goal_editions.filter(links=None, grounds=None)
    Ground.objects.bulk_create(
        Ground(edition=goal, kind=GroundKind.MANDATE, reference="Reglementet 3 §")
        for goal in without
    )
    _give_budget(draft)
    return draft


def _give_budget(draft: PlanVersion) -> None:
    years = range(draft.plan.first_year, draft.plan.last_year + 1)
    kinds = (UnitKind.COUNCIL, UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE)
    BudgetFrame.objects.bulk_create(
        BudgetFrame(version=draft, unit=unit, kind=kind.value, year=year, amount=MILLION * unit.pk)
        for unit in Unit.objects.filter(kind__in=kinds)
        for kind in (FrameKind.OPERATING, FrameKind.INVESTMENT)
        for year in years
    )
    lines = BudgetLine.objects.bulk_create(
        BudgetLine(version=draft, kind=kind.value, name=kind.name_in_words, order=order)
        for order, kind in enumerate(LineKind, 1)
    )
    BudgetAmount.objects.bulk_create(
        BudgetAmount(line=line, year=year, amount=MILLION) for line in lines for year in years
    )


def change_goals(version: PlanVersion) -> int:
    """Word every tenth goal of a draft anew, and rename an indicator of each; how many goals."""
    goals = list(version.goal_editions.order_by("pk")[::CHANGED])
    for goal in goals:
        goal.wording = f"{goal.wording}, och det ska märkas redan i år"
    GoalEdition.objects.bulk_update(goals, ["wording"])
    lines = list(IndicatorEdition.objects.filter(goal_edition__in=goals, order=1))
    for line in lines:
        line.name = f"{line.name}, andel"
    IndicatorEdition.objects.bulk_update(lines, ["name"])
    return len(goals)
