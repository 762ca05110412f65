"""The list of plans."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.models import PlanKind, PlanVersion, VersionState
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list."""

    id: int
    number: int
    is_draft: bool
    valid_from: date
    decision: str
    is_released: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list, with the versions the viewer may read, newest first."""

    id: int
    title: str
    unit_id: int
    unit_name: str
    years: str
    versions: tuple[VersionRow, ...]


def plan_rows(
    viewer: Viewer, *, unit: int | None = None, year: int | None = None, state: str = ""
) -> tuple[PlanRow, ...]:
    """The plans that have versions the viewer may read, newest first. Two queries."""
    decided = viewer.reach(Permission.READ, PlanVersion)
    drafts = viewer.reach(Permission.READ_DRAFT, PlanVersion).filter(state=VersionState.DRAFT)
    found = PlanVersion.objects.filter(pk__in=decided.values("pk")) | PlanVersion.objects.filter(
        pk__in=drafts.values("pk")
    )
    if unit:
        found = found.filter(plan__unit=unit)
    if year:
        found = found.filter(plan__first_year__lte=year, plan__last_year__gte=year)
    if state:
        found = found.filter(state=state)
    rows = found.select_related("plan__unit", "decision__official", "decision__body")
    plans: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in rows.prefetch_related("releases").order_by(
        "-plan__first_year", "plan__unit__code", "plan__kind", "-number"
    ):
        plans[version.plan_id].append(version)
    return tuple(_plan_row(versions) for versions in plans.values())


def _plan_row(versions: list[PlanVersion]) -> PlanRow:
    plan = versions[0].plan
    years = f"{plan.first_year}–{plan.last_year}"
    return PlanRow(
        id=plan.pk,
        title=f"{PlanKind(plan.kind).label} {years}",
        unit_id=plan.unit_id,
        unit_name=plan.unit.name,
        years=years,
        versions=tuple(
            VersionRow(
                id=v.pk,
                number=v.number,
                is_draft=v.state == VersionState.DRAFT,
                valid_from=v.valid_from,
                decision=str(v.decision or ""),
                is_released=bool(v.releases.all()),
            )
            for v in versions
        ),
    )
