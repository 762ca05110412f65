"""Timglaset: a year's goals level by level, the red thread, and where the thread is thin."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timglas.access import Viewer
from timglas.charts.glass import MOST
from timglas.models import GoalLevel, PlanVersion, UnitKind
from timglas.queries.broken import BrokenThread, broken_threads
from timglas.queries.placed import parents_on
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, VisionView, YearResults
from timglas.queries.years import plan_years
from timglas.rules.glass import Hung, Weave, red_strand, weave
from timglas.rules.permissions import Permission
from timglas.rules.status import Colour
from timglas.rules.summary import in_words, joined
from timglas.rules.thread import Break

GROUPS = ("ok", "way", "risk", "dev", "none")
NO_RESULT = "Utan resultat"
MOST_NAMED = 3


class Thin(StrEnum):
    """In which way the thread is thin, by the letter it is marked with."""

    ENDS = "A"
    LOOSE = "B"
    UNMEASURED = "C"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many goals go in a way: the group's shape, its name and the number."""

    group: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GlassRow:
    """A level: its goals in the order they lie, how they go, and who has decided them."""

    level_id: int
    name: str
    hint: str
    is_political: bool
    goals: tuple[GoalResult, ...]
    tallies: tuple[Tally, ...]
    ends: int
    loose: int
    unanswered: int

    @property
    def measured(self) -> int:
        """How many goals have a result."""
        return sum(tally.count for tally in self.tallies if tally.group != "none")

    @property
    def says(self) -> str:
        """ "22 av 25 har ett resultat"."""
        if self.goals and self.measured == len(self.goals):
            return "Alla har ett resultat"
        return f"{self.measured} av {len(self.goals)} har ett resultat"


@dataclass(frozen=True, slots=True)
class ThinPlace:
    """Goals where the thread is thin in the same way, in words, and who they wait for."""

    kind: Thin
    title: str
    text: str
    waits_for: str
    goals: tuple[GoalResult, ...]


@dataclass(frozen=True, slots=True)
class HourglassPage:
    """All that Timglaset shows. `red` is the thread to follow, from the top down."""

    year: int
    years: tuple[int, ...]
    as_of: date
    vision: VisionView | None
    rows: tuple[GlassRow, ...]
    strands: tuple[tuple[int, ...], ...]
    red: tuple[GoalResult, ...]
    thin: tuple[ThinPlace, ...]

    @property
    def political(self) -> int:
        """How many levels lie above the waist."""
        return max((n for n, row in enumerate(self.rows, 1) if row.is_political), default=0)

    @property
    def goal_count(self) -> int:
        """How many goals there are on all levels."""
        return sum(len(row.goals) for row in self.rows)

    @property
    def is_crowded(self) -> bool:
        """Whether some level has so many goals that they share places in the drawing."""
        return any(len(row.goals) > MOST for row in self.rows)


def hourglass_page(viewer: Viewer, year: int, chosen: int | None = None) -> HourglassPage:
    """Gather the hourglass of a year; `chosen` is a goal that the red thread shall pass."""
    results = year_results(viewer, year)
    woven = _woven(results)
    measured = {goal.id for goal in results.goals.values() if group_of(goal) != "none"}
    broken = broken_threads(viewer, results.goals.values(), parents_on(results.as_of))
    red = red_strand(woven.strands, measured, chosen)
    return HourglassPage(
        year=year,
        years=plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today),
        as_of=results.as_of,
        vision=results.vision,
        rows=_rows(results, woven),
        strands=woven.strands,
        red=tuple(results.goals[pk] for pk in red),
        thin=_thin(results, broken),
    )


def group_of(goal: GoalResult) -> str:
    """The shape of a goal's status; whatever is grey has no result."""
    return "none" if goal.status.colour == Colour.GREY else goal.status.symbol


def is_loose(goal: GoalResult) -> bool:
    """Whether a goal below the top builds on no goal above it, only on some other ground."""
    return goal.level_order > 1 and not goal.parents


def _woven(results: YearResults) -> Weave:
    place = {level.id: n for n, level in enumerate(results.levels)}
    goals = [Hung(g.id, place[g.level_id], g.primary_parent) for g in results.goals.values()]
    return weave(goals, len(results.levels))


def _rows(results: YearResults, woven: Weave) -> tuple[GlassRow, ...]:
    kinds = dict(GoalLevel.objects.values_list("pk", "unit_kinds"))
    names = _group_names(results.goals.values())
    found = []
    for level, order in zip(results.levels, woven.levels, strict=True):
        goals = tuple(results.goals[pk] for pk in order)
        counts = Counter(map(group_of, goals))
        found.append(
            GlassRow(
                level_id=level.id,
                name=level.plural,
                hint=_bodies(goals),
                is_political=any(UnitKind(kind).is_political for kind in kinds[level.id]),
                goals=goals,
                tallies=tuple(Tally(g, names[g], counts[g]) for g in GROUPS if counts[g]),
                ends=sum(Break.NO_CHILD in goal.breaks for goal in goals),
                loose=sum(map(is_loose, goals)),
                unanswered=sum(Break.NO_ACCOUNTABLE in goal.breaks for goal in goals),
            )
        )
    return tuple(found)


