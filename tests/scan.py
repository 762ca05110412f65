"""What units have seen, written down by the actions themselves, for tests that need it."""

from datetime import date
from typing import Any

from tests.cast import NOW, Cast
from timglas.actions.scan import add_area, add_observation
from timglas.models import DevelopmentArea, Observation, Unit
from timglas.rules.scan import Certainty, Effect, Horizon


def make_observation(cast: Cast, **more: Any) -> Observation:
    """The school has seen that fewer children are born, which is likely to mean much."""
    fields: dict[str, Any] = {
        "unit": cast.bjork,
        "title": "Färre barn börjar skolan",
        "text": "Klasserna blir mindre.",
        "source": "Befolkningsprognosen",
        "link": "https://exempelby.example/prognos",
        "observed_on": date(2025, 3, 14),
        "horizon": Horizon.LONG,
        "effect": Effect.LARGE,
        "certainty": Certainty.LIKELY,
        "is_current": True,
        "by": cast.manager,
        "at": NOW,
    }
    return add_observation(**fields | more)


def make_area(
    cast: Cast,
    name: str = "Mindre klasser",
    *seen: Observation,
    unit: Unit | None = None,
    year: int = 2026,
) -> DevelopmentArea:
    """The school chooses to develop something in a year."""
    return add_area(
        unit=unit or cast.bjork,
        year=year,
        name=name,
        text="Läraren hinner med fler.",
        observations=seen,
        by=cast.manager,
        at=NOW,
    )
