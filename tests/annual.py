"""A year in which one indicator was renamed, one removed and one added, and its annual report."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from tests.reports import GOALS, write
from tests.rounds import DAYS, TOLD, row_of
from timglas.actions.decisions import record_decision
from timglas.actions.goals import add_ground
from timglas.actions.indicators import edit_indicator, remove_indicator
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import decide_plan, revise_plan
from timglas.actions.report_steps import review_report, submit_report
from timglas.actions.round_kinds import add_round_kind
from timglas.actions.rounds import open_round
from timglas.models import Goal, GroundKind, Indicator, Plan, Report, Unit
from timglas.rules.periods import Frequency, Period

LATER = datetime(2026, 2, 10, 9, 0, tzinfo=NOW.tzinfo)
YEAR_END = date(2025, 12, 31)
SAFE, CALM, READ = "Trygga elever", "Studiero", "Läsförståelse"
SAFE_NOW = "Elever som känner sig trygga"
WHY = f"{SAFE} heter nu som i enkäten. {CALM} mäts inte längre, men {READ} gör det."


@dataclass(frozen=True, slots=True)
class AnnualYear:
    """The committee's goal and its indicators of 2025: renamed, removed, added; and its plan."""

    cast: Cast
    plan: Plan
    goal: Goal
    safe: Indicator
    calm: Indicator
    read: Indicator


def annual_year(cast: Cast) -> AnnualYear:
    """Decide the committee's plan in November, and change its indicators in May."""
    _council, committee, _unit = make_levels(cast)
    first = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, first, committee, "Alla elever är trygga")
    ground = {"kind": GroundKind.MANDATE, "reference": "Reglemente 3 §"}
    add_ground(edition=goal, **ground, by=cast.controller, at=NOW)
    safe, calm = (make_indicator(cast, goal, name).indicator for name in (SAFE, CALM))
    decide(cast, first)
    again = revise_plan(plan=first.plan, valid_from=date(2025, 5, 21), by=cast.controller, at=NOW)
    edition = again.goal_editions.get()
    renamed, removed = edition.indicators.order_by("pk")
    edit_indicator(edition=renamed, name=SAFE_NOW, by=cast.controller, at=NOW)
    remove_indicator(edition=removed, by=cast.controller, at=NOW)
    read = make_indicator(cast, edition, READ).indicator
    decision = record_decision(
        body=cast.bun, decided_on=date(2025, 5, 20), paragraph="61", by=cast.registrar, at=NOW
    )
    decide_plan(version=again, decision=decision, by=cast.registrar, at=NOW)
    return AnnualYear(cast, first.plan, goal.goal, safe, calm, read)


def report_value(year: AnnualYear, indicator: Indicator, value: str, of: int = 2025) -> None:
    """Report what an indicator came to."""
    report_outcome(
        indicator=indicator,
        period=Period(Frequency.YEAR, of),
        value=Decimal(value),
        source="Enkät",
        by=year.cast.head,
        at=LATER,
    )


def annual_report(cast: Cast, unit: Unit, **more: Any) -> Report:
    """A unit's annual report, not written."""
    told = {"name": "Årsredovisning", "month": 12, "law": "annual_report"}
    kind = add_round_kind(by=cast.controller, at=LATER, **TOLD | told | more)
    opened = open_round(
        kind=kind, as_of=YEAR_END, begins=YEAR_END, days=DAYS, by=cast.controller, at=LATER
    )
    return row_of(opened, unit).report


def reviewed(cast: Cast, report: Report, text: str = "Målen nås.") -> Report:
    """A report that is written and waits to be approved."""
    write(report, cast.controller)
    write(report, cast.controller, text, GOALS)
    submit_report(report=report, by=cast.controller, at=LATER)
    review_report(report=report, by=cast.controller, at=LATER)
    return report
