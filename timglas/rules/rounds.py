"""Rounds of follow-up: the kinds there are, when each level is due, and who is late."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.legal_days import Law, deadline_after
from timglas.rules.periods import date_words
from timglas.rules.shown import Shown
from timglas.rules.working_days import working_days_after

# A longer time than this is a typing error: half a year of working days.
MOST_DAYS = 120
# An interim report covers at least half and at most two thirds of the year (LKBR 13:1).
INTERIM_MONTHS = range(6, 9)
YEAR_END = 12
# What a kind has as its month when it is reported every month.
EVERY_MONTH = 0


class Part(StrEnum):
    """What can be reported in a round."""

    GOALS = "goals"
    FORECAST = "forecast"
    ECONOMY = "economy"
    STAFF = "staff"
    ACTIVITIES = "activities"
    ASSIGNMENTS = "assignments"
    TEXT = "text"

    @property
    def name_in_words(self) -> str:
        """The part, in the reader's language."""
        return _(_PARTS[self])


_PARTS: Mapping[Part, str] = MappingProxyType(
    {
        Part.GOALS: N_("Mål och indikatorer"),
        Part.FORECAST: N_("Prognos"),
        Part.ECONOMY: N_("Ekonomi"),
        Part.STAFF: N_("Personal"),
        Part.ACTIVITIES: N_("Aktiviteter"),
        Part.ASSIGNMENTS: N_("Uppdrag"),
        Part.TEXT: N_("Text"),
    }
)


class Addressee(StrEnum):
    """Whom a report goes to. The values are those of the kinds of unit."""

    COUNCIL = "council"
    EXECUTIVE_BOARD = "executive_board"
    COMMITTEE = "committee"
    COMPANY = "company"

    @property
    def name_in_words(self) -> str:
        """Who it is, in the reader's language."""
        return _(_ADDRESSEES[self])


_ADDRESSEES: Mapping[Addressee, str] = MappingProxyType(
    {
        Addressee.COUNCIL: N_("Kommunfullmäktige"),
        Addressee.EXECUTIVE_BOARD: N_("Kommunstyrelsen"),
        Addressee.COMMITTEE: N_("Nämnderna"),
        Addressee.COMPANY: N_("Bolagens styrelser"),
    }
)


# What the units of a kind are called together, those of the highest first.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "council": N_("Kommunfullmäktige"),
        "executive_board": N_("Kommunstyrelsen"),
        "committee": N_("Nämnder"),
        "company": N_("Bolag"),
        "department": N_("Förvaltningar"),
        "unit": N_("Enheter"),
    }
)


def level_names(kinds: Mapping[int, Collection[str]]) -> Mapping[int, str]:
    """What the units of each depth are called together, from the kinds there: "Nämnder, bolag".

    Where two depths would be called the same, they are told apart by number, the top being 1.
    """
    names = {
        depth: ", ".join(_(name) for kind, name in _KINDS.items() if kind in there).capitalize()
        for depth, there in kinds.items()
    }
    count = Counter(names.values())
    numbered = _("{name}, nivå {number}")
    return {
        depth: name if count[name] == 1 else numbered.format(name=name, number=depth + 1)
        for depth, name in names.items()
    }


