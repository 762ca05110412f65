"""What Kolada's rows mean: raw JSON in, frozen rows out, or FaultyRow with the reason in Swedish.

The shapes are those of API version 3. Anything may come over a wire, so that nothing is taken on
trust: neither that a row is an object, nor that a year is a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

KPI_ID = r"[NU]\d{5}"
AREA_ID = r"\d{4}"
GROUP_ID = r"G\d{1,15}"
LONGEST_TEXT = 10_000  # characters; Kolada's longest description has 1,919
LARGEST_EXPONENT = 15  # no published value reaches a thousand billion


class FaultyRow(ValueError):
    """A row that cannot be understood; the text says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI of the catalogue. `municipality_type` is K, L or A (both)."""

    id: str
    title: str
    description: str
    is_divided_by_gender: bool
    municipality_type: str
    auspice: str
    operating_area: str
    perspective: str
    prel_publication_date: date | None
    publication_date: date | None
    publ_period: str
    has_ou_data: bool


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A municipality (kind K) or a region (kind L); riket is 0000 and of kind L."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of municipalities; `members` are their ids."""

    id: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value. `sex` is T (all), K (women) or M (men); None is missing, never 0.

    `count` is how many members of a group contributed. A `deleted` row withdraws an earlier value.
    """

    kpi: str
    area: str
    year: int
    sex: str
    value: Decimal | None
    status: str
    count: int | None
    deleted: bool


def kpi_row(raw: object) -> KpiRow:
    """Raises FaultyRow."""
    row = _object(raw)
    return KpiRow(
        id=_id(row, "id", KPI_ID),
        title=_text(row, "title"),
        # 237 descriptions hold a backslash and an n where a new line was meant.
        description=_text(row, "description", missing="").replace("\\n", "\n").strip(),
        is_divided_by_gender=_flag(row, "is_divided_by_gender"),
        municipality_type=_choice(row, "municipality_type", "KLA"),
        auspice=_text(row, "auspice", missing=""),
        operating_area=_text(row, "operating_area", missing=""),
        perspective=_text(row, "perspective", missing=""),
        prel_publication_date=_date(row, "prel_publication_date"),
        publication_date=_date(row, "publication_date"),
        publ_period=_text(row, "publ_period", missing=""),
        has_ou_data=_flag(row, "has_ou_data"),
    )


def area_row(raw: object) -> AreaRow:
    """Raises FaultyRow."""
    row = _object(raw)
    return AreaRow(_id(row, "id", AREA_ID), _text(row, "title"), _choice(row, "type", "KL"))


def group_row(raw: object) -> GroupRow:
    """Raises FaultyRow."""
    row = _object(raw)
    members = row.get("members")
    if not isinstance(members, list):
        raise _fault(row, "members")
    ids = tuple(_id(_object(member), "member_id", AREA_ID) for member in members)
    return GroupRow(_id(row, "id", GROUP_ID), _text(row, "title"), ids)


def single_values(raw: object) -> Iterator[object]:
    """A data row holds one value per sex: give each as a row of its own, for `value_row`."""
    match raw:
        case {"values": list(values), **shared}:
            for value in values:
                yield shared | value if isinstance(value, dict) else value
        case _:
            yield raw


def value_row(raw: object) -> ValueRow:
    """Raises FaultyRow. A deleted value is None, whatever number it still carries."""
    row = _object(raw)
    deleted = _flag(row, "isdeleted")
    return ValueRow(
        kpi=_id(row, "kpi", KPI_ID),
        area=_id(row, "municipality", f"{AREA_ID}|{GROUP_ID}"),
        year=_whole(row, "period", range(1900, 2200)),
        sex=_choice(row, "gender", "TKM"),
        value=None if deleted else _number(row, "value"),
        status=_text(row, "status", missing=""),
        count=None if row.get("count") is None else _whole(row, "count", range(1_000_000)),
        deleted=deleted,
    )


def _object(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise FaultyRow(_("det är inte ett objekt med fält"))
    return raw


def _fault(row: dict[str, Any], field: str) -> FaultyRow:
    if field not in row:
        return FaultyRow(_("fältet ”%(field)s” saknas") % {"field": field})
    shown = repr(row[field])[:60]  # which also escapes what no database takes
    return FaultyRow(
        _("fältet ”%(field)s” har det oväntade värdet %(shown)s") % {"field": field, "shown": shown}
    )


def _text(row: dict[str, Any], field: str, *, missing: str | None = None) -> str:
    text = row.get(field)
    if text is None and missing is not None:
        return missing
    if not isinstance(text, str) or len(text) > LONGEST_TEXT or not _is_storable(text):
        raise _fault(row, field)
    return text


def _is_storable(text: str) -> bool:
    """No database takes a lone surrogate, and PostgreSQL no zero character."""
    return "\0" not in text and not re.search(r"[\ud800-\udfff]", text)


def _id(row: dict[str, Any], field: str, pattern: str) -> str:
    text = row.get(field)
    if not isinstance(text, str) or not re.fullmatch(pattern, text, re.ASCII):
        raise _fault(row, field)
    return text


def _choice(row: dict[str, Any], field: str, letters: str) -> str:
    text = row.get(field)
    if text not in tuple(letters):
        raise _fault(row, field)
    return str(text)


def _flag(row: dict[str, Any], field: str) -> bool:
    """True or False, which Kolada has also written 1 and 0; False where the field is missing."""
    flag = row.get(field, False)
    if not isinstance(flag, int) or flag not in (0, 1):
        raise _fault(row, field)
    return bool(flag)


def _date(row: dict[str, Any], field: str) -> date | None:
    text = row.get(field)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise _fault(row, field) from None


def _whole(row: dict[str, Any], field: str, allowed: range) -> int:
    number = row.get(field)
    if type(number) is not int or number not in allowed:
        raise _fault(row, field)
    return number


def _number(row: dict[str, Any], field: str) -> Decimal | None:
    if field in row and row[field] is None:
        return None
    number = row.get(field)
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise _fault(row, field)
    value = Decimal(number)
    if not value.is_finite() or value.adjusted() > LARGEST_EXPONENT:
        raise _fault(row, field)
    return value
