"""The sections of a version of a plan, with what they show beside their texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Plan, PlanSection, PlanVersion, TemplateSection, UnitKind, VersionState
from timglas.queries.activities import ActivityRow, unit_activities
from timglas.queries.assignments import AssignmentRow, body_assignments
from timglas.queries.plan_contents import Contents
from timglas.queries.proposals import ProposalRow, proposals_in_order
from timglas.queries.scan import PlanScan, plan_scan
from timglas.rules.events import GRANTING, QUIET, REPORTING, SHOWN_IN_PLANS
from timglas.rules.permissions import Permission
from timglas.rules.plan_template import Part, part_words

# What is read by those with a role only.
INSIDE = {Part.ACTIVITIES, Part.ASSIGNMENTS, Part.PROPOSALS}


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a version."""

    id: int
    title: str
    guidance: str
    body: str
    part: Part
    is_required: bool


@dataclass(frozen=True, slots=True)
class SectionsView:
    """The sections before the goals and those after them, and what these show."""

    before: tuple[SectionRow, ...]
    goals: SectionRow | None
    after: tuple[SectionRow, ...]
    activities: tuple[ActivityRow, ...]
    assignments: tuple[AssignmentRow, ...]
    proposals: tuple[ProposalRow, ...]
    scan: PlanScan | None

    @property
    def all(self) -> tuple[SectionRow, ...]:
        """Every section, in order."""
        return (*self.before, *([self.goals] if self.goals else ()), *self.after)

    @property
    def show_frames(self) -> bool:
        """Whether one of them shows the frames."""
        return any(section.part is Part.FRAMES for section in self.all)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A section of the template, as the municipality's administrator sees it."""

    id: int
    title: str
    guidance: str
    shows: str
    required_for: tuple[str, ...]


def sections_view(viewer: Viewer, version: PlanVersion, contents: Contents) -> SectionsView:
    """The sections of a version, and what they show to the viewer: at most eight queries, kept.

    A decided version leaves out those with neither text nor anything to show.
    """
    rows = [_row(section) for section in contents.sections]
    place = next((n for n, row in enumerate(rows) if row.part is Part.GOALS), len(rows))
    shown = _shown(viewer, version.plan, frozenset(row.part for row in rows))
    is_decided = version.state == VersionState.DECIDED

    def is_shown(row: SectionRow) -> bool:
        return not is_decided or bool(row.body or shown.get(row.part))

    return SectionsView(
        before=tuple(filter(is_shown, rows[:place])),
        goals=next(filter(is_shown, rows[place : place + 1]), None),
        after=tuple(filter(is_shown, rows[place + 1 :])),
        activities=shown.get(Part.ACTIVITIES, ()),
        assignments=shown.get(Part.ASSIGNMENTS, ()),
        proposals=shown.get(Part.PROPOSALS, ()),
        scan=shown.get(Part.SURROUNDINGS),
    )


type Shown = Mapping[Part, Any]
_kept: Kept[tuple[int | None, date, int, frozenset[Part]], Shown] = Kept(
    quiet=(QUIET | REPORTING) - SHOWN_IN_PLANS - GRANTING, most=1_000
)


def _shown(viewer: Viewer, plan: Plan, parts: frozenset[Part]) -> Shown:
    """What the parts that are asked for show to the viewer; false where it is nothing."""
    person = viewer.person.pk if viewer.person else None
    key = (person, viewer.today, plan.pk, parts)
    return _kept.get(key, lambda: _read(viewer, plan, parts))


def _read(viewer: Viewer, plan: Plan, parts: frozenset[Part]) -> Shown:
    makers: dict[Part, Callable[[], Any]] = {
        Part.ACTIVITIES: lambda: unit_activities(viewer, plan.unit),
        Part.ASSIGNMENTS: lambda: body_assignments(viewer, plan.unit),
        Part.PROPOSALS: lambda: proposals_in_order(viewer, plan.unit, plan.first_year).rows,
        Part.SURROUNDINGS: lambda: plan_scan(viewer, plan),
        Part.FRAMES: lambda: plan.unit.kind == UnitKind.COUNCIL,
    }
    is_inside = viewer.has(Permission.READ_ACTIVITY)
    wanted = parts & makers.keys() - (set() if is_inside else INSIDE)
    return {part: makers[part]() for part in wanted}


def template_rows() -> tuple[TemplateRow, ...]:
    """The sections of the template, in order."""
    return tuple(
        TemplateRow(
            id=section.pk,
            title=section.title,
            guidance=section.guidance,
            shows=part_words(Part(section.part)),
            required_for=tuple(str(UnitKind(kind).label) for kind in section.required_for),
        )
        for section in TemplateSection.objects.order_by("order", "pk")
    )


def _row(section: PlanSection) -> SectionRow:
    return SectionRow(
        id=section.pk,
        title=section.title,
        guidance=section.guidance,
        body=section.body,
        part=Part(section.part),
        is_required=section.is_required,
    )
