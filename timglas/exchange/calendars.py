"""Calendars as files that calendar programs subscribe to: iCalendar (RFC 5545, names by RFC 7986).

All entries are whole days, so there are no time zones; DTEND is the day after the last one.
"""

from datetime import UTC, timedelta

from icalendar import Calendar as File
from icalendar import Event, vDuration, vText

from timglas.rules.calendars import Calendar, Entry

PRODUCT = "-//Timglas//Mål- och resultatstyrning//SV"
# Programs ask for news so often.
BETWEEN, BETWEEN_IN_WORDS = timedelta(hours=12), "PT12H"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(calendar: Calendar) -> bytes:
    """Write a calendar: the same bytes for the same calendar."""
    file = File()
    # The library knows no type for these, and would write them unescaped.
    name = vText(calendar.name)
    file.add("version", "2.0")
    file.add("prodid", PRODUCT)
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    file.add("refresh-interval", vDuration(BETWEEN), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", vText(BETWEEN_IN_WORDS))
    for entry in calendar.entries:
        file.add_component(_event(entry))
    written: bytes = file.to_ical()
    return written


def _event(entry: Entry) -> Event:
    event = Event()
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("summary", entry.summary)
    event.add("dtstart", entry.begins_on)
    event.add("dtend", entry.ends_on + timedelta(days=1))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("transp", "TRANSPARENT")
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
    for name in ("description", "url"):
        if content := getattr(entry, name):
            event.add(name, content)
    if entry.category:
        event.add("categories", [entry.category])
    return event
