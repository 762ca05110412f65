"""What Timglaset counts, and where it finds the thread thin."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal
from tests.planned import Planned, plan_everything
from timglas.models import GoalLevel
from timglas.queries.hourglass import HourglassPage, Thin, hourglass_page


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def shown(planned: Planned, year: int = 2025, chosen: int | None = None) -> HourglassPage:
    return hourglass_page(planned.cast.viewer(planned.cast.reader), year, chosen)


def test_each_level_has_its_goals_and_what_is_known_of_them(planned: Planned) -> None:
    page = shown(planned)
    rows = [
        (r.name, r.hint, r.is_political, len(r.goals), r.says, r.ends, r.loose) for r in page.rows
    ]
    assert rows == [
        ("Fullmäktigemål", "Kommunfullmäktige", True, 2, "0 av 2 har ett resultat", 0, 0),
        ("Nämndmål", "En nämnd", True, 2, "0 av 2 har ett resultat", 1, 1),
        ("Verksamhetsmål", "En enhet", False, 1, "0 av 1 har ett resultat", 0, 0),
    ]
    assert (page.political, page.goal_count, page.is_crowded) == (2, 5, False)


def test_the_red_thread_runs_from_the_top_to_a_unit_or_through_the_chosen_goal(
    planned: Planned,
) -> None:
    young, eligible, reading = planned.young.pk, planned.eligible.pk, planned.reading.pk
    assert [goal.id for goal in shown(planned).red] == [young, eligible, reading]
    chosen = shown(planned, chosen=planned.attractive.pk)
    assert [goal.id for goal in chosen.red] == [planned.attractive.pk]


def test_thin_places_say_what_is_missing_and_who_they_wait_for(planned: Planned) -> None:
    page = shown(planned)
    assert [(p.kind, p.title, p.waits_for) for p in page.thin[:2]] == [
        (Thin.ENDS, "Ett nämndmål saknar fortsättning", "Folke Förvaltningschef, skolchef (1 mål)"),
        (Thin.LOOSE, "Ett nämndmål hänger löst", "Folke Förvaltningschef, skolchef (1 mål)"),
    ]
    assert (page.thin[2].kind, page.thin[2].title) == (Thin.UNMEASURED, "Fem mål är utan resultat")


def test_a_year_without_plans_is_empty(planned: Planned) -> None:
    page = shown(planned, 2019)
    assert (page.goal_count, page.strands, page.red, page.thin) == (0, (), (), ())


@pytest.mark.parametrize("more", [0, 10])
def test_the_number_of_queries_does_not_grow_with_the_goals(
    planned: Planned, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = draft_operational_plan(planned.cast, planned.cast.ks)
    level = GoalLevel.objects.get(order=2)
    for n in range(1 + more):
        make_goal(planned.cast, plan, level, f"Mål {n}", parent=planned.young)
    decide(planned.cast, plan)
    with django_assert_num_queries(18):
        shown(planned)
