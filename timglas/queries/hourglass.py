"""Timglaset: a year's goals level by level, the red thread, and where the thread is thin."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timglas.access import Viewer
from timglas.charts.glass import MOST
from timglas.kept import Kept
from timglas.models import GoalLevel, PlanVersion, UnitKind
from timglas.queries.broken import BrokenThread, broken_threads
from timglas.queries.placed import parents_on
from timglas.queries.results import ResultsKey, results_key, year_results
from timglas.queries.sand import Sand, hung, sand
from timglas.queries.views import GoalResult, VisionView, YearResults
from timglas.queries.years import plan_years
from timglas.rules.events import GRANTING, QUIET
from timglas.rules.glass import Weave, red_strand, weave
from timglas.rules.language import _, ngettext
from timglas.rules.permissions import Permission
from timglas.rules.status import Colour
from timglas.rules.summary import in_words, joined
from timglas.rules.thread import Break

GROUPS = ("ok", "way", "risk", "dev", "none")
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
            return _("Alla har ett resultat")
        return ngettext(
            "{n} av {total} har ett resultat", "{n} av {total} har ett resultat", self.measured
        ).format(n=self.measured, total=len(self.goals))


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
    sand: Sand

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
    woven = _kept.get(results_key(viewer, year), lambda: _woven(viewer, results))
    red = red_strand(woven.strands, woven.measured, chosen)
    return HourglassPage(
        year=year,
        years=plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today),
        as_of=results.as_of,
        vision=results.vision,
        rows=woven.rows,
        strands=woven.strands,
        red=tuple(results.goals[pk] for pk in red),
        thin=woven.thin,
        sand=woven.sand,
    )


@dataclass(frozen=True, slots=True)
class _Woven:
    """The glass before a thread is chosen; `measured` are the goals that have a result."""

    rows: tuple[GlassRow, ...]
    strands: tuple[tuple[int, ...], ...]
    measured: frozenset[int]
    thin: tuple[ThinPlace, ...]
    sand: Sand


_kept: Kept[ResultsKey, _Woven] = Kept(quiet=QUIET - GRANTING, most=4)


def _woven(viewer: Viewer, results: YearResults) -> _Woven:
    goals = results.goals.values()
    woven = weave(hung(results), len(results.levels))
    return _Woven(
        rows=_rows(results, woven),
        strands=woven.strands,
        measured=frozenset(goal.id for goal in goals if group_of(goal) != "none"),
        thin=_thin(results, broken_threads(viewer, goals, parents_on(results.as_of))),
        sand=sand(viewer, results),
    )


def group_of(goal: GoalResult) -> str:
    """The shape of a goal's status; whatever is grey has no result."""
    return "none" if goal.status.colour == Colour.GREY else goal.status.symbol


def is_loose(goal: GoalResult) -> bool:
    """Whether a goal below the top builds on no goal above it, only on some other ground."""
    return goal.level_order > 1 and not goal.parents


def _rows(results: YearResults, woven: Weave) -> tuple[GlassRow, ...]:
    kinds = dict(GoalLevel.objects.values_list("pk", "unit_kinds"))
    names = group_names(results.goals.values())
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


def group_names(goals: Iterable[GoalResult]) -> Mapping[str, str]:
    """The municipality's words for each shape: "Risk", or "Risk eller delvis uppnått"."""
    words: dict[str, list[str]] = {}
    for goal in goals:
        named = words.setdefault(group_of(goal), [])
        if goal.status.name not in named:
            named.append(goal.status.name)
    first = {
        g: _(" eller ").join([names[0], *map(str.lower, names[1:])]) for g, names in words.items()
    }
    return first | {"none": _("Utan resultat")}


COUNTED = (UnitKind.COMMITTEE, UnitKind.COMPANY, UnitKind.DEPARTMENT, UnitKind.UNIT)


def _units_of(kind: UnitKind, n: int) -> str:
    """So many units of a kind: "en nämnd", "fyra nämnder"."""
    words = {
        UnitKind.COMMITTEE: ngettext("en nämnd", "{n} nämnder", n),
        UnitKind.COMPANY: ngettext("ett bolag", "{n} bolag", n),
        UnitKind.DEPARTMENT: ngettext("en förvaltning", "{n} förvaltningar", n),
        UnitKind.UNIT: ngettext("en enhet", "{n} enheter", n),
    }
    return words[kind].format(n=in_words(n))


