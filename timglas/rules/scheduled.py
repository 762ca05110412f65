"""Work that falls due by itself: what it is called, and when what went wrong is tried again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _

# Whoever began so long ago is gone.
GONE = timedelta(minutes=15)
AGAIN = timedelta(minutes=10)


class Job(StrEnum):
    """The work there is, in the order it is done."""

    SEAL = "seal_audit"
    FORECAST = "renew_forecasts"
    DEVIATE = "raise_deviations"
    REMIND = "remind"
    COLLECT = "collect_digests"
    DELIVER = "deliver_mail"
    STUCK = "run_stuck_again"
    PRUNE = "prune"
    VERIFY = "verify_audit"

    @property
    def name_in_words(self) -> str:
        """What it does, in the reader's language."""
        return _(_NAMES[self])

    @property
    def is_daily(self) -> bool:
        """Whether it is done once a day, not each time."""
        return self in _DAILY


_DAILY = frozenset({Job.REMIND, Job.PRUNE, Job.VERIFY})
_NAMES: Mapping[Job, str] = MappingProxyType(
    {
        Job.SEAL: N_("Försegla händelseloggen"),
        Job.FORECAST: N_("Räkna om prognoser"),
        Job.DEVIATE: N_("Leta efter avvikelser"),
        Job.REMIND: N_("Påminna om det som snart ska vara klart"),
        Job.COLLECT: N_("Samla mejl till var och en"),
        Job.DELIVER: N_("Skicka mejl"),
        Job.STUCK: N_("Starta om bakgrundsarbete som har fastnat"),
        Job.PRUNE: N_("Gallra gamla mejl och körningar"),
        Job.VERIFY: N_("Kontrollera händelseloggen"),
    }
)


def may_begin(
    *, began_at: datetime, ended_at: datetime | None, has_failed: bool, is_daily: bool, at: datetime
) -> bool:
    """Whether work that has begun before may begin now.

    What is done each time waits only for the run before. What is done once a day is tried again
    when it failed; and whatever was cut off is.
    """
    if ended_at is None:
        return began_at <= at - GONE
    if has_failed and is_daily:
        return ended_at <= at - AGAIN
    return not is_daily
