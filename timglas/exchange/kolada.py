"""Kolada, API version 3: ask, wait politely, and understand the answers page by page.

Nothing is stored here. Every method yields pages, so that a caller can store one page, remember
its `next_address`, and go on from there another day. Addresses are paths under the base address
("/kpi?page=2&per_page=5000"): a page never leads to another host, whatever its `next_url` says.
"""

import json
import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import batched, dropwhile, product
from typing import Any, Never, Self
from urllib.parse import quote, urlencode, urlsplit

from django.utils.translation import gettext as _

from timglas.exchange.kolada_rows import (
    AreaRow,
    FaultyRow,
    GroupRow,
    KpiRow,
    ValueRow,
    area_row,
    group_row,
    kpi_row,
    single_values,
    value_row,
)
from timglas.exchange.kolada_wire import (
    KoladaProblem,
    PassingProblem,
    PermanentProblem,
    UnknownId,
    Wire,
    refused,
    unknown_id,
    unreadable,
)

__all__ = [
    "BASE_URL",
    "AreaRow",
    "GroupRow",
    "Kolada",
    "KoladaProblem",
    "KpiRow",
    "Page",
    "PassingProblem",
    "PermanentProblem",
    "UnknownId",
    "ValueRow",
]

BASE_URL = "https://api.kolada.se/v3"
IDS_PER_SEGMENT = 25  # Kolada's own limit for comma-separated ids
ROWS_PER_PAGE = 5000  # Kolada's own default and maximum


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """One answer: its rows, and in Swedish the rows that could not be understood.

    `next_address` is where to go on, given as `start`; None when everything has come.
    """

    rows: tuple[Row, ...]
    address: str
    next_address: str | None
    faulty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Question:
    """Values of some KPIs in some areas; no years means all years."""

    kpis: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def path(self) -> str:
        path = f"/data/kpi/{_segment(self.kpis)}/municipality/{_segment(self.areas)}"
        return f"{path}/year/{','.join(map(str, self.years))}" if self.years else path

    def without(self, ids: set[str]) -> Self:
        return replace(
            self,
            kpis=tuple(kpi for kpi in self.kpis if kpi not in ids),
            areas=tuple(area for area in self.areas if area not in ids),
        )


