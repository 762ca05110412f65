"""A version of a plan beside the others of its plan, and what has happened to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from timglas.access import Viewer
from timglas.models import AuditEvent, GoalRenewal, PlanVersion, Release, VersionState
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class Shelf:
    """A version that the viewer may read, and the others of its plan that the viewer may read.

    `draft` is the plan's draft, where it is not the version itself. `allowed` are those of the
    permissions asked about that reach the version. One begun from last year's plan `has_renewals`:
    what becomes of each goal is to be chosen. `returned` is why it last went back from being
    proposed, "" if it has not or is proposed anew.
    """

    version: PlanVersion
    others: tuple[PlanVersion, ...]
    draft: PlanVersion | None
    allowed: frozenset[Permission]
    is_released: bool
    has_renewals: bool
    returned: str

    @property
    def replaced_from(self) -> date | None:
        """When a later decided version holds from; None where there is none."""
        later = (o.valid_from for o in self.others if o.number > self.version.number)
        return next(later, None)


def with_document(versions: QuerySet[PlanVersion]) -> QuerySet[PlanVersion]:
    """Versions with unit, decision and document; its text, which can be large, if it is read."""
    related = ("plan__unit", "decision__body", "decision__official", "document")
    return versions.select_related(*related).defer("document__body")


def version_read_by(viewer: Viewer, pk: int) -> PlanVersion | None:
    """A version, decided or draft; None where the viewer may not read it. One query."""
    return with_document(_readable(viewer).filter(pk=pk)).first()


def shelf(viewer: Viewer, pk: int, *permissions: Permission) -> Shelf | None:
    """A version on its shelf, None where the viewer may not read it. One query."""
    told = AuditEvent.objects.filter(
        subject="planversion", subject_id=str(pk), action__in=("return_plan", "propose_plan")
    )
    rows = with_document(_readable(viewer).filter(plan__versions__pk=pk)).annotate(
        is_released=Exists(Release.objects.filter(version=OuterRef("pk"))),
        has_renewals=Exists(GoalRenewal.objects.filter(version=OuterRef("pk"))),
        told=Subquery(told.order_by("-pk").values("after")[:1]),
        **viewer.reaching(PlanVersion, *permissions),
    )
    versions: dict[int, Any] = {version.pk: version for version in rows.order_by("number")}
    version = versions.pop(pk, None)
    if version is None:
        return None
    drafts = [other for other in versions.values() if other.state == VersionState.DRAFT]
    return Shelf(
        version=version,
        others=tuple(o for o in versions.values() if o not in drafts),
        draft=next(iter(drafts), None),
        allowed=frozenset(p for p in permissions if getattr(version, p.value, False)),
        is_released=version.is_released,
        has_renewals=version.has_renewals,
        returned=(version.told or {}).get("reason", ""),
    )


def _readable(viewer: Viewer) -> QuerySet[PlanVersion]:
    decided = viewer.reach(Permission.READ, PlanVersion)
    return decided | viewer.reach(Permission.READ_DRAFT, PlanVersion)
