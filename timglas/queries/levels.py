"""The levels of the goal chain, as they are set up."""

from dataclasses import dataclass

from django.db.models import Count

from timglas.models import GoalLevel, UnitKind


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with who may have goals on it and how many goals there are."""

    id: int
    order: int
    name: str
    kinds: str
    healthy_count: int
    goals: int


def levels() -> list[LevelRow]:
    """All levels from the top. One query."""
    rows = GoalLevel.objects.annotate(count=Count("goals")).order_by("order")
    return [
        LevelRow(
            id=level.pk,
            order=level.order,
            name=level.name,
            kinds=", ".join(str(UnitKind(kind).label) for kind in level.unit_kinds),
            healthy_count=level.healthy_count,
            goals=level.count,
        )
        for level in rows
    ]
