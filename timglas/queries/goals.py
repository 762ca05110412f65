"""A goal's page, and the list of goals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from timglas.access import Viewer
from timglas.models import (
    Assessment,
    Goal,
    GoalEdition,
    Perspective,
    PlanVersion,
)
from timglas.queries.gathered import by_offices, dated_judgements
from timglas.queries.grounds import GroundView, grounds_of
from timglas.queries.recent import with_series
from timglas.queries.results import status_names, year_results
from timglas.queries.views import (
    GoalResult,
    Judgement,
    StatusView,
    VisionView,
    YearResults,
)
from timglas.queries.within import units_within
from timglas.queries.years import nearest_year, years_of
from timglas.rules.assessments import Judged, Missed, missed_again
from timglas.rules.language import _, pgettext
from timglas.rules.message import counts_message
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission
from timglas.rules.scale import Status, urgency
from timglas.rules.search import Search


@dataclass(frozen=True, slots=True)
class Support:
    """A link up or down in the thread; `goal` None when its plan is not one the viewer may see."""

    goal: GoalResult | None
    contribution: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """How a plan version words the goal, and who decided it when."""

    version_id: int
    plan: str
    number: int
    wording: str
    valid_from: date
    decision: str


@dataclass(frozen=True, slots=True)
class DatedJudgement:
    """A judgement of a year's result."""

    year: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class GoalPage:
    """Everything the page of a goal shows for a year.

    `path` is the way from the top down to the goal itself, along primary links. `wordings` and
    `judgements` lie newest first; the first wording is not always the year's. `missed` is said when
    the same goal has been missed again and again.
    """

    year: int
    years: tuple[int, ...]
    as_of: date
    vision: VisionView | None
    goal: GoalResult
    proposed: StatusView
    message: str
    need: str
    wanted_result: str
    measured_why_not: str
    agenda_2030: tuple[int, ...]
    perspective: str
    path: tuple[GoalResult, ...]
    above: tuple[Support, ...]
    below: tuple[Support, ...]
    grounds: tuple[GroundView, ...]
    governing: Wording
    wordings: tuple[Wording, ...]
    judgements: tuple[DatedJudgement, ...]
    missed: Missed | None

    @property
    def last_judged(self) -> DatedJudgement | None:
        """The newest judgement, of whatever year: what a new one is compared with."""
        return self.judgements[0] if self.judgements else None

    @property
    def mainly(self) -> tuple[Support, ...]:
        """The link to the goal that this one mainly serves."""
        return tuple(link for link in self.above if link.is_primary)

    @property
    def also(self) -> tuple[Support, ...]:
        """The links to goals that this one supports as well."""
        return tuple(link for link in self.above if not link.is_primary)


def goal_page(viewer: Viewer, goal: Goal, wanted: int) -> GoalPage | None:
    """The page of a goal for a year, or for the nearest year whose plan has it.

    None when no plan with it has come into force yet.
    """
    editions = _editions(viewer, goal)
    years = years_of((edition.version.plan for edition in editions), viewer.today)
    year = nearest_year(years, wanted)
    if year is None:
        return None
    return _compose(viewer, goal, year_results(viewer, year), editions=editions, years=years)


def _compose(
    viewer: Viewer,
    goal: Goal,
    results: YearResults,
    *,
    editions: list[GoalEdition],
    years: tuple[int, ...],
) -> GoalPage | None:
    shown = results.goals.get(goal.pk)
    if shown is None:
        return None
    names = status_names()
    judgements = _judgements(viewer, goal, names)
    drawn = with_series(shown.indicators, year=results.year, as_of=results.as_of)
    shown = replace(shown, indicators=drawn)
    edition = next(e for e in editions if e.pk == shown.edition_id)
    wordings = {e.pk: _wording(e) for e in editions}
    return GoalPage(
        year=results.year,
        years=years,
        as_of=results.as_of,
        vision=results.vision,
        goal=shown,
        proposed=names[shown.proposal.status],
        message=goal_message(shown, results.goals),
        need=edition.need,
        wanted_result=edition.wanted_result,
        measured_why_not=edition.measured_why_not,
        agenda_2030=tuple(edition.agenda_2030),
        perspective=str(Perspective(edition.perspective).label),
        path=path_to(shown, results.goals),
        above=_above(shown, results.goals),
        below=_below(shown, results.goals),
        grounds=grounds_of(viewer, edition),
        governing=wordings[shown.edition_id],
        wordings=tuple(wordings.values()),
        judgements=judgements,
        missed=_missed(judgements),
    )


