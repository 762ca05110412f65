"""Activities as the viewer may see them, what asks for attention first."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from timglas.actions.activities import set_activity_state
from timglas.models import Activity
from timglas.queries.activities import (
    ActivityRow,
    WantedActivities,
    activities,
    activity_page,
    goal_activities,
    listed_activities,
    my_activities,
    unit_activities,
)
from timglas.queries.sand import OTHERS
from timglas.queries.views import PersonView, StateView
from timglas.rules.activities import State


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def follow(planned: Planned, activity: Activity, state: State, note: str = "") -> None:
    set_activity_state(activity=activity, state=state, note=note, by=planned.cast.head, at=NOW)


def three(planned: Planned) -> None:
    """One that goes on, one that is late and nobody's, and one that is cancelled."""
    follow(planned, make_activity(planned), State.ONGOING)
    late = {"name": "Högläsning", "person": None, "ends_on": date(2025, 9, 1)}
    make_activity(planned, goal=planned.eligible, **late)
    cancelled = make_activity(planned, name="Åldersblandat", unit=planned.cast.buf)
    follow(planned, cancelled, State.CANCELLED, "Ingen lokal.")


def names(rows: tuple[ActivityRow, ...]) -> list[tuple[str, State]]:
    return [(row.name, row.state.state) for row in rows]


LATE = ("Högläsning", State.LATE)
ONGOING = ("Läsgrupper i årskurs 2", State.ONGOING)
CANCELLED = ("Åldersblandat", State.CANCELLED)


def test_a_row_tells_what_is_done_for_which_goal_by_whom_and_when(planned: Planned) -> None:
    activity = make_activity(planned)
    cast = planned.cast
    assert activities(cast.viewer(cast.reader)) == (
        ActivityRow(
            id=activity.pk,
            name="Läsgrupper i årskurs 2",
            goal_id=planned.reading.pk,
            goal="Alla läser i trean",
            unit_id=cast.bjork.pk,
            unit_name="Björkskolan",
            person=PersonView(cast.manager.pk, "Eva Enhetschef", "Rektor för Björkskolan"),
            starts_on=date(2025, 2, 1),
            ends_on=date(2025, 12, 19),
            state=StateView(State.NOT_STARTED),
            expected_effect="Fler läser flytande före trean.",
        ),
    )


def test_what_asks_for_attention_comes_first(planned: Planned) -> None:
    three(planned)
    cast = planned.cast
    viewer = cast.viewer(cast.reader)
    assert names(activities(viewer)) == [LATE, ONGOING, CANCELLED]
    assert names(goal_activities(viewer, planned.reading)) == [ONGOING, CANCELLED]
    assert names(unit_activities(viewer, cast.bjork)) == [LATE, ONGOING]
    assert activities(cast.viewer(None)) == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [LATE, ONGOING, CANCELLED]),
        ({"q": "gymnasiet"}, [LATE]),
        ({"q": "ÅLDERS"}, [CANCELLED]),
        ({"state": "late"}, [LATE]),
        ({"responsible": "mina"}, [ONGOING, CANCELLED]),
        ({"responsible": "ingen"}, [LATE]),
        ({"sort": "-namn"}, [CANCELLED, ONGOING, LATE]),
        ({"sort": "ansvarig"}, [ONGOING, CANCELLED, LATE]),
    ],
)
def test_the_register_is_searched_narrowed_and_sorted(
    planned: Planned, wanted: dict[str, Any], found: list[tuple[str, State]]
) -> None:
    three(planned)
    viewer = planned.cast.viewer(planned.cast.manager)
    shown = listed_activities(viewer, activities(viewer), WantedActivities(**wanted))
    assert names(shown) == found


def test_the_register_is_narrowed_to_a_unit(planned: Planned) -> None:
    three(planned)
    viewer = planned.cast.viewer(planned.cast.manager)
    for wanted, found in (
        (WantedActivities(unit=str(planned.cast.buf.pk)), [CANCELLED]),
        (WantedActivities(within=planned.cast.buf.pk), [LATE, ONGOING, CANCELLED]),
        (WantedActivities(within=planned.cast.ks.pk), []),
    ):
        assert names(listed_activities(viewer, activities(viewer), wanted)) == found


def test_somebody_meets_what_is_theirs_and_what_is_late_in_their_units(planned: Planned) -> None:
    three(planned)
    cast = planned.cast
    manager = my_activities(cast.viewer(cast.manager))
    assert (names(manager.own), names(manager.late_in_units)) == ([ONGOING], [LATE])
    head = my_activities(cast.viewer(cast.head))
    assert (names(head.own), names(head.late_in_units)) == ([], [LATE])
    nobody = my_activities(cast.viewer(None))
    assert (nobody.own, nobody.late_in_units) == ((), ())


def test_the_register_is_narrowed_to_the_work_of_a_year(planned: Planned) -> None:
    three(planned)
    viewer = planned.cast.viewer(planned.cast.manager)
    of = {
        year: names(listed_activities(viewer, activities(viewer), WantedActivities(year=year)))
        for year in ("2024", "2025", "2026")
    }
    assert of == {"2024": [], "2025": [LATE, ONGOING], "2026": [LATE, ONGOING]}


def test_the_register_is_narrowed_to_what_lies_below_a_goal_of_the_top(planned: Planned) -> None:
    three(planned)
    viewer = planned.cast.viewer(planned.cast.manager)
    young, below = planned.young.pk, {planned.eligible.pk: planned.young.pk}
    found = {
        heap: names(
            listed_activities(viewer, activities(viewer), WantedActivities(heap=heap), above=below)
        )
        for heap in (str(young), str(OTHERS))
    }
    assert found == {str(young): [LATE], str(OTHERS): [ONGOING, CANCELLED]}


def test_the_page_tells_what_has_been_said_newest_first(planned: Planned) -> None:
    activity = make_activity(planned, goal=planned.eligible, indicator=planned.indicator)
    follow(planned, activity, State.ONGOING)
    follow(planned, activity, State.DONE, "Alla grupper är klara.")
    page = activity_page(planned.cast.viewer(planned.cast.reader), activity)
    assert (page.indicator_id, page.description) == (planned.indicator.pk, "Tre pass i veckan.")
    assert page.indicator_name
    assert [(said.state.state, said.note, said.by.name, said.on) for said in page.notes] == [
        (State.DONE, "Alla grupper är klara.", "Folke Förvaltningschef", date(2025, 10, 15)),
        (State.ONGOING, "", "Folke Förvaltningschef", date(2025, 10, 15)),
    ]


@pytest.mark.parametrize("count", [1, 10])
def test_the_register_asks_as_often_for_one_as_for_ten(
    planned: Planned, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_activity(planned)
    viewer = planned.cast.viewer(planned.cast.head)
    with django_assert_num_queries(3):
        activities(viewer)
