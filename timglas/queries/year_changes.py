"""What the change of year is about: which plans are begun, and how far their choices have come."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from timglas.models import (
    GoalRenewal,
    IndicatorRenewal,
    Plan,
    PlanKind,
    PlanVersion,
    Unit,
    VersionState,
    YearChange,
)
from timglas.models.plans import PlanVersionQuerySet


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class YearToStart:
    """What a press on *Start next year* would do for some units.

    `ready` have a plan of the year before to start from, `begun` already have one for the year,
    and `without` have none to start from.
    """

    year: int
    ready: tuple[UnitLine, ...]
    begun: tuple[UnitLine, ...]
    without: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class StartedPlan:
    """A plan that was begun, and how many of its goals and indicators somebody has chosen for."""

    version: int
    unit_name: str
    is_decided: bool
    chosen: int
    all: int


def year_to_start(units: Collection[int], year: int) -> YearToStart:
    """Sort units by what the change to a year means for them. Two queries."""
    plans = Plan.objects.filter(unit=OuterRef("pk"), kind=PlanKind.OPERATIONAL)
    has_source = Exists(sources(units, year).filter(plan__unit=OuterRef("pk")))
    rows = Unit.objects.filter(pk__in=units).order_by("code")
    known = rows.annotate(
        is_begun=Exists(plans.filter(first_year=year)), is_ready=has_source
    ).values_list("pk", "name", "is_begun", "is_ready")
    lines = [(UnitLine(pk, name), begun, ready) for pk, name, begun, ready in known]
    return YearToStart(
        year=year,
        ready=tuple(line for line, begun, ready in lines if ready and not begun),
        begun=tuple(line for line, begun, _ready in lines if begun),
        without=tuple(line for line, begun, ready in lines if not begun and not ready),
    )


def sources(units: Collection[int], year: int) -> PlanVersionQuerySet:
    """The latest decided version of each unit's operational plan for the year before."""
    decided = PlanVersion.objects.decided().filter(
        plan__unit__in=units, plan__kind=PlanKind.OPERATIONAL, plan__first_year=year - 1
    )
    newer = PlanVersion.objects.decided().filter(
        plan=OuterRef("plan"), number__gt=OuterRef("number")
    )
    return decided.exclude(Exists(newer))


def started_plans(change: YearChange) -> tuple[StartedPlan, ...]:
    """The plans of a year change, with how far the choices have come. Three queries."""
    versions = change.versions.select_related("plan__unit").order_by("plan__unit__code")
    goals = _counted(GoalRenewal, change)
    indicators = _counted(IndicatorRenewal, change)
    return tuple(
        StartedPlan(
            version=version.pk,
            unit_name=version.plan.unit.name,
            is_decided=version.state == VersionState.DECIDED,
            chosen=goals.get(version.pk, (0, 0))[0] + indicators.get(version.pk, (0, 0))[0],
            all=goals.get(version.pk, (0, 0))[1] + indicators.get(version.pk, (0, 0))[1],
        )
        for version in versions
    )


def _counted(
    model: type[GoalRenewal] | type[IndicatorRenewal], change: YearChange
) -> dict[int, tuple[int, int]]:
    rows = model._default_manager.filter(version__in=change.versions.values("pk"))
    counted = rows.values("version").annotate(chosen=Count("pk", ~Q(choice="")), all=Count("pk"))
    return {row["version"]: (row["chosen"], row["all"]) for row in counted}