def goal_message(goal: GoalResult, goals: Mapping[int, GoalResult]) -> str:
    """Say how a goal goes: as who judged it says, else by counting what it is weighed from."""
    if goal.judgement and goal.judgement.summary:
        return goal.judgement.summary
    if goal.indicators:
        statuses = [i.status.status for i in goal.indicators]
        return counts_message(statuses, _("indikator"), _("indikatorer"))
    below = [goals[pk].status.status for pk in goal.children if pk in goals]
    one, many = pgettext("one", "mål på nästa nivå"), pgettext("many", "mål på nästa nivå")
    return counts_message(below, one, many) if below else ""


def path_to(goal: GoalResult, goals: Mapping[int, GoalResult]) -> tuple[GoalResult, ...]:
    """The goals from the top down to one, along primary links; the goal itself comes last."""
    path = [goal]
    while (above := goals.get(path[0].primary_parent or 0)) and above not in path:
        path.insert(0, above)
    return tuple(path)


def _editions(viewer: Viewer, goal: Goal) -> list[GoalEdition]:
    """The goal's editions in plans the viewer may see, the newest first."""
    return list(
        GoalEdition.objects.filter(
            goal=goal, version__in=viewer.reach(Permission.READ, PlanVersion)
        )
        .select_related("version__plan__unit", "version__decision__body")
        .select_related("version__decision__official")
        .order_by("-version__plan__first_year", "-version__number")
    )


def _wording(edition: GoalEdition) -> Wording:
    version = edition.version
    return Wording(
        version_id=version.pk,
        plan=str(version.plan),
        number=version.number,
        wording=edition.wording,
        valid_from=version.valid_from,
        decision=str(version.decision or ""),
    )


def _above(goal: GoalResult, goals: Mapping[int, GoalResult]) -> tuple[Support, ...]:
    return tuple(
        Support(goals.get(link.parent_id), link.contribution, link.is_primary)
        for link in goal.parents
        if link.parent_id in goals
    )


def _below(goal: GoalResult, goals: Mapping[int, GoalResult]) -> tuple[Support, ...]:
    children = (goals[pk] for pk in goal.children if pk in goals)
    return tuple(
        Support(child, link.contribution, link.is_primary)
        for child in children
        for link in child.parents
        if link.parent_id == goal.id
    )


def _judgements(
    viewer: Viewer, goal: Goal, names: Mapping[Status, StatusView]
) -> tuple[DatedJudgement, ...]:
    """Every judgement known on the viewer's day, newest first."""
    rows = Assessment.objects.filter(goal=goal, as_of__lte=viewer.today)
    named = viewer.has(Permission.READ_ORGANISATION)
    return tuple(
        DatedJudgement(year, judgement if named else by_offices(judgement))
        for _goal, year, judgement in dated_judgements(rows.order_by("-as_of", "-pk"), names)
    )


def _missed(judgements: Iterable[DatedJudgement]) -> Missed | None:
    in_order = reversed(tuple(judgements))
    return missed_again(
        Judged(past.year, past.judgement.as_of, past.judgement.status.status) for past in in_order
    )


GOAL_ORDERS: Orders[GoalResult] = {
    "namn": lambda goal: alphabetical(goal.wording),
    "lage": lambda goal: urgency(goal.status.status),
    "niva": lambda goal: goal.level_order,
    "enhet": lambda goal: alphabetical(goal.unit_name),
    "perspektiv": lambda goal: alphabetical(goal.perspective_name),
    "ansvarig": lambda goal: alphabetical(goal.person.in_words) if goal.person else None,
    "bedomt": lambda goal: goal.judgement.as_of if goal.judgement else None,
    "indikatorer": lambda goal: len(goal.indicators),
}


@dataclass(frozen=True, slots=True)
class WantedGoals:
    """What the list of goals is narrowed to; "" is all. `sort` names one of `GOAL_ORDERS`.

    `within` is a unit with all below it, `unit` one without them.
    """

    q: str = ""
    within: int | None = None
    unit: str = ""
    level: str = ""
    status: str = ""
    perspective: str = ""
    sort: str = ""


def listed_goals(results: YearResults, wanted: WantedGoals) -> tuple[GoalResult, ...]:
    """The year's goals that are wanted, in the wanted order."""
    search = Search(wanted.q)
    units = units_within(wanted.within, results.as_of) if wanted.within else None
    found = (
        goal
        for goal in results.goals.values()
        if (units is None or goal.unit_id in units)
        and _is_wanted(goal, wanted)
        and search.finds(goal.wording, goal.unit_name)
    )
    return tuple(ordered(found, wanted.sort, GOAL_ORDERS))


def _is_wanted(goal: GoalResult, wanted: WantedGoals) -> bool:
    return (
        wanted.unit in {"", str(goal.unit_id)}
        and wanted.level in {"", str(goal.level_id)}
        and wanted.status in {"", goal.status.status.value}
        and wanted.perspective in {"", goal.perspective}
    )


def units_of(rows: Iterable[GoalResult]) -> dict[int, str]:
    """The units that have goals, each with its name."""
    return {goal.unit_id: goal.unit_name for goal in rows}
