"""What a calendar holds: whole days with a name, and how they are told apart when they change."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """A day or some days in a row in a calendar, the last one included.

    `uid` is the same for as long as the entry lives, and `sequence` grows when it is changed.
    """

    uid: str
    summary: str
    begins_on: date
    ends_on: date
    changed_at: datetime
    sequence: int = 0
    description: str = ""
    url: str = ""
    category: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar with its name and what is in it."""

    name: str
    entries: tuple[Entry, ...]


def hash_of(token: str) -> str:
    """What is stored of the secret part of a calendar's address.

    A token is long and random, so it takes no slow hash to keep it from being guessed.
    """
    return sha256(token.encode()).hexdigest()
