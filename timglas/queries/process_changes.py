"""The changes of the process behind an indicator, as the viewer may see them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Indicator, ProcessChange
from timglas.queries.views import PersonView, person_view


@dataclass(frozen=True, slots=True)
class ProcessChangeView:
    """From this day on the work is done in another way. `withdrawn` is why it was taken back."""

    id: int
    on: date
    reason: str
    by: PersonView
    made_on: date
    withdrawn: str = ""


def process_changes(viewer: Viewer, indicator: Indicator) -> tuple[ProcessChangeView, ...]:
    """An indicator's changes, oldest first, those taken back among them. One query."""
    rows = (
        ProcessChange.objects.filter(indicator=indicator, withdraws=None)
        .select_related("made_by", "withdrawn_by")
        .order_by("period_start", "pk")
    )
    return tuple(_view(viewer, row) for row in rows)


def _view(viewer: Viewer, row: ProcessChange) -> ProcessChangeView:
    by, withdrawal = row.made_by, getattr(row, "withdrawn_by", None)
    return ProcessChangeView(
        id=row.pk,
        on=row.period_start,
        reason=row.reason,
        by=person_view(viewer, id=by.pk, name=by.name, title=by.title),
        made_on=timezone.localdate(row.made_at),
        withdrawn=withdrawal.reason if withdrawal else "",
    )
