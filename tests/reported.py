"""The planned cast with values: what results, goals and reporting are tested on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator
from tests.planned import Planned, plan_everything, report_year
from timglas.actions.decisions import record_decision
from timglas.actions.indicators import assign_indicator
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import decide_plan
from timglas.models import Goal, GoalLevel, IndicatorEdition
from timglas.rules.periods import Frequency, Period


@dataclass(frozen=True, slots=True)
class Reported:
    """The plans, the committee's yearly indicator, and its values for 2022 and 2023."""

    planned: Planned
    edition: IndicatorEdition

    @property
    def cast(self) -> Cast:
        """Units and people."""
        return self.planned.cast


def report_some(cast: Cast) -> Reported:
    """Report 2022 and 2023; the head answers for the indicator."""
    planned = plan_everything(cast)
    report_year(planned, 2022, "85.2")
    report_year(planned, 2023, "83.6")
    start = NOW.date().replace(month=1, day=1)
    assign_indicator(indicator=planned.indicator, person=cast.head, on=start, by=cast.admin, at=NOW)
    return Reported(planned, planned.indicator.editions.get())


def add_school(cast: Cast, parent: Goal, *, indicators: int) -> None:
    """Decide a plan of Ekskolan with one goal and some yearly indicators, each with a value."""
    plan = draft_operational_plan(cast, cast.ek)
    goal = make_goal(
        cast, plan, GoalLevel.objects.get(order=3), "Matematik för alla", parent=parent
    )
    editions = [make_indicator(cast, goal, f"Prov {number}") for number in range(indicators)]
    decision = record_decision(
        body=cast.ek, decided_on=date(2024, 12, 20), official=cast.head, by=cast.head, at=NOW
    )
    decide_plan(version=plan, decision=decision, by=cast.head, at=NOW)
    for edition in editions:
        report_outcome(
            indicator=edition.indicator,
            period=Period(Frequency.YEAR, 2023),
            value=Decimal(90),
            by=cast.head,
            at=NOW,
        )
