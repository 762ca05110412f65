"""Röda tråden: the columns from vision to unit, the chosen thread, and where it is broken."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timglas.access import Viewer
from timglas.charts.loom import Loom, LoomCard, LoomLink, weave
from timglas.kept import Kept
from timglas.queries.broken import LOOSE, BreakGroup, BrokenThread, broken_threads, grouped
from timglas.queries.placed import Body, bodies_on, parents_on
from timglas.queries.results import ResultsKey, results_key, year_results
from timglas.queries.views import GoalResult, LevelView, StatusView, YearResults
from timglas.rules.events import QUIET
from timglas.rules.language import _
from timglas.rules.status import Colour
from timglas.rules.summary import in_words
from timglas.rules.thread import Link, Thread, thread_of
from timglas.rules.tree import ancestors, descendants

VISION = "vision"
# How many goals outside the thread a column shows before it asks, and how many when it is asked to.
REST_WITH_THREAD, REST_ALONE, REST_ASKED = 4, 8, 200
# So many goals are nested in the list; those further down are listed when one above is chosen.
MOST_NESTED = 300


@dataclass(frozen=True, slots=True)
class ThreadChoice:
    """What a visitor has chosen to see; all of it stands in the address.

    `day` is an earlier one, on which the thread is shown as it was.
    """

    year: int
    goal: int | None = None
    body: int | None = None
    colour: Colour | None = None
    perspective: str = ""
    only_broken: bool = False
    as_list: bool = False
    as_overview: bool = False
    show_all: bool = False
    day: date | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether some goals are left out."""
        return bool(self.body or self.colour or self.perspective or self.only_broken)


@dataclass(frozen=True, slots=True)
class Card:
    """A goal (or the vision, with `goal` None) as a card; `also` are supported goals' wordings."""

    key: str
    goal: int | None
    number: str
    by: str
    title: str
    status: StatusView | None
    warnings: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def is_loose(self) -> bool:
        """Whether the thread is broken here."""
        return bool(self.warnings)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card in its place: `part` is on, in, dim or plain; `css` its slot's classes."""

    card: Card
    part: str
    css: str


