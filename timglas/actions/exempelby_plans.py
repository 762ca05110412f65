"""Exempelby's plans: drafted, decided, released and revised when the files say so."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from timglas.actions.decisions import record_decision
from timglas.actions.exempelby_content import COMMITTEE, COUNCIL, Table, day
from timglas.actions.exempelby_goals import write_goal
from timglas.actions.exempelby_town import Entry, Plan, Town, moment
from timglas.actions.indicators import set_target
from timglas.actions.periods import add_term
from timglas.actions.plan_proposals import propose_plan
from timglas.actions.plan_sections import write_section
from timglas.actions.plans import decide_plan, draft_plan, edit_version, release_plan, revise_plan
from timglas.actions.renewals import keep_the_rest
from timglas.actions.year_changes import run_year_change, start_year
from timglas.models import (
    BasisChoice,
    Decision,
    IndicatorEdition,
    PlanKind,
    PlanVersion,
)
from timglas.rules.section_text import typed_html

TERM_DRAFTED_ON = date(2022, 11, 14)


def plan_diary(town: Town) -> Iterator[Entry]:
    """All that happens with plans."""
    yield from _term(town)
    for year, stages in town.content.plans["years"].items():
        yield from _yearly(town, int(year), stages)
    for release in town.content.plans["releases"]:
        yield Entry(moment(day(release, "decided_on")), partial(_release, town, text=release))
    for text in town.content.plans["revisions"]:
        plan = (text["unit"], text["year"])
        yield Entry(moment(day(text, "drafted_on")), partial(_revise, town, plan=plan, text=text))
        yield Entry(
            moment(day(text, "decided_on")), partial(decide_as_told, town, plan=plan, text=text)
        )
    drafts = town.content.plans["drafts"]
    yield Entry(moment(day(drafts, "drafted_on")), partial(_start_year, town, text=drafts))
    yield Entry(moment(day(drafts, "proposed_on")), partial(_propose, town, text=drafts))


def _term(town: Town) -> Iterator[Entry]:
    text = town.content.term_plan
    plan = ("kf", town.content.organisation["term"]["first_year"])
    yield Entry(moment(TERM_DRAFTED_ON), partial(_draft_term, town, plan=plan, text=text))
    yield Entry(
        moment(day(text, "decided_on")), partial(decide_as_told, town, plan=plan, text=text)
    )


def _yearly(town: Town, year: int, stages: Table) -> Iterator[Entry]:
    """The plans of a year, level by level: a plan is decided after those its goals rest on."""
    political = {d["unit"]: d for d in town.content.plans["decisions"] if d["year"] == year}
    goals = [goal for goal in town.content.goals.values() if goal.since <= year]
    for level, stage in stages.items():
        units = dict.fromkeys(goal.unit for goal in goals if goal.level == level)
        for number, unit in enumerate(units):
            plan, minutes = (unit, year), 5 * number
            text = political[unit] if level == COMMITTEE else stage
            drafted = moment(day(stage, "drafted_on"), minutes=minutes)
            decided = moment(day(text, "decided_on"), minutes=minutes)
            yield Entry(drafted, partial(draft_as_told, town, plan=plan, text=text))
            yield Entry(decided, partial(decide_as_told, town, plan=plan, text=text))


def _draft_term(town: Town, at: datetime, *, plan: Plan, text: Table) -> None:
    by, valid_from = town.manager("kf"), day(text, "valid_from")
    term = add_term(by=by, at=at, **town.content.organisation["term"])
    version = draft_plan(
        unit=town.units["kf"],
        kind=PlanKind.TERM,
        first_year=term.first_year,
        valid_from=valid_from,
        term=term,
        by=by,
        at=at,
    )
    texts = {name: text[name].strip() for name in ("vision", "core_values", "introduction")}
    edit_version(version=version, valid_from=valid_from, by=by, at=at, **texts)
    town.versions[plan] = version
    for goal in town.content.goals.values():
        if goal.level == COUNCIL:
            write_goal(town, version, goal, by=by, at=at)


def draft_as_told(town: Town, at: datetime, *, plan: Plan, text: Table | None = None) -> None:
    """Begin a unit's plan for three years, with its introduction and its own goals."""
    unit, year = plan
    by = town.manager(unit)
    version = draft_plan(
        unit=town.units[unit],
        kind=PlanKind.OPERATIONAL,
        first_year=year,
        valid_from=date(year, 1, 1),
        by=by,
        at=at,
    )
    town.versions[plan] = version
    if text and "introduction" in text:
        _introduce(version, text["introduction"], at=at)
    _write_sections(version, town.content.sections.get(unit, {}), at=at)
    for goal in town.content.goals_of(unit, year):
        if goal.level == COUNCIL:  # stands in the term plan, and is not worded anew
            continue
        write_goal(town, version, goal, by=by, at=at)


