"""Exempelby's plans: drafted, decided, released and revised when the files say so."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from timglas.actions.decisions import record_decision
from timglas.actions.exempelby_content import COMMITTEE, COUNCIL, Table, day
from timglas.actions.exempelby_goals import write_goal
from timglas.actions.exempelby_town import Doing, Entry, Town, moment
from timglas.actions.indicators import set_target
from timglas.actions.periods import add_term
from timglas.actions.plans import (
    decide_plan,
    draft_plan,
    edit_version,
    release_plan,
    revise_plan,
)
from timglas.models import Decision, IndicatorEdition, Person, PlanKind, PlanVersion

TERM_DRAFTED_ON = date(2022, 11, 14)


def plan_diary(town: Town) -> Iterator[Entry]:
    """All that happens with plans."""
    yield from _term(town)
    for year, stages in town.content.plans["years"].items():
        yield from _yearly(town, int(year), stages)
    for release in town.content.plans["releases"]:
        yield from _releases(town, release)
    for revision in town.content.plans["revisions"]:
        yield from _revision(town, revision)
    drafts = town.content.plans["drafts"]
    for number, unit in enumerate(drafts["units"]):
        at = moment(day(drafts, "drafted_on"), minutes=60 * number)
        yield Entry(at, _drafting(town, unit, drafts["year"]))


def _term(town: Town) -> Iterator[Entry]:
    text = town.content.term_plan

    def draft(at: datetime) -> None:
        by = town.manager("kf")
        years = town.content.organisation["term"]
        term = add_term(by=by, at=at, **years)
        valid_from = day(text, "valid_from")
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
        town.versions["kf", term.first_year] = version
        for goal in town.content.goals.values():
            if goal.level == COUNCIL:
                write_goal(town, version, goal, by=by, at=at)

    yield Entry(moment(TERM_DRAFTED_ON), draft)
    year = town.content.organisation["term"]["first_year"]
    yield Entry(moment(day(text, "decided_on")), _deciding(town, "kf", year, text))


def _yearly(town: Town, year: int, stages: Table) -> Iterator[Entry]:
    """The plans of a year, level by level: a plan is decided after those its goals rest on."""
    political = {d["unit"]: d for d in town.content.plans["decisions"] if d["year"] == year}
    for level, stage in stages.items():
        goals = town.content.goals.values()
        units = dict.fromkeys(g.unit for g in goals if g.level == level and g.since <= year)
        for number, unit in enumerate(units):
            drafted = moment(day(stage, "drafted_on"), minutes=5 * number)
            yield Entry(drafted, _drafting(town, unit, year))
            settled = political[unit] if level == COMMITTEE else stage
            decided = moment(day(settled, "decided_on"), minutes=5 * number)
            yield Entry(decided, _deciding(town, unit, year, settled))


def _drafting(town: Town, unit: str, year: int) -> Doing:
    def draft(at: datetime) -> None:
        by, valid_from = town.manager(unit), date(year, 1, 1)
        version = draft_plan(
            unit=town.units[unit],
            kind=PlanKind.OPERATIONAL,
            first_year=year,
            valid_from=valid_from,
            by=by,
            at=at,
        )
        _introduce(town, version, unit, year, by=by, at=at)
        town.versions[unit, year] = version
        for goal in town.content.goals_of(unit, year):
            write_goal(town, version, goal, by=by, at=at)

    return draft


def _introduce(
    town: Town, version: PlanVersion, unit: str, year: int, *, by: Person, at: datetime
) -> None:
    texts = (d for d in town.content.plans["decisions"] if (d["unit"], d["year"]) == (unit, year))
    for text in texts:
        edit_version(
            version=version,
            vision="",
            core_values="",
            introduction=text["introduction"],
            valid_from=version.valid_from,
            by=by,
            at=at,
        )


def _deciding(town: Town, unit: str, year: int, settled: Table) -> Doing:
    def decide(at: datetime) -> None:
        version = town.versions[unit, year]
        decision = _decision(town, unit, settled, at)
        decide_plan(version=version, decision=decision, by=decision.recorded_by, at=at)
        if "release_paragraph" in settled:
            table = {**settled, "paragraph": settled["release_paragraph"]}
            release = _decision(town, unit, table, at)
            release_plan(version=version, decision=release, by=town.manager(unit), at=at)

    return decide


def _decision(town: Town, unit: str, settled: Table, at: datetime) -> Decision:
    """A political body's decision if there is a paragraph, else the manager's own."""
    manager = town.manager(unit)
    paragraph = settled.get("paragraph", "")
    return record_decision(
        body=town.units[unit],
        decided_on=day(settled, "decided_on"),
        paragraph=paragraph,
        registry_number=settled.get("registry_number", ""),
        official=None if paragraph else manager,
        by=town.registrar if paragraph else manager,
        at=at,
    )


def _releases(town: Town, release: Table) -> Iterator[Entry]:
    """The company's board lets go of its units' plans."""

    def let_go(at: datetime) -> None:
        decision = _decision(town, "fab", release, at)
        for unit in release["units"]:
            version = town.versions[unit, release["year"]]
            release_plan(version=version, decision=decision, by=town.manager("fab"), at=at)

    yield Entry(moment(day(release, "decided_on")), let_go)


def _revision(town: Town, text: Table) -> Iterator[Entry]:
    unit, year = text["unit"], text["year"]

    def revise(at: datetime) -> None:
        by, valid_from = town.manager(unit), day(text, "valid_from")
        plan = town.versions[unit, year].plan
        version = revise_plan(plan=plan, valid_from=valid_from, by=by, at=at)
        town.versions[unit, year] = version
        edition = IndicatorEdition.objects.get(
            goal_edition__version=version, indicator=town.indicators[text["indicator"]]
        )
        before = edition.targets.get(year=text["target_year"])
        set_target(
            edition=edition,
            year=before.year,
            low=Decimal(text["target"]),
            high=before.high,
            basis=before.basis,
            by=by,
            at=at,
        )

    yield Entry(moment(day(text, "drafted_on")), revise)
    yield Entry(moment(day(text, "decided_on")), _deciding(town, unit, year, text))
