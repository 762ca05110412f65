"""Moving a row among its siblings."""

from django.db.models import QuerySet

from timglas.models import GoalEdition, IndicatorEdition, TemplateSection


def move_among[M: (GoalEdition, IndicatorEdition, TemplateSection)](
    siblings: QuerySet[M], row: M, steps: int
) -> None:
    """Move a row some steps (down is above zero) and number all siblings from 1.

    A step beyond an end leaves the row at that end.
    """
    rows = list(siblings.order_by("order", "pk"))
    here = rows.index(row)
    there = min(max(here + steps, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    for number, sibling in enumerate(rows, start=1):
        if sibling.order != number:
            sibling.order = number
            sibling.save(update_fields=["order"])
    row.order = there + 1
