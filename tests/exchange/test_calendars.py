"""Calendars as files: right by RFC 5545, and the same again whoever reads them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as File

from tests.strict_calendar import Component, NotCalendar, lines_of, read, unescaped
from timglas.exchange.calendars import calendar_file
from timglas.rules.calendars import Calendar, Entry

CHANGED = datetime(2025, 12, 1, 12, tzinfo=UTC)
ENTRY = Entry(
    uid="ett@exempelby.example",
    summary="Beslut; om plan, budget",
    begins_on=date(2026, 11, 23),
    ends_on=date(2026, 11, 27),
    changed_at=CHANGED,
    sequence=3,
    description="Görs av: Nämnd.\nSenast 30 november.",
    url="https://mal.exempelby.example/aret/steg/1/?a=1;b,c",
    category="Årshjul",
)
# Control characters have no place in a calendar; line endings become one kind.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200
)


def the_event(entry: Entry) -> Component:
    (event,) = read(calendar_file(Calendar("Året", (entry,)))).inside
    return event


def test_an_entry_is_written_in_full() -> None:
    event = the_event(ENTRY)
    assert event.name == "VEVENT"
    assert event.properties == {
        "UID": ("", "ett@exempelby.example"),
        "SUMMARY": ("", "Beslut; om plan, budget"),
        "DTSTART": (";VALUE=DATE", "20261123"),
        "DTEND": (";VALUE=DATE", "20261128"),
        "DTSTAMP": ("", "20251201T120000Z"),
        "LAST-MODIFIED": ("", "20251201T120000Z"),
        "SEQUENCE": ("", "3"),
        "TRANSP": ("", "TRANSPARENT"),
        "DESCRIPTION": ("", "Görs av: Nämnd.\nSenast 30 november."),
        "URL": ("", "https://mal.exempelby.example/aret/steg/1/?a=1;b,c"),
        "CATEGORIES": ("", "Årshjul"),
    }


def test_the_calendar_says_its_name_and_how_often_to_ask() -> None:
    calendar = read(calendar_file(Calendar("Året; Exempelby, kommun", ())))
    assert calendar.properties == {
        "VERSION": ("", "2.0"),
        "PRODID": ("", "-//Timglas//Mål- och resultatstyrning//SV"),
        "CALSCALE": ("", "GREGORIAN"),
        "METHOD": ("", "PUBLISH"),
        "NAME": ("", "Året; Exempelby, kommun"),
        "X-WR-CALNAME": ("", "Året; Exempelby, kommun"),
        "REFRESH-INTERVAL": (";VALUE=DURATION", "PT12H"),
        "X-PUBLISHED-TTL": ("", "PT12H"),
    }


def test_what_is_taken_away_is_cancelled() -> None:
    gone = Entry("u", "Bort", date(2026, 1, 1), date(2026, 1, 1), CHANGED, is_cancelled=True)
    assert the_event(gone).value("STATUS") == "CANCELLED"
    assert the_event(ENTRY).value("STATUS") == ""


@given(summary=texts, description=texts, name=texts)
def test_any_text_comes_back_as_it_was_in_two_readers(
    summary: str, description: str, name: str
) -> None:
    entry = Entry("u", summary, ENTRY.begins_on, ENTRY.ends_on, CHANGED, description=description)
    file = calendar_file(Calendar(name, (entry,)))
    strict = read(file)
    assert (strict.value("NAME"), strict.value("X-WR-CALNAME")) == (name, name)
    assert strict.inside[0].value("SUMMARY") == summary
    assert strict.inside[0].value("DESCRIPTION") == description
    (event,) = File.from_ical(file).walk("VEVENT")
    assert (event["SUMMARY"], event.get("DESCRIPTION", "")) == (summary, description)


@given(st.dates(date(2000, 1, 1), date(2190, 1, 1)), st.integers(0, 400))
def test_any_days_come_back_as_they_were(begins: date, length: int) -> None:
    ends = begins + timedelta(days=length)
    file = calendar_file(Calendar("Året", (Entry("u", "Steg", begins, ends, CHANGED),)))
    (event,) = File.from_ical(file).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (begins, ends + timedelta(days=1))


def test_the_same_calendar_is_the_same_bytes() -> None:
    calendar = Calendar("Året", (ENTRY,))
    assert calendar_file(calendar) == calendar_file(calendar)


@pytest.mark.real
def test_a_municipalitys_year_is_written_again_as_it_was(real_data: Path) -> None:
    source = (real_data / "ical/arshjul_exempelkommun_2026.ics").read_bytes()
    theirs = {event.value("UID"): event for event in read(source).inside if _is_whole_days(event)}
    assert len(theirs) == 7
    entries = tuple(_entry(event) for event in File.from_ical(source).walk("VEVENT"))
    name = read(source).value("NAME")
    ours = read(calendar_file(Calendar(name, tuple(e for e in entries if e.uid in theirs))))
    assert {event.value("UID"): event.properties for event in ours.inside} == {
        uid: event.properties for uid, event in theirs.items()
    }
    same = ("VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL")
    assert {key: ours.properties[key] for key in (*same, "X-PUBLISHED-TTL")} == {
        key: read(source).properties[key] for key in (*same, "X-PUBLISHED-TTL")
    }


def _is_whole_days(event: Component) -> bool:
    return event.properties.get("DTSTART", ("", ""))[0] == ";VALUE=DATE"


def _entry(event: File) -> Entry:
    """An event of the file as one of our entries."""
    ends: date = event["DTEND"].dt
    return Entry(
        uid=str(event["UID"]),
        summary=str(event["SUMMARY"]),
        begins_on=event["DTSTART"].dt,
        ends_on=ends - timedelta(days=1),
        changed_at=event["DTSTAMP"].dt,
        sequence=event["SEQUENCE"],
        url=str(event.get("URL", "")),
        category="Årshjul",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\r\nX:" + b"a" * 80 + b"\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nSUMMARY:a, b\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nSUMMARY:a\\x\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nno line\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
    ],
)
def test_the_strict_reader_is_strict(wrong: bytes) -> None:
    with pytest.raises(NotCalendar):
        read(wrong)


def test_the_strict_reader_joins_letters_that_a_fold_divides() -> None:
    assert lines_of("X:Ålå\r\n".encode().replace(b"\xa5\r", b"\r\n \xa5\r")) == ["X:Ålå"]
    assert unescaped(r"a\, b\; c\\n\nd") == "a, b; c\\n\nd"
