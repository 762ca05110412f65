"""A unit's years beside each other: as decided, whatever has become of the units since."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.decisions import record_decision
from timglas.actions.goals import add_ground, edit_goal
from timglas.actions.org import add_unit, edit_unit, merge_units, move_unit
from timglas.actions.plans import decide_plan, revise_plan
from timglas.actions.renewals import keep_the_rest
from timglas.actions.year_changes import run_year_change, start_year
from timglas.models import Goal, GoalLevel, GroundKind, Perspective, PlanVersion, Unit, UnitKind
from timglas.queries.plan_years import YearsPage, years_page
from timglas.rules.plan_years import Mark

MOVED = (
    "Enheten flyttade från Barn- och utbildningsförvaltningen till Kommunledningskontoret "
    "den 1 juli 2026."
)
MERGED = (
    "Ekskolan gick upp i Skogsskolan den 1 januari 2027. Bådas planer visas, var och en för de år "
    "då den gällde."
)


def decide_own(cast: Cast, version: PlanVersion) -> PlanVersion:
    """Decide a unit's plan as its manager would: what nobody has chosen for is kept."""
    keep_the_rest(version=version, by=cast.manager, at=NOW)
    decision = record_decision(
        body=version.plan.unit,
        decided_on=date(2024, 12, 20),
        official=cast.manager,
        by=cast.manager,
        at=NOW,
    )
    decide_plan(version=version, decision=decision, by=cast.manager, at=NOW)
    return version


def first_plan(cast: Cast, unit: Unit, level: GoalLevel, wording: str) -> PlanVersion:
    """A unit's decided plan for 2025, with a goal and an indicator."""
    version = draft_operational_plan(cast, unit, first_year=2025)
    goal = make_goal(cast, version, level, wording, parent=Goal.objects.get(level__order=1))
    make_indicator(cast, goal, "Andel elever")
    return decide_own(cast, version)


