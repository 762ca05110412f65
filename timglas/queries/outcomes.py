"""What a person has to report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q

from timglas.access import Viewer
from timglas.models import (
    AggregationChoice,
    IndicatorEdition,
    IndicatorResponsibility,
    Outcome,
    Provider,
    Sex,
    Target,
)
from timglas.queries.asked import Asked, asked_of
from timglas.queries.measured import judged
from timglas.queries.results import status_names
from timglas.queries.views import StatusView
from timglas.queries.year_closings import closed_in
from timglas.rules.periods import Frequency, Period, latest_ended, period_of
from timglas.rules.status import Basis, TargetLine
from timglas.rules.year_closings import may_close

YEARS_BACK = 3
ENTRY = ("pk", "value", "numerator", "denominator")


class Entry(NamedTuple):
    """A value that is reported; None cannot be measured."""

    outcome_id: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """An indicator to report for a unit and a period.

    `earlier` are the reports of the last period before that has any, by whom they are about, and
    `current` what is already reported. `status` is the year's, once the indicator's own unit has
    reported. `by_counts` says that the value comes of a numerator and a denominator, `is_optional`
    that the units below make a whole that counts if nothing is reported here.
    """

    indicator_id: int
    unit_id: int
    name: str
    unit_name: str
    measure_unit: str
    decimals: int
    definition: str
    by_sex: bool
    by_counts: bool
    period: Period
    earlier_period: Period | None
    earlier: Mapping[str, Entry]
    current: Mapping[str, Entry]
    status: StatusView | None
    is_optional: bool

    @property
    def key(self) -> str:
        """The row's name in forms and addresses, the same until the period is over."""
        return f"{self.indicator_id}-{self.unit_id}-{self.period.code}"

    @property
    def title(self) -> str:
        """What is reported and for whom: an indicator may have many units."""
        return f"{self.name}, {self.unit_name}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Whom a value is still wanted for."""
        wanted = (Sex.ALL, Sex.WOMEN, Sex.MEN) if self.by_sex else (Sex.ALL,)
        total = self.current.get(Sex.ALL)
        if total and total.value is None:
            return ()
        return tuple(sex.value for sex in wanted if sex not in self.current)

    @property
    def is_done(self) -> bool:
        """Whether the value for all is reported."""
        return Sex.ALL in self.current

    @property
    def reported(self) -> Entry | None:
        """What is reported for all."""
        return self.current.get(Sex.ALL)


@dataclass(frozen=True, slots=True)
class DuePage:
    """All that somebody has to report now; `next_due` is the day when more can be reported."""

    rows: tuple[DueRow, ...]
    next_due: date | None
    only_own: bool
    has_own: bool

    @property
    def wanted(self) -> int:
        """How many are to be reported."""
        return sum(not row.is_optional for row in self.rows)

    @property
    def done(self) -> int:
        """How many of them are reported."""
        return sum(row.is_done for row in self.rows if not row.is_optional)

    def row(self, key: str) -> DueRow | None:
        """The row of a key, if it is among them."""
        return next((row for row in self.rows if row.key == key), None)


def due_page(viewer: Viewer, *, everything: bool = False, as_of: date | None = None) -> DuePage:
    """What the viewer reports: what they answer for, or `everything` in their units.

    With `as_of`, the periods of its year that had ended then: what a round asks for.

    An indicator that is collected from units has a row for each of them, beside that of its own
    unit. Who answers for nothing gets everything. What is left to report comes first. At
    most eight queries, whatever the number of rows, and one more where units are asked.
    """
    own = frozenset(
        IndicatorResponsibility.objects.on(viewer.today)
        .filter(person=viewer.person)
        .values_list("indicator_id", flat=True)
    )
    only_own = bool(own) and not everything
    rows = due_rows(viewer, own if only_own else None, as_of=as_of)
    frequencies = {row.period.frequency for row in rows}
    next_due = min((_next_due(f, viewer.today) for f in frequencies), default=None)
    return DuePage(rows, next_due, only_own, bool(own))


