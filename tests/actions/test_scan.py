"""What is seen is written down, tied to what it affects, and leads to areas by rank."""

from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.planned import plan_everything
from tests.scan import make_area, make_observation
from timglas.actions.refusal import Refusal
from timglas.actions.scan import (
    OBSERVED,
    choose_affected,
    edit_area,
    edit_observation,
    move_area,
    remove_area,
)
from timglas.models import AuditEvent, DevelopmentArea, Observation
from timglas.rules.scan import Effect


def told(action: str) -> tuple[object, dict[str, Any], dict[str, Any]]:
    """The unit of the only event of an action, and what it changed."""
    event = AuditEvent.objects.get(action=action)
    return event.unit, event.before, event.after


def ranked() -> list[tuple[int, str]]:
    return list(DevelopmentArea.objects.order_by("order").values_list("order", "name"))


def test_what_was_seen_is_written_down_with_its_source(cast: Cast) -> None:
    observation = make_observation(cast, title="  Färre barn börjar skolan ")
    assert Observation.objects.get() == observation
    assert (observation.title, observation.by) == ("Färre barn börjar skolan", cast.manager)
    unit, before, after = told("add_observation")
    assert (unit, before) == (cast.bjork, {})
    assert (after["source"], after["observed_on"], after["effect"]) == (
        "Befolkningsprognosen",
        "2025-03-14",
        "large",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"source": " "}, "source"),
        ({"observed_on": date(2025, 10, 16)}, "observed_on"),
    ],
)
def test_what_was_seen_has_words_a_source_and_a_day_that_has_been(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        make_observation(cast, **wrong)
    assert refusal.value.field == field
    assert not Observation.objects.exists()


def test_what_was_seen_is_weighed_anew_and_set_aside(cast: Cast) -> None:
    observation = make_observation(cast)
    seen: Any = {name: getattr(observation, name) for name in OBSERVED}
    seen |= {"effect": Effect.SMALL, "is_current": False}
    edit_observation(observation=observation, by=cast.head, at=NOW, **seen)
    observation.refresh_from_db()
    assert (observation.effect, observation.is_current) == (Effect.SMALL, False)
    _unit, before, after = told("edit_observation")
    assert (before["effect"], after["effect"]) == ("large", "small")


def test_units_and_goals_that_are_affected_are_chosen(cast: Cast) -> None:
    planned = plan_everything(cast)
    observation = make_observation(cast)
    choose_affected(
        observation=observation,
        units=[cast.bjork, cast.buf],
        goals=[planned.reading],
        by=cast.manager,
        at=NOW,
    )
    assert set(observation.units.all()) == {cast.bjork, cast.buf}
    assert list(observation.goals.all()) == [planned.reading]
    _unit, before, after = told("choose_affected")
    assert before == {"units": [], "goals": []}
    assert after == {
        "units": [f"{unit} ({unit.pk})" for unit in (cast.buf, cast.bjork)],
        "goals": [f"{planned.reading} ({planned.reading.pk})"],
    }


def test_an_area_is_chosen_last_and_rests_on_what_was_seen(cast: Cast) -> None:
    observation = make_observation(cast)
    make_area(cast, "Första")
    area = make_area(cast, " Andra ", observation)
    make_area(cast, "Nästa år", year=2027)
    make_area(cast, "En annans", unit=cast.ek)
    assert (area.order, area.name, list(area.observations.all())) == (2, "Andra", [observation])
    assert DevelopmentArea.objects.filter(order=1).count() == 3
    event = AuditEvent.objects.filter(action="add_area")[1]
    assert event.after["observations"] == [f"Färre barn börjar skolan ({observation.pk})"]


def test_an_area_is_reworded_and_rests_on_something_else(cast: Cast) -> None:
    area = make_area(cast, "Mindre klasser", make_observation(cast))
    edit_area(area=area, name="Små klasser", text="", observations=[], by=cast.head, at=NOW)
    area.refresh_from_db()
    assert (area.name, area.text, area.observations.count()) == ("Små klasser", "", 0)
    _unit, before, after = told("edit_area")
    assert (before["name"], after["name"]) == ("Mindre klasser", "Små klasser")
    with pytest.raises(Refusal) as refusal:
        edit_area(area=area, name=" ", text="", observations=[], by=cast.head, at=NOW)
    assert refusal.value.field == "name"


def test_an_area_is_ranked_higher_and_lower(cast: Cast) -> None:
    _first, second = make_area(cast, "Första"), make_area(cast, "Andra")
    move_area(area=second, steps=-1, by=cast.manager, at=NOW)
    assert ranked() == [(1, "Andra"), (2, "Första")]
    _unit, before, after = told("move_area")
    assert (before, after) == ({"order": 2}, {"order": 1})
    move_area(area=second, steps=1, by=cast.manager, at=NOW)
    assert ranked() == [(1, "Första"), (2, "Andra")]


def test_those_after_one_that_is_removed_move_up(cast: Cast) -> None:
    observation = make_observation(cast)
    first = make_area(cast, "Första", observation)
    make_area(cast, "Andra")
    remove_area(area=first, by=cast.manager, at=NOW)
    assert ranked() == [(1, "Andra")]
    assert Observation.objects.get() == observation
    _unit, before, after = told("remove_area")
    assert (before["name"], before["order"], after) == ("Första", 1, {})
