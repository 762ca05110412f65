"""What a process keeps between requests, for as long as nothing has happened that changes it.

Every change records an audit event in its own transaction. Whoever has heard of all events
therefore knows whether what it keeps still holds, on whichever server the change was made.
See docs/decisions/0010.
"""

import gc
from collections.abc import Callable, Container, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock

from django.db import connection
from django.db.models import Count, Max

from timglas.models import AuditEvent
from timglas.rules.language import language

# An event may be committed after one with a higher number. So far back are late ones looked for.
LATE = 2_000
# So many events are remembered; what was kept before them is made anew.
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class News:
    """An event: the action and what it was done to."""

    action: str
    subject: str
    subject_id: str


class Ears:
    """The events that this process has heard of, in the order it heard of them."""

    def __init__(self, *, forgotten: int = 0) -> None:
        self._lock = Lock()
        self._floor = 0
        self._heard: set[int] | None = None  # numbers above the floor; None before it listens
        self._news: list[News] = []
        self._forgotten = forgotten

    def position(self) -> int:
        """How many events have been heard of by now. One query; two more when there is news."""
        with self._lock:
            since = AuditEvent.objects.filter(pk__gt=self._floor)
            told = since.aggregate(newest=Max("pk"), count=Count("pk"))
            if self._heard is None:
                self._begin(told["newest"] or 0)
            elif (told["newest"], told["count"]) != (
                max(self._heard, default=None),
                len(self._heard),
            ):
                self._hear()
            return self._forgotten + len(self._news)

    def since(self, position: int) -> list[News] | None:
        """What has been heard of since a position; None when that is forgotten."""
        with self._lock:
            first = position - self._forgotten
            return self._news[first:] if first >= 0 else None

    def _begin(self, newest: int) -> None:
        self._floor = max(0, newest - LATE)
        self._heard = set(self._numbers())

    def _numbers(self) -> Iterator[int]:
        yield from AuditEvent.objects.filter(pk__gt=self._floor).values_list("pk", flat=True)

    def _hear(self) -> None:
        there = set(self._numbers())
        new = AuditEvent.objects.filter(pk__in=there - (self._heard or set())).order_by("pk")
        self._news += [News(*row) for row in new.values_list("action", "subject", "subject_id")]
        self._floor = max(self._floor, max(there) - LATE)
        self._heard = {number for number in there if number > self._floor}
        surplus = max(0, len(self._news) - REMEMBERED)
        del self._news[:surplus]
        self._forgotten += surplus


ears = Ears()
_asked: ContextVar[list[int] | None] = ContextVar("asked", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """In here it is asked only once whether anything has happened: while a request is answered."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)


def ask_again() -> None:
    """Let what this request has itself done be heard of."""
    if asked := _asked.get():
        asked.clear()


def _position() -> int:
    asked = _asked.get()
    if asked is None:
        return ears.position()
    if not asked:
        asked.append(ears.position())
    return asked[0]


@contextmanager
def set_aside() -> Iterator[None]:
    """Make something large to keep, and let the garbage collector never look through it.

    A city's results are half a million objects. Looking through them took 150 ms in every fifth
    answer and found nothing. Whatever else is alive is set aside too, until the next time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
        gc.collect()
        gc.freeze()


@dataclass(frozen=True, slots=True)
class _Entry[V]:
    value: V
    position: int


class Kept[K: Hashable, V]:
    """Values by key, at most so many, each made anew when something has happened that matters.

    `quiet` holds the actions that change no value. Each language has its own, since values hold
    sentences. Inside a transaction nothing is kept, since what is read there may be undone.
    What is `large` is set aside from the garbage collector.
    """

    def __init__(self, *, quiet: Container[str], most: int, large: bool = False) -> None:
        self._quiet, self._most = quiet, most
        self._around: Callable[[], AbstractContextManager[None]] = (
            set_aside if large else nullcontext
        )
        self._lock = Lock()
        self._entries: dict[tuple[str, K], _Entry[V]] = {}

    def get(
        self,
        key: K,
        make: Callable[[], V],
        *,
        renew: Callable[[V, list[News]], V | None] = lambda _value, _news: None,
    ) -> V:
        """The value of a key: as it is kept, or renewed by what has happened, or made anew.

        `renew` answers None when the value cannot be made from the earlier one.
        """
        if connection.in_atomic_block:
            return make()
        now = _position()
        place = language(), key
        entry = self._entries.get(place)
        if entry and entry.position == now:
            return entry.value
        with self._lock:
            entry = self._entries.pop(place, None)
            value = self._still(entry, renew) if entry else None
            if value is None:
                del entry
                with self._around():
                    value = make()
            self._entries[place] = kept = _Entry(value, now)
            while len(self._entries) > self._most:
                del self._entries[next(iter(self._entries))]
            return kept.value

    def _still(self, entry: _Entry[V], renew: Callable[[V, list[News]], V | None]) -> V | None:
        news = ears.since(entry.position)
        if news is None:
            return None
        loud = [event for event in news if event.action not in self._quiet]
        return renew(entry.value, loud) if loud else entry.value