def next_plan(cast: Cast, unit: Unit, year: int) -> PlanVersion:
    """A draft for the next year, begun from the decided plan of the year before."""
    change = start_year(unit=unit, year=year, units=[unit.pk], by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    return change.versions.get()


def reword(cast: Cast, version: PlanVersion, wording: str) -> None:
    """Word a draft's one goal anew."""
    edit_goal(
        edition=version.goal_editions.get(),
        wording=wording,
        perspective=Perspective.SERVICE,
        by=cast.controller,
        at=NOW,
    )


@pytest.fixture
def reorganised(cast: Cast) -> Cast:
    """Three years of a school that is moved, takes over another school and gets a new name."""
    council, _committee, unit = make_levels(cast)
    term = draft_term_plan(cast)
    make_goal(cast, term, council, "Kunskap för livet")
    decide(cast, term)
    first_plan(cast, cast.bjork, unit, "Alla läser i trean")
    first_plan(cast, cast.ek, unit, "Alla kan simma")
    for school in (cast.bjork, cast.ek):
        version = next_plan(cast, school, 2026)
        if school == cast.bjork:
            reword(cast, version, "Alla läser i tvåan")
        decide_own(cast, version)
    made = {"by": cast.admin, "at": NOW}
    move_unit(unit=cast.bjork, parent=cast.klk, on=date(2026, 7, 1), **made)
    merge_units(units=[cast.ek], into=cast.bjork, on=date(2027, 1, 1), **made)
    edit_unit(unit=cast.bjork, name="Skogsskolan", code="skog", **made)
    version = next_plan(cast, cast.bjork, 2027)
    make_goal(cast, version, unit, "Alla kan simma", parent=Goal.objects.get(level__order=1))
    decide_own(cast, version)
    return cast


def told(page: YearsPage) -> list[list[tuple[Mark, str, str]]]:
    """What each year has of each goal: the mark, the words and whose plan it is."""
    return [[(c.mark, c.text, c.unit) for c in goal.cells] for goal in page.goals]


def look(cast: Cast, unit: Unit, *years: int) -> YearsPage:
    """The page as the controller sees it."""
    return years_page(cast.viewer(cast.controller), Unit.objects.get(pk=unit.pk), years)


def test_each_year_is_as_decided_whatever_has_become_of_the_units(reorganised: Cast) -> None:
    page = look(reorganised, reorganised.bjork, 2025, 2026, 2027)
    assert told(page) == [
        [
            (Mark.FIRST, "Alla läser i trean", "Björkskolan"),
            (Mark.REWORDED, "Alla läser i tvåan", "Björkskolan"),
            (Mark.KEPT, "Alla läser i tvåan", "Skogsskolan"),
        ],
        [(Mark.ABSENT, "", ""), (Mark.ABSENT, "", ""), (Mark.NEW, "Alla kan simma", "Skogsskolan")],
        [
            (Mark.FIRST, "Alla kan simma", "Ekskolan"),
            (Mark.KEPT, "Alla kan simma", "Ekskolan"),
            (Mark.ENDED, "", ""),
        ],
    ]


def test_the_page_says_how_the_units_have_been_reorganised(reorganised: Cast) -> None:
    page = look(reorganised, reorganised.bjork, 2025, 2026, 2027)
    assert page.notes == (
        "I planen för 2025 och 2026 heter enheten Björkskolan.",
        MOVED,
        MERGED,
    )
    assert [[s.unit for s in head.sources] for head in page.years] == [
        ["Björkskolan", "Ekskolan"],
        ["Björkskolan", "Ekskolan"],
        ["Skogsskolan"],
    ]


def test_the_years_of_a_unit_that_is_no_more_go_on_in_who_took_over(reorganised: Cast) -> None:
    page = look(reorganised, reorganised.ek)
    assert [(head.year, [s.unit for s in head.sources]) for head in page.years] == [
        (2025, ["Ekskolan"]),
        (2026, ["Ekskolan"]),
        (2027, ["Skogsskolan"]),
    ]


def test_the_columns_do_not_change_when_units_are_reorganised_afterwards(cast: Cast) -> None:
    council, _committee, unit = make_levels(cast)
    term = draft_term_plan(cast)
    make_goal(cast, term, council)
    decide(cast, term)
    first_plan(cast, cast.bjork, unit, "Alla läser i trean")
    before = look(cast, cast.bjork)
    made = {"by": cast.admin, "at": NOW}
    edit_unit(unit=cast.bjork, name="Skogsskolan", code="skog", **made)
    move_unit(unit=cast.bjork, parent=cast.klk, on=date(2025, 7, 1), **made)
    after = look(cast, cast.bjork)
    assert (after.years, after.goals) == (before.years, before.goals)


def test_the_latest_version_of_a_year_is_shown(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    term = draft_term_plan(cast)
    make_goal(cast, term, council, "Kunskap för livet")
    decide(cast, term)
    again = revise_plan(plan=term.plan, valid_from=date(2025, 2, 1), by=cast.controller, at=NOW)
    reword(cast, again, "Kunskap för hela livet")
    decide(cast, again)
    page = look(cast, cast.kf, 2023, 2024, 2025)
    assert told(page) == [
        [
            (Mark.FIRST, "Kunskap för livet", "Kommunfullmäktige"),
            (Mark.KEPT, "Kunskap för livet", "Kommunfullmäktige"),
            (Mark.REWORDED, "Kunskap för hela livet", "Kommunfullmäktige"),
        ]
    ]
    assert page.choices == (2023, 2024, 2025, 2026)


def test_at_most_four_years_are_shown_and_three_unless_asked(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    term = draft_term_plan(cast)
    make_goal(cast, term, council)
    decide(cast, term)
    decide(cast, draft_budget(cast, first=2027))
    assert [head.year for head in look(cast, cast.kf).years] == [2025, 2026, 2027]
    asked = look(cast, cast.kf, *range(2020, 2030))
    assert [head.year for head in asked.years] == [2024, 2025, 2026, 2027]


def test_the_goals_of_a_term_hold_until_a_new_term_plan_replaces_them(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    term = draft_term_plan(cast)
    make_goal(cast, term, council, "Kunskap för livet")
    decide(cast, term)
    decide(cast, draft_budget(cast, first=2027))
    page = look(cast, cast.kf, 2026, 2027)
    assert [mark for mark, *_rest in told(page)[0]] == [Mark.FIRST, Mark.KEPT]
    assert [source.title for source in page.years[1].sources] == [
        "Mandatplan 2023–2026",
        "Verksamhetsplan 2027–2029",
    ]


def test_what_a_company_has_not_let_go_of_is_not_shown_to_others(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.ab)
    edition = make_goal(cast, version, committee)
    add_ground(
        edition=edition,
        kind=GroundKind.OWNER_DIRECTIVE,
        reference="2 §",
        by=cast.director,
        at=NOW,
    )
    decide(cast, version)
    outside = years_page(cast.viewer(None), cast.ab, ())
    assert (outside.years, outside.goals) == ((), ())
    assert len(years_page(cast.viewer(cast.director), cast.ab, ()).goals) == 1


def test_a_chain_of_successors_is_followed_both_ways(reorganised: Cast) -> None:
    cast = reorganised
    made = {"by": cast.admin, "at": NOW}
    heir = add_unit(
        code="ny",
        name="Nya skolan",
        kind=UnitKind.UNIT,
        parent=cast.klk,
        opened_on=date(2028, 1, 1),
        **made,
    )
    bjork = Unit.objects.get(pk=cast.bjork.pk)
    merge_units(units=[bjork], into=heir, on=date(2028, 1, 1), **made)
    page = look(cast, heir)
    assert [len(head.sources) for head in page.years] == [2, 2, 1]
    assert look(cast, cast.ek).choices == (2025, 2026, 2027)


@pytest.mark.parametrize("goals", [1, 10])
def test_ten_goals_are_asked_for_as_often_as_one(
    cast: Cast, goals: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    council, _committee, _unit = make_levels(cast)
    term = draft_term_plan(cast)
    for number in range(goals):
        make_goal(cast, term, council, f"Mål {number}")
    decide(cast, term)
    viewer = cast.viewer(None)
    with django_assert_num_queries(5):
        years_page(viewer, cast.kf, ())
