"""Activities under the goals of `tests.planned`."""

from datetime import date
from typing import Any

from tests.cast import NOW
from tests.planned import Planned
from timglas.actions.activities import add_activity
from timglas.models import Activity


def make_activity(planned: Planned, **more: Any) -> Activity:
    """The school's activity from February to December, which its manager answers for."""
    cast = planned.cast
    fields: dict[str, Any] = {
        "goal": planned.reading,
        "person": cast.manager,
        "unit": cast.bjork,
        "name": "Läsgrupper i årskurs 2",
        "description": "Tre pass i veckan.",
        "expected_effect": "Fler läser flytande före trean.",
        "indicator": None,
        "starts_on": date(2025, 2, 1),
        "ends_on": date(2025, 12, 19),
        "by": cast.manager,
        "at": NOW,
    }
    return add_activity(**fields | more)
