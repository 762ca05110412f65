"""Values from outside: which questions fetch them, and what a fetched value changes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import batched, product

# Kolada's clock and ours may differ, and a day may be half told when it is asked about.
OVERLAP = timedelta(days=2)
EXACT = Decimal("1E-8")  # what the tables keep; finer digits would look like a revision
KEPT = Decimal("1E-14")  # SQLite keeps 15 digits in all
LARGEST = Decimal("1E12")


class Change(StrEnum):
    """What a fetched row did to what was known."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Question:
    """Ask for every KPI in every area; `since` None asks for all years."""

    kpis: tuple[str, ...]
    areas: tuple[str, ...]
    since: date | None = None


def questions(pairs: Mapping[tuple[str, str], date | None], *, most: int) -> Iterator[Question]:
    """Join pairs (KPI, area) with the day to ask from into few questions of `most` ids a side.

    Nothing but the pairs is asked for: KPIs share a question when their areas are the same.
    """
    areas_of: dict[tuple[str, date | None], list[str]] = defaultdict(list)
    for (kpi, area), since in sorted(pairs.items(), key=lambda item: item[0]):
        areas_of[kpi, since].append(area)
    kpis_of: dict[tuple[tuple[str, ...], date | None], list[str]] = defaultdict(list)
    for (kpi, since), areas in areas_of.items():
        kpis_of[tuple(areas), since].append(kpi)
    for (same_areas, since), kpis in kpis_of.items():
        for some_kpis, some_areas in product(_chunks(kpis, most), _chunks(same_areas, most)):
            yield Question(some_kpis, some_areas, since)


def _chunks(ids: Sequence[str], most: int) -> list[tuple[str, ...]]:
    return list(batched(ids, most, strict=False))


def exact(value: Decimal | None) -> Decimal | None:
    """A value with the decimals that are stored; missing stays missing."""
    return None if value is None else value.quantize(EXACT)


def fits(value: Decimal | None) -> bool:
    """Whether the tables have room for a value."""
    return value is None or abs(value) < LARGEST


def is_same(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two values are the same to all the digits that every database keeps."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(EXACT, abs(one) * KEPT)


def last_year(title: str) -> int | None:
    """The year after which a KPI has no more values: 2019 of "Elever i … (-2019)"."""
    found = re.findall(r"\(-(\d{4})\)", title)
    return int(found[-1]) if found else None
