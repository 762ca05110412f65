"""The values of the last years, for the indicators that a page draws."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Q

from timglas.models import IndicatorEdition
from timglas.queries.collected import collections_of, gathered
from timglas.queries.measured import first_day, known_outcomes
from timglas.queries.views import IndicatorResult
from timglas.rules.periods import Frequency, Period, period_of

type Series = tuple[tuple[Period, Decimal], ...]


def with_series(
    indicators: Iterable[IndicatorResult], *, year: int, as_of: date
) -> tuple[IndicatorResult, ...]:
    """The indicators, each with its series as known on a day of the year. Two to four queries."""
    shown = tuple(indicators)
    known = _series([indicator.edition_id for indicator in shown], year=year, until=as_of)
    return tuple(replace(i, series=known.get(i.edition_id, ())) for i in shown)


def _series(ids: Sequence[int], *, year: int, until: date) -> dict[int, Series]:
    """The values of each edition's indicator at its own unit since three years, oldest first.

    Where the units below report and the unit has no value of its own, the whole is its value.
    """
    started = "indicator__breaks__period_start"
    editions = list(
        IndicatorEdition.objects.filter(pk__in=ids)
        .select_related("indicator")
        .annotate(broken_on=Max(started, filter=Q(**{f"{started}__lte": until})))
    )
    collected = collections_of(
        gathered(editions), first=first_day(year), until=until, only_full=True
    )
    rows = known_outcomes(first=first_day(year), until=until).filter(
        indicator__in={e.indicator_id for e in editions}, unit=F("indicator__unit")
    )
    reported: dict[int, list[tuple[date, Decimal | None]]] = defaultdict(list)
    for indicator, end, value in rows.values_list("indicator_id", "period_end", "value"):
        reported[indicator].append((end, value))
    found = {}
    for edition in editions:
        wholes = collected.get(edition.indicator_id)
        values = wholes.complete() if wholes else {}
        for end, value in reported[edition.indicator_id]:
            if value is not None:
                values[period_of(end, Frequency(edition.frequency))] = value
        start = edition.broken_on or date.min
        found[edition.pk] = tuple(sorted((p, v) for p, v in values.items() if p.start >= start))
    return found
