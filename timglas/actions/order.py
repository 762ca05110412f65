"""Moving a row among its siblings."""

from collections.abc import Iterable

from django.db.models import QuerySet

from timglas.models import DevelopmentArea, GoalEdition, IndicatorEdition, TemplateSection

type Ranked = DevelopmentArea | GoalEdition | IndicatorEdition | TemplateSection


def move_among[M: (DevelopmentArea, GoalEdition, IndicatorEdition, TemplateSection)](
    siblings: QuerySet[M], row: M, steps: int
) -> None:
    """Move a row some steps (down is above zero) and number all siblings from 1.

    A step beyond an end leaves the row at that end.
    """
    rows = list(siblings.order_by("order", "pk"))
    here = rows.index(row)
    there = min(max(here + steps, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    number_from_one(rows)
    row.order = there + 1


def number_from_one(rows: Iterable[Ranked]) -> None:
    """Number rows from 1 in the order they lie."""
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])