class Kolada:
    """A polite client. Use it as a context manager; raises KoladaProblem from any iteration."""

    def __init__(
        self,
        base_url: str = BASE_URL,
        *,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        attempts: int = 5,
        per_page: int = ROWS_PER_PAGE,
    ) -> None:
        self._per_page = per_page
        self._wire = Wire(base_url, wait=wait, clock=clock, jitter=jitter, attempts=attempts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._wire.close()

    def kpis(self, start: str | None = None) -> Iterator[Page[KpiRow]]:
        """The whole catalogue, from the beginning or from a page's `next_address`."""
        return self._pages(start or self._address("/kpi"), kpi_row)

    def municipalities(self, start: str | None = None) -> Iterator[Page[AreaRow]]:
        """Municipalities, regions and riket (which Kolada counts among the regions)."""
        return self._pages(start or self._address("/municipality"), area_row)

    def groups(self, start: str | None = None) -> Iterator[Page[GroupRow]]:
        """Groups of municipalities, such as "Liknande kommuner, övergripande"."""
        return self._pages(start or self._address("/municipality_groups"), group_row)

    def values(
        self,
        kpis: Sequence[str],
        areas: Sequence[str],
        *,
        years: Sequence[int] | None = None,
        changed_since: date | None = None,
        start: str | None = None,
    ) -> Iterator[Page[ValueRow]]:
        """Values of every KPI in every area (municipality, region, riket or group).

        Ids that Kolada does not know are left out, and named by the UnknownId that is raised
        when all the others have come.
        """
        query = {"from_date": changed_since.isoformat()} if changed_since else {}
        waiting, first = _from_start(_questions(kpis, areas, years or ()), start)
        return self._values(waiting, first, query)

    def _values(
        self, waiting: deque[_Question], first: str | None, query: dict[str, str]
    ) -> Iterator[Page[ValueRow]]:
        unknown: dict[str, None] = {}
        unanswered: list[KoladaProblem] = []
        while waiting:
            question = waiting.popleft()
            following = self._address(waiting[0].path, **query) if waiting else None
            address = first or self._address(question.path, **query)
            first = None
            try:
                for page in self._pages(address, value_row, single_values):
                    yield replace(page, next_address=page.next_address or following)
            except UnknownId:
                lost = self._unknown_among(question)
                unknown |= dict.fromkeys(lost)
                if lost:
                    waiting = _without(set(lost), [question, *waiting])
                else:
                    reason = _("den finns inte, fast alla delar gör det")
                    unanswered.append(refused(address, reason))
        if unanswered:
            raise unanswered[0]
        if unknown:
            raise unknown_id(tuple(unknown), "/data")

    def _unknown_among(self, question: _Question) -> tuple[str, ...]:
        """A 404 on many ids does not say which: ask for each."""
        places = [("/kpi", kpi) for kpi in question.kpis]
        places += [
            ("/municipality_groups" if area.startswith("G") else "/municipality", area)
            for area in question.areas
        ]
        return tuple(id_ for folder, id_ in places if not self._knows(f"{folder}/{quote(id_)}"))

    def _knows(self, path: str) -> bool:
        try:
            values, _next = self._envelope(path)
        except UnknownId:
            return False
        return bool(values)

    def _address(self, path: str, **query: str) -> str:
        return f"{path}?{urlencode(query | {'per_page': str(self._per_page)})}"

    def _pages[Row](
        self,
        first: str,
        understand: Callable[[object], Row],
        parts: Callable[[object], Iterable[object]] = lambda item: (item,),
    ) -> Iterator[Page[Row]]:
        seen: set[str] = set()
        address: str | None = first
        while address is not None:
            seen.add(address)
            raw, next_address = self._envelope(address)
            rows, faulty = _understood(raw, understand, parts)
            if next_address in seen:
                yield Page(rows, address, address, faulty)
                raise unreadable(address, _("sidan hänvisar tillbaka till en redan hämtad sida"))
            yield Page(rows, address, next_address, faulty)
            address = next_address

    def _envelope(self, address: str) -> tuple[list[Any], str | None]:
        """The raw rows of a page and the address of the next."""
        body = self._wire.answer(address)
        try:
            # Decimal from the digits themselves: a float would already have lost some.
            content = json.loads(body, parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, ArithmeticError, RecursionError):
            raise unreadable(address, _("det är inte giltig JSON")) from None
        match content:
            case {"values": list(values), "next_url": None}:
                return values, None
            case {"values": list(values), "next_url": str(next_url)}:
                return values, _next_address(address, next_url)
        raise unreadable(address, _("det saknar fälten ”values” och ”next_url”"))


def _next_address(address: str, next_url: str) -> str:
    """The same path with the query of `next_url`, whose host and path are not to be trusted."""
    try:
        query = urlsplit(next_url).query
    except ValueError:
        raise unreadable(address, _("adressen till nästa sida är trasig")) from None
    return f"{urlsplit(address).path}?{query}"


def _understood[Row](
    raw: Iterable[object],
    understand: Callable[[object], Row],
    parts: Callable[[object], Iterable[object]],
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows that make sense, and for each that does not its number and why."""
    rows, faulty = [], []
    for number, item in enumerate(raw, start=1):
        for part in parts(item):
            try:
                rows.append(understand(part))
            except FaultyRow as fault:
                faulty.append(_("Rad %(number)s: %(fault)s.") % {"number": number, "fault": fault})
    return tuple(rows), tuple(faulty)


def _questions(
    kpis: Sequence[str], areas: Sequence[str], years: Sequence[int]
) -> Iterator[_Question]:
    year_batches = list(_chunks(years)) or [()]
    return (_Question(*chunk) for chunk in product(_chunks(kpis), _chunks(areas), year_batches))


def _chunks[Id](ids: Sequence[Id]) -> Iterator[tuple[Id, ...]]:
    return batched(ids, IDS_PER_SEGMENT, strict=False)


def _from_start(
    questions: Iterable[_Question], start: str | None
) -> tuple[deque[_Question], str | None]:
    """The questions from the one that `start` belongs to; all of them if it belongs to none."""
    waiting = deque(questions)
    if start is None:
        return waiting, None
    rest = deque(dropwhile(lambda question: question.path != urlsplit(start).path, waiting))
    return (rest, start) if rest else (waiting, None)


def _without(ids: set[str], questions: Iterable[_Question]) -> deque[_Question]:
    reduced = (question.without(ids) for question in questions)
    return deque(question for question in reduced if question.kpis and question.areas)


def _segment(ids: Iterable[str]) -> str:
    return ",".join(quote(id_, safe="") for id_ in ids)


def _refuse(constant: str) -> Never:
    raise ValueError(constant)  # NaN and Infinity are no numbers, and no JSON
