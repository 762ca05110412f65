"""Indicators that follow a key figure in Kolada but are in no plan yet, to be picked for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from timglas.models import FrequencyChoice, KpiTie, TieRole
from timglas.rules.kpi_titles import name_and_unit


@dataclass(frozen=True, slots=True)
class FollowedKpi:
    """A key figure that is followed, as a plan's form for an indicator begins with it."""

    indicator_id: int
    name: str
    definition: str
    measure_unit: str
    source: str
    by_sex: bool
    frequency: str = FrequencyChoice.YEAR.value


def followed_kpis(unit_ids: Iterable[int]) -> tuple[FollowedKpi, ...]:
    """What is followed at some units, by name. One query."""
    rows = KpiTie.objects.filter(
        role=TieRole.OWN, indicator__editions=None, indicator__unit__in=tuple(unit_ids)
    ).select_related("kpi")
    return tuple(sorted((_followed(tie) for tie in rows), key=lambda found: found.name))


def _followed(tie: KpiTie) -> FollowedKpi:
    name, unit = name_and_unit(tie.kpi.title)
    return FollowedKpi(
        indicator_id=tie.indicator_id,
        name=name,
        definition=tie.kpi.description,
        measure_unit=unit,
        source=f"Kolada {tie.kpi_id}",
        by_sex=tie.kpi.by_sex,
    )
