"""An indicator's series: each period's values for all, women and men, and their origin."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from timglas.access import Viewer
from timglas.models import (
    Indicator,
    Outcome,
    OutcomeQuality,
    PlanVersion,
    Provider,
    SeriesBreak,
    Sex,
    Target,
)
from timglas.queries.measured import target_line
from timglas.queries.views import PersonView, person_view
from timglas.rules.aggregation import Aggregate, calculation
from timglas.rules.periods import Frequency, Period, period_of
from timglas.rules.permissions import Permission
from timglas.rules.status import TargetLine


@dataclass(frozen=True, slots=True)
class Reported:
    """A value as somebody reported it; `corrections` counts the rows it has superseded."""

    outcome_id: int
    value: Decimal | None
    quality: str
    comment: str
    source: str
    by: PersonView | None
    on: date
    corrections: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_final(self) -> bool:
        """Whether the value is sure."""
        return self.quality == OutcomeQuality.FINAL

    @property
    def is_withdrawn(self) -> bool:
        """Whether it says that there is no value after all."""
        return self.quality == OutcomeQuality.WITHDRAWN

    @property
    def quality_name(self) -> str:
        """How sure the value is, in words."""
        return str(OutcomeQuality(self.quality).label)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period's values for all, women and men, and the target of its year.

    `made` is the whole of the units below, when they report the indicator.
    """

    period: Period
    total: Reported | None
    women: Reported | None
    men: Reported | None
    target: TargetLine | None
    made: Aggregate | None = None

    @property
    def value(self) -> Decimal | None:
        """The value for all: the unit's own, else the whole that no unit's part is missing from."""
        if self.total and self.total.value is not None:
            return self.total.value
        return self.made.value if self.made and self.made.is_whole else None

    @property
    def how(self) -> str:
        """How the whole of the units came about, in words; "" when there is none."""
        return calculation(self.made) if self.made and not self.made.lack else ""


@dataclass(frozen=True, slots=True)
class BreakView:
    """From this day on, values are not comparable with earlier ones."""

    on: date
    explanation: str


def series(
    viewer: Viewer,
    indicator: Indicator,
    frequency: Frequency,
    *,
    targets: Mapping[int, TargetLine],
    wholes: Mapping[Period, Aggregate],
    until: int,
) -> tuple[PeriodRow, ...]:
    """Every period up to a year with a report of the indicator's own unit, newest first.

    So has every period that has a whole of the units below. Periods of another frequency than the
    one asked for are left out. One query.
    """
    reports = _reports(viewer, indicator, until)
    periods = {(period.start, period.end): period for period in wholes} | {
        span: period
        for span in reports
        if (period := period_of(span[1], frequency)) and (period.start, period.end) == span
    }
    return tuple(
        PeriodRow(
            period=period,
            total=reports.get(span, {}).get(Sex.ALL),
            women=reports.get(span, {}).get(Sex.WOMEN),
            men=reports.get(span, {}).get(Sex.MEN),
            target=targets.get(period.year),
            made=wholes.get(period),
        )
        for span, period in sorted(periods.items(), reverse=True)
    )


def breaks(indicator: Indicator) -> tuple[BreakView, ...]:
    """The breaks in an indicator's series, oldest first. One query."""
    rows = SeriesBreak.objects.filter(indicator=indicator).order_by("period_start")
    return tuple(BreakView(row.period_start, row.explanation) for row in rows)


def yearly_targets(viewer: Viewer, indicator: Indicator) -> Mapping[int, TargetLine]:
    """Each year's target for all at the indicator's own unit. One query.

    A year's own plan counts before earlier ones, and a later version before an earlier.
    """
    rows = Target.objects.filter(
        edition__indicator=indicator,
        edition__goal_edition__version__in=viewer.reach(Permission.READ, PlanVersion),
        unit=indicator.unit_id,
        sex=Sex.ALL,
    )
    version = "edition__goal_edition__version"
    rows = rows.annotate(first_year=F(f"{version}__plan__first_year"))
    return {
        target.year: target_line(target)
        for target in rows.order_by("first_year", f"{version}__number", "pk")
        if target.first_year <= target.year
    }


type Span = tuple[date, date]


def _reports(
    viewer: Viewer, indicator: Indicator, until: int
) -> Mapping[Span, Mapping[str, Reported]]:
    """The current report by period, and by whom it is about."""
    rows = (
        Outcome.objects.filter(
            indicator=indicator,
            unit=indicator.unit_id,
            provider=Provider.ALL,
            period_end__lte=date(until, 12, 31),
        )
        .select_related("reported_by")
        .order_by("pk")
    )
    found: dict[Span, dict[str, Reported]] = defaultdict(dict)
    counts: Counter[tuple[date, date, str]] = Counter()
    # A correction is always newer than what it supersedes, so the last row is the current one.
    for row in rows:
        earlier = counts[row.period_start, row.period_end, row.sex]
        counts[row.period_start, row.period_end, row.sex] += 1
        found[row.period_start, row.period_end][row.sex] = reported(viewer, row, earlier)
    return {span: held for span, by_sex in found.items() if (held := _not_withdrawn(by_sex))}


def _not_withdrawn(by_sex: Mapping[str, Reported]) -> Mapping[str, Reported]:
    return {sex: row for sex, row in by_sex.items() if not row.is_withdrawn}


def reported(viewer: Viewer, row: Outcome, corrections: int) -> Reported:
    """An outcome as a viewer may see it."""
    by = row.reported_by
    return Reported(
        outcome_id=row.pk,
        value=row.value,
        quality=row.quality,
        comment=row.comment,
        source=row.source,
        by=person_view(viewer, id=by.pk, name=by.name, title=by.title) if by else None,
        on=timezone.localdate(row.known_at),
        corrections=corrections,
        numerator=row.numerator,
        denominator=row.denominator,
    )


def known_values(rows: Iterable[PeriodRow]) -> dict[Period, Decimal]:
    """The values for all, by period."""
    return {row.period: row.value for row in rows if row.value is not None}
