"""A committee's monthly indicator with enough values for limits: a signal in September 2025."""

from decimal import Decimal
from typing import Any

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator
from timglas.actions.outcomes import report_outcome
from timglas.models import GroundKind, Indicator
from timglas.rules.periods import Frequency, Period, between

FIRST, LAST = Period(Frequency.MONTH, 2024, 1), Period(Frequency.MONTH, 2025, 9)
SHIFT = Period(Frequency.MONTH, 2025, 3)
BEFORE, AFTER = ("10", "12"), ("20", "22")


def measure_monthly(cast: Cast, **changes: Any) -> Indicator:
    """The values go up and down between 10 and 12, from March 2025 between 20 and 22.

    `changes` are of the indicator's definition.
    """
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    signature = {"by": cast.controller, "at": NOW}
    goal = make_goal(cast, plan, committee)
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="Reglemente 3 §", **signature)
    edition = add_indicator(
        goal_edition=goal,
        name="Dagar till besked",
        measure_unit="dagar",
        decimals=0,
        direction="down",
        kind="result",
        frequency="month",
        source="Ärendesystemet",
        **changes,
        **signature,
    )
    decide(cast, plan)
    for number, period in enumerate(between(FIRST, LAST)):
        values = AFTER if period >= SHIFT else BEFORE
        report_outcome(
            indicator=edition.indicator,
            period=period,
            value=Decimal(values[number % 2]),
            **signature,
        )
    return edition.indicator
