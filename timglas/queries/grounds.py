"""What goals rest on beside the goals above, and which goals rest on a governing document."""

from collections.abc import Collection
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import GoalEdition, GoverningDocument, Ground, GroundKind, PlanVersion
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class GroundView:
    """Another ground of a goal: the sort of document, and where in it.

    `document_id` is the document in the register, None where it is not there or may not be read.
    """

    kind: str
    reference: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A goal of this year that rests on a document, and how it refers to it."""

    goal: GoalResult
    reference: str


def grounds_of(viewer: Viewer, edition: GoalEdition) -> tuple[GroundView, ...]:
    """The other grounds of a goal as a plan words it. One query, another if it cites documents."""
    rows = list(Ground.objects.filter(edition=edition).order_by("pk"))
    readable = _readable(viewer, [row.document_id for row in rows if row.document_id])
    return tuple(
        GroundView(
            str(GroundKind(row.kind).label),
            row.reference,
            row.document_id if row.document_id in readable else None,
        )
        for row in rows
    )


def citing_goals(viewer: Viewer, document: GoverningDocument) -> tuple[Citing, ...]:
    """The goals of this year's plans that rest on a document, the highest level first."""
    goals = year_results(viewer, viewer.today.year).goals
    rows = Ground.objects.filter(
        document=document, edition__version__in=viewer.reach(Permission.READ, PlanVersion)
    ).select_related("edition")
    found = [
        Citing(goal, row.reference)
        for row in rows.order_by("pk")
        if (goal := goals.get(row.edition.goal_id)) and goal.version_id == row.edition.version_id
    ]
    return tuple(sorted(found, key=_as_listed))


def _readable(viewer: Viewer, cited: Collection[int]) -> frozenset[int]:
    """Those of some documents that the viewer may read. No query where there are none."""
    if not cited:
        return frozenset()
    found = viewer.reach(Permission.READ, GoverningDocument).filter(pk__in=cited)
    return frozenset(found.values_list("pk", flat=True))


def _as_listed(row: Citing) -> tuple[int, str, str]:
    return row.goal.level_order, alphabetical(row.goal.unit_name), alphabetical(row.goal.wording)
