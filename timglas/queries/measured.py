"""Indicators of some plan versions with this year's value judged against the target."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Q

from timglas.access import Viewer
from timglas.models import (
    IndicatorEdition,
    IndicatorResponsibility,
    Outcome,
    Provider,
    Sex,
    Target,
)
from timglas.queries.collected import collections_of
from timglas.queries.views import IndicatorResult, PersonView, StatusView, person_view
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


def indicator_results(
    versions: Iterable[int], viewer: Viewer, year: int, *, names: Names
) -> dict[int, list[IndicatorResult]]:
    """Indicators by goal edition id, in order. Four queries.

    Values of periods that end after the viewer's day are not known yet.
    """
    until = min(viewer.today, date(year, 12, 31))
    started = "indicator__breaks__period_start"
    editions = list(
        IndicatorEdition.objects.filter(goal_edition__version__in=versions)
        .select_related("indicator__unit")
        .annotate(broken_on=Max(started, filter=Q(**{f"{started}__lte": until})))
        .order_by("goal_edition", "order", "pk")
    )
    targets = _targets(editions, year)
    values = _values(editions, year=year, until=until)
    people = responsible_people(editions, viewer)
    found: dict[int, list[IndicatorResult]] = defaultdict(list)
    for edition in editions:
        known = values.get(edition.indicator_id, {})
        row = _result(
            edition,
            values=known,
            series=_since(edition.broken_on, known),
            target=targets.get(edition.pk),
            person=people.get(edition.indicator_id),
            verdict_of=(year, viewer.today, names),
        )
        found[edition.goal_edition_id].append(row)
    return found


def responsible_people(
    editions: Iterable[IndicatorEdition], viewer: Viewer
) -> dict[int, PersonView]:
    """Who reports each indicator on the viewer's day, by indicator id."""
    ids = {edition.indicator_id for edition in editions}
    rows = IndicatorResponsibility.objects.on(viewer.today).filter(indicator__in=ids)
    return {
        indicator: person_view(viewer, id=person, name=name, title=title)
        for indicator, person, name, title in rows.values_list(
            "indicator_id", "person_id", "person__name", "person__title"
        )
    }


def target_line(target: Target) -> TargetLine:
    """A stored target as the rules see it."""
    return TargetLine(target.low, target.high, Basis(target.basis))


def judged(
    edition: IndicatorEdition, values: Values, target: TargetLine | None, *, year: int, today: date
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


def _targets(editions: Sequence[IndicatorEdition], year: int) -> dict[int, TargetLine]:
    rows = Target.objects.filter(edition__in=[e.pk for e in editions], year=year, sex=Sex.ALL)
    units = {e.pk: e.indicator.unit_id for e in editions}
    return {t.edition_id: target_line(t) for t in rows if t.unit_id == units[t.edition_id]}


def _values(
    editions: Sequence[IndicatorEdition], *, year: int, until: date
) -> dict[int, dict[Period, Decimal]]:
    """Known values of each indicator at its own unit for the last years, by period.

    Where the units below report and the unit has no value of its own, the whole is its value.
    """
    first = date(year - YEARS_BACK, 1, 1)
    collected = collections_of(editions, first=first, until=until)
    frequencies = {e.indicator_id: Frequency(e.frequency) for e in editions}
    units = {e.indicator_id: e.indicator.unit_id for e in editions}
    rows = (
        Outcome.objects.current()
        .filter(
            indicator__in=units,
            sex=Sex.ALL,
            provider=Provider.ALL,
            value__isnull=False,
            period_end__lte=until,
            period_end__gte=first,
        )
        .values_list("indicator_id", "unit_id", "period_end", "value")
    )
    found: dict[int, dict[Period, Decimal]] = defaultdict(dict)
    found |= {indicator: collection.complete() for indicator, collection in collected.items()}
    for indicator, unit, end, value in rows:
        if unit == units[indicator] and value is not None:
            found[indicator][period_of(end, frequencies[indicator])] = value
    return found


def _since(broken_on: date | None, values: Values) -> tuple[tuple[Period, Decimal], ...]:
    """The values that can be compared with each other, oldest first."""
    start = broken_on or date.min
    return tuple(sorted((p, value) for p, value in values.items() if p.start >= start))


def _result(
    edition: IndicatorEdition,
    *,
    values: Values,
    series: tuple[tuple[Period, Decimal], ...],
    target: TargetLine | None,
    person: PersonView | None,
    verdict_of: tuple[int, date, Names],
) -> IndicatorResult:
    year, today, names = verdict_of
    verdict = judged(edition, values, target, year=year, today=today)
    latest = max(values, default=None)
    unit = edition.indicator.unit
    return IndicatorResult(
        id=edition.indicator_id,
        edition_id=edition.pk,
        name=edition.name,
        unit_id=unit.pk,
        unit_name=unit.name,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        direction=Direction(edition.direction),
        kind=edition.kind,
        frequency=Frequency(edition.frequency),
        source=edition.source,
        target=target,
        verdict=verdict,
        status=names[verdict.status],
        latest_value=values[latest] if latest else None,
        latest_period=latest,
        person=person,
        accumulation=Accumulation(edition.accumulation),
        series=series,
    )
