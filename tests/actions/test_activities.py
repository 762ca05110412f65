"""An activity is planned, followed, handed over and cancelled; nothing that was said is lost."""

from datetime import date
from typing import Any

import pytest

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_goal
from tests.planned import Planned, plan_everything
from timglas.actions.activities import (
    edit_activity,
    hand_over_activity,
    set_activity_state,
)
from timglas.actions.refusal import Refusal
from timglas.models import Activity, ActivityNote, AuditEvent, GoalLevel
from timglas.rules.activities import State


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def told(action: str) -> tuple[object, dict[str, Any], dict[str, Any]]:
    """The unit of the only event of an action, and what it changed."""
    event = AuditEvent.objects.get(action=action)
    return event.unit, event.before, event.after


def test_an_activity_is_planned_under_a_goal(planned: Planned) -> None:
    activity = make_activity(planned, name="  Läsgrupper i årskurs 2 ")
    stored = Activity.objects.get()
    assert (stored, stored.name, stored.state) == (
        activity,
        "Läsgrupper i årskurs 2",
        State.NOT_STARTED,
    )
    unit, before, after = told("add_activity")
    assert (unit, before) == (planned.cast.bjork, {})
    assert (after["name"], after["starts_on"], after["indicator"]) == (
        "Läsgrupper i årskurs 2",
        "2025-02-01",
        None,
    )
    assert after["person"] == f"Eva Enhetschef ({planned.cast.manager.pk})"


def test_an_activity_can_be_meant_to_move_an_indicator_of_its_goal(planned: Planned) -> None:
    activity = make_activity(planned, goal=planned.eligible, indicator=planned.indicator)
    assert activity.indicator == planned.indicator


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"ends_on": date(2025, 1, 31)}, "ends_on"),
    ],
)
def test_an_activity_has_a_name_and_ends_after_it_begins(
    planned: Planned, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        make_activity(planned, **wrong)
    assert refusal.value.field == field
    assert not Activity.objects.exists()


def test_an_indicator_of_another_goal_is_refused(planned: Planned) -> None:
    with pytest.raises(Refusal) as refusal:
        make_activity(planned, indicator=planned.indicator)
    assert refusal.value.field == "indicator"


def test_who_has_left_answers_for_nothing_new(planned: Planned) -> None:
    planned.cast.outsider.is_active = False
    with pytest.raises(Refusal) as refusal:
        make_activity(planned, person=planned.cast.outsider)
    assert refusal.value.field == "person"


def test_a_goal_in_a_draft_has_no_activities_yet(planned: Planned) -> None:
    cast = planned.cast
    version = draft_operational_plan(cast, cast.ek)
    edition = make_goal(cast, version, GoalLevel.objects.get(order=3), "Lugn i klassrummet")
    with pytest.raises(Refusal, match="beslutat"):
        make_activity(planned, goal=edition.goal)


def test_what_is_planned_can_be_changed(planned: Planned) -> None:
    activity = make_activity(planned)
    edit_activity(
        activity=activity,
        unit=planned.cast.bjork,
        name="Läsgrupper",
        description="",
        expected_effect="",
        indicator=None,
        starts_on=date(2025, 3, 1),
        ends_on=date(2026, 6, 10),
        by=planned.cast.head,
        at=NOW,
    )
    activity.refresh_from_db()
    assert (activity.name, activity.ends_on, activity.person) == (
        "Läsgrupper",
        date(2026, 6, 10),
        planned.cast.manager,
    )
    _unit, before, after = told("edit_activity")
    assert (before["ends_on"], after["ends_on"]) == ("2025-12-19", "2026-06-10")


def test_an_activity_is_handed_over_to_somebody_or_nobody(planned: Planned) -> None:
    activity = make_activity(planned)
    cast = planned.cast
    hand_over_activity(activity=activity, person=cast.reporter, by=cast.manager, at=NOW)
    activity.refresh_from_db()
    assert activity.person == cast.reporter
    _unit, before, after = told("hand_over_activity")
    assert (before["person"], after["person"]) == (
        f"Eva Enhetschef ({cast.manager.pk})",
        f"Rakel Rapportör ({cast.reporter.pk})",
    )
    hand_over_activity(activity=activity, person=None, by=cast.manager, at=NOW)
    activity.refresh_from_db()
    assert activity.person is None


def follow(activity: Activity, state: State, note: str = "") -> ActivityNote:
    person = activity.person
    assert person
    return set_activity_state(activity=activity, state=state, note=note, by=person, at=NOW)


def test_an_activity_goes_on_and_is_done_with_what_was_said_kept(planned: Planned) -> None:
    activity = make_activity(planned)
    follow(activity, State.ONGOING)
    follow(activity, State.ONGOING, " Två grupper är i gång. ")
    follow(activity, State.DONE)
    assert list(ActivityNote.objects.order_by("pk").values_list("state", "note")) == [
        ("ongoing", ""),
        ("ongoing", "Två grupper är i gång."),
        ("done", ""),
    ]
    assert Activity.objects.get().state == State.DONE
    event = AuditEvent.objects.filter(action="set_activity_state").order_by("pk")[1]
    assert (event.before, event.after) == (
        {"state": "ongoing"},
        {"state": "ongoing", "note": "Två grupper är i gång."},
    )


def test_a_cancelled_activity_says_why_and_can_be_opened_again(planned: Planned) -> None:
    activity = make_activity(planned)
    with pytest.raises(Refusal) as refusal:
        follow(activity, State.CANCELLED, " ")
    assert refusal.value.field == "note"
    follow(activity, State.CANCELLED, "Läraren har slutat.")
    with pytest.raises(Refusal):
        follow(activity, State.ONGOING)
    follow(activity, State.ONGOING, "En ny lärare är på plats.")
    assert Activity.objects.get().state == State.ONGOING


@pytest.mark.parametrize(("state", "field"), [(State.LATE, "state"), (State.NOT_STARTED, "note")])
def test_lateness_is_not_chosen_and_nothing_is_said_with_nothing(
    planned: Planned, state: State, field: str
) -> None:
    activity = make_activity(planned)
    with pytest.raises(Refusal) as refusal:
        follow(activity, state)
    assert refusal.value.field == field
    assert not ActivityNote.objects.exists()


def test_the_state_that_counts_is_the_stored_one(planned: Planned) -> None:
    activity = make_activity(planned)
    stale = Activity.objects.get(pk=activity.pk)
    follow(activity, State.DONE)
    with pytest.raises(Refusal):
        follow(stale, State.ONGOING)
