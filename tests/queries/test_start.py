"""What waits for who signs in."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.plan_drafts import draft_operational_plan, make_goal
from tests.planned import Planned, plan_everything
from timglas.kept import asking_once
from timglas.models import GoalLevel
from timglas.queries.start import DraftView, my_page
from timglas.rules.thread import Break


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def test_who_answers_for_a_goal_sees_it_with_what_it_lacks(planned: Planned) -> None:
    page = my_page(planned.cast.viewer(planned.cast.head))
    assert (page.own, [goal.wording for goal in page.goals]) == (True, ["Alla når gymnasiet"])
    assert [goal.wording for goal in page.unjudged] == ["Alla når gymnasiet"]
    assert [row.kind for row in page.broken] == [Break.NO_OUTCOME]
    assert page.roles == ("Förvaltningschef",)


def test_a_manager_who_answers_for_no_goal_sees_those_of_the_unit(planned: Planned) -> None:
    page = my_page(planned.cast.viewer(planned.cast.manager))
    assert (page.own, [goal.wording for goal in page.goals]) == (True, ["Alla läser i trean"])


def test_others_see_the_councils_goals_and_nothing_waits(planned: Planned) -> None:
    page = my_page(planned.cast.viewer(planned.cast.elected))
    assert (page.own, page.is_clear) == (False, True)
    assert [goal.wording for goal in page.goals] == ["Unga får en bra start", "En attraktiv kommun"]
    assert page.says == "Inget av dem kan bedömas än."


def test_a_draft_waits_for_who_may_write_or_decide_it(planned: Planned) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ek)
    waiting = {
        name
        for name, person in cast.everyone.items()
        if person and my_page(cast.viewer(person)).drafts
    }
    assert waiting == {"head", "controller", "chief", "admin"}
    assert my_page(cast.viewer(cast.head)).drafts == (
        DraftView(draft.pk, "Verksamhetsplan 2025–2027, Ekskolan"),
    )


def test_a_draft_of_a_political_body_waits_for_the_registrar(planned: Planned) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ks)
    assert my_page(cast.viewer(cast.registrar)).drafts == (
        DraftView(draft.pk, "Verksamhetsplan 2025–2027, Kommunstyrelsen"),
    )


@pytest.mark.parametrize("more", [0, 10])
def test_the_number_of_queries_does_not_grow_with_the_drafts(
    planned: Planned, keeping: None, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = planned.cast
    draft = draft_operational_plan(cast, cast.ek)
    for n in range(more + 1):
        level = GoalLevel.objects.get(order=3)
        make_goal(cast, draft, level, f"Mål {n}", parent=planned.eligible)
    my_page(cast.viewer(cast.head))
    with asking_once(), django_assert_num_queries(6):
        my_page(cast.viewer(cast.head))
