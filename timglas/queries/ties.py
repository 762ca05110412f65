"""The page where an indicator is tied to KPIs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from timglas.models import (
    Area,
    Indicator,
    IndicatorEdition,
    KpiTie,
    Municipality,
    TieRole,
    VersionState,
)
from timglas.queries.catalogue import AreaView, found_areas, suggested_areas
from timglas.queries.external import TieView, ties


@dataclass(frozen=True, slots=True)
class SpreadView:
    """A KPI of an indicator, and of how many municipalities it has values beside the chosen."""

    kpi_id: str
    kpi_title: str
    count: int
    fetched_on: date | None


@dataclass(frozen=True, slots=True)
class TiePage:
    """An indicator's ties, and the areas that may be chosen for one more KPI.

    `own_area` is the municipality itself, None if Kolada's list is not here or has it not.
    `draft_edition` is the newest edition while its plan is a draft; `is_decided` says that there
    is a decided one to read. An indicator that is only followed has neither.
    """

    indicator_id: int
    indicator_name: str
    unit_name: str
    draft_edition: int | None
    is_decided: bool
    ties: tuple[TieView, ...]
    spreads: tuple[SpreadView, ...]
    own_area: AreaView | None
    has_own: bool
    suggested: tuple[AreaView, ...]
    found: tuple[AreaView, ...]

    @property
    def areas(self) -> tuple[AreaView, ...]:
        """All areas to choose from, each once: what was searched for first."""
        return tuple(dict.fromkeys((*self.found, *self.suggested)))


def tie_page(indicator: Indicator, *, kpi_id: str = "", text: str = "") -> TiePage:
    """An indicator's ties, and areas found by a text beside the suggested ones. Seven queries."""
    tied = ties(KpiTie.objects.filter(indicator=indicator))
    taken = {tie.area_id for tie in tied if tie.kpi_id == kpi_id}
    own = _own_area()
    suggested = suggested_areas(own.id, own.title) if own and kpi_id else ()
    editions = IndicatorEdition.objects.filter(indicator=indicator)
    newest = editions.select_related("goal_edition__version").order_by("-pk").first()
    is_draft = newest is not None and newest.goal_edition.version.state == VersionState.DRAFT
    return TiePage(
        indicator_id=indicator.pk,
        indicator_name=newest.name if newest else next((t.kpi_title for t in tied), ""),
        unit_name=indicator.unit.name,
        draft_edition=newest.pk if newest and is_draft else None,
        is_decided=newest is not None and not is_draft,
        ties=tied,
        spreads=_spreads(indicator),
        own_area=own if own and own.id not in taken else None,
        has_own=any(tie.is_own for tie in tied),
        suggested=tuple(area for area in suggested if area.id not in taken),
        found=tuple(area for area in found_areas(text) if area.id not in taken),
    )


def _spreads(indicator: Indicator) -> tuple[SpreadView, ...]:
    """Every KPI of an indicator; "fetched" is when the last of all municipalities was asked for."""
    is_spread = Q(role=TieRole.SPREAD)
    rows = (
        KpiTie.objects.filter(indicator=indicator)
        .values("kpi_id", "kpi__title")
        .annotate(count=Count("pk", filter=is_spread), last=Max("fetched_at", filter=is_spread))
        .order_by("kpi_id")
    )
    return tuple(
        SpreadView(
            kpi_id=row["kpi_id"],
            kpi_title=row["kpi__title"],
            count=row["count"],
            fetched_on=timezone.localdate(row["last"]) if row["last"] else None,
        )
        for row in rows
    )


def _own_area() -> AreaView | None:
    municipality = Municipality.objects.first()
    if municipality is None:
        return None
    area = Area.objects.filter(pk=municipality.kolada_id or "-").first()
    return AreaView(area.pk, area.title) if area else None
