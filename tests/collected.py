"""An indicator that the units below report, each for itself."""

from decimal import Decimal
from typing import Any

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator, set_target
from timglas.models import (
    AggregationChoice,
    BasisChoice,
    CollectedFrom,
    DirectionChoice,
    FrequencyChoice,
    GroundKind,
    Indicator,
    IndicatorKind,
)

DEFINITION: dict[str, Any] = {
    "name": "Frånvaro",
    "measure_unit": "st",
    "direction": DirectionChoice.DOWN,
    "kind": IndicatorKind.RESULT,
    "frequency": FrequencyChoice.MONTH,
    "source": "Skolorna",
    "collected_from": CollectedFrom.UNITS,
    "aggregation": AggregationChoice.SUM,
}


def collected(
    cast: Cast, *, at_most: Decimal | None = None, decided: bool = True, **more: Any
) -> Indicator:
    """The committee's monthly indicator that every school reports; `at_most` is 2025's target."""
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, plan, committee)
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="3 §", by=cast.controller, at=NOW)
    edition = add_indicator(goal_edition=goal, by=cast.controller, at=NOW, **(DEFINITION | more))
    if at_most is not None:
        set_target(
            edition=edition,
            year=2025,
            low=None,
            high=at_most,
            basis=BasisChoice.EACH_PERIOD,
            by=cast.controller,
            at=NOW,
        )
    if decided:
        decide(cast, plan)
    return edition.indicator
