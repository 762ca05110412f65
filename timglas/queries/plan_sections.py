"""The sections of a version of a plan, with what they show beside their texts."""

from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import PlanSection, PlanVersion, TemplateSection, UnitKind, VersionState
from timglas.queries.activities import ActivityRow, unit_activities
from timglas.queries.assignments import AssignmentRow, body_assignments
from timglas.queries.scan import PlanScan, plan_scan
from timglas.rules.permissions import Permission
from timglas.rules.plan_template import Part, part_words


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a version."""

    id: int
    title: str
    guidance: str
    body: str
    part: Part
    is_required: bool

    @property
    def is_written(self) -> bool:
        """Whether there is a text."""
        return bool(self.body)

    @property
    def is_open(self) -> bool:
        """Whether a text must be written before the plan can be decided."""
        return self.is_required and not self.body


@dataclass(frozen=True, slots=True)
class SectionsView:
    """The sections before the goals and those after them, and what these show."""

    before: tuple[SectionRow, ...]
    goals: SectionRow | None
    after: tuple[SectionRow, ...]
    activities: tuple[ActivityRow, ...]
    assignments: tuple[AssignmentRow, ...]
    scan: PlanScan | None
    has_renewals: bool

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


def sections_view(viewer: Viewer, version: PlanVersion) -> SectionsView:
    """The sections of a version, and what they show to the viewer. At most eleven queries."""
    rows = [_row(section) for section in version.sections.order_by("order", "pk")]
    if version.state == VersionState.DECIDED:  # nothing more will be written there
        rows = [row for row in rows if row.body or row.part]
    parts = {row.part for row in rows}
    place = next((n for n, row in enumerate(rows) if row.part is Part.GOALS), None)
    first = len(rows) if place is None else place
    unit = version.plan.unit
    is_inside = viewer.has(Permission.READ_ACTIVITY)
    return SectionsView(
        before=tuple(rows[:first]),
        goals=None if place is None else rows[place],
        after=tuple(rows[first + 1 :]),
        activities=unit_activities(viewer, unit) if is_inside and Part.ACTIVITIES in parts else (),
        assignments=body_assignments(viewer, unit) if Part.ASSIGNMENTS in parts else (),
        scan=plan_scan(viewer, version.plan) if Part.SURROUNDINGS in parts else None,
        has_renewals=version.goal_renewals.exists(),
    )


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
