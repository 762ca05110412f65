"""The municipality's year: the parts of the process, when steps are done, and what is wrong.

A year is a calendar year. Its steps follow up the year before and plan the years after it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.legal_days import Law, earliest, legal_deadline
from timglas.rules.periods import date_words
from timglas.rules.permissions import ROLES, Role
from timglas.rules.shown import Shown
from timglas.rules.working_days import day_off, working_day_until

MOST_DAYS = 366
FIRST_YEAR, LAST_YEAR = 2000, 2199
SIT_OR_LEAD = frozenset(
    {Role.ELECTED_REP, Role.UNIT_MANAGER, Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR}
)


class Part(StrEnum):
    """The parts of the process, in their order; after the last the first begins anew."""

    ANALYSIS = "analysis"
    PLANNING = "planning"
    DECISION = "decision"
    IMPLEMENTATION = "implementation"
    FOLLOW_UP = "follow_up"

    @property
    def name_in_words(self) -> str:
        """The part, in the reader's language."""
        return _(_PARTS[self][0])

    @property
    def says(self) -> str:
        """What is done in the part, in the reader's language."""
        return _(_PARTS[self][1])


_PARTS: Mapping[Part, tuple[str, str]] = MappingProxyType(
    {
        Part.ANALYSIS: (N_("Analys"), N_("Varför blev resultatet som det blev?")),
        Part.PLANNING: (N_("Planering"), N_("Vad behöver vi göra, och vad har vi råd med?")),
        Part.DECISION: (N_("Beslut"), N_("Vad ska nås, när och inom vilka ramar?")),
        Part.IMPLEMENTATION: (N_("Genomförande"), N_("Hur gör vi det, och vem gör vad?")),
        Part.FOLLOW_UP: (N_("Uppföljning"), N_("Hur går det?")),
    }
)


class State(Shown):
    """How far a step has come, as seen on a day."""

    DONE = "done", N_("Klart"), "ok"
    LATE = "late", N_("Försenat"), "risk"
    NOW = "now", N_("Pågår nu"), "wait"
    COMING = "coming", N_("Kommer"), "unj"


@dataclass(frozen=True, slots=True)
class Timing:
    """When a step of a year is done: planned days, the day it was done, and the law it is under."""

    year: int
    begins_on: date
    ends_on: date
    done_on: date | None = None
    law: Law | None = None

    def state(self, today: date) -> State:
        """How far the step has come on a day."""
        if self.done_on:
            return State.DONE
        if self.ends_on < today:
            return State.LATE
        return State.NOW if self.begins_on <= today else State.COMING

    @property
    def deadline(self) -> date | None:
        """The law's last day."""
        return legal_deadline(self.law, self.year) if self.law else None


def warnings(timing: Timing, after: Iterable[tuple[str, date]], *, today: date) -> tuple[str, ...]:
    """What is wrong with a step's days, in words; `after` are what it waits for and their ends."""
    found = (_late_by_law(timing, today), _early_by_law(timing), *_too_early(timing, after))
    return tuple(filter(None, found))


def _late_by_law(timing: Timing, today: date) -> str:
    """That the law's last day is passed or will be."""
    deadline = timing.deadline
    if timing.law is None or deadline is None:
        return ""
    named = {"day": date_words(deadline), "source": timing.law.source}
    if timing.done_on:
        if timing.done_on <= deadline:
            return ""
        return _("Blev klart för sent: lagens sista dag var {day} ({source}).").format(**named)
    if today > deadline:
        return _("Lagens sista dag har gått: {day} ({source}).").format(**named)
    if timing.ends_on > deadline:
        return _("Slutar efter lagens sista dag, {day} ({source}).").format(**named)
    return ""


def _early_by_law(timing: Timing) -> str:
    """That the council that decides the budget is no longer, or not yet, the right one."""
    first = earliest(timing.law, timing.year) if timing.law else None
    if timing.law is None or first is None or timing.begins_on >= first:
        return ""
    return _(
        "Det är valår: budgeten ska beslutas av de nyvalda, som tillträder {day} ({source})."
    ).format(day=date_words(first), source=timing.law.source)


def _too_early(timing: Timing, after: Iterable[tuple[str, date]]) -> Iterable[str]:
    """What the step should have waited for."""
    for name, ends_on in after:
        if timing.begins_on < ends_on:
            yield _("Börjar innan ”{name}” är klart, {day}.").format(
                name=name, day=date_words(ends_on)
            )


def day_off_note(day: date) -> str:
    """That a last day is not worked, and which day comes before it; "" for a working day."""
    why = day_off(day)
    if not why:
        return ""
    return _("{day} är en ledig dag ({why}). Sista arbetsdagen före är {before}.").format(
        day=date_words(day), why=why, before=date_words(working_day_until(day))
    )


def who_in_words(role: Role | None, kind: str) -> str:
    """Who does a step: "Enhetschef", "Nämnd", "Vd (kommunalt bolag)"; `kind` is a name."""
    title = ROLES[role].title if role else ""
    if not title or not kind:
        return title or kind
    return title if title.startswith(kind) else f"{title} ({kind.lower()})"


def days_in_words(first: date, last: date) -> str:
    """Days in a row: "27 maj 2026", "23–27 maj 2026", "18 maj – 23 juni 2026"."""
    if first == last:
        return date_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last)}"
    begin = date_words(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin} – {date_words(last)}"


def concerns(
    role: Role | None, kind: str, *, held: Role, own_kind: str, kinds: Collection[str]
) -> bool:
    """Whether a step is for somebody with a role at a unit.

    A step that names a role is for those who hold it where the grant reaches a unit of the right
    kind. One that names a kind of unit alone is for those who sit in such a unit or lead it: not
    for officials whose role is for the whole municipality because it is held at the council.
    """
    if role is None:
        return kind == own_kind and held in SIT_OR_LEAD
    return role == held and (not kind or kind in kinds)


def shifted(day: date, days: int) -> date:
    """A day so many days later, or earlier if negative."""
    return day + timedelta(days=days)


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def renamed(text: str, years: int) -> str:
    """A text with the years in it moved: "Årsredovisning 2025" becomes that of 2026."""
    return re.sub(r"\b2[01]\d\d\b", lambda year: str(int(year.group()) + years), text)


def leads_back(after: Mapping[int, Collection[int]], start: int) -> bool:
    """Whether a step in the end waits for itself; `after` are what each step waits for."""
    seen: set[int] = set()
    waiting = list(after.get(start, ()))
    while waiting:
        step = waiting.pop()
        if step == start:
            return True
        if step not in seen:
            seen.add(step)
            waiting.extend(after.get(step, ()))
    return False
