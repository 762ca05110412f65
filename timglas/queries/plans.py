"""The list of plans."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

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
    """A plan in the list, with the versions the viewer may read, newest first.

    `governs_until` is a term plan's last year and an operational plan's first one.
    """

    id: int
    title: str
    unit_id: int
    unit_name: str
    governs_until: int
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The plans of one kind for the same years; `is_past` when those years are over."""

    title: str
    is_past: bool
    plans: tuple[PlanRow, ...]


def plan_groups(plans: Iterable[PlanRow], year: int) -> tuple[PlanGroup, ...]:
    """Plans in the order given, by title. Those that do not govern `year` or later are past."""
    groups = ((title, tuple(rows)) for title, rows in groupby(plans, key=lambda row: row.title))
    return tuple(PlanGroup(title, rows[0].governs_until < year, rows) for title, rows in groups)


def readable_versions(viewer: Viewer) -> QuerySet[PlanVersion]:
    """The versions that the viewer may read: decided ones, and drafts of their own units."""
    decided = viewer.reach(Permission.READ, PlanVersion)
    drafts = viewer.reach(Permission.READ_DRAFT, PlanVersion).filter(state=VersionState.DRAFT)
    return PlanVersion.objects.filter(pk__in=decided.values("pk")) | PlanVersion.objects.filter(
        pk__in=drafts.values("pk")
    )


def plan_rows(
    viewer: Viewer, *, unit: int | None = None, year: int | None = None, state: str = ""
) -> tuple[PlanRow, ...]:
    """The plans that have versions the viewer may read, newest first. Two queries."""
    found = readable_versions(viewer)
    if unit:
        found = found.filter(plan__unit=unit)
    if year:
        found = found.filter(plan__first_year__lte=year, plan__last_year__gte=year)
    if state:
        found = found.filter(state=state)
    rows = found.select_related("plan__unit", "decision__official", "decision__body")
    plans: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in rows.prefetch_related("releases").order_by(
        "-plan__first_year", "-plan__kind", "plan__unit__code", "-number"
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
        governs_until=plan.last_year if plan.kind == PlanKind.TERM else plan.first_year,
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