@dataclass(frozen=True, slots=True)
class Days:
    """Working days: to the lowest level's last day, between levels, and of grace after each."""

    first: int
    step: int
    grace: int


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of round. Its period ends with `month`, or with each month if `EVERY_MONTH`."""

    name: str
    month: int
    parts: tuple[Part, ...]
    addressees: tuple[Addressee, ...]
    law: Law | None
    days: Days


_MONTHLY = (Part.FORECAST, Part.ECONOMY, Part.STAFF, Part.TEXT)
_BODIES = (Addressee.EXECUTIVE_BOARD, Addressee.COMMITTEE, Addressee.COMPANY)
# What a municipality may begin with. Texts are Swedish, since they become the municipality's own.
USUAL_KINDS = (
    KindSpec("Månadsrapport", EVERY_MONTH, _MONTHLY, _BODIES, None, Days(5, 2, 2)),
    KindSpec("Delårsrapport", 4, tuple(Part), tuple(Addressee), None, Days(8, 4, 2)),
    KindSpec("Delårsbokslut", 8, tuple(Part), tuple(Addressee), Law.INTERIM_REPORT, Days(15, 6, 2)),
    KindSpec(
        "Årsbokslut och årsredovisning",
        YEAR_END,
        tuple(Part),
        tuple(Addressee),
        Law.ANNUAL_REPORT,
        Days(15, 10, 3),
    ),
)


class UnitState(Shown):
    """Where a unit is in a round on a day."""

    READY = "ready", N_("Klar"), "ok"
    OPEN = "open", N_("Inte klar"), "wait"
    GRACE = "grace", N_("Sista dagen har passerat"), "wait"
    LATE = "late", N_("Försenad"), "risk"


def state_on(today: date, *, due_on: date, grace: int, is_ready: bool) -> UnitState:
    """Where a unit is on a day: late when the days of grace after the last day are over."""
    if is_ready:
        return UnitState.READY
    if today <= due_on:
        return UnitState.OPEN
    is_late = today > working_days_after(due_on, grace)
    return UnitState.LATE if is_late else UnitState.GRACE


def due_days(begins: date, deepest: int, days: Days) -> tuple[date, ...]:
    """The last day of each level, from the top (depth 0) down to the deepest, which is first."""
    day = working_days_after(begins, days.first)
    due = [day]
    for _level in range(deepest):
        day = working_days_after(day, days.step)
        due.append(day)
    return tuple(reversed(due))


def period_end(year: int, month: int) -> date:
    """The last day of a month of a year."""
    first_of_next = date(year + month // YEAR_END, month % YEAR_END + 1, 1)
    return first_of_next - timedelta(days=1)


def round_name(kind: str, as_of: date) -> str:
    """What a round is called: "Delårsbokslut per den 31 augusti 2025"."""
    return _("{kind} per den {day}").format(kind=kind, day=date_words(as_of))


def fault_of_law(law: Law | None, month: int) -> str:
    """Why a law's report cannot be of a period that ends with a month; "" if it can."""
    if law is Law.INTERIM_REPORT and month not in INTERIM_MONTHS:
        return _(
            "En delårsrapport enligt lagen omfattar minst hälften och högst två tredjedelar av "
            "året (LKBR 13:1). Välj juni, juli eller augusti, eller ingen lag."
        )
    if law is Law.ANNUAL_REPORT and month != YEAR_END:
        return _("Årsredovisningen är för hela året. Välj december, eller ingen lag.")
    return ""


def fault_of_days(days: Days) -> str:
    """Why numbers of working days cannot be used; "" if they can."""
    if all(0 <= count <= MOST_DAYS for count in (days.first, days.step, days.grace)):
        return ""
    return _("Skriv ett antal arbetsdagar mellan 0 och {most}.").format(most=MOST_DAYS)


def warnings_of_law(law: Law | None, as_of: date, due: Collection[date]) -> Iterator[str]:
    """What is against the law in a round's days: that the last of them is too late."""
    if law is None or not due:
        return
    deadline, last = deadline_after(law, as_of), max(due)
    if last > deadline:
        yield _("Sista dagen blir {last}, men lagens sista dag är {deadline} ({law}).").format(
            last=date_words(last), deadline=date_words(deadline), law=law.source
        )


# A period that ended longer ago than this many days is not waited for: the next one is.
FORGOTTEN = 100


def next_end(month: int, *, today: date, last: date | None) -> date:
    """The period end that a kind is to be opened for next, after the `last` one opened, if any."""
    latest = _latest_end(month, today)
    is_opened = last is not None and last >= latest
    if is_opened or (today - latest).days > FORGOTTEN:
        return _end_after(month, latest)
    return latest


def _latest_end(month: int, today: date) -> date:
    """The last period end that is today or has been."""
    year, number = today.year, month or today.month
    ends = period_end(year, number)
    if ends <= today:
        return ends
    if month:
        return period_end(year - 1, month)
    return date(year, number, 1) - timedelta(days=1)


def _end_after(month: int, end: date) -> date:
    if month:
        return period_end(end.year + 1, month)
    following = end + timedelta(days=1)
    return period_end(following.year, following.month)