def _start_year(town: Town, at: datetime, *, text: Table) -> None:
    """Begin next year's plans of some units in one press."""
    change = start_year(
        unit=town.units[text["under"]],
        year=text["year"],
        units=[town.units[unit].pk for unit in text["units"]],
        by=town.people[text["by"]],
        at=at,
    )
    run_year_change(change=change, clock=lambda: at)
    town.versions |= {
        (unit, text["year"]): change.versions.get(plan__unit=town.units[unit])
        for unit in text["units"]
    }


def _propose(town: Town, at: datetime, *, text: Table) -> None:
    """Keep all of last year's in some of the drafts, and propose those that are done."""
    for unit in text["kept"]:
        version, by = town.versions[unit, text["year"]], town.manager(unit)
        keep_the_rest(version=version, by=by, at=at)
        if unit in text["proposed"]:
            propose_plan(version=version, by=by, at=at)


def _write_sections(version: PlanVersion, texts: Table, *, at: datetime) -> None:
    for section in version.sections.filter(title__in=texts).order_by("order"):
        text = typed_html(texts[section.title])
        write_section(section=section, body=text, by=version.created_by, at=at)


def _introduce(version: PlanVersion, introduction: str, *, at: datetime) -> None:
    edit_version(
        version=version,
        vision="",
        core_values="",
        introduction=introduction,
        valid_from=version.valid_from,
        by=version.created_by,
        at=at,
    )


def decide_as_told(town: Town, at: datetime, *, plan: Plan, text: Table) -> None:
    """Decide a plan; a company's is let go by the same meeting's next paragraph."""
    unit, _year = plan
    version, decision = town.versions[plan], decision_as_told(town, unit, text, at=at)
    decide_plan(version=version, decision=decision, by=decision.recorded_by, at=at)
    if "release_paragraph" in text:
        next_text = {**text, "paragraph": text["release_paragraph"]}
        release = decision_as_told(town, unit, next_text, at=at)
        release_plan(version=version, decision=release, by=town.manager(unit), at=at)


def decision_as_told(town: Town, unit: str, text: Table, *, at: datetime) -> Decision:
    """A political body's decision if there is a paragraph, else the manager's own."""
    manager, paragraph = town.manager(unit), text.get("paragraph", "")
    return record_decision(
        body=town.units[unit],
        decided_on=day(text, "decided_on"),
        paragraph=paragraph,
        registry_number=text.get("registry_number", ""),
        official=None if paragraph else manager,
        by=town.registrar if paragraph else manager,
        at=at,
    )


def _release(town: Town, at: datetime, *, text: Table) -> None:
    """The company's board lets go of its units' plans."""
    decision = decision_as_told(town, "fab", text, at=at)
    for unit in text["units"]:
        version = town.versions[unit, text["year"]]
        release_plan(version=version, decision=decision, by=town.manager("fab"), at=at)


def _revise(town: Town, at: datetime, *, plan: Plan, text: Table) -> None:
    """Begin a new version in the middle of the year, with another target."""
    by, valid_from = town.manager(plan[0]), day(text, "valid_from")
    version = revise_plan(plan=town.versions[plan].plan, valid_from=valid_from, by=by, at=at)
    town.versions[plan] = version
    edition = IndicatorEdition.objects.get(
        goal_edition__version=version, indicator=town.indicators[text["indicator"]]
    )
    before = edition.targets.get(year=text["target_year"])
    set_target(
        edition=edition,
        year=before.year,
        low=Decimal(text["target"]),
        high=before.high,
        basis=BasisChoice(before.basis),
        by=by,
        at=at,
    )