def _group_names(goals: Iterable[GoalResult]) -> Mapping[str, str]:
    """The municipality's words for each shape: "Risk", or "Risk eller delvis uppnått"."""
    words: dict[str, list[str]] = {}
    for goal in goals:
        named = words.setdefault(group_of(goal), [])
        if goal.status.name not in named:
            named.append(goal.status.name)
    first = {g: " eller ".join([n[0], *map(str.lower, n[1:])]) for g, n in words.items()}
    return first | {"none": NO_RESULT}


KINDS = {
    UnitKind.COMMITTEE: ("nämnd", "nämnder"),
    UnitKind.COMPANY: ("bolag", "bolag"),
    UnitKind.DEPARTMENT: ("förvaltning", "förvaltningar"),
    UnitKind.UNIT: ("enhet", "enheter"),
}


def _bodies(goals: Iterable[GoalResult]) -> str:
    """Whose goals they are: "Kommunstyrelsen, fyra nämnder och två bolag"."""
    units = {goal.unit_id: (UnitKind(goal.unit_kind), goal.unit_name) for goal in goals}
    own = sorted({name for kind, name in units.values() if kind not in KINDS})
    counts = Counter(kind for kind, _name in units.values())
    words = [
        f"{_one(counts[kind], 'ett' if one == many else 'en')} {many if counts[kind] > 1 else one}"
        for kind, (one, many) in KINDS.items()
        if counts[kind]
    ]
    said = joined([*own, *words])
    return said[:1].upper() + said[1:]


def _one(number: int, one: str) -> str:
    return one if number == 1 else in_words(number)


def _thin(results: YearResults, broken: Sequence[BrokenThread]) -> tuple[ThinPlace, ...]:
    goals = tuple(results.goals.values())
    ends = tuple(goal for goal in goals if Break.NO_CHILD in goal.breaks)
    loose = tuple(filter(is_loose, goals))
    grey = tuple(goal for goal in goals if group_of(goal) == "none")
    found = (
        (Thin.ENDS, ends, "saknar fortsättning", _units(ends) + " har mål som ingen på nivån under "
         "har tagit vidare. " + Break.NO_CHILD.remedy),
        (Thin.LOOSE, loose, "hänger löst", _units(loose) + " har mål som "
         "vilar på annan grund än målen ovanför. " + Break.NO_PARENT.remedy),
        (Thin.UNMEASURED, grey, "är utan resultat", _statuses(grey) + " Rapportera utfallet, "
         "eller ge målet en indikator med målvärde."),
    )  # fmt: skip
    return tuple(
        ThinPlace(
            kind, f"{_counted(lacking, results)} {what}", text, _waits(lacking, broken), lacking
        )
        for kind, lacking, what, text in found
        if lacking
    )


def _counted(goals: Sequence[GoalResult], results: YearResults) -> str:
    """ "Två nämnds- och bolagsmål", or "17 mål" when they lie on several levels."""
    names = {level.id: level for level in results.levels}
    on = {goal.level_id for goal in goals}
    level = names[goals[0].level_id]
    noun = "mål" if len(on) > 1 else (level.name if len(goals) == 1 else level.plural).lower()
    number = in_words(len(goals))
    return f"{number[0].upper()}{number[1:]} {noun}"


def _units(goals: Iterable[GoalResult]) -> str:
    return _some(list(dict.fromkeys(goal.unit_name for goal in goals)))


def _some(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    if rest <= 0:
        return joined(names)
    return joined([*names[:MOST_NAMED], f"{in_words(rest)} till"])


def _statuses(goals: Iterable[GoalResult]) -> str:
    """ "Nio ej mätt, tre ej bedömt."."""
    counts = Counter(goal.status.name for goal in goals)
    return f"{joined([f'{name}: {count}' for name, count in counts.most_common()])}."


def _waits(goals: Iterable[GoalResult], broken: Iterable[BrokenThread]) -> str:
    """Who can mend it, whoever has most to mend first; empty when nobody is known."""
    keys = {goal.id for goal in goals}
    who = {(row.goal.id, row.who) for row in broken if row.goal.id in keys and row.who}
    # Whatever is not broken but grey waits for whoever answers for it.
    known = {key for key, _person in who}
    who |= {(g.id, g.person) for g in goals if g.person and g.id not in known}
    counts = Counter(
        person.in_words for _key, person in sorted(who, key=lambda row: row[0]) if person
    )
    return _some([f"{name} ({count} mål)" for name, count in counts.most_common()])