def _bodies(goals: Iterable[GoalResult]) -> str:
    """Whose goals they are: "Kommunstyrelsen, fyra nämnder och två bolag"."""
    units = {goal.unit_id: (UnitKind(goal.unit_kind), goal.unit_name) for goal in goals}
    own = sorted({name for kind, name in units.values() if kind not in COUNTED})
    counts = Counter(kind for kind, _name in units.values())
    words = [_units_of(kind, counts[kind]) for kind in COUNTED if counts[kind]]
    return _capital(joined([*own, *words]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _thin(results: YearResults, broken: Sequence[BrokenThread]) -> tuple[ThinPlace, ...]:
    goals = tuple(results.goals.values())
    ends = tuple(goal for goal in goals if Break.NO_CHILD in goal.breaks)
    loose = tuple(filter(is_loose, goals))
    grey = tuple(goal for goal in goals if group_of(goal) == "none")
    found = ((Thin.ENDS, ends), (Thin.LOOSE, loose), (Thin.UNMEASURED, grey))
    return tuple(
        ThinPlace(
            kind,
            title=_title(kind, lacking, results),
            text=_text(kind, lacking),
            waits_for=_waits(lacking, broken),
            goals=lacking,
        )
        for kind, lacking in found
        if lacking
    )


def _title(kind: Thin, lacking: Sequence[GoalResult], results: YearResults) -> str:
    """What is thin, in a few words: "Två nämndmål hänger löst"."""
    n = len(lacking)
    words = {
        Thin.ENDS: ngettext("{goals} saknar fortsättning", "{goals} saknar fortsättning", n),
        Thin.LOOSE: ngettext("{goals} hänger löst", "{goals} hänger löst", n),
        Thin.UNMEASURED: ngettext("{goals} är utan resultat", "{goals} är utan resultat", n),
    }
    return words[kind].format(goals=_counted(lacking, results))


def _text(kind: Thin, lacking: Sequence[GoalResult]) -> str:
    """What is thin and how it is mended."""
    units = list(dict.fromkeys(goal.unit_name for goal in lacking))
    n = len(units)
    words = {
        Thin.ENDS: ngettext(
            "{units} har mål som ingen på nivån under har tagit vidare. {remedy}",
            "{units} har mål som ingen på nivån under har tagit vidare. {remedy}",
            n,
        ),
        Thin.LOOSE: ngettext(
            "{units} har mål som vilar på annan grund än målen ovanför. {remedy}",
            "{units} har mål som vilar på annan grund än målen ovanför. {remedy}",
            n,
        ),
        Thin.UNMEASURED: _(
            "{statuses}. Rapportera utfallet, eller ge målet en indikator med målvärde."
        ),
    }
    remedy = Break.NO_CHILD.remedy if kind is Thin.ENDS else Break.NO_PARENT.remedy
    return words[kind].format(units=_some(units), statuses=_statuses(lacking), remedy=remedy)


def _counted(goals: Sequence[GoalResult], results: YearResults) -> str:
    """ "Två nämnds- och bolagsmål", or "17 mål" when they lie on several levels."""
    names = {level.id: level for level in results.levels}
    on = {goal.level_id for goal in goals}
    level = names[goals[0].level_id]
    n = len(goals)
    if len(on) > 1:
        counted = ngettext("{n} mål", "{n} mål", n)
    else:
        counted = f"{{n}} {(level.name if n == 1 else level.plural).lower()}"
    return _capital(counted.format(n=in_words(n)))


def _some(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    if rest <= 0:
        return joined(names)
    return joined([*names[:MOST_NAMED], _("{n} till").format(n=in_words(rest))])


def _statuses(goals: Iterable[GoalResult]) -> str:
    """ "Ej mätt: 9 och Ej bedömt: 3"."""
    counts = Counter(goal.status.name for goal in goals)
    return joined([f"{name}: {count}" for name, count in counts.most_common()])


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
    return _some(
        [
            ngettext("{name} ({n} mål)", "{name} ({n} mål)", count).format(name=name, n=count)
            for name, count in counts.most_common()
        ]
    )
