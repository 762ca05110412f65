"""The council's decided plans for three years, which hold the frames, and how they are cited."""

from collections.abc import Iterable
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import PlanKind, PlanVersion, UnitKind
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class VersionCited:
    """The version of the council's plan that figures are from."""

    id: int
    plan: str
    number: int
    decision: str


def council_versions(viewer: Viewer) -> list[PlanVersion]:
    """The decided versions that the viewer may read, plan by plan in order of time. One query."""
    found = viewer.reach(Permission.READ, PlanVersion).filter(
        plan__kind=PlanKind.OPERATIONAL, plan__unit__kind=UnitKind.COUNCIL
    )
    related = ("plan__unit", "decision__body", "decision__official")
    return list(found.select_related(*related).order_by("plan__first_year", "number"))


def in_force(viewer: Viewer, versions: Iterable[PlanVersion]) -> PlanVersion:
    """Of a plan's versions in order, the latest that is valid today; else the first."""
    first, *later = versions
    valid = [version for version in later if version.valid_from <= viewer.today]
    return valid[-1] if valid else first


def cited(version: PlanVersion) -> VersionCited:
    """A version as pages cite it."""
    plan = version.plan
    years = f"{plan.first_year}–{plan.last_year}"
    return VersionCited(version.pk, years, version.number, str(version.decision))
