"""The known values of indicators at their own units, as far back as a forecast looks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Q

from timglas.models import IndicatorEdition, PlanVersion, Sex, Target
from timglas.queries.collected import collections_of, gathered
from timglas.queries.measured import known_outcomes
from timglas.rules.forecasts import Measured
from timglas.rules.judgement import Accumulation, Basis
from timglas.rules.periods import Frequency, Period, period_of

YEARS_BACK = 10


@dataclass(frozen=True, slots=True)
class History:
    """An indicator's values for all, how it is measured, and from when values compare."""

    indicator_id: int
    unit_id: int
    measured: Measured
    since: date
    values: dict[Period, Decimal]


def histories(indicators: Collection[int], *, year: int, until: date) -> tuple[History, ...]:
    """The histories of those indicators that a plan in force on a day has. Three to seven queries.

    Where the units below report and the unit has no value of its own, the whole is its value.
    """
    first, last = date(year - YEARS_BACK, 1, 1), min(until, date(year, 12, 31))
    editions = _editions(indicators, year=year, on=last)
    bases = _bases(editions.values(), year)
    collected = collections_of(gathered(editions.values()), first=first, until=last, only_full=True)
    rows = known_outcomes(first=first, until=last).filter(
        indicator__in=editions, unit=F("indicator__unit")
    )
    reported: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for indicator, end, value in rows.values_list("indicator_id", "period_end", "value"):
        reported[indicator].append((end, value or Decimal(0)))
    return tuple(
        History(
            indicator_id=pk,
            unit_id=edition.indicator.unit_id,
            measured=Measured(
                Accumulation(edition.accumulation),
                bases.get(edition.pk, Basis.EACH_PERIOD),
                edition.measure_unit,
            ),
            since=edition.broken_on or date.min,  # type: ignore[attr-defined]
            values=(collected[pk].complete() if pk in collected else {})
            | {period_of(end, Frequency(edition.frequency)): v for end, v in reported[pk]},
        )
        for pk, edition in editions.items()
    )


def _editions(indicators: Collection[int], *, year: int, on: date) -> dict[int, IndicatorEdition]:
    """The edition of each indicator that governs the year; that of its own unit's plan first."""
    started = "indicator__breaks__period_start"
    rows = (
        IndicatorEdition.objects.filter(
            indicator__in=indicators,
            goal_edition__version__in=PlanVersion.objects.in_force(year=year, on=on),
        )
        .select_related("indicator", "goal_edition__version__plan")
        .annotate(broken_on=Max(started, filter=Q(**{f"{started}__lte": on})))
        .order_by("-pk")
    )
    in_order = sorted(
        rows, key=lambda e: e.goal_edition.version.plan.unit_id == e.indicator.unit_id
    )
    return {edition.indicator_id: edition for edition in in_order}


def _bases(editions: Iterable[IndicatorEdition], year: int) -> dict[int, Basis]:
    """What the year's target of each edition holds for, by edition id."""
    rows = Target.objects.filter(
        edition__in=[e.pk for e in editions],
        unit=F("edition__indicator__unit"),
        year=year,
        sex=Sex.ALL,
    )
    return {edition: Basis(basis) for edition, basis in rows.values_list("edition_id", "basis")}