@dataclass(frozen=True, slots=True)
class Column:
    """A level with its cards; `count` is how many goals it has, `hidden` how many are not drawn."""

    name: str
    count: int | None
    cards: tuple[ShownCard, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A card in the nested list, with those below it; `more` of them are not listed."""

    card: Card
    part: str
    contribution: str
    children: tuple["Branch", ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen goal and how far its thread goes."""

    card: Card
    levels_up: int
    goals_below: int
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """All that Röda tråden shows."""

    choice: ThreadChoice
    as_of: date
    columns: tuple[Column, ...]
    loom: Loom
    branches: tuple[Branch, ...]
    chosen: Chosen | None
    broken: tuple[BrokenThread, ...]
    bodies: tuple[Body, ...]
    goals: tuple[GoalResult, ...]
    goal_count: int

    @property
    def shown_count(self) -> int:
        """How many goals pass the filters."""
        return len(self.goals)

    @property
    def loose(self) -> tuple[BrokenThread, ...]:
        """Where the thread itself is broken."""
        return tuple(row for row in self.broken if row.is_loose)

    @property
    def loose_in_words(self) -> str:
        """In how many places the thread is broken: "två"."""
        return in_words(len(self.loose))

    @property
    def unmeasured(self) -> tuple[BreakGroup, ...]:
        """Where what should measure the goal is missing, by kind."""
        return grouped(row for row in self.broken if not row.is_loose)


def thread_page(viewer: Viewer, choice: ThreadChoice) -> ThreadPage:
    """Gather the thread of a year as a viewer may see it and has chosen to."""
    results = year_results(viewer, choice.year, choice.day)
    parents = parents_on(results.as_of)
    asked = replace(choice, as_list=False, as_overview=False)
    woven = _woven.get(
        (asked, results_key(viewer, choice.year)), lambda: _weave(results, asked, parents)
    )
    return ThreadPage(
        choice=choice,
        as_of=results.as_of,
        columns=woven.columns,
        loom=woven.loom,
        branches=woven.branches,
        chosen=woven.chosen,
        broken=broken_threads(viewer, woven.goals, parents),
        bodies=bodies_on(results.as_of),
        goals=woven.goals,
        goal_count=len(results.goals),
    )


@dataclass(frozen=True, slots=True)
class _Woven:
    """What a choice shows to all who see the same results."""

    goals: tuple[GoalResult, ...]
    columns: tuple[Column, ...]
    loom: Loom
    branches: tuple[Branch, ...]
    chosen: Chosen | None


_woven: Kept[tuple[ThreadChoice, ResultsKey], _Woven] = Kept(quiet=QUIET, most=8)


def _weave(results: YearResults, choice: ThreadChoice, parents: Mapping[int, int | None]) -> _Woven:
    goals = _filtered(results, choice, parents)
    cards = _cards(results, goals)
    thread = _chosen_thread(goals, choice.goal)
    loom = _loom(results.levels, goals, cards, choice=choice)
    return _Woven(
        goals=tuple(goals.values()),
        columns=_columns(results.levels, goals, cards, loom=loom),
        loom=loom,
        branches=_branches(goals, cards, thread),
        chosen=_chosen(goals, cards, thread),
    )


type Goals = Mapping[int, GoalResult]
type Cards = Mapping[str, Card]
type Levels = Sequence[LevelView]


def _filtered(
    results: YearResults, choice: ThreadChoice, parents: Mapping[int, int | None]
) -> Goals:
    units = descendants(parents, [choice.body]) if choice.body else frozenset()

    def kept(goal: GoalResult) -> bool:
        return (
            (not choice.body or goal.unit_id in units)
            and (not choice.colour or goal.status.colour == choice.colour)
            and (not choice.perspective or goal.perspective == choice.perspective)
            and (not choice.only_broken or any(b in LOOSE for b in goal.breaks))
        )

    matching = {pk for pk, goal in results.goals.items() if kept(goal)}
    shown = matching | _above(results.goals, matching) if choice.is_filtered else matching
    return {pk: goal for pk, goal in results.goals.items() if pk in shown}


def _above(goals: Goals, chosen: set[int]) -> set[int]:
    """The goals that the chosen ones hang from, so that a filtered thread still begins above."""
    primary = {pk: goal.primary_parent for pk, goal in goals.items()}
    return {pk for start in chosen for pk in ancestors(primary, start)}


def _cards(results: YearResults, goals: Goals) -> dict[str, Card]:
    cards = {}
    if results.vision:
        vision = results.vision
        cards[VISION] = Card(VISION, None, "", vision.unit_name, vision.vision, None, (), ())
    for goal in goals.values():
        is_top = goal.level_order == 1
        also = [link.parent_id for link in goal.parents if not link.is_primary]
        cards[_key(goal.id)] = Card(
            key=_key(goal.id),
            goal=goal.id,
            number=str(goal.order) if is_top else "",
            by="" if is_top else goal.unit_name,
            title=goal.wording,
            status=goal.status,
            warnings=tuple(kind.missing for kind in goal.breaks if kind in LOOSE),
            also=tuple(goals[pk].wording for pk in also if pk in goals),
        )
    return cards


def _key(goal: int) -> str:
    return f"m{goal}"


def _links(goals: Goals) -> list[Link]:
    """The links between shown goals; the vision is goal 0, above the top level."""
    tops = [Link(goal.id, 0, primary=True) for goal in goals.values() if goal.level_order == 1]
    return tops + [
        Link(goal.id, link.parent_id, link.is_primary)
        for goal in goals.values()
        for link in goal.parents
        if link.parent_id in goals
    ]


def _chosen_thread(goals: Goals, chosen: int | None) -> Thread | None:
    if chosen is None or chosen not in goals:
        return None
    return thread_of((link for link in _links(goals) if link.primary), chosen)


def _loom(levels: Levels, goals: Goals, cards: Cards, *, choice: ThreadChoice) -> Loom:
    columns = [[VISION] if VISION in cards else []]
    columns += [
        [_key(goal.id) for goal in goals.values() if goal.level_id == level.id] for level in levels
    ]
    links = [
        LoomLink(_key(link.parent) if link.parent else VISION, _key(link.child), not link.primary)
        for link in _links(goals)
    ]
    chosen = _key(choice.goal) if choice.goal in goals and choice.goal else None
    rest = REST_ASKED if choice.show_all else REST_WITH_THREAD if chosen else REST_ALONE
    return weave(
        [[_loom_card(cards[key]) for key in column] for column in columns],
        links,
        chosen=chosen,
        rest=rest,
    )


def _loom_card(card: Card) -> LoomCard:
    lines = (card.number or card.by, card.status, *card.warnings)
    return LoomCard(card.key, card.title, extra=sum(bool(line) for line in lines))


def _columns(levels: Levels, goals: Goals, cards: Cards, *, loom: Loom) -> tuple[Column, ...]:
    names: list[tuple[str, int | None]] = [(_("Vision"), None)]
    for level in levels:
        count = sum(goal.level_id == level.id for goal in goals.values())
        names.append((level.plural, count))
    return tuple(
        Column(
            name,
            count,
            tuple(ShownCard(cards[c.key], c.part, c.css) for c in column.cards),
            column.hidden,
        )
        for (name, count), column in zip(names, loom.columns, strict=True)
    )


def _branches(goals: Goals, cards: Cards, thread: Thread | None) -> tuple[Branch, ...]:
    """The nested list by primary parents; with a chosen goal only its thread."""
    inside = {thread.chosen, *thread.up, *thread.down} if thread else {0, *goals}
    below: dict[int | None, list[GoalResult]] = {}
    for goal in goals.values():
        parent = 0 if goal.level_order == 1 and VISION in cards else goal.primary_parent
        below.setdefault(parent if parent == 0 or parent in goals else None, []).append(goal)

    nested = _nested(goals, inside, thread)
    unlisted = inside - nested

    def branch(goal: GoalResult) -> Branch:
        part = "on" if thread and goal.id == thread.chosen else "in" if thread else "plain"
        says = next((link.contribution for link in goal.parents if link.is_primary), "")
        more = sum(child.id in unlisted for child in below.get(goal.id, ()))
        return Branch(cards[_key(goal.id)], part, says, branches(goal.id), more)

    def branches(parent: int | None) -> tuple[Branch, ...]:
        return tuple(branch(goal) for goal in below.get(parent, ()) if goal.id in nested)

    if VISION not in cards or 0 not in inside:
        return branches(None)
    top = Branch(cards[VISION], "in" if thread else "plain", "", branches(0))
    return (top, *branches(None))


def _nested(goals: Goals, inside: Collection[int], thread: Thread | None) -> set[int]:
    """The goals to list: all, or the highest levels of them as far as there is room.

    The level below a chosen goal, and all above it, are always listed.
    """
    found = {thread.chosen, *thread.up} if thread else set()
    known = [goals[pk] for pk in inside if pk in goals]
    if thread:
        found |= {goal.id for goal in known if goal.primary_parent == thread.chosen}
    by_level = Counter(goal.level_order for goal in known)
    room = MOST_NESTED
    for level, count in sorted(by_level.items()):
        room -= count
        if room < 0 and found:
            break
        found |= {goal.id for goal in known if goal.level_order == level}
    return found


def _chosen(goals: Goals, cards: Cards, thread: Thread | None) -> Chosen | None:
    if thread is None:
        return None
    card = cards[_key(thread.chosen)]
    goals_below = sum(pk in goals for pk in thread.down)
    return Chosen(card, thread.levels_up, goals_below, card.also)
