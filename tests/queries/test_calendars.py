"""A calendar shows the steps of its holder's roles, or of a kind of unit, for as long as it may."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, TODAY, Cast
from tests.years import empty_year, make_step
from timglas.actions.calendars import close_calendar, open_calendar
from timglas.actions.cycle import withdraw_step
from timglas.models import CalendarFeed, Grant, Person, Unit
from timglas.queries.calendars import FeedRow, calendar_at, my_feeds
from timglas.rules.calendars import Calendar, Entry


def address(step: int) -> str:
    return f"https://mal.example/aret/steg/{step}/"


def subscribe(by: Person, unit: Unit | None = None) -> str:
    return open_calendar(unit=unit, by=by, at=NOW)


def shown(token: str) -> Calendar:
    found = calendar_at(token, today=TODAY, address=address)
    assert found
    return found


def names(token: str) -> list[str]:
    return [entry.summary for entry in shown(token).entries]


def some(cast: Cast) -> None:
    """A step of committees, one of heads of department and one of schools' managers."""
    cycle = empty_year()
    make_step(cast, cycle, name="Nämnd")
    make_step(cast, cycle, name="Chef", role="department_head", unit_kind="department")
    make_step(cast, cycle, name="Rektor", role="unit_manager", unit_kind="unit")


def test_ones_own_calendar_holds_the_steps_of_ones_roles(cast: Cast) -> None:
    some(cast)
    assert names(subscribe(cast.head)) == ["Nämnd", "Chef"]
    assert names(subscribe(cast.manager)) == ["Rektor"]
    assert names(subscribe(cast.reader)) == []


def test_a_units_calendar_holds_what_its_kind_of_unit_does(cast: Cast) -> None:
    some(cast)
    assert names(subscribe(cast.reader, cast.bun)) == ["Nämnd"]
    assert names(subscribe(cast.reader, cast.bjork)) == ["Rektor"]
    assert shown(subscribe(cast.reader, cast.bun)).name == (
        "Året för Barn- och utbildningsnämnden, Exempelby"
    )


def test_an_entry_tells_who_does_it_and_the_law_has_a_day_of_its_own(cast: Cast) -> None:
    step = make_step(
        cast,
        empty_year(),
        name="Förslag",
        unit_kind="executive_board",
        law="budget_proposal",
    )
    token = subscribe(cast.reader, cast.ks)
    told = (
        "Görs av: Kommunstyrelse.\nTvå dagar för nämnden.\n"
        "Lagens sista dag: 31 oktober 2025 (KL 11:8)."
    )
    common = {
        "changed_at": NOW,
        "description": told,
        "url": f"https://mal.example/aret/steg/{step.pk}/",
        "category": "Årshjul",
    }
    assert shown(token).entries == (
        Entry(str(step.uid), "Förslag", date(2025, 9, 1), date(2025, 9, 2), **common),
        Entry(
            f"{step.uid}-lag",
            "Lagens sista dag: Förslag (KL 11:8)",
            date(2025, 10, 31),
            date(2025, 10, 31),
            **common,
        ),
    )


def test_what_is_taken_away_is_still_told_as_cancelled(cast: Cast) -> None:
    step = make_step(cast, empty_year())
    token = subscribe(cast.head)
    withdraw_step(step=step, by=cast.controller, at=NOW)
    (entry,) = shown(token).entries
    assert (entry.is_cancelled, entry.sequence) == (True, 1)


def test_nobody_is_named(cast: Cast) -> None:
    some(cast)
    text = str(shown(subscribe(cast.head)))
    assert not [who.name for who in cast.everyone.values() if who and who.name in text]


def test_an_address_gives_nothing_when_closed_unknown_or_its_holder_has_left(cast: Cast) -> None:
    some(cast)
    closed, active, unemployed = (subscribe(cast.head) for _number in range(3))
    close_calendar(feed=CalendarFeed.objects.earliest("pk"), by=cast.head, at=NOW)
    assert calendar_at(closed, today=TODAY, address=address) is None
    assert calendar_at("x" * 43, today=TODAY, address=address) is None
    Person.objects.filter(pk=cast.head.pk).update(is_active=False)
    assert calendar_at(active, today=TODAY, address=address) is None
    Person.objects.filter(pk=cast.head.pk).update(is_active=True)
    assert names(active) == ["Nämnd", "Chef"]
    Grant.objects.filter(person=cast.head).update(valid_to=TODAY)
    assert calendar_at(unemployed, today=TODAY, address=address) is None


def test_ones_addresses_are_ones_own(cast: Cast) -> None:
    subscribe(cast.head)
    subscribe(cast.head, cast.bun)
    subscribe(cast.reader)
    first, second = CalendarFeed.objects.filter(person=cast.head).order_by("pk")
    assert my_feeds(cast.viewer(cast.head)) == (
        FeedRow(first.pk, "", TODAY),
        FeedRow(second.pk, "Barn- och utbildningsnämnden", TODAY),
    )
    assert my_feeds(cast.viewer(None)) == ()


@pytest.mark.parametrize("count", [1, 10])
def test_a_calendar_is_asked_for_as_often_with_one_step_as_with_ten(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cycle = empty_year()
    for _number in range(count):
        make_step(cast, cycle)
    token = subscribe(cast.head)
    with django_assert_num_queries(5):
        assert len(shown(token).entries) == count
