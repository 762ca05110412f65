"""A year's goals and indicators with status, as somebody may see them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.judged import remedy
from tests.planned import report_year
from tests.reported import Reported, add_school, report_some
from timglas.access import Viewer
from timglas.actions.activities import set_activity_state
from timglas.actions.assessments import assess_goal
from timglas.actions.goals import assign_goal
from timglas.actions.people import end_role
from timglas.models import Grant, StatusName
from timglas.queries.hourglass import hourglass_page
from timglas.queries.results import all_anew, year_results
from timglas.queries.thread import ThreadChoice, thread_page
from timglas.queries.views import Judgement, LinkView, PersonView, StatusView
from timglas.rules.activities import State
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import Basis, Direction, Rule, Status, TargetLine
from timglas.rules.thread import Break


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def test_a_goal_is_shown_with_its_place_in_the_thread(scene: Reported) -> None:
    planned, cast = scene.planned, scene.cast
    results = year_results(cast.viewer(cast.head), 2025)
    goal = results.goals[planned.eligible.pk]
    assert (goal.wording, goal.level_name, goal.unit_name, goal.person) == (
        "Alla når gymnasiet",
        "Nämndmål",
        "Barn- och utbildningsnämnden",
        PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef"),
    )
    assert goal.parents == (
        LinkView(goal.id, planned.young.pk, "Skolan ger alla en grund att stå på.", True),
        LinkView(goal.id, planned.attractive.pk, "Bra skolor lockar familjer.", False),
    )
    assert (goal.primary_parent, goal.children) == (planned.young.pk, (planned.reading.pk,))
    assert results.goals[planned.loose.pk].breaks == (
        Break.NO_CHILD,
        Break.NO_INDICATOR,
        Break.NO_ACCOUNTABLE,
    )


def test_an_indicator_is_judged_by_the_values_of_the_year(scene: Reported) -> None:
    cast = scene.cast
    viewer = cast.viewer(cast.head)
    before = year_results(viewer, 2025).indicators[0]
    assert (before.target, before.direction, before.status.status, before.latest_value) == (
        TargetLine(Decimal(88), None, Basis.YEAR_END),
        Direction.UP,
        Status.NOT_DUE,
        Decimal("83.6"),
    )
    assert before.latest_period == Period(Frequency.YEAR, 2023)
    assert before.person == PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef")


def test_a_value_that_should_be_there_is_missed(scene: Reported) -> None:
    in_march = scene.cast.viewer(scene.cast.head, date(2026, 3, 1))
    shown = year_results(in_march, 2025).indicators[0]
    assert (shown.status.status, shown.verdict.rule) == (Status.NOT_MEASURED, Rule.NO_VALUE)


def test_a_goal_without_indicators_is_weighed_from_the_goals_below(scene: Reported) -> None:
    in_march = scene.cast.viewer(scene.cast.head, date(2026, 3, 1))
    results = year_results(in_march, 2025)
    assert results.goals[scene.planned.young.pk].proposal.status is Status.NOT_MEASURED


def test_a_judgement_stands_before_the_proposal_and_is_carried_upwards(scene: Reported) -> None:
    cast, planned = scene.cast, scene.planned
    assess_goal(
        goal=planned.eligible,
        year=2025,
        as_of=NOW.date(),
        proposed=Status.NOT_DUE,
        judged=Status.AT_RISK,
        reason="Det ser svårt ut.",
        by=cast.head,
        at=NOW,
    )
    StatusName.objects.create(status=Status.AT_RISK, name="Osäkert")
    results = year_results(cast.viewer(cast.head), 2025)
    goal = results.goals[planned.eligible.pk]
    unsure = StatusView(Status.AT_RISK, "Osäkert")
    assert goal.judgement == Judgement(
        status=unsure,
        proposed=StatusView(Status.NOT_DUE, "Ännu inte aktuell"),
        reason="Det ser svårt ut.",
        summary="",
        as_of=NOW.date(),
        by=PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef"),
        at=NOW.date(),
    )
    assert (goal.status, goal.proposal.status) == (unsure, Status.NOT_DUE)
    assert results.goals[planned.young.pk].status == unsure


def test_a_judgement_counts_from_its_own_day(scene: Reported) -> None:
    cast, planned = scene.cast, scene.planned
    assess_goal(
        goal=planned.eligible,
        year=2025,
        as_of=date(2025, 9, 1),
        proposed=Status.OFF_TRACK,
        judged=Status.OFF_TRACK,
        remedy=remedy(cast.head),
        by=cast.head,
        at=NOW,
    )
    earlier = year_results(cast.viewer(cast.head, date(2025, 8, 31)), 2025)
    assert earlier.goals[planned.eligible.pk].judgement is None


def test_open_pages_name_the_office_and_not_the_person(scene: Reported) -> None:
    results = year_results(scene.cast.viewer(None), 2025)
    people = {goal.person for goal in results.goals.values() if goal.person}
    assert people == {PersonView(scene.cast.head.pk, "", "Skolchef")}


def test_a_year_without_plans_has_no_goals_of_committees(scene: Reported) -> None:
    results = year_results(scene.cast.viewer(None), 2024)
    assert {goal.level_name for goal in results.goals.values()} == {"Fullmäktigemål"}


def test_the_number_of_queries_does_not_grow(
    scene: Reported, django_assert_num_queries: Callable[[int], object]
) -> None:
    viewer = scene.cast.viewer(scene.cast.head)
    with django_assert_num_queries(13):  # type: ignore[attr-defined]
        assert len(year_results(viewer, 2025).indicators) == 1
    add_school(scene.cast, scene.planned.eligible, indicators=9)
    report_year(scene.planned, 2024, "83.1")
    again = scene.cast.viewer(scene.cast.head)
    with django_assert_num_queries(13):  # type: ignore[attr-defined]
        assert len(year_results(again, 2025).indicators) == 10


def test_what_is_kept_is_renewed_by_values_judgements_and_responsibility(
    scene: Reported, keeping: None
) -> None:
    cast, planned = scene.cast, scene.planned
    viewer = cast.viewer(cast.head, date(2026, 3, 1))
    assert year_results(viewer, 2025) is year_results(viewer, 2025)
    report_year(planned, 2024, "90.1")
    assert year_results(viewer, 2025).indicators[0].latest_value == Decimal("90.1")
    assess_goal(
        goal=planned.eligible,
        year=2025,
        as_of=NOW.date(),
        proposed=Status.NOT_MEASURED,
        judged=Status.OFF_TRACK,
        remedy=remedy(cast.head),
        reason="Provet var för lätt.",
        by=cast.head,
        at=NOW,
    )
    assign_goal(goal=planned.loose, person=cast.manager, on=NOW.date(), by=cast.admin, at=NOW)
    renewed = year_results(viewer, 2025)
    assert renewed.goals[planned.young.pk].status.status is Status.OFF_TRACK
    assert renewed.goals[planned.loose.pk].person == PersonView(
        cast.manager.pk, cast.manager.name, cast.manager.title
    )
    assert renewed == all_anew(viewer, 2025)


def test_thread_and_hourglass_follow_what_is_kept(scene: Reported, keeping: None) -> None:
    cast, planned = scene.cast, scene.planned
    viewer, choice = cast.viewer(cast.head), ThreadChoice(year=2025)
    before = thread_page(viewer, choice), hourglass_page(viewer, 2025)
    assert thread_page(viewer, choice).columns is before[0].columns
    assert hourglass_page(viewer, 2025).rows is before[1].rows
    assign_goal(goal=planned.loose, person=cast.manager, on=NOW.date(), by=cast.admin, at=NOW)
    after = thread_page(viewer, choice), hourglass_page(viewer, 2025)
    people = [
        {goal.id: goal.person for goal in found}[planned.loose.pk]
        for found in (after[0].goals, [goal for row in after[1].rows for goal in row.goals])
    ]
    assert people == [PersonView(cast.manager.pk, cast.manager.name, cast.manager.title)] * 2


def test_who_mends_a_thread_is_known_as_soon_as_somebody_has_another_role(
    scene: Reported, keeping: None
) -> None:
    cast = scene.cast
    viewer = cast.viewer(cast.head)
    before = hourglass_page(viewer, 2025).thin
    grant = Grant.objects.get(person=cast.head)
    end_role(grant=grant, on=NOW.date(), by=cast.admin, at=NOW)
    again = hourglass_page(cast.viewer(cast.controller), 2025).thin
    assert "Folke Förvaltningschef" in before[0].waits_for
    assert "Folke Förvaltningschef" not in again[0].waits_for


def test_a_new_plan_makes_everything_anew(scene: Reported, keeping: None) -> None:
    viewer = scene.cast.viewer(scene.cast.head)
    before = year_results(viewer, 2025)
    add_school(scene.cast, scene.planned.eligible, indicators=1)
    assert len(year_results(viewer, 2025).goals) == len(before.goals) + 1


def test_names_are_kept_from_open_pages_also_when_results_are_kept(
    scene: Reported, keeping: None
) -> None:
    named = year_results(scene.cast.viewer(scene.cast.head), 2025)
    unnamed = year_results(scene.cast.viewer(None), 2025)
    assert {i.person.name for i in named.indicators if i.person} == {"Folke Förvaltningschef"}
    assert {i.person.name for i in unnamed.indicators if i.person} == {""}
    assert unnamed is year_results(scene.cast.viewer(None), 2025)


@pytest.mark.parametrize(
    ("more", "breaks"),
    [
        ({}, 0),
        ({"starts_on": date(2026, 1, 1), "ends_on": date(2026, 5, 1)}, 1),
        ({"starts_on": date(2024, 1, 1), "ends_on": date(2024, 5, 1)}, 0),
    ],
    ids=["this year", "next year", "not yet finished"],
)
def test_a_goal_has_an_activity_when_one_is_work_of_the_year(
    scene: Reported, more: dict[str, date], breaks: int
) -> None:
    make_activity(scene.planned, **more)
    goal = year_results(scene.cast.viewer(None), 2025).goals[scene.planned.reading.pk]
    assert goal.has_activity is not bool(breaks)
    assert goal.breaks.count(Break.NO_ACTIVITY) == breaks


def test_a_cancelled_activity_is_none(scene: Reported) -> None:
    activity = make_activity(scene.planned)
    set_activity_state(
        activity=activity, state=State.CANCELLED, note="Ingen tid.", by=scene.cast.manager, at=NOW
    )
    goal = year_results(scene.cast.viewer(None), 2025).goals[scene.planned.reading.pk]
    assert Break.NO_ACTIVITY in goal.breaks


def test_no_activity_is_missed_in_a_year_that_has_ended(scene: Reported) -> None:
    viewer = Viewer(None, date(2026, 2, 1))
    goals = year_results(viewer, 2025).goals.values()
    assert not any(Break.NO_ACTIVITY in goal.breaks for goal in goals)
