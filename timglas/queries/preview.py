"""The status that a draft's indicator would have in a year, explained."""

from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import IndicatorEdition
from timglas.queries.collected import collected_for
from timglas.queries.measured import indicator_results
from timglas.queries.results import status_names
from timglas.queries.series import PeriodRow, series
from timglas.queries.views import IndicatorResult
from timglas.rules.status import Explanation, explain

PERIODS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Preview:
    """An indicator's result in a year as the draft would have it, with the rule in words.

    `rows` are the newest periods that have a value, newest first.
    """

    result: IndicatorResult
    explanation: Explanation
    rows: tuple[PeriodRow, ...]


def preview(viewer: Viewer, edition: IndicatorEdition, year: int) -> Preview:
    """Judge a draft's indicator for a year, with the outcomes known on the viewer's day."""
    goal = edition.goal_edition
    alone = IndicatorEdition.objects.filter(pk=edition.pk)
    (result,) = indicator_results(alone, viewer.today, year, names=status_names())[goal.pk]
    collection = collected_for(edition, until=viewer.today)
    rows = series(
        viewer,
        edition.indicator,
        result.frequency,
        targets={},
        wholes=collection.shown() if collection else {},
        until=viewer.today.year,
    )
    return Preview(
        result,
        explain(result.verdict, unit=edition.measure_unit, decimals=edition.decimals),
        tuple(row for row in rows if row.value is not None)[:PERIODS_SHOWN],
    )
