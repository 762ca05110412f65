"""When mail goes out, when it is tried again, and where it is."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from timglas.rules.outbox import (
    LOST,
    WAITS,
    MailState,
    Rhythm,
    first_of_week,
    is_time,
    kind_in_words,
    mail_state,
    next_attempt,
)

ZONE = ZoneInfo("Europe/Stockholm")
WEDNESDAY = datetime(2025, 10, 15, 13, 0, tzinfo=ZONE)
MONDAY, SATURDAY = WEDNESDAY - timedelta(days=2), WEDNESDAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("rhythm", "at", "expected"),
    [
        (Rhythm.DAILY, WEDNESDAY, True),
        (Rhythm.DAILY, WEDNESDAY - timedelta(hours=1), False),
        (Rhythm.DAILY, SATURDAY, False),
        (Rhythm.WEEKLY, WEDNESDAY, False),
        (Rhythm.WEEKLY, MONDAY, True),
        (Rhythm.NEVER, WEDNESDAY, False),
    ],
)
def test_collected_mail_goes_on_working_days_of_the_rhythm_from_an_hour_on(
    rhythm: Rhythm, at: datetime, *, expected: bool
) -> None:
    assert is_time(rhythm, 13, at=at) is expected


def test_a_week_begins_after_a_holiday() -> None:
    assert first_of_week(date(2025, 10, 17)) == date(2025, 10, 13)
    assert first_of_week(date(2025, 4, 23)) == date(2025, 4, 22)  # after Easter Monday


def test_attempts_come_ever_further_apart_until_it_is_given_up() -> None:
    attempts = [next_attempt(n, at=WEDNESDAY) for n in range(1, len(WAITS) + 2)]
    assert attempts == [*(WEDNESDAY + wait for wait in WAITS), None]
    assert list(WAITS) == sorted(WAITS)


@pytest.mark.parametrize(
    ("sent", "claimed", "given_up", "attempts", "expected"),
    [
        (None, None, None, 0, MailState.WAITING),
        (None, WEDNESDAY, None, 1, MailState.WAITING),
        (None, WEDNESDAY - LOST, None, 1, MailState.LOST),
        (None, None, None, 2, MailState.RETRYING),
        (None, None, WEDNESDAY, 6, MailState.FAILED),
        (WEDNESDAY, WEDNESDAY, None, 1, MailState.SENT),
    ],
)
def test_a_mail_says_where_it_is(
    sent: datetime | None,
    claimed: datetime | None,
    given_up: datetime | None,
    attempts: int,
    expected: MailState,
) -> None:
    state = mail_state(
        sent_at=sent, claimed_at=claimed, given_up_at=given_up, attempts=attempts, at=WEDNESDAY
    )
    assert state == expected


def test_every_rhythm_and_state_has_a_word_and_a_shape() -> None:
    assert all(rhythm.name_in_words for rhythm in Rhythm)
    assert all(state.name_in_words and state.symbol for state in MailState)
    assert [kind_in_words(kind) for kind in ("digest", "egen")] == ["Samlat mejl", "egen"]
