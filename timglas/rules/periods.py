"""Periods of measurement: months, quarters, four months, half-years, years."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Self

from timglas.rules.language import N_, _

MONTHS = (
    *(N_("januari"), N_("februari"), N_("mars"), N_("april"), N_("maj"), N_("juni")),
    *(N_("juli"), N_("augusti"), N_("september"), N_("oktober"), N_("november"), N_("december")),
)
ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class Frequency(StrEnum):
    """How often an indicator is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    YEAR = "year"
    TWO_YEARS = "two_years"

    @property
    def per_year(self) -> int:
        """Periods in a measured year; every other year is one, in the year it is measured."""
        return _PER_YEAR[self]

    @property
    def months(self) -> int:
        """Months in one period."""
        return 12 // self.per_year


_PER_YEAR: Mapping[Frequency, int] = MappingProxyType(
    {
        Frequency.MONTH: 12,
        Frequency.QUARTER: 4,
        Frequency.FOUR_MONTHS: 3,
        Frequency.HALF_YEAR: 2,
        Frequency.YEAR: 1,
        Frequency.TWO_YEARS: 1,
    }
)
_LETTERS = MappingProxyType(
    {Frequency.QUARTER: "K", Frequency.FOUR_MONTHS: "T", Frequency.HALF_YEAR: "H"}
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period; periods of the same frequency are ordered in time. `number` starts at 1."""

    frequency: Frequency
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.frequency.per_year:
            raise ValueError(f"{self.frequency} has no period {self.number}")
        if not date.min.year <= self.year <= date.max.year:
            raise ValueError(f"no year {self.year}")

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, (self.number - 1) * self.frequency.months + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        month = self.number * self.frequency.months
        return date(self.year, 12, 31) if month == 12 else _day_before(self.year, month + 1)

    @property
    def code(self) -> str:
        """A short sortable name for addresses and files: "2025-04", "2025-T1", "2025"."""
        if self.frequency.per_year == 1:
            return f"{self.year:04}"
        if self.frequency is Frequency.MONTH:
            return f"{self.year:04}-{self.number:02}"
        return f"{self.year:04}-{_LETTERS[self.frequency]}{self.number}"

    @property
    def label(self) -> str:
        """The name: "april 2025", "kvartal 2 2025", "första halvåret 2025"."""
        if self.frequency is Frequency.MONTH:
            return f"{month_name(self.number)} {self.year}"
        if self.frequency is Frequency.HALF_YEAR:
            halves = (_("första halvåret {year}"), _("andra halvåret {year}"))
            return halves[self.number - 1].format(year=self.year)
        words = {
            Frequency.QUARTER: _("kvartal {number} {year}"),
            Frequency.FOUR_MONTHS: _("tertial {number} {year}"),
        }
        return words.get(self.frequency, "{year}").format(number=self.number, year=self.year)

    def next(self) -> Self:
        """The following period; two years on when measured every other year."""
        return self._moved(1)

    def previous(self) -> Self:
        """The period before; two years back when measured every other year."""
        return self._moved(-1)

    def same_last_year(self) -> Self:
        """The period to compare with: a year back, or the measurement before."""
        return self._moved(-self.frequency.per_year)

    def _moved(self, steps: int) -> Self:
        if self.frequency is Frequency.TWO_YEARS:
            return replace(self, year=self.year + 2 * steps)
        years, index = divmod(self.number - 1 + steps, self.frequency.per_year)
        return replace(self, year=self.year + years, number=index + 1)


class PeriodProblem(ValueError):
    """A text that is not a period; `message` says what to write instead."""

    def __init__(self, typed: str, frequency: Frequency) -> None:
        shown = typed if len(typed) <= 30 else f"{typed[:29]}…"
        self.message = _("”{typed}” är ingen period. Skriv till exempel {example}.").format(
            typed=shown, example=_(_EXAMPLES[frequency])
        )
        super().__init__(self.message)


_EXAMPLES = MappingProxyType(
    {
        Frequency.MONTH: N_("2026-04 eller april 2026"),
        Frequency.QUARTER: N_("2026-K2 eller kvartal 2 2026"),
        Frequency.FOUR_MONTHS: N_("2026-T1 eller tertial 1 2026"),
        Frequency.HALF_YEAR: N_("2026-H1 eller första halvåret 2026"),
        Frequency.YEAR: "2026",
        Frequency.TWO_YEARS: "2026",
    }
)
_YEAR = r"(?P<year>[12]\d{3})"
_MONTH_NAME = (
    "|".join(f"{name[:3]}(?:{name[3:]})?" for name in (*MONTHS, *ENGLISH_MONTHS)) + "|sept"
)
_YEARLY = (_YEAR,)
_PATTERNS: Mapping[Frequency, tuple[str, ...]] = MappingProxyType(
    {
        Frequency.MONTH: (
            rf"{_YEAR}-?(?P<number>\d\d)",
            rf"{_YEAR}-(?P<number>\d)",
            rf"(?P<number>{_MONTH_NAME})\.? {_YEAR}",
            rf"{_YEAR} (?P<number>{_MONTH_NAME})\.?",
        ),
        Frequency.QUARTER: (
            rf"{_YEAR}[- ]?[kq](?P<number>[1-4])",
            rf"(?:kvartal |quarter |[kq])(?P<number>[1-4]) {_YEAR}",
        ),
        Frequency.FOUR_MONTHS: (
            rf"{_YEAR}[- ]?t(?P<number>[1-3])",
            rf"(?:tertial |four-month period |t)(?P<number>[1-3]) {_YEAR}",
        ),
        Frequency.HALF_YEAR: (
            rf"{_YEAR}[- ]?h(?P<number>[12])",
            rf"(?:halvår |h)(?P<number>[12]) {_YEAR}",
            rf"(?P<number>första|andra) halvåret {_YEAR}",
            rf"(?P<number>first|second) half of {_YEAR}",
        ),
        Frequency.YEAR: _YEARLY,
        Frequency.TWO_YEARS: _YEARLY,
    }
)
_WORDS = MappingProxyType(
    {
        "första": 1,
        "andra": 2,
        "first": 1,
        "second": 2,
        **{name[:3]: n for n, name in enumerate(MONTHS, start=1)},
        **{name[:3]: n for n, name in enumerate(ENGLISH_MONTHS, start=1)},
    }
)


def month_name(number: int) -> str:
    """The name of a month, 1 to 12, as in running text: "april"."""
    return _(MONTHS[number - 1])


def date_words(day: date) -> str:
    """A day in running text: "31 augusti 2025"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def parse_period(code: str, frequency: Frequency) -> Period:
    """Read a period's code, its label or a common way to write it; raises PeriodProblem."""
    text = " ".join(code.lower().split())
    for pattern in _PATTERNS[frequency]:
        if match := re.fullmatch(pattern, text, re.ASCII):
            number = _number(match.groupdict().get("number", "1"))
            if 1 <= number <= frequency.per_year:
                return Period(frequency, int(match["year"]), number)
    raise PeriodProblem(code, frequency)


def period_of(day: date, frequency: Frequency) -> Period:
    """The period a day lies in."""
    return Period(frequency, day.year, (day.month - 1) // frequency.months + 1)


_LENGTHS = MappingProxyType(
    {12 // f.per_year: f for f in Frequency if f is not Frequency.TWO_YEARS}
)


def period_between(start: date, end: date) -> Period:
    """The period from one day to another; every other year is told as a year."""
    return period_of(end, _LENGTHS[end.month - start.month + 1])


@lru_cache(maxsize=256)
def latest_ended(today: date, frequency: Frequency) -> Period:
    """The last period that ended before today."""
    return period_of(period_of(today, frequency).start - timedelta(days=1), frequency)


def periods_of_year(year: int, frequency: Frequency) -> tuple[Period, ...]:
    """All periods of a year, in order."""
    return tuple(Period(frequency, year, n) for n in range(1, frequency.per_year + 1))


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """The periods from `first` to `last`, both included; none when `last` is before `first`.

    Raises ValueError when the two are of different frequency.
    """
    if first.frequency is not last.frequency:
        raise ValueError("periods of different frequency have nothing between them")
    periods = []
    while first <= last:
        periods.append(first)
        first = first.next()
    return tuple(periods)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _WORDS[text[:3] if text[:3] in _WORDS else text]


def _day_before(year: int, month: int) -> date:
    return date(year, month, 1) - timedelta(days=1)
