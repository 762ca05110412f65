"""Storing the whole budget of a version, and copying it to another."""

from timglas.models import BudgetAmount, BudgetFrame, BudgetLine, PlanVersion
from timglas.queries.budget import budget_of
from timglas.rules.budget import Budget


def copy_frames(source: PlanVersion, copy: PlanVersion) -> None:
    """Let a new version begin with another's frames and lines, for the years that it has."""
    store_budget(copy, budget_of(source))


def store_budget(version: PlanVersion, budget: Budget) -> None:
    """Put a budget in the place of the one that a draft holds; other years than the plan's fall."""
    forget_budget(version)
    years = range(version.plan.first_year, version.plan.last_year + 1)
    BudgetFrame.objects.bulk_create(
        BudgetFrame(
            version=version, unit_id=frame.unit, kind=frame.kind.value, year=year, amount=amount
        )
        for frame in budget.frames
        for year, amount in frame.amounts.items()
        if year in years
    )
    for order, line in enumerate(budget.lines, start=1):
        row = BudgetLine.objects.create(
            version=version, kind=line.kind.value, name=line.name, order=order
        )
        BudgetAmount.objects.bulk_create(
            BudgetAmount(line=row, year=year, amount=amount)
            for year, amount in line.amounts.items()
            if year in years
        )


def forget_budget(version: PlanVersion) -> None:
    """Remove the budget of a draft."""
    BudgetFrame.objects.filter(version=version).delete()
    BudgetAmount.objects.filter(line__version=version).delete()
    BudgetLine.objects.filter(version=version).delete()
