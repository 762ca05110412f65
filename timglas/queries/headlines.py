"""The sentence that somebody has written above an indicator's chart."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Headline
from timglas.queries.indicators import IndicatorPage
from timglas.queries.views import PersonView, person_view
from timglas.rules.periods import Period


@dataclass(frozen=True, slots=True)
class OwnHeadline:
    """A sentence, who wrote it and when; `holds` while no newer value is shown than it knew of."""

    sentence: str
    by: PersonView
    on: date
    holds: bool


def newest_period(page: IndicatorPage) -> Period | None:
    """The newest period with a value on a page."""
    return next((row.period for row in page.rows if row.value is not None), None)


def own_headline(viewer: Viewer, page: IndicatorPage) -> OwnHeadline | None:
    """The newest sentence for an indicator; None when the rule has the word. One query."""
    newest = newest_period(page)
    rows = Headline.objects.filter(indicator=page.result.id).select_related("written_by")
    row = rows.order_by("pk").last()
    if newest is None or row is None or not row.sentence:
        return None
    by = row.written_by
    return OwnHeadline(
        sentence=row.sentence,
        by=person_view(viewer, id=by.pk, name=by.name, title=by.title),
        on=timezone.localdate(row.written_at),
        holds=row.period_end == newest.end,
    )
