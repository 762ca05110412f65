"""An indicator that the units below report, each for itself."""

from typing import Any

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator
from timglas.models import (
    AggregationChoice,
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


def collected(cast: Cast, **more: Any) -> Indicator:
    """The committee's monthly indicator that every school reports."""
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, plan, committee)
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="3 §", by=cast.controller, at=NOW)
    edition = add_indicator(goal_edition=goal, by=cast.controller, at=NOW, **(DEFINITION | more))
    decide(cast, plan)
    return edition.indicator
