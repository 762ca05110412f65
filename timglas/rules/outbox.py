"""Mail: when somebody's collected mail goes out, when it is tried again, and where a mail is."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.shown import Shown
from timglas.rules.working_days import ONE_DAY, day_off, working_day_from

HOURS = range(6, 19)
# The wait after each failed attempt; after the last one a person must say that it is tried again.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
# Sending takes seconds. Whoever took a mail so long ago is gone, and it may have been delivered.
LOST = timedelta(minutes=15)


class Rhythm(StrEnum):
    """How often somebody wants mail about what is not urgent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"

    @property
    def name_in_words(self) -> str:
        """The rhythm, in the reader's language."""
        return _(_RHYTHMS[self])


_RHYTHMS: Mapping[Rhythm, str] = MappingProxyType(
    {
        Rhythm.DAILY: N_("Varje arbetsdag som det finns något nytt"),
        Rhythm.WEEKLY: N_("En gång i veckan, första arbetsdagen"),
        Rhythm.NEVER: N_("Bara det som är brådskande"),
    }
)


class MailState(Shown):
    """Where a mail is; what asks for attention comes first."""

    FAILED = "failed", N_("Misslyckades"), "dev"
    LOST = "lost", N_("Avbröts, kanske framme"), "risk"
    RETRYING = "retrying", N_("Försöker igen"), "wait"
    WAITING = "waiting", N_("Väntar"), "unj"
    SENT = "sent", N_("Skickat"), "ok"


_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "digest": N_("Samlat mejl"),
        "reminder": N_("Påminnelse"),
        "deviation": N_("Avvikelse"),
        "round": N_("Omgång att rapportera"),
    }
)


def kind_in_words(kind: str) -> str:
    """What kind of mail it is, in the reader's language."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def is_time(rhythm: Rhythm, hour: int, *, at: datetime) -> bool:
    """Whether collected mail may go out: on the days of the rhythm, from an hour on."""
    day = at.date()
    if rhythm is Rhythm.NEVER or day_off(day) or at.hour < hour:
        return False
    return rhythm is Rhythm.DAILY or day == first_of_week(day)


def first_of_week(day: date) -> date:
    """The first working day of a day's week: Monday, unless that is a holiday."""
    return working_day_from(day - day.weekday() * ONE_DAY)


def next_attempt(attempts: int, *, at: datetime) -> datetime | None:
    """When a mail is tried again after so many failed attempts; None when it is given up."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def mail_state(
    *,
    sent_at: datetime | None,
    claimed_at: datetime | None,
    given_up_at: datetime | None,
    attempts: int,
    at: datetime,
) -> MailState:
    """Where a mail is. One that nobody has finished is never sent again without being asked."""
    if sent_at:
        return MailState.SENT
    if given_up_at:
        return MailState.FAILED
    if claimed_at and claimed_at <= at - LOST:
        return MailState.LOST
    return MailState.RETRYING if attempts and not claimed_at else MailState.WAITING
