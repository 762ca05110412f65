"""The activities at the bottom of Timglaset lie below the goals they serve, by state."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from timglas.actions.activities import set_activity_state
from timglas.queries.results import year_results
from timglas.queries.sand import OTHERS, Heap, Pile, Sand, heap_names, heaped, sand
from timglas.rules.activities import State


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def heaps(planned: Planned, year: int = 2025) -> Sand:
    viewer = planned.cast.viewer(None)
    return sand(viewer, year_results(viewer, year))


def test_a_heap_lies_below_each_goal_of_the_top_and_one_below_none(planned: Planned) -> None:
    activity = make_activity(planned)
    set_activity_state(
        activity=activity, state=State.ONGOING, note="", by=planned.cast.head, at=NOW
    )
    make_activity(planned, goal=planned.eligible, ends_on=date(2025, 9, 1))
    make_activity(planned, goal=planned.attractive)
    cancelled = make_activity(planned)
    set_activity_state(
        activity=cancelled, state=State.CANCELLED, note="Nej.", by=planned.cast.head, at=NOW
    )
    young, attractive = planned.young.pk, planned.attractive.pk
    names = heap_names(year_results(planned.cast.viewer(None), 2025))
    late, ongoing, waiting = State.LATE, State.ONGOING, State.NOT_STARTED
    assert heaps(planned) == Sand(
        whole=Heap(OTHERS, OTHERS, "Alla mål", (Pile(ongoing, 1), Pile(waiting, 1), Pile(late, 1))),
        heaps=(
            Heap(young, 1, names[young], (Pile(ongoing, 1), Pile(late, 1))),
            Heap(attractive, 2, names[attractive], (Pile(waiting, 1),)),
        ),
    )
    assert (heaps(planned).whole.total, heaps(planned).whole.says) == (3, "1 pågår eller är klar")


def test_what_serves_no_goal_of_the_year_lies_in_the_last_heap(planned: Planned) -> None:
    make_activity(planned, starts_on=date(2019, 1, 1))
    assert heaps(planned, 2019).heaps == (
        Heap(OTHERS, OTHERS, "Övriga mål", (Pile(State.NOT_STARTED, 1),)),
    )


def test_every_goal_knows_which_goal_of_the_top_it_hangs_below(planned: Planned) -> None:
    above = heaped(year_results(planned.cast.viewer(None), 2025))
    young = planned.young.pk
    assert (above[planned.reading.pk], above[planned.eligible.pk], above[young]) == (young,) * 3


@pytest.mark.parametrize("count", [1, 10])
def test_activities_are_counted_in_one_query(
    planned: Planned, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_activity(planned)
    viewer = planned.cast.viewer(None)
    results = year_results(viewer, 2025)
    with django_assert_num_queries(1):
        sand(viewer, results)
