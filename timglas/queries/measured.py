"""Indicators of some plan versions with this year's value judged against the target.

All of a large city is judged at once, so only what the rules need is read: the newest value of each
indicator, and every value of the year where they are added up. The values of the last years, for
those indicators that are shown, are in `recent.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from sys import intern
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from timglas.models import (
    CollectedFrom,
    IndicatorEdition,
    IndicatorResponsibility,
    Outcome,
    Provider,
    Sex,
    Target,
)
from timglas.models.indicators import OutcomeQuerySet
from timglas.queries.collected import Gathered, collections_of
from timglas.queries.views import IndicatorResult, PersonView, StatusView
from timglas.rules.aggregation import Method
from timglas.rules.periods import Frequency, Period, latest_ended, period_of
from timglas.rules.status import (
    Accumulation,
    Basis,
    Direction,
    Status,
    TargetLine,
    Tolerance,
    Verdict,
    first_hole,
    judge,
    value_to_judge,
)

# A value is missed when its period ended this long ago.
GRACE = timedelta(days=31)
YEARS_BACK = 3

type Values = Mapping[Period, Decimal]
type Names = Mapping[Status, StatusView]


class Edition(NamedTuple):
    """What is judged of an indicator's edition, in the order it is read."""

    pk: int
    indicator_id: int
    goal_edition_id: int
    unit_id: int
    unit_name: str
    name: str
    measure_unit: str
    decimals: int
    direction: str
    kind: str
    frequency: str
    accumulation: str
    collected_from: str
    aggregation: str
    source: str
    tolerance_percent: Decimal
    tolerance_absolute: Decimal | None
    newest: dict[str, str] | None


def indicator_results(
    editions: QuerySet[IndicatorEdition], today: date, year: int, *, names: Names
) -> dict[int, list[IndicatorResult]]:
    """Indicators by goal edition id, in order. Three to seven queries.

    Values of periods that end after today are not known yet.
    """
    until = min(today, date(year, 12, 31))
    rows = _editions(editions, year, until)
    targets = _targets(editions, year)
    values = _values(rows, year=year, until=until)
    people = _people(editions, today)
    found: dict[int, list[IndicatorResult]] = defaultdict(list)
    for row in rows:
        found[row.goal_edition_id].append(
            _result(
                row,
                values=values.get(row.indicator_id, {}),
                target=targets.get(row.pk),
                person=people.get(row.indicator_id),
                verdict_of=(year, today, names),
            )
        )
    return found


def _people(editions: QuerySet[IndicatorEdition], today: date) -> dict[int, PersonView]:
    """Who reports each indicator today, by indicator id; named, see `without_names`."""
    rows = IndicatorResponsibility.objects.on(today).filter(
        indicator__in=editions.order_by().values("indicator")
    )
    people: dict[int, PersonView] = {}
    return {
        indicator: people.setdefault(person, PersonView(person, name, title))
        for indicator, person, name, title in rows.values_list(
            "indicator_id", "person_id", "person__name", "person__title"
        )
    }


def target_line(target: Target) -> TargetLine:
    """A stored target as the rules see it."""
    return TargetLine(target.low, target.high, Basis(target.basis))


def judged(
    edition: IndicatorEdition | Edition,
    values: Values,
    target: TargetLine | None,
    *,
    year: int,
    today: date,
) -> Verdict:
    """Judge an indicator's newest value of a year. `values` holds all known periods."""
    frequency = Frequency(edition.frequency)
    accumulation = Accumulation(edition.accumulation)
    period = max((p for p in values if p.year == year), default=None)
    due = _is_due(values, frequency, year, today=today)
    value = None
    if period:
        basis = target.basis if target else Basis.EACH_PERIOD
        value = value_to_judge(values, period=period, accumulation=accumulation, basis=basis)
        if value is None:
            period, due = first_hole(values, period), True
    return judge(
        value=value,
        period=period,
        target=target,
        direction=Direction(edition.direction),
        tolerance=Tolerance(edition.tolerance_percent, edition.tolerance_absolute),
        accumulation=accumulation,
        year=year,
        today=today,
        due=due,
    )


def _is_due(values: Values, frequency: Frequency, year: int, *, today: date) -> bool:
    """Whether a newer value of the year ought to be known by now."""
    latest = max(values, default=None)
    if frequency is Frequency.TWO_YEARS and latest and (year - latest.year) % 2:
        return False
    expected = latest_ended(today - GRACE, frequency)
    of_year = latest if latest and latest.year == year else None
    if expected.year > year:
        return True
    return expected.year == year and (of_year is None or of_year < expected)


