"""Addresses that calendars subscribe to. An address is shown once; only its hash is stored."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.models import CalendarFeed, Person, Unit
from timglas.rules.calendars import hash_of

TOKEN_LENGTH = 43  # 256 bits of 62 letters and digits
MOST_FEEDS = 20


@transaction.atomic
def open_calendar(*, unit: Unit | None, by: Person, at: datetime) -> str:
    """Open an address for somebody's own steps, or a unit's; gives the secret part of it."""
    if by.calendar_feeds.filter(closed_at=None).count() >= MOST_FEEDS:
        raise Refusal(_("Du har redan många adresser. Stäng någon först."))
    token = get_random_string(TOKEN_LENGTH)
    feed = CalendarFeed.objects.create(
        person=by, unit=unit, token_hash=hash_of(token), opened_at=at
    )
    record("open_calendar", feed, by=by, at=at, unit=unit)
    return token


@transaction.atomic
def close_calendar(*, feed: CalendarFeed, by: Person, at: datetime) -> None:
    """Close an address: whoever has it gets nothing more."""
    feed.closed_at = at
    feed.save(update_fields=["closed_at"])
    record("close_calendar", feed, by=by, at=at, unit=feed.unit)
