"""The page of a goal, and the list of goals."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.judged import remedy
from tests.reported import Reported, add_school, report_some
from timglas.actions.assessments import assess_goal
from timglas.kept import asking_once
from timglas.queries.goals import (
    GOAL_ORDERS,
    GoalPage,
    Support,
    WantedGoals,
    goal_page,
    listed_goals,
    units_of,
)
from timglas.queries.grounds import GroundView
from timglas.queries.results import year_results
from timglas.rules.status import Status


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def page_of(scene: Reported, year: int = 2025) -> GoalPage:
    found = goal_page(scene.cast.viewer(scene.cast.head), scene.planned.eligible, year)
    assert found is not None
    return found


def test_the_path_leads_from_the_top_and_other_links_stand_beside_it(scene: Reported) -> None:
    page = page_of(scene)
    goals = year_results(scene.cast.viewer(scene.cast.head), 2025).goals
    young, attractive = goals[scene.planned.young.pk], goals[scene.planned.attractive.pk]
    reading = goals[scene.planned.reading.pk]
    assert page.path == (young, page.goal)
    assert page.mainly == (Support(young, "Skolan ger alla en grund att stå på.", True),)
    assert page.also == (Support(attractive, "Bra skolor lockar familjer.", False),)
    assert page.below == (Support(reading, "Skolan ger alla en grund att stå på.", True),)


def test_the_wording_has_its_decision(scene: Reported) -> None:
    page = page_of(scene)
    assert page.governing in page.wordings
    assert (page.governing.wording, page.governing.number, page.governing.valid_from) == (
        "Alla når gymnasiet",
        1,
        date(2025, 1, 1),
    )
    assert "§ 142" in page.governing.decision


def test_other_grounds_are_shown(scene: Reported) -> None:
    viewer = scene.cast.viewer(scene.cast.head)
    page = goal_page(viewer, scene.planned.loose, 2025)
    assert page is not None
    assert (page.grounds, page.path) == (
        (GroundView("Reglemente", "Reglemente 3 §"),),
        (page.goal,),
    )


def test_the_message_counts_the_indicators_until_somebody_sums_it_up(scene: Reported) -> None:
    assert page_of(scene).message == "Målets enda indikator har inget läge än."
    for summary in ("Vi väntar på betygen.", "Betygen blev bättre."):
        assess_goal(
            goal=scene.planned.eligible,
            year=2025,
            as_of=NOW.date(),
            proposed=Status.NOT_DUE,
            judged=Status.ON_TRACK,
            reason="Prognosen är god.",
            summary=summary,
            by=scene.cast.head,
            at=NOW,
        )
    page = page_of(scene)
    assert page.message == "Betygen blev bättre."
    assert [(j.year, j.judgement.summary) for j in page.judgements] == [
        (2025, "Betygen blev bättre."),
        (2025, "Vi väntar på betygen."),
    ]
    assert page.proposed.status is Status.NOT_DUE


def test_a_goal_without_indicators_counts_the_goals_below(scene: Reported) -> None:
    viewer = scene.cast.viewer(scene.cast.head)
    page = goal_page(viewer, scene.planned.young, 2025)
    assert page is not None
    assert page.message == "Målets enda mål på nästa nivå har inget läge än."


def test_another_year_gives_the_nearest_one_with_the_goal(scene: Reported) -> None:
    assert [page_of(scene, year).year for year in (2020, 2025, 2030)] == [2025, 2025, 2025]
    assert page_of(scene).years == (2025,)


def test_a_plan_that_has_not_begun_has_no_page(scene: Reported) -> None:
    before = scene.cast.viewer(scene.cast.head, date(2024, 12, 31))
    assert goal_page(before, scene.planned.eligible, 2025) is None


@pytest.mark.parametrize(
    ("wanted", "wordings"),
    [
        (WantedGoals(q="GYMNASIET"), ["Alla når gymnasiet"]),
        (WantedGoals(q="björk"), ["Alla läser i trean"]),
        (WantedGoals(perspective="economy"), []),
        (WantedGoals(status="not_due"), ["Unga får en bra start", "Alla når gymnasiet"]),
        (
            WantedGoals(status="not_judged", sort="namn"),
            ["Alla läser i trean", "Kulturskola för alla"],
        ),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    scene: Reported, wanted: WantedGoals, wordings: list[str]
) -> None:
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    found = [goal.wording for goal in listed_goals(results, wanted)]
    assert [wording for wording in found if wording != "En attraktiv kommun"] == wordings


def test_units_and_levels_narrow_by_their_number(scene: Reported) -> None:
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    unit = WantedGoals(unit=str(scene.cast.bjork.pk))
    level = WantedGoals(level=str(results.levels[0].id), sort="enhet")
    assert [g.wording for g in listed_goals(results, unit)] == ["Alla läser i trean"]
    assert {g.level_name for g in listed_goals(results, level)} == {"Fullmäktigemål"}
    assert units_of(results.goals.values())[scene.cast.bun.pk] == scene.cast.bun.name


def test_a_unit_narrows_to_itself_and_all_below_it(scene: Reported) -> None:
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    within = WantedGoals(within=scene.cast.buf.pk)
    assert [g.wording for g in listed_goals(results, within)] == ["Alla läser i trean"]
    assert len(listed_goals(results, WantedGoals(within=scene.cast.kf.pk))) == len(results.goals)


def test_the_worst_comes_first_by_status(scene: Reported) -> None:
    assess_goal(
        goal=scene.planned.loose,
        year=2025,
        as_of=NOW.date(),
        proposed=Status.NOT_JUDGED,
        judged=Status.OFF_TRACK,
        remedy=remedy(scene.cast.head),
        reason="Ingen lärare.",
        by=scene.cast.head,
        at=NOW,
    )
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    assert listed_goals(results, WantedGoals(sort="lage"))[0].wording == "Kulturskola för alla"


def test_the_number_of_queries_does_not_grow(
    scene: Reported, keeping: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    goal = scene.planned.eligible
    for schools in (0, 1):
        if schools:
            add_school(scene.cast, goal, indicators=10)
        year_results(scene.cast.viewer(scene.cast.head), 2025)
        with asking_once(), django_assert_num_queries(6):  # type: ignore[attr-defined]
            goal_page(scene.cast.viewer(scene.cast.head), goal, 2025)


@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in GOAL_ORDERS for sign in ("", "-")])
def test_every_order_keeps_every_goal(scene: Reported, sort: str) -> None:
    results = year_results(scene.cast.viewer(scene.cast.head), 2025)
    found = listed_goals(results, WantedGoals(sort=sort))
    assert sorted(goal.id for goal in found) == sorted(results.goals)
