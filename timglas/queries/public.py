"""The open pages: how it goes, the vision, and how we measure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.models import ChosenFigure
from timglas.queries.results import status_names, year_results
from timglas.queries.told import in_a_sentence
from timglas.queries.views import (
    GoalResult,
    IndicatorResult,
    StatusView,
    VisionView,
    YearResults,
)
from timglas.rules.language import ngettext
from timglas.rules.summary import goals_in_words, in_words


@dataclass(frozen=True, slots=True)
class Story:
    """A council goal told in one sentence and one figure."""

    goal: GoalResult
    says: str
    figure: IndicatorResult | None


@dataclass(frozen=True, slots=True)
class StartPage:
    """ "Så går det": a sentence, the vision, and each council goal."""

    year: int
    as_of: date
    lead: str
    count_in_words: str
    vision: VisionView | None
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class VisionPage:
    """The vision and core values, with the goals that carry them."""

    year: int
    vision: VisionView | None
    goals: tuple[GoalResult, ...]


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """How we measure: the scale in the municipality's own words."""

    running: tuple[StatusView, ...]
    ended: tuple[StatusView, ...]
    grey: tuple[StatusView, ...]


def start_page(viewer: Viewer, year: int) -> StartPage:
    """How it goes with the council's goals in a year."""
    results = year_results(viewer, year)
    tops = _council_goals(results)
    chosen = chosen_figures(goal.id for goal in tops)
    return StartPage(
        year=year,
        as_of=results.as_of,
        lead=_lead(tops, results.vision, year),
        count_in_words=in_words(len(tops)),
        vision=results.vision,
        stories=tuple(
            Story(goal, in_a_sentence(goal), _figure(goal, results.goals, chosen.get(goal.id)))
            for goal in tops
        ),
    )


def vision_page(viewer: Viewer, year: int) -> VisionPage:
    """The vision that holds in a year."""
    results = year_results(viewer, year)
    return VisionPage(year, results.vision, _council_goals(results))


def measures_page() -> MeasuresPage:
    """The status scale, green first."""
    names = tuple(status_names().values())
    coloured = [view for view in names if view.colour != "grey"]
    return MeasuresPage(
        running=tuple(view for view in coloured if not view.status.ended),
        ended=tuple(view for view in coloured if view.status.ended),
        grey=tuple(view for view in names if view.colour == "grey"),
    )


def _council_goals(results: YearResults) -> tuple[GoalResult, ...]:
    return tuple(goal for goal in results.goals.values() if goal.level_order == 1)


def _lead(goals: tuple[GoalResult, ...], vision: VisionView | None, year: int) -> str:
    if not goals:
        return ""
    # A term's goals hold on until new ones are decided.
    until = vision.last_year if vision and vision.last_year >= year else None
    if until:
        has = ngettext(
            "Kommunen har {n} mål fram till {year}.",
            "Kommunen har {n} mål fram till {year}.",
            len(goals),
        )
    else:
        has = ngettext("Kommunen har {n} mål.", "Kommunen har {n} mål.", len(goals))
    said = goals_in_words(goal.status.status for goal in goals)
    return f"{has.format(n=in_words(len(goals)), year=until)} {said}"


def chosen_figures(goals: Iterable[int]) -> Mapping[int, int]:
    """The ids of the indicators that have been chosen to speak for some goals. One query."""
    rows = ChosenFigure.objects.filter(goal__in=tuple(goals))
    return dict(rows.values_list("goal_id", "indicator_id"))


def _figure(
    goal: GoalResult, goals: Mapping[int, GoalResult], chosen: int | None
) -> IndicatorResult | None:
    """The chosen indicator, else the first measured one of a goal or of the nearest below."""
    measured = figures_of(goal, goals)
    first = measured[0] if measured else None
    return next((i for i in measured if i.id == chosen), first)


def figures_of(goal: GoalResult, goals: Mapping[int, GoalResult]) -> tuple[IndicatorResult, ...]:
    """The measured indicators that can speak for a goal: its own, then those of goals below."""
    found = {i.id: i for i in _indicators(goal, goals) if i.latest_value is not None}
    return tuple(found.values())


def _indicators(goal: GoalResult, goals: Mapping[int, GoalResult]) -> Iterator[IndicatorResult]:
    yield from goal.indicators
    for child in goal.children:
        below = goals.get(child)
        if below and below.primary_parent == goal.id:
            yield from _indicators(below, goals)