def _editions(editions: QuerySet[IndicatorEdition], year: int, until: date) -> list[Edition]:
    """What is judged, each with the newest value of its own unit."""
    newest = (
        known_outcomes(first=first_day(year), until=until)
        .filter(indicator=OuterRef("indicator"), unit=OuterRef("indicator__unit"))
        .order_by("-period_end")
        .annotate(told=JSONObject(end="period_end", value=Cast("value", TextField())))
    )
    rows = editions.annotate(newest=Subquery(newest.values("told")[:1])).values_list(
        *("pk", "indicator_id", "goal_edition_id", "indicator__unit_id", "indicator__unit__name"),
        *Edition._fields[5:],
    )
    return [Edition._make(row) for row in rows.order_by("goal_edition", "order", "pk")]


def first_day(year: int) -> date:
    """From when values are read to judge a year."""
    return date(year - YEARS_BACK, 1, 1)


def known_outcomes(*, first: date, until: date) -> OutcomeQuerySet:
    """The values for all of periods that end from one day until another."""
    return Outcome.objects.current().filter(
        sex=Sex.ALL,
        provider=Provider.ALL,
        value__isnull=False,
        period_end__gte=first,
        period_end__lte=until,
    )


def _targets(editions: QuerySet[IndicatorEdition], year: int) -> dict[int, TargetLine]:
    rows = Target.objects.filter(
        edition__in=editions.order_by().values("pk"),
        unit=F("edition__indicator__unit"),
        year=year,
        sex=Sex.ALL,
    )
    return {
        edition: TargetLine(low, high, Basis(basis))
        for edition, low, high, basis in rows.values_list("edition_id", "low", "high", "basis")
    }


def _values(rows: Sequence[Edition], *, year: int, until: date) -> dict[int, dict[Period, Decimal]]:
    """The values by indicator that its status rests on: the newest, and the year's if they add up.

    Where the units below report and the unit has no value of its own, the whole is its value.
    """
    found = _wholes(rows, year=year, until=until)
    for row in rows:
        if row.newest:
            period = period_of(date.fromisoformat(row.newest["end"]), Frequency(row.frequency))
            found[row.indicator_id][period] = Decimal(row.newest["value"])
    adding = {r.indicator_id: r for r in rows if r.accumulation == Accumulation.FLOW}
    added = known_outcomes(first=date(year, 1, 1), until=until).filter(
        indicator__in=adding, unit=F("indicator__unit")
    )
    for indicator, end, value in added.values_list("indicator_id", "period_end", "value"):
        if value is not None:
            found[indicator][period_of(end, Frequency(adding[indicator].frequency))] = value
    return found


def _wholes(rows: Iterable[Edition], *, year: int, until: date) -> dict[int, dict[Period, Decimal]]:
    collected = [
        Gathered(
            row.indicator_id,
            row.unit_id,
            method=Method(row.aggregation),
            measure_unit=row.measure_unit,
            frequency=Frequency(row.frequency),
        )
        for row in rows
        if row.collected_from == CollectedFrom.UNITS
    ]
    collections = collections_of(collected, first=first_day(year), until=until, only_full=True)
    wholes = {indicator: found.complete() for indicator, found in collections.items()}
    return defaultdict(dict, wholes)


def _result(  # texts that many share are stored once: all of a city is kept
    row: Edition,
    *,
    values: Values,
    target: TargetLine | None,
    person: PersonView | None,
    verdict_of: tuple[int, date, Names],
) -> IndicatorResult:
    year, today, names = verdict_of
    verdict = judged(row, values, target, year=year, today=today)
    latest = max(values, default=None)
    return IndicatorResult(
        id=row.indicator_id,
        edition_id=row.pk,
        name=row.name,
        unit_id=row.unit_id,
        unit_name=intern(row.unit_name),
        measure_unit=intern(row.measure_unit),
        decimals=row.decimals,
        direction=Direction(row.direction),
        kind=intern(row.kind),
        frequency=Frequency(row.frequency),
        source=intern(row.source),
        target=target,
        verdict=verdict,
        status=names[verdict.status],
        latest_value=values[latest] if latest else None,
        latest_period=latest,
        person=person,
        accumulation=Accumulation(row.accumulation),
    )
