"""One version of a plan whole, draft or decided."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from timglas.access import Viewer
from timglas.models import (
    DirectionChoice,
    GoalLevel,
    GroundKind,
    Perspective,
    PlanVersion,
    Sex,
)
from timglas.queries.plan_contents import Contents, contents_of
from timglas.rules.differences import bounds_in_words
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link upwards from a goal."""

    id: int
    goal_id: int
    wording: str
    unit_name: str
    contribution: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class GroundRow:
    """Another ground of a goal."""

    id: int
    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator under a goal; `targets` are words for each of the plan's years."""

    id: int
    indicator_id: int
    name: str
    measure_unit: str
    direction: str
    source: str
    targets: tuple[str, ...]
    person: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of a version."""

    id: int
    goal_id: int
    wording: str
    need: str
    wanted_result: str
    perspective: str
    sound_finance: bool
    agenda_2030: tuple[int, ...]
    measured_why_not: str
    person: str
    links: tuple[LinkRow, ...]
    grounds: tuple[GroundRow, ...]
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class LevelRows:
    """The goals of a version on one level."""

    id: int
    name: str
    plural: str
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version of a plan, draft or decided."""

    years: tuple[int, ...]
    levels: tuple[LevelRows, ...]

    @property
    def goals(self) -> tuple[GoalRow, ...]:
        """Every goal, in order."""
        return tuple(goal for level in self.levels for goal in level.goals)

    @property
    def indicator_count(self) -> int:
        """How many indicators there are."""
        return sum(len(goal.indicators) for goal in self.goals)


def version_page(
    viewer: Viewer, version: PlanVersion, contents: Contents | None = None
) -> VersionPage:
    """A version's goals and all under them, as read already or in six queries."""
    plan = version.plan
    years = tuple(range(plan.first_year, plan.last_year + 1))
    goals: dict[GoalLevel, list[GoalRow]] = defaultdict(list)
    for edition in (contents or contents_of(version, viewer.today)).goals:
        goals[edition.goal.level].append(_goal_row(viewer, edition, years))
    return VersionPage(
        years,
        tuple(LevelRows(v.pk, v.name, v.plural, tuple(rows)) for v, rows in goals.items()),
    )


def _goal_row(viewer: Viewer, edition: Any, years: tuple[int, ...]) -> GoalRow:
    return GoalRow(
        id=edition.pk,
        goal_id=edition.goal_id,
        wording=edition.wording,
        need=edition.need,
        wanted_result=edition.wanted_result,
        perspective=str(Perspective(edition.perspective).label),
        sound_finance=edition.sound_finance,
        agenda_2030=tuple(edition.agenda_2030),
        measured_why_not=edition.measured_why_not,
        person=_answering(viewer, edition),
        links=tuple(_link_row(viewer, link) for link in edition.read_links),
        grounds=tuple(
            GroundRow(g.pk, str(GroundKind(g.kind).label), g.reference)
            for g in edition.read_grounds
        ),
        indicators=tuple(_indicator_row(viewer, i, years) for i in edition.read_indicators),
    )


def _answering(viewer: Viewer, edition: Any) -> str:
    """Who answers today; by title only for who has not signed in."""
    return (edition.answered_by if viewer.person else edition.answered_as) or ""


def _link_row(viewer: Viewer, link: Any) -> LinkRow:
    """A link; the goal above as it is undecided where the viewer may read the draft."""
    may_read = link.draft_unit in viewer.units(Permission.READ_DRAFT)
    return LinkRow(
        id=link.pk,
        goal_id=link.parent_id,
        wording=link.known_wording or (link.draft_wording if may_read else ""),
        unit_name=link.unit_name,
        contribution=link.contribution,
        is_primary=link.is_primary,
    )


def _indicator_row(viewer: Viewer, edition: Any, years: tuple[int, ...]) -> IndicatorRow:
    targets = [target for target in edition.read_targets if target.sex == Sex.ALL]
    words = {target.year: bounds_in_words(target.low, target.high) for target in targets}
    return IndicatorRow(
        id=edition.pk,
        indicator_id=edition.indicator_id,
        name=edition.name,
        measure_unit=edition.measure_unit,
        direction=str(DirectionChoice(edition.direction).label),
        source=edition.source,
        targets=tuple(words.get(year, "") for year in years),
        person=_answering(viewer, edition),
    )
