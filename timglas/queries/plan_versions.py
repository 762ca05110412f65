"""One version of a plan whole, draft or decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from timglas.access import Viewer
from timglas.models import (
    DirectionChoice,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    GroundKind,
    IndicatorEdition,
    IndicatorResponsibility,
    Perspective,
    PlanVersion,
    Sex,
    VersionState,
)
from timglas.queries.plan_document import wordings
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


def version_page(viewer: Viewer, version: PlanVersion) -> VersionPage:
    """A version's goals and all under them. Eleven queries, whatever its size."""
    plan = version.plan
    years = tuple(range(plan.first_year, plan.last_year + 1))
    goals: dict[int, list[GoalRow]] = defaultdict(list)
    editions = _editions(version)
    worded = _parents_worded(viewer, version, editions)
    answer = _answering(viewer, editions)
    for edition in editions:
        goals[edition.goal.level_id].append(
            _goal_row(edition, years=years, worded=worded, answer=answer)
        )
    levels = GoalLevel.objects.filter(pk__in=goals).order_by("order")
    return VersionPage(
        years, tuple(LevelRows(v.pk, v.name, v.plural, tuple(goals[v.pk])) for v in levels)
    )


@dataclass(frozen=True, slots=True)
class _Answering:
    """Names of who answers, by goal id and by indicator id."""

    goals: Mapping[int, str]
    indicators: Mapping[int, str]


def _editions(version: PlanVersion) -> list[GoalEdition]:
    links = GoalLink.objects.select_related("parent__unit").order_by("-is_primary", "pk")
    indicators = IndicatorEdition.objects.select_related("indicator").prefetch_related("targets")
    rows = GoalEdition.objects.filter(version=version).select_related("goal__level")
    return list(
        rows.prefetch_related(
            Prefetch("links", links),
            "grounds",
            Prefetch("indicators", indicators.order_by("order", "pk")),
        ).order_by("goal__level__order", "order", "pk")
    )


def _parents_worded(
    viewer: Viewer, version: PlanVersion, editions: Iterable[GoalEdition]
) -> Mapping[int, str]:
    """The wordings of the goals above; undecided ones too where the viewer may read the draft."""
    parents = [link.parent_id for e in editions for link in e.links.all()]
    drafts = viewer.reach(Permission.READ_DRAFT, PlanVersion).filter(state=VersionState.DRAFT)
    rows = GoalEdition.objects.filter(goal__in=parents, version__in=drafts.values("pk"))
    return dict(rows.values_list("goal_id", "wording")) | wordings(parents, version)


def _answering(viewer: Viewer, editions: Iterable[GoalEdition]) -> _Answering:
    """Who answers today; by title only for who has not signed in."""
    goals = [e.goal_id for e in editions]
    indicators = [i.indicator_id for e in editions for i in e.indicators.all()]
    shown = "person__name" if viewer.person else "person__title"
    of_goals = GoalResponsibility.objects.on(viewer.today).filter(goal__in=goals)
    of_indicators = IndicatorResponsibility.objects.on(viewer.today).filter(
        indicator__in=indicators
    )
    return _Answering(
        dict(of_goals.values_list("goal_id", shown)),
        dict(of_indicators.values_list("indicator_id", shown)),
    )


def _goal_row(
    edition: GoalEdition,
    *,
    years: tuple[int, ...],
    worded: Mapping[int, str],
    answer: _Answering,
) -> GoalRow:
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
        person=answer.goals.get(edition.goal_id, ""),
        links=tuple(_link_row(link, worded) for link in edition.links.all()),
        grounds=tuple(
            GroundRow(g.pk, str(GroundKind(g.kind).label), g.reference)
            for g in edition.grounds.all()
        ),
        indicators=tuple(
            _indicator_row(i, years, answer.indicators.get(i.indicator_id, ""))
            for i in edition.indicators.all()
        ),
    )


def _link_row(link: GoalLink, worded: Mapping[int, str]) -> LinkRow:
    return LinkRow(
        id=link.pk,
        goal_id=link.parent_id,
        wording=worded.get(link.parent_id, ""),
        unit_name=link.parent.unit.name,
        contribution=link.contribution,
        is_primary=link.is_primary,
    )


def _indicator_row(edition: IndicatorEdition, years: tuple[int, ...], person: str) -> IndicatorRow:
    targets = [target for target in edition.targets.all() if target.sex == Sex.ALL]
    words = {target.year: bounds_in_words(target.low, target.high) for target in targets}
    return IndicatorRow(
        id=edition.pk,
        indicator_id=edition.indicator_id,
        name=edition.name,
        measure_unit=edition.measure_unit,
        direction=str(DirectionChoice(edition.direction).label),
        source=edition.source,
        targets=tuple(words.get(year, "") for year in years),
        person=person,
    )