def due_rows(
    viewer: Viewer, own: frozenset[int] | None = None, *, as_of: date | None = None
) -> tuple[DueRow, ...]:
    """What is reported in the viewer's units; of the indicators in `own` if there are any.

    Nothing is of a year that is closed for its unit; that is one query for each year that is over,
    kept. What is left to report comes first. One query less than `due_page`.
    """
    on = as_of + timedelta(days=1) if as_of else viewer.today
    rows = list(_rows(viewer, asked_of(viewer, own, on=on), on))
    if as_of:
        rows = [row for row in rows if row.period.year == as_of.year]
    years = {row.period.year for row in rows if may_close(row.period.year, viewer.today)}
    closed = {year: closed_in(year) for year in years}
    still_open = [row for row in rows if row.unit_id not in closed.get(row.period.year, ())]
    return tuple(sorted(still_open, key=lambda row: (row.is_done, row.is_optional)))


def _next_due(frequency: Frequency, today: date) -> date:
    return latest_ended(today, frequency).next().end + timedelta(days=1)


type Reports = Mapping[Period, Mapping[str, Entry]]


def _rows(viewer: Viewer, asked: list[Asked], on: date) -> Iterator[DueRow]:
    reports = _reports(asked, on)
    targets = _targets([one.edition for one in asked if one.is_own])
    names = status_names()
    for one in asked:
        edition, mine = one.edition, reports.get(one.place, {})
        row = _row(one, mine, on)
        if row.is_done and one.is_own:
            target = targets.get((edition.pk, row.period.year))
            verdict = judged(
                edition, _totals(mine), target, year=row.period.year, today=viewer.today
            )
            row = replace(row, status=names[verdict.status])
        yield row


def _row(one: Asked, mine: Reports, today: date) -> DueRow:
    edition = one.edition
    period = _period(edition, mine, today)
    earlier = max((p for p in mine if p < period), default=None)
    return DueRow(
        indicator_id=edition.indicator_id,
        unit_id=one.unit_id,
        name=edition.name,
        unit_name=one.unit_name,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        definition=edition.definition,
        by_sex=edition.by_sex,
        by_counts=edition.aggregation == AggregationChoice.WEIGHTED,
        period=period,
        earlier_period=earlier,
        earlier=mine[earlier] if earlier else {},
        current=mine.get(period, {}),
        status=None,
        is_optional=one.is_optional,
    )


def _period(edition: IndicatorEdition, mine: Reports, today: date) -> Period:
    """The period that ended last; every other year keeps to the years it was measured in."""
    period = latest_ended(today, Frequency(edition.frequency))
    year_before = Period(period.frequency, period.year - 1)
    every_other = period.frequency is Frequency.TWO_YEARS and period not in mine
    return year_before if every_other and year_before in mine else period


def _totals(mine: Reports) -> dict[Period, Decimal]:
    values = {period: by_sex[Sex.ALL].value for period, by_sex in mine.items() if Sex.ALL in by_sex}
    return {period: value for period, value in values.items() if value is not None}


def _reports(
    asked: list[Asked], today: date
) -> dict[tuple[int, int], dict[Period, dict[str, Entry]]]:
    """Current reports since three years, by indicator and unit, and period."""
    frequencies = {one.edition.indicator_id: Frequency(one.edition.frequency) for one in asked}
    below = {one.unit_id for one in asked if not one.is_own}
    rows = (
        Outcome.objects.current()
        .filter(
            Q(unit=F("indicator__unit")) | Q(unit__in=below),
            indicator__in=frequencies,
            provider=Provider.ALL,
            period_end__gte=date(today.year - YEARS_BACK, 1, 1),
            period_end__lt=today,
        )
        .values_list("indicator_id", "unit_id", "period_start", "period_end", "sex", *ENTRY)
    )
    found: dict[tuple[int, int], dict[Period, dict[str, Entry]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for indicator, unit, start, end, sex, *entry in rows:
        period = period_of(end, frequencies[indicator])
        if period.start == start:
            found[indicator, unit][period][sex] = Entry(*entry)
    return found


def _targets(editions: list[IndicatorEdition]) -> dict[tuple[int, int], TargetLine]:
    rows = Target.objects.filter(
        edition__in=[e.pk for e in editions],
        sex=Sex.ALL,
        unit=F("edition__indicator__unit"),
    )
    return {
        (edition, year): TargetLine(low, high, Basis(basis))
        for edition, year, low, high, basis in rows.values_list(
            "edition_id", "year", "low", "high", "basis"
        )
    }
