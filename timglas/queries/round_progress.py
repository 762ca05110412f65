"""How many of the values that a round asks each unit for are reported."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from timglas.models import (
    AggregationChoice,
    CollectedFrom,
    IndicatorEdition,
    Outcome,
    PlanVersion,
    Provider,
    Sex,
)
from timglas.queries.placed import Placements, places_between
from timglas.rules.periods import Frequency, latest_ended

type Asked = tuple[int, int, date]  # indicator, unit and the period's first day


@dataclass(frozen=True, slots=True)
class Progress:
    """How many values a unit is asked for, and how many of them are reported."""

    wanted: int = 0
    reported: int = 0


def progress_of(as_of: date) -> dict[int, Progress]:
    """What each unit is asked for of the year's periods that ended by a day. Three queries."""
    asked = set(_asked(as_of))
    rows = Outcome.objects.current().filter(
        period_end__gte=date(as_of.year, 1, 1),
        period_end__lte=as_of,
        sex=Sex.ALL,
        provider=Provider.ALL,
    )
    reported = set(rows.values_list("indicator_id", "unit_id", "period_start"))
    wanted = Counter(unit for _indicator, unit, _start in asked)
    done = Counter(unit for _indicator, unit, _start in asked & reported)
    return {unit: Progress(count, done[unit]) for unit, count in wanted.items()}


def _asked(as_of: date) -> Iterator[Asked]:
    placed = Placements(places_between(as_of, as_of))
    for edition in _editions(as_of).values():
        indicator, unit, frequency, collected, aggregation = edition
        period = latest_ended(as_of + timedelta(days=1), Frequency(frequency))
        if period.year != as_of.year:
            continue
        is_collected = collected == CollectedFrom.UNITS
        below = placed.reporting(unit, as_of) if is_collected else frozenset()
        # What the units below make a whole of is not asked of the unit above.
        if not below or aggregation == AggregationChoice.NONE:
            yield indicator, unit, period.start
        for one in below:
            yield indicator, one, period.start


def _editions(as_of: date) -> dict[int, tuple[int, int, str, str, str]]:
    """The newest plan's edition of each indicator that governs the year."""
    versions = PlanVersion.objects.in_force(year=as_of.year, on=as_of)
    rows = IndicatorEdition.objects.filter(goal_edition__version__in=versions)
    ordered = rows.annotate(year=F("goal_edition__version__plan__first_year")).order_by(
        "year", "pk"
    )
    fields = ("indicator_id", "indicator__unit_id", "frequency", "collected_from", "aggregation")
    return {row[0]: row for row in ordered.values_list(*fields)}
