"""The council's plan, gathered to be checked against what kommunallagen asks of a budget."""

from django.db.models import Q

from timglas.models import (
    Appropriation,
    GoalEdition,
    Perspective,
    PlanVersion,
    Unit,
    UnitKind,
)
from timglas.queries.budget import budget_of, plan_years
from timglas.rules.budget_law import BudgetToCheck, LawPoint, law_points


def budget_law(version: PlanVersion) -> tuple[LawPoint, ...]:
    """Every point of the act for a version of the council's plan. Six queries."""
    plan, budget = version.plan, budget_of(version)
    goals = _goals(version)
    companies = Unit.objects.open_on(version.valid_from).filter(kind=UnitKind.COMPANY)
    told = {frame.unit for frame in budget.frames}
    names = dict(companies.order_by("code").values_list("pk", "name"))
    return law_points(
        BudgetToCheck(
            years=plan_years(version),
            budget=budget,
            goals=tuple(wording for wording, _perspective in goals),
            financial_goals=tuple(w for w, perspective in goals if perspective == FINANCIAL),
            companies=len(names),
            silent_companies=tuple(name for pk, name in names.items() if pk not in told),
            decided_on=version.decision.decided_on if version.decision else None,
            appropriations=Appropriation.objects.filter(version__plan=plan).count(),
        )
    )


FINANCIAL = Perspective.ECONOMY.value


def _goals(version: PlanVersion) -> list[tuple[str, str]]:
    """The council's goals for the plan's first year, in the plan itself or in the term plan."""
    plan = version.plan
    governing = PlanVersion.objects.in_force(year=plan.first_year, on=version.valid_from)
    where = Q(version=version) | Q(version__in=governing.values("pk"))
    rows = GoalEdition.objects.filter(where, version__plan__unit=plan.unit).order_by("order", "pk")
    return list(rows.values_list("wording", "perspective"))
