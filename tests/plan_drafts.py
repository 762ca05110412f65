"""Drafts to decide, made by the actions themselves, for tests that need plans."""

from datetime import date
from decimal import Decimal

from tests.cast import NOW, Cast
from timglas.actions.decisions import record_decision
from timglas.actions.goals import add_goal, link_goal
from timglas.actions.indicators import add_indicator, set_target
from timglas.actions.levels import add_level
from timglas.actions.periods import add_term
from timglas.actions.plans import decide_plan, draft_plan, edit_version
from timglas.models import (
    Decision,
    DirectionChoice,
    FrequencyChoice,
    Goal,
    GoalEdition,
    GoalLevel,
    IndicatorEdition,
    IndicatorKind,
    Perspective,
    PlanKind,
    PlanVersion,
    Term,
    Unit,
    UnitKind,
)

NEW_YEAR = date(2025, 1, 1)


def make_levels(cast: Cast) -> tuple[GoalLevel, GoalLevel, GoalLevel]:
    """The council's level, that of committees and companies, and that of departments and units."""
    rows = (
        ("Fullmäktigemål", [UnitKind.COUNCIL]),
        ("Nämndmål", [UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY]),
        ("Verksamhetsmål", [UnitKind.DEPARTMENT, UnitKind.UNIT]),
    )
    council, committee, unit = (
        add_level(
            name=name,
            plural=name,
            order=order,
            unit_kinds=kinds,
            healthy_count=2,
            by=cast.admin,
            at=NOW,
        )
        for order, (name, kinds) in enumerate(rows, start=1)
    )
    return council, committee, unit


def make_term(cast: Cast) -> Term:
    """The term 2023–2026."""
    return add_term(first_year=2023, last_year=2026, by=cast.admin, at=NOW)


def draft_term_plan(cast: Cast, *, vision: str = "En kommun att växa i.") -> PlanVersion:
    """The council's term plan with a vision, without goals."""
    version = draft_plan(
        unit=cast.kf,
        kind=PlanKind.TERM,
        first_year=2023,
        valid_from=date(2023, 1, 1),
        term=make_term(cast),
        by=cast.controller,
        at=NOW,
    )
    edit_version(
        version=version,
        vision=vision,
        core_values="Tillit, mod och omtanke.",
        introduction="",
        valid_from=version.valid_from,
        by=cast.controller,
        at=NOW,
    )
    return version


def draft_operational_plan(cast: Cast, unit: Unit, *, first_year: int = 2025) -> PlanVersion:
    """A unit's plan for three years, empty."""
    return draft_plan(
        unit=unit,
        kind=PlanKind.OPERATIONAL,
        first_year=first_year,
        valid_from=date(first_year, 1, 1),
        by=cast.controller,
        at=NOW,
    )


def make_goal(
    cast: Cast,
    version: PlanVersion,
    level: GoalLevel,
    wording: str = "Alla elever når målen",
    *,
    parent: Goal | None = None,
) -> GoalEdition:
    """A goal of a draft, linked to a parent if one is given."""
    edition = add_goal(
        version=version,
        level=level,
        wording=wording,
        perspective=Perspective.SERVICE,
        by=cast.controller,
        at=NOW,
    )
    if parent:
        link_goal(
            edition=edition,
            parent=parent,
            contribution="Skolan ger alla en grund att stå på.",
            is_primary=True,
            by=cast.controller,
            at=NOW,
        )
    return edition


def make_indicator(
    cast: Cast,
    goal: GoalEdition,
    name: str = "Behöriga till gymnasiet",
    *,
    target: Decimal | None = Decimal(88),
) -> IndicatorEdition:
    """A yearly share where more is better, with a target for the plan's first year."""
    edition = add_indicator(
        goal_edition=goal,
        name=name,
        measure_unit="%",
        decimals=1,
        direction=DirectionChoice.UP,
        kind=IndicatorKind.RESULT,
        frequency=FrequencyChoice.YEAR,
        source="Skolverket",
        by=cast.controller,
        at=NOW,
    )
    if target is not None:
        set_target(
            edition=edition,
            year=goal.version.plan.first_year,
            low=target,
            high=None,
            by=cast.controller,
            at=NOW,
        )
    return edition


def make_decision(cast: Cast, body: Unit, *, decided_on: date = date(2024, 11, 25)) -> Decision:
    """A political decision, § 142."""
    return record_decision(
        body=body,
        decided_on=decided_on,
        paragraph="142",
        registry_number="KS 2024/310",
        by=cast.registrar,
        at=NOW,
    )


def decide(cast: Cast, version: PlanVersion) -> PlanVersion:
    """Decide a political body's draft."""
    decision = make_decision(cast, version.plan.unit)
    decide_plan(version=version, decision=decision, by=cast.registrar, at=NOW)
    return version
