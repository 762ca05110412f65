"""What opening a round would do: which units it is for, and when each level is due."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from timglas.models import Round
from timglas.queries.placed import places_between
from timglas.rules.rounds import Days, due_days
from timglas.rules.tree import arrange, walk


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """The units of a round with their depths, and the last day of each depth, the top's first."""

    depths: dict[int, int]
    due: tuple[date, ...]

    @property
    def levels(self) -> tuple[tuple[int, int, date], ...]:
        """Depth, how many units there are and their last day, in order of time."""
        count = Counter(self.depths.values())
        return tuple((depth, count[depth], self.due[depth]) for depth in sorted(count)[::-1])


def round_plan(*, as_of: date, begins: date, days: Days) -> RoundPlan:
    """Which units there were on a day, and when they are due. One query, kept."""
    there = [place for place in places_between(as_of, as_of) if place.holds(as_of)]
    tree = arrange(
        there,
        key=lambda place: place.unit,
        parent=lambda place: place.parent,
        order=lambda place: place.unit,
    )
    depths = {node.item.unit: node.depth for node in walk(tree)}
    return RoundPlan(depths, due_days(begins, max(depths.values(), default=0), days))


def is_begun(opened: Round) -> bool:
    """Whether a unit is ready in a round, or a body has received it. Two queries at most."""
    return opened.units.exclude(ready_at=None).exists() or opened.receipts.exists()
