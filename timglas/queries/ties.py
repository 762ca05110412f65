"""The page where an indicator is tied to KPIs."""

from dataclasses import dataclass

from timglas.models import Area, Indicator, IndicatorEdition, KpiTie, Municipality, VersionState
from timglas.queries.catalogue import AreaView, found_areas, suggested_areas
from timglas.queries.external import TieView, ties


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
    own_area: AreaView | None
    has_own: bool
    suggested: tuple[AreaView, ...]
    found: tuple[AreaView, ...]

    @property
    def areas(self) -> tuple[AreaView, ...]:
        """All areas to choose from, each once: what was searched for first."""
        return tuple(dict.fromkeys((*self.found, *self.suggested)))


def tie_page(indicator: Indicator, *, kpi_id: str = "", text: str = "") -> TiePage:
    """An indicator's ties, and areas found by a text beside the suggested ones. Six queries."""
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
        own_area=own if own and own.id not in taken else None,
        has_own=any(tie.is_own for tie in tied),
        suggested=tuple(area for area in suggested if area.id not in taken),
        found=tuple(area for area in found_areas(text) if area.id not in taken),
    )


def _own_area() -> AreaView | None:
    municipality = Municipality.objects.first()
    if municipality is None:
        return None
    area = Area.objects.filter(pk=municipality.kolada_id or "-").first()
    return AreaView(area.pk, area.title) if area else None
