"""The cast with decided plans: a thread from the vision to a school, and one loose goal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.decisions import record_decision
from timglas.actions.goals import add_ground, assign_goal, link_goal
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import decide_plan
from timglas.models import Goal, GoalLevel, GroundKind, Indicator
from timglas.rules.periods import Frequency, Period


@dataclass(frozen=True, slots=True)
class Planned:
    """The goals by place: two of the council, two of the committee (one loose), one of a school."""

    cast: Cast
    young: Goal
    attractive: Goal
    eligible: Goal
    loose: Goal
    reading: Goal
    indicator: Indicator


def plan_everything(cast: Cast) -> Planned:
    """Decide the council's term plan and the plans of the committee and a school for 2025."""
    council, committee, unit = make_levels(cast)
    term = draft_term_plan(cast)
    young = make_goal(cast, term, council, "Unga får en bra start")
    attractive = make_goal(cast, term, council, "En attraktiv kommun")
    decide(cast, term)
    plan = draft_operational_plan(cast, cast.bun)
    eligible = make_goal(cast, plan, committee, "Alla når gymnasiet", parent=young.goal)
    link_goal(
        edition=eligible,
        parent=attractive.goal,
        contribution="Bra skolor lockar familjer.",
        is_primary=False,
        by=cast.controller,
        at=NOW,
    )
    loose = make_goal(cast, plan, committee, "Kulturskola för alla")
    add_ground(
        edition=loose,
        kind=GroundKind.MANDATE,
        reference="Reglemente 3 §",
        by=cast.controller,
        at=NOW,
    )
    indicator = make_indicator(cast, eligible).indicator
    decide(cast, plan)
    reading = _school_plan(cast, unit, eligible.goal)
    assign_goal(goal=eligible.goal, person=cast.head, on=date(2025, 1, 1), by=cast.admin, at=NOW)
    return Planned(cast, young.goal, attractive.goal, eligible.goal, loose.goal, reading, indicator)


def _school_plan(cast: Cast, level: GoalLevel, parent: Goal) -> Goal:
    plan = draft_operational_plan(cast, cast.bjork)
    reading = make_goal(cast, plan, level, "Alla läser i trean", parent=parent)
    decision = record_decision(
        body=cast.bjork,
        decided_on=date(2024, 12, 20),
        official=cast.manager,
        by=cast.manager,
        at=NOW,
    )
    decide_plan(version=plan, decision=decision, by=cast.manager, at=NOW)
    return reading.goal


def report_year(planned: Planned, year: int, value: str) -> None:
    """Report the committee's yearly share."""
    report_outcome(
        indicator=planned.indicator,
        period=Period(Frequency.YEAR, year),
        value=Decimal(value),
        source="Skolverket",
        by=planned.cast.head,
        at=NOW,
    )
