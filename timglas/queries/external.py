"""What Kolada says beside our own: series to compare with, and what indicators follow."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.models import (
    AreaKind,
    ExternalValue,
    IndicatorEdition,
    KpiTie,
    Sex,
    TieRole,
)


@dataclass(frozen=True, slots=True)
class ComparisonValue:
    """An area's value of a year; `value` None is missing, and `status` is Kolada's word for it.

    `sex` is T (all), K (women) or M (men). `count` is how many members of a group have a value.
    """

    year: int
    sex: str
    value: Decimal | None
    status: str
    count: int | None
    is_revised: bool


@dataclass(frozen=True, slots=True)
class ComparisonSeries:
    """An area's values of a KPI, oldest first. `fetched_on` is when Kolada was last asked."""

    area_id: str
    area_title: str
    kind: AreaKind
    kpi_id: str
    kpi_title: str
    values: tuple[ComparisonValue, ...]
    fetched_on: date | None

    @property
    def source(self) -> str:
        """How the values must be attributed: "Källa: Kolada, hämtat 2026-11-24"."""
        if self.fetched_on is None:
            return _("Källa: Kolada")
        return _("Källa: Kolada, hämtat %s") % self.fetched_on.isoformat()

    def value(self, year: int, sex: str = Sex.ALL) -> Decimal | None:
        """The value of a year; None if there is none."""
        found = (v.value for v in self.values if (v.year, v.sex) == (year, sex))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class TieView:
    """An indicator that follows a KPI of an area."""

    id: int
    indicator_id: int
    indicator_name: str
    unit_name: str
    kpi_id: str
    kpi_title: str
    area_id: str
    area_title: str
    is_own: bool
    is_withdrawn: bool
    fetched_on: date | None


def comparison(
    indicator_id: int, *, years: Collection[int] | None = None
) -> tuple[ComparisonSeries, ...]:
    """What an indicator is compared with, all years unless some are given. Two queries.

    Municipalities come first, then groups, then regions and riket; each by name.
    """
    ties = list(
        KpiTie.objects.filter(indicator=indicator_id, role=TieRole.COMPARISON)
        .select_related("kpi", "area")
        .order_by("area__title", "kpi")
    )
    values = _values(ties, years)
    order = {AreaKind.MUNICIPALITY: 0, AreaKind.GROUP: 1, AreaKind.REGION: 2}
    ties.sort(key=lambda tie: order[AreaKind(tie.area.kind)])
    return tuple(_series(tie, values[tie.kpi_id, tie.area_id]) for tie in ties)


def ties(rows: QuerySet[KpiTie]) -> tuple[TieView, ...]:
    """Ties by the indicator's name, own first, without those of a spread. One query."""
    newest = IndicatorEdition.objects.filter(indicator=OuterRef("indicator")).order_by("-pk")
    listed = rows.exclude(role=TieRole.SPREAD)
    found = listed.select_related("kpi", "area", "indicator__unit").annotate(
        name=Subquery(newest.values("name")[:1])
    )
    views = [_tie(tie, tie.name) for tie in found]
    return tuple(sorted(views, key=lambda v: (v.indicator_name, not v.is_own, v.area_title)))


def _values(
    ties: Iterable[KpiTie], years: Collection[int] | None
) -> dict[tuple[str, str], list[ExternalValue]]:
    rows = ExternalValue.objects.current().filter(
        kpi__in={tie.kpi_id for tie in ties}, area__in={tie.area_id for tie in ties}
    )
    if years is not None:
        rows = rows.filter(year__in=years)
    found: dict[tuple[str, str], list[ExternalValue]] = defaultdict(list)
    for value in rows.order_by("year", "-sex"):
        found[value.kpi_id, value.area_id].append(value)
    return found


def _series(tie: KpiTie, values: Iterable[ExternalValue]) -> ComparisonSeries:
    return ComparisonSeries(
        area_id=tie.area_id,
        area_title=tie.area.title,
        kind=AreaKind(tie.area.kind),
        kpi_id=tie.kpi_id,
        kpi_title=tie.kpi.title,
        values=tuple(_value(value) for value in values),
        fetched_on=_fetched_on(tie),
    )


def _value(value: ExternalValue) -> ComparisonValue:
    return ComparisonValue(
        year=value.year,
        sex=value.sex,
        value=value.value,
        status=value.status,
        count=value.count,
        is_revised=value.supersedes_id is not None,
    )


def _fetched_on(tie: KpiTie) -> date | None:
    return timezone.localdate(tie.fetched_at) if tie.fetched_at else None


def _tie(tie: KpiTie, name: str | None) -> TieView:
    return TieView(
        id=tie.pk,
        indicator_id=tie.indicator_id,
        indicator_name=name or tie.kpi.title,
        unit_name=tie.indicator.unit.name,
        kpi_id=tie.kpi_id,
        kpi_title=tie.kpi.title,
        area_id=tie.area_id,
        area_title=tie.area.title,
        is_own=tie.role == TieRole.OWN,
        is_withdrawn=bool(tie.kpi.withdrawn_at or tie.area.withdrawn_at),
        fetched_on=_fetched_on(tie),
    )
