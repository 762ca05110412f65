"""Writing Exempelby's goals with their indicators into drafts of plans."""

from datetime import date, datetime

from timglas.actions.exempelby_content import FIRST_YEAR, GoalText, IndicatorText
from timglas.actions.exempelby_town import SOURCE, Town
from timglas.actions.goals import add_goal, add_ground, assign_goal, link_goal
from timglas.actions.grounds import cite_document
from timglas.actions.indicators import add_indicator, assign_indicator, mark_break, set_target
from timglas.models import (
    AccumulationChoice,
    AggregationChoice,
    BasisChoice,
    CollectedFrom,
    DirectionChoice,
    FrequencyChoice,
    GoalEdition,
    GroundKind,
    IndicatorEdition,
    IndicatorKind,
    Person,
    Perspective,
    PlanVersion,
)
from timglas.rules.status import Accumulation


def write_goal(
    town: Town, version: PlanVersion, text: GoalText, *, by: Person, at: datetime
) -> None:
    """Write a goal into a draft: wording, links, grounds and indicators."""
    edition = add_goal(
        version=version,
        level=town.levels[text.level],
        goal=town.goals.get(text.key),
        wording=text.wording,
        need=text.need,
        wanted_result=text.result,
        perspective=Perspective(text.perspective),
        sound_finance=text.sound_finance,
        agenda_2030=text.agenda,
        measured_why_not=text.why_not,
        by=by,
        at=at,
    )
    if text.key not in town.goals:
        town.goals[text.key] = edition.goal
        _assign(town, text, by=by, at=at)
    _connect(town, edition, text, by=by, at=at)
    year = max(version.plan.first_year, FIRST_YEAR)
    for indicator in town.content.indicators_of(text.key, year):
        write_indicator(town, edition, indicator, by=by, at=at)


def write_indicator(
    town: Town, goal_edition: GoalEdition, text: IndicatorText, *, by: Person, at: datetime
) -> None:
    """Write an indicator under a goal of a draft, with its targets."""
    baseline, baseline_year = text.base or (None, None)
    edition = add_indicator(
        goal_edition=goal_edition,
        indicator=town.indicators.get(text.key),
        unit=town.units[town.content.goals[text.goal].unit],
        name=text.name,
        definition=text.definition,
        measure_unit=text.unit,
        decimals=text.decimals,
        direction=DirectionChoice(text.direction),
        kind=IndicatorKind(text.kind),
        frequency=FrequencyChoice(text.frequency),
        accumulation=AccumulationChoice(text.accumulation),
        collected_from=CollectedFrom.UNITS if text.units else CollectedFrom.OWN,
        aggregation=AggregationChoice.WEIGHTED if text.units else AggregationChoice.NONE,
        source=f"{SOURCE}: {text.source}",
        by_sex=text.by_sex,
        tolerance_absolute=text.tolerance_absolute,
        baseline=baseline,
        baseline_year=baseline_year,
        by=by,
        at=at,
    )
    if text.key not in town.indicators:
        town.indicators[text.key] = edition.indicator
        _take_up(town, edition, text, by=by, at=at)
    plan = goal_edition.version.plan
    for year in range(plan.first_year, plan.last_year + 1):
        if bounds := text.bounds(year):
            low, high = bounds
            set_target(
                edition=edition, year=year, low=low, high=high, basis=_basis(text), by=by, at=at
            )


def _assign(town: Town, text: GoalText, *, by: Person, at: datetime) -> None:
    if text.owner != "":
        person = town.people[town.content.owner_of(text.key)]
        assign_goal(goal=town.goals[text.key], person=person, on=_begins(text.since), by=by, at=at)


def _connect(town: Town, edition: GoalEdition, text: GoalText, *, by: Person, at: datetime) -> None:
    for parent, contribution in text.links:
        link_goal(
            edition=edition, parent=town.goals[parent], contribution=contribution, by=by, at=at
        )
    for key, where in text.grounds:
        if document := town.documents.get(key):
            cite_document(edition=edition, document=document, where=where, by=by, at=at)
        else:
            add_ground(edition=edition, kind=GroundKind(key), reference=where, by=by, at=at)


def _take_up(
    town: Town, edition: IndicatorEdition, text: IndicatorText, *, by: Person, at: datetime
) -> None:
    """Name who reports a new indicator, and mark its break if it has one."""
    person = town.people[town.content.reporter_of(text.key)]
    indicator = edition.indicator
    assign_indicator(indicator=indicator, person=person, on=_begins(text.since), by=by, at=at)
    if text.break_at:
        start, why = text.break_at
        mark_break(
            indicator=indicator,
            period_start=date.fromisoformat(start),
            explanation=why,
            by=by,
            at=at,
        )


def _basis(text: IndicatorText) -> BasisChoice:
    """Targets of what adds up, or is measured once a year, hold for the year's end."""
    if text.basis:
        return BasisChoice(text.basis)
    yearly = text.frequency in {"year", "two_years"}
    adds_up = Accumulation(text.accumulation).adds_up
    return BasisChoice.YEAR_END if yearly or adds_up else BasisChoice.EACH_PERIOD


def _begins(since: int) -> date:
    """The day somebody answers from; the first goals are older than their first plan here."""
    return date(2023 if since == FIRST_YEAR else since, 1, 1)
