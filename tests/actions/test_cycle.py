"""The year's steps are made, moved, changed, done and taken away; calendars hear of it."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, Cast
from tests.years import PLANNED, empty_year, make_step, make_year
from timglas.actions.cycle import (
    create_cycle,
    discard_cycle,
    edit_step,
    finish_step,
    reopen_step,
    shift_cycle,
    withdraw_step,
)
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Cycle, CycleStep
from timglas.rules.cycle_template import TEMPLATE

LATER = NOW + timedelta(hours=1)


def told(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("pk")


def after_of(step: CycleStep) -> set[str]:
    return set(step.after.values_list("name", flat=True))


def test_a_year_is_made_from_the_template_with_what_waits_for_what(cast: Cast) -> None:
    cycle = make_year(cast)
    assert cycle.steps.count() == len(TEMPLATE)
    decision = cycle.steps.get(law="budget_decision")
    assert (decision.name, decision.unit_kind, decision.role, decision.is_public) == (
        "Fullmäktige beslutar verksamhetsplan, budget och skattesats 2026–2028",
        "council",
        "",
        True,
    )
    assert after_of(decision) == {"Styrelsens förslag till verksamhetsplan och budget 2026–2028"}
    event = told("create_cycle")
    assert event.after == {"year": 2025, "like": None, "steps": len(TEMPLATE)}


def test_a_year_is_made_like_an_earlier_one_with_its_own_texts_and_days(cast: Cast) -> None:
    earlier = empty_year(2024)
    leap = make_step(
        cast, earlier, name="Skottdag 2024", begins_on=date(2024, 2, 29), ends_on=date(2024, 2, 29)
    )
    make_step(cast, earlier, after=[leap])
    gone = make_step(cast, earlier, name="Bort")
    withdraw_step(step=gone, by=cast.controller, at=NOW)
    finish_step(step=leap, on=date(2024, 2, 29), by=cast.controller, at=NOW)
    cycle = create_cycle(year=2026, like=earlier, by=cast.chief, at=NOW)
    first, second = cycle.steps.order_by("pk")
    assert (first.name, first.begins_on, first.done_on) == (
        "Skottdag 2026",
        date(2026, 2, 28),
        None,
    )
    assert (second.begins_on, after_of(second)) == (date(2027, 9, 1), {"Skottdag 2026"})
    assert first.uid != leap.uid
    assert told("create_cycle").after == {"year": 2026, "like": 2024, "steps": 2}


def test_a_year_is_made_once_and_is_a_year(cast: Cast) -> None:
    make_year(cast)
    for year in (2025, 1999, 2200):
        with pytest.raises(Refusal) as refusal:
            make_year(cast, year)
        assert refusal.value.field == "year"
    assert Cycle.objects.count() == 1


def test_a_whole_year_is_moved_but_what_is_done_lies_still(cast: Cast) -> None:
    cycle = make_year(cast)
    done = cycle.steps.get(name__startswith="Bokslut")
    finish_step(step=done, on=date(2025, 2, 6), by=cast.controller, at=NOW)
    gone = make_step(cast, cycle, name="Bort")
    withdraw_step(step=gone, by=cast.controller, at=NOW)
    before = {s.pk: (s.begins_on, s.ends_on, s.sequence) for s in cycle.steps.all()}
    week = timedelta(days=7)
    assert shift_cycle(cycle=cycle, days=7, by=cast.controller, at=LATER) == len(TEMPLATE) - 1
    for step in cycle.steps.all():
        begins, ends, sequence = before[step.pk]
        now = (step.begins_on, step.ends_on, step.sequence, step.changed_at)
        if step.pk in {done.pk, gone.pk}:
            assert now == (begins, ends, sequence, NOW)
        else:
            assert now == (begins + week, ends + week, sequence + 1, LATER)
    assert told("shift_cycle").after == {"days": 7, "steps": len(TEMPLATE) - 1}


@pytest.mark.parametrize("days", [0, 367, -367])
def test_a_year_is_not_moved_nowhere_or_too_far(cast: Cast, days: int) -> None:
    cycle = make_year(cast)
    with pytest.raises(Refusal) as refusal:
        shift_cycle(cycle=cycle, days=days, by=cast.controller, at=NOW)
    assert refusal.value.field == "days"


def test_a_year_made_by_mistake_is_thrown_away_and_can_be_made_anew(cast: Cast) -> None:
    cycle = make_year(cast)
    discard_cycle(cycle=cycle, by=cast.controller, at=NOW)
    assert (Cycle.objects.count(), CycleStep.objects.count()) == (0, 0)
    assert told("discard_cycle").before == {"year": 2025, "steps": len(TEMPLATE)}
    make_year(cast)


def test_a_year_with_something_done_stays(cast: Cast) -> None:
    cycle = empty_year()
    step = make_step(cast, cycle)
    finish_step(step=step, on=date(2025, 9, 2), by=cast.controller, at=NOW)
    with pytest.raises(Refusal):
        discard_cycle(cycle=cycle, by=cast.controller, at=NOW)
    assert Cycle.objects.get() == cycle


def test_a_step_is_added_and_the_log_tells_what(cast: Cast) -> None:
    cycle = empty_year()
    first = make_step(cast, cycle, name=" Ramar ")
    second = make_step(cast, cycle, after=[first])
    assert (first.name, after_of(second)) == ("Ramar", {"Ramar"})
    event = told("add_step")
    assert event.after == {
        **PLANNED,
        "begins_on": "2025-09-01",
        "ends_on": "2025-09-02",
        "after": ["Ramar"],
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"unit_kind": ""}, "role"),
        ({"ends_on": date(2025, 8, 31)}, "ends_on"),
    ],
)
def test_a_step_without_name_doer_or_length_is_refused(
    cast: Cast, wrong: dict[str, object], field: str
) -> None:
    cycle = empty_year()
    with pytest.raises(Refusal) as refusal:
        make_step(cast, cycle, **wrong)
    assert refusal.value.field == field
    assert not CycleStep.objects.exists()


def test_a_step_waits_only_for_its_own_year(cast: Cast) -> None:
    other = make_step(cast, empty_year(2024))
    with pytest.raises(Refusal) as refusal:
        make_step(cast, empty_year(2025), after=[other])
    assert refusal.value.field == "after"


def test_a_step_is_changed_and_calendars_hear_of_it(cast: Cast) -> None:
    cycle = empty_year()
    step = make_step(cast, cycle)
    edit_step(step=step, by=cast.chief, at=LATER, **PLANNED | {"name": "Planeringsdag"})
    step.refresh_from_db()
    assert (step.name, step.sequence, step.changed_at) == ("Planeringsdag", 1, LATER)
    event = told("edit_step")
    assert (event.before["name"], event.after["name"]) == ("Planeringsdagar", "Planeringsdag")


def test_a_step_never_waits_for_itself(cast: Cast) -> None:
    cycle = empty_year()
    first = make_step(cast, cycle, name="Först")
    second = make_step(cast, cycle, name="Sedan", after=[first])
    with pytest.raises(Refusal) as refusal:
        edit_step(step=first, by=cast.chief, at=NOW, **PLANNED | {"after": [second]})
    assert refusal.value.field == "after"
    assert after_of(first) == set()


def test_a_step_is_done_on_a_day_by_somebody_and_reopened(cast: Cast) -> None:
    step = make_step(cast, empty_year())
    finish_step(step=step, on=date(2025, 9, 2), by=cast.controller, at=NOW)
    step.refresh_from_db()
    assert (step.done_on, step.done_by, step.sequence) == (date(2025, 9, 2), cast.controller, 1)
    assert told("finish_step").after == {"done_on": "2025-09-02"}
    with pytest.raises(Refusal):
        finish_step(step=step, on=date(2025, 9, 3), by=cast.controller, at=NOW)
    reopen_step(step=step, by=cast.chief, at=LATER)
    step.refresh_from_db()
    assert (step.done_on, step.done_by, step.sequence) == (None, None, 2)
    assert told("reopen_step").before == {"done_on": "2025-09-02"}
    with pytest.raises(Refusal):
        reopen_step(step=step, by=cast.chief, at=LATER)


def test_a_step_is_not_done_on_a_day_that_has_not_come(cast: Cast) -> None:
    step = make_step(cast, empty_year())
    with pytest.raises(Refusal) as refusal:
        finish_step(step=step, on=date(2025, 10, 16), by=cast.controller, at=NOW)
    assert refusal.value.field == "on"


def test_what_is_taken_away_holds_nothing_up_but_stays_for_calendars(cast: Cast) -> None:
    cycle = empty_year()
    first = make_step(cast, cycle, name="Först")
    gone = make_step(cast, cycle, name="Bort", after=[first])
    last = make_step(cast, cycle, name="Sist", after=[gone])
    withdraw_step(step=gone, by=cast.controller, at=LATER)
    gone.refresh_from_db()
    assert (gone.withdrawn_at, gone.sequence) == (LATER, 1)
    assert (after_of(gone), after_of(last)) == (set(), set())
    assert told("withdraw_step").before["name"] == "Bort"
