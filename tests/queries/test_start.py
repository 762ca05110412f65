"""What each role meets first, and what waits for them."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import BEGINNING, Cast
from tests.documents import make_document
from tests.plan_drafts import draft_operational_plan, make_goal
from tests.planned import Planned, plan_everything, report_year
from timglas.kept import asking_once
from timglas.models import GoalLevel, Grant
from timglas.queries.start import start_page
from timglas.queries.start_coworker import CoworkerStart
from timglas.queries.start_head import HeadStart
from timglas.queries.start_manager import ManagerStart
from timglas.queries.waiting import DraftView, Waiting
from timglas.rules.permissions import Role
from timglas.rules.start import Start
from timglas.rules.thread import Break


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def test_who_answers_for_a_goal_has_it_waiting_with_what_it_lacks(planned: Planned) -> None:
    page = start_page(planned.cast.viewer(planned.cast.head))
    assert [goal.wording for goal in page.waiting.unjudged] == ["Alla når gymnasiet"]
    assert [row.kind for row in page.waiting.broken] == [Break.NO_OUTCOME]
    assert page.roles == ("Förvaltningschef",)


def test_a_manager_who_answers_for_no_goal_sees_those_of_the_unit(planned: Planned) -> None:
    page = start_page(planned.cast.viewer(planned.cast.manager))
    assert page.start is Start.MANAGER
    assert isinstance(page.body, ManagerStart)
    assert [goal.wording for goal in page.body.goals] == ["Alla läser i trean"]
    assert page.body.says == "Ett kan inte bedömas än."


def test_who_reports_for_a_unit_sees_its_goals_and_has_none_to_judge(planned: Planned) -> None:
    page = start_page(planned.cast.viewer(planned.cast.reporter))
    assert isinstance(page.body, ManagerStart)
    assert [goal.wording for goal in page.body.goals] == ["Alla läser i trean"]
    assert page.is_clear


def test_a_co_worker_sees_the_thread_of_the_unit_up_to_the_council(planned: Planned) -> None:
    cast = planned.cast
    Grant.objects.create(
        person=cast.outsider, role=Role.READER, unit=cast.bjork, valid_from=BEGINNING
    )
    page = start_page(cast.viewer(cast.outsider))
    assert isinstance(page.body, CoworkerStart)
    assert page.body.unit_name == "Björkskolan"
    assert [[goal.wording for goal in thread.path] for thread in page.body.threads] == [
        ["Unga får en bra start", "Alla når gymnasiet", "Alla läser i trean"]
    ]


def test_without_goals_nearer_the_councils_are_everybodys(planned: Planned) -> None:
    cast = planned.cast
    for person in (cast.reader, cast.outsider):
        body = start_page(cast.viewer(person)).body
        assert isinstance(body, CoworkerStart)
        assert body.unit_name == ""
        assert [thread.goal.wording for thread in body.threads] == [
            "Unga får en bra start",
            "En attraktiv kommun",
        ]
        assert body.says == "Inget av dem kan bedömas än."


def test_before_anything_is_decided_there_is_no_thread(cast: Cast) -> None:
    body = start_page(cast.viewer(cast.reader)).body
    assert body == CoworkerStart(unit_name="", vision=None, threads=(), says="")


def test_somebody_with_several_roles_gets_links_to_the_other_pages(planned: Planned) -> None:
    cast = planned.cast
    Grant.objects.create(
        person=cast.head, role=Role.ELECTED_REP, unit=cast.kf, valid_from=BEGINNING
    )
    page = start_page(cast.viewer(cast.head))
    assert (page.start, page.others) == (Start.HEAD, (Start.ELECTED,))
    page = start_page(cast.viewer(cast.head), "fortroendevald")
    assert (page.start, page.others) == (Start.ELECTED, (Start.HEAD,))


def test_activities_wait_for_who_answers_for_them_and_late_ones_for_who_leads(
    planned: Planned,
) -> None:
    cast = planned.cast
    own = make_activity(planned)
    late = make_activity(planned, person=cast.reporter, ends_on=date(2025, 9, 1))
    page = start_page(cast.viewer(cast.manager))
    assert [row.id for row in page.activities.own] == [own.pk]
    assert [row.id for row in page.activities.late_in_units] == [late.pk]
    assert not page.is_clear


def test_a_draft_waits_for_who_may_write_or_decide_it(planned: Planned) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ek)
    waiting = {
        name
        for name, person in cast.everyone.items()
        if person and start_page(cast.viewer(person)).waiting.drafts
    }
    assert waiting == {"head", "controller", "chief", "admin"}
    assert start_page(cast.viewer(cast.head)).waiting.drafts == (
        DraftView(draft.pk, "Verksamhetsplan 2025–2027, Ekskolan"),
    )


def test_of_what_waits_ten_of_each_are_shown_and_the_rest_counted(
    planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = planned.cast.viewer(planned.cast.manager)
    whole = start_page(viewer).waiting
    monkeypatch.setattr("timglas.queries.waiting.MOST", 1)
    shown = start_page(viewer).waiting
    rest = len(whole.unjudged[1:]) + len(whole.broken[1:])
    assert whole.more == 0
    assert rest > 0
    assert shown == Waiting(unjudged=whole.unjudged[:1], broken=whole.broken[:1], more=rest)


def test_a_draft_of_a_political_body_waits_for_the_registrar(planned: Planned) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ks)
    assert start_page(cast.viewer(cast.registrar)).waiting.drafts == (
        DraftView(draft.pk, "Verksamhetsplan 2025–2027, Kommunstyrelsen"),
    )


def test_whoever_answers_for_a_document_is_told_to_look_it_over(planned: Planned) -> None:
    cast = planned.cast
    document = make_document(cast, person=cast.reader)
    page = start_page(cast.viewer(cast.reader))
    assert [row.id for row in page.waiting.documents] == [document.pk]
    assert not page.is_clear


def test_what_is_kept_for_a_start_page_is_made_anew_when_it_changes(
    planned: Planned, keeping: None
) -> None:
    cast = planned.cast

    def waits() -> tuple[list[int], list[int], list[tuple[str, int]]]:
        page = start_page(cast.viewer(cast.head))
        assert isinstance(page.body, HeadStart)
        documents = [row.id for row in page.waiting.documents]
        assignments = [row.id for row in page.assignments.theirs]
        return documents, assignments, [(unit.name, unit.left) for unit in page.body.units]

    committee, school = "Barn- och utbildningsnämnden", "Björkskolan"
    assert waits() == ([], [], [(committee, 1), (school, 0)])
    document, assignment = make_document(cast), make_assignment(cast)
    assert waits() == ([document.pk], [assignment.pk], [(committee, 1), (school, 0)])
    report_year(planned, 2024, "60")
    assert waits() == ([document.pk], [assignment.pk], [(committee, 0), (school, 0)])


COUNTS = {
    "chief": 2,
    "controller": 4,
    "head": 3,
    "manager": 5,
    "elected": 3,
    "reader": 1,
}


@pytest.mark.parametrize("more", [0, 10])
@pytest.mark.parametrize("who", COUNTS)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    planned: Planned,
    keeping: None,
    who: str,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ek)
    for n in range(more + 1):
        level = GoalLevel.objects.get(order=3)
        make_goal(cast, draft, level, f"Mål {n}", parent=planned.eligible)
    person = cast.everyone[who]
    start_page(cast.viewer(person))
    with asking_once(), django_assert_num_queries(COUNTS[who]):
        start_page(cast.viewer(person))
