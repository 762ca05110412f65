"""Subscribing: an address is shown once, gives a calendar to whoever has it, and can be closed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.strict_calendar import read
from tests.years import empty_year, make_step
from timglas.actions.calendars import MOST_FEEDS, open_calendar
from timglas.models import CalendarFeed


@pytest.fixture
def head(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.head)
    return client


def opened(head: Client, of: str = "mina") -> str:
    """The address that the page shows."""
    page = head.post(reverse("calendars:index"), {"of": of})
    assert page.status_code == 200
    start = page.text.index("http://testserver/kalender/")
    return page.text[start : page.text.index(".ics", start)] + ".ics"


def test_an_address_is_shown_once_and_gives_the_calendar_without_signing_in(
    cast: Cast, head: Client, client: Client
) -> None:
    step = make_step(cast, empty_year())
    address = opened(head)
    assert address not in head.get(reverse("calendars:index")).text
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    (event,) = read(answer.content).inside
    assert event.value("SUMMARY") == "Planeringsdagar"
    assert event.value("URL") == f"http://testserver/aret/steg/{step.pk}/"
    assert "sessionid" not in answer.cookies


def test_a_calendar_that_has_not_changed_is_not_sent_again(
    cast: Cast, head: Client, client: Client
) -> None:
    make_step(cast, empty_year())
    address = opened(head)
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_units_calendar_is_subscribed_to(cast: Cast, head: Client, client: Client) -> None:
    make_step(cast, empty_year(), name="Rektor", unit_kind="unit")
    address = opened(head, str(cast.bjork.pk))
    assert "Björkskolan" in head.get(reverse("calendars:index")).text
    assert read(client.get(address).content).value("NAME") == "Året för Björkskolan, Exempelby"


def test_a_unit_that_is_not_there_cannot_be_chosen(head: Client) -> None:
    assert head.post(reverse("calendars:index"), {"of": "0"}).status_code == 422


def test_too_many_addresses_are_refused_in_words(cast: Cast, head: Client) -> None:
    for _number in range(MOST_FEEDS):
        open_calendar(unit=None, by=cast.head, at=NOW)
    answer = head.post(reverse("calendars:index"), {"of": "mina"})
    assert answer.status_code == 422
    assert "Du har redan många adresser." in answer.text


def test_a_closed_address_gives_nothing(cast: Cast, head: Client, client: Client) -> None:
    address = opened(head)
    feed = CalendarFeed.objects.get()
    answer = head.post(reverse("calendars:close", args=[feed.pk]), follow=True)
    assert "Adressen är stängd." in answer.text
    assert client.get(address).status_code == 404
    assert head.post(reverse("calendars:close", args=[feed.pk])).status_code == 404
