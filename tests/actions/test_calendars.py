"""An address for a calendar is opened, told once, and closed; only its hash is stored."""

import pytest

from tests.cast import NOW, Cast
from timglas.actions.calendars import MOST_FEEDS, close_calendar, open_calendar
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, CalendarFeed
from timglas.rules.calendars import hash_of


def test_the_secret_is_long_and_nowhere_stored(cast: Cast) -> None:
    token = open_calendar(unit=None, by=cast.manager, at=NOW)
    feed = CalendarFeed.objects.get()
    assert len(token) == 43
    assert token.isalnum()
    assert (feed.person, feed.unit, feed.token_hash) == (cast.manager, None, hash_of(token))
    event = AuditEvent.objects.get(action="open_calendar")
    assert token not in f"{event.before}{event.after}{event.subject}"


def test_each_address_has_a_secret_of_its_own(cast: Cast) -> None:
    first = open_calendar(unit=cast.bjork, by=cast.manager, at=NOW)
    assert first != open_calendar(unit=cast.bjork, by=cast.manager, at=NOW)


def test_an_address_is_closed(cast: Cast) -> None:
    open_calendar(unit=cast.bjork, by=cast.manager, at=NOW)
    feed = CalendarFeed.objects.get()
    close_calendar(feed=feed, by=cast.manager, at=NOW)
    feed.refresh_from_db()
    assert feed.closed_at == NOW
    assert AuditEvent.objects.get(action="close_calendar").unit == cast.bjork


def test_nobody_has_too_many_addresses_open(cast: Cast) -> None:
    for _number in range(MOST_FEEDS):
        open_calendar(unit=None, by=cast.manager, at=NOW)
    with pytest.raises(Refusal):
        open_calendar(unit=None, by=cast.manager, at=NOW)
    close_calendar(feed=CalendarFeed.objects.earliest("pk"), by=cast.manager, at=NOW)
    assert open_calendar(unit=None, by=cast.manager, at=NOW)
