"""Choosing which indicator speaks for a goal to the public."""

from datetime import datetime

from django.db import transaction

from timglas.actions.audit import record
from timglas.models import ChosenFigure, Goal, Indicator, Person


@transaction.atomic
def choose_figure(*, goal: Goal, indicator: Indicator | None, by: Person, at: datetime) -> None:
    """Let an indicator speak for a goal on the open start; None lets the rule choose."""
    before = ChosenFigure.objects.filter(goal=goal).select_related("indicator").first()
    if indicator is None:
        ChosenFigure.objects.filter(goal=goal).delete()
    else:
        ChosenFigure.objects.update_or_create(goal=goal, defaults={"indicator": indicator})
    record(
        "choose_figure",
        goal,
        by=by,
        at=at,
        unit=goal.unit,
        before={"indicator": str(before.indicator) if before else None},
        after={"indicator": str(indicator) if indicator else None},
    )
