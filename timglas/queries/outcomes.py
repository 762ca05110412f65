"""What a person has to report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet

from timglas.access import Viewer
from timglas.models import (
    Indicator,
    IndicatorEdition,
    IndicatorResponsibility,
    Outcome,
    PlanKind,
    PlanVersion,
    Provider,
    Sex,
    Target,
)
from timglas.queries.measured import judged, target_line
from timglas.queries.results import status_names
from timglas.queries.series import Reported, reported
from timglas.queries.views import StatusView
from timglas.rules.periods import Frequency, Period, latest_ended, period_of
from timglas.rules.permissions import Permission
from timglas.rules.status import TargetLine

YEARS_BACK = 3


@dataclass(frozen=True, slots=True)
class DueRow:
    """An indicator to report for a unit and a period.

    `earlier` are the reports of the last period before that has any, by whom they are about, and
    `current` what is already reported. `status` is the year's, once the value is reported.
    """

    indicator_id: int
    unit_id: int
    name: str
    unit_name: str
    measure_unit: str
    decimals: int
    definition: str
    by_sex: bool
    period: Period
    earlier_period: Period | None
    earlier: Mapping[str, Reported]
    current: Mapping[str, Reported]
    status: StatusView | None

    @property
    def key(self) -> str:
        """The row's name in forms and addresses, the same until the period is over."""
        return f"{self.indicator_id}-{self.unit_id}-{self.period.code}"

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
    def reported(self) -> Reported | None:
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
    def done(self) -> int:
        """How many are reported."""
        return sum(row.is_done for row in self.rows)

    def row(self, key: str) -> DueRow | None:
        """The row of a key, if it is among them."""
        return next((row for row in self.rows if row.key == key), None)


def due_page(viewer: Viewer, *, everything: bool = False) -> DuePage:
    """What the viewer reports: what they answer for, or `everything` in their units.

    Who answers for nothing gets everything. What is left to report comes first. Eight queries,
    whatever the number of rows.
    """
    own = frozenset(
        IndicatorResponsibility.objects.on(viewer.today)
        .filter(person=viewer.person)
        .values_list("indicator_id", flat=True)
    )
    only_own = bool(own) and not everything
    editions = [
        edition for edition in _governing(viewer) if not only_own or edition.indicator_id in own
    ]
    rows = tuple(sorted(_rows(viewer, editions), key=lambda row: row.is_done))
    frequencies = {Frequency(edition.frequency) for edition in editions}
    next_due = min((_next_due(f, viewer.today) for f in frequencies), default=None)
    return DuePage(rows, next_due, only_own, bool(own))


def _next_due(frequency: Frequency, today: date) -> date:
    return latest_ended(today, frequency).next().end + timedelta(days=1)


def _governing(viewer: Viewer) -> list[IndicatorEdition]:
    """The edition of each reachable indicator in the plans of this year, else of last year."""
    editions = (
        IndicatorEdition.objects.filter(
            indicator__in=viewer.reach(Permission.REPORT_OUTCOME, Indicator),
            goal_edition__version__in=_versions(viewer.today),
        )
        .select_related("indicator__unit", "goal_edition__version__plan")
        .order_by("goal_edition__version__plan__first_year", "pk")
    )
    newest = {edition.indicator_id: edition for edition in editions}
    found = [e for e in newest.values() if _asks(e, viewer.today)]
    return sorted(found, key=lambda e: (e.indicator.unit.name, e.name))


def _versions(today: date) -> QuerySet[PlanVersion]:
    last_year = today.year - 1
    now = PlanVersion.objects.in_force(year=today.year, on=today)
    then = PlanVersion.objects.in_force(year=last_year, on=date(last_year, 12, 31))
    return now | then


def _asks(edition: IndicatorEdition, today: date) -> bool:
    """Whether the plan still asks for the period that ended last."""
    plan = edition.goal_edition.version.plan
    period = latest_ended(today, Frequency(edition.frequency))
    return plan.kind == PlanKind.TERM or plan.first_year in {period.year, today.year}


type Reports = Mapping[Period, Mapping[str, Reported]]


def _rows(viewer: Viewer, editions: list[IndicatorEdition]) -> Iterator[DueRow]:
    reports = _reports(viewer, editions)
    targets = _targets(editions)
    names = status_names()
    for edition in editions:
        mine = reports.get(edition.indicator_id, {})
        row = _row(edition, mine, viewer.today)
        if row.is_done:
            target = targets.get((edition.pk, row.period.year))
            verdict = judged(
                edition, _totals(mine), target, year=row.period.year, today=viewer.today
            )
            row = replace(row, status=names[verdict.status])
        yield row


def _row(edition: IndicatorEdition, mine: Reports, today: date) -> DueRow:
    period = _period(edition, mine, today)
    earlier = max((p for p in mine if p < period), default=None)
    unit = edition.indicator.unit
    return DueRow(
        indicator_id=edition.indicator_id,
        unit_id=unit.pk,
        name=edition.name,
        unit_name=unit.name,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        definition=edition.definition,
        by_sex=edition.by_sex,
        period=period,
        earlier_period=earlier,
        earlier=mine[earlier] if earlier else {},
        current=mine.get(period, {}),
        status=None,
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
    viewer: Viewer, editions: list[IndicatorEdition]
) -> dict[int, dict[Period, dict[str, Reported]]]:
    """Current reports of the indicators' own units since three years, by indicator and period."""
    frequencies = {e.indicator_id: Frequency(e.frequency) for e in editions}
    rows = (
        Outcome.objects.current()
        .filter(
            indicator__in=frequencies,
            unit=F("indicator__unit"),
            provider=Provider.ALL,
            period_end__gte=date(viewer.today.year - YEARS_BACK, 1, 1),
            period_end__lt=viewer.today,
        )
        .select_related("reported_by")
    )
    found: dict[int, dict[Period, dict[str, Reported]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        period = period_of(row.period_end, frequencies[row.indicator_id])
        if period.start == row.period_start:
            found[row.indicator_id][period][row.sex] = reported(viewer, row, 0)
    return found


def _targets(editions: list[IndicatorEdition]) -> dict[tuple[int, int], TargetLine]:
    rows = Target.objects.filter(
        edition__in=[e.pk for e in editions],
        sex=Sex.ALL,
        unit=F("edition__indicator__unit"),
    )
    return {(target.edition_id, target.year): target_line(target) for target in rows}
