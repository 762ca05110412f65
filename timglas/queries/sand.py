"""The sand at the bottom of Timglaset: a year's activities, heaped below the goals of the top."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Activity, Goal
from timglas.queries.views import YearResults
from timglas.rules.activities import WORK, State, counts_in, shown_state
from timglas.rules.events import OF_ACTIVITIES, QUIET, REPORTING
from timglas.rules.glass import Hung, tops
from timglas.rules.language import _, ngettext
from timglas.rules.permissions import Permission

# The number of the heap of activities whose goals hang below no goal of the top level.
OTHERS = 0


@dataclass(frozen=True, slots=True)
class Pile:
    """How many activities have come as far as this."""

    state: State
    count: int


@dataclass(frozen=True, slots=True)
class Heap:
    """The activities below a goal of the top level, by state. `name` is the goal's wording.

    `number` is the goal's place among those of its level, from 1. Both it and `goal_id` are
    `OTHERS` for what lies below none.
    """

    goal_id: int
    number: int
    name: str
    piles: tuple[Pile, ...]

    @property
    def total(self) -> int:
        """How many activities there are."""
        return sum(pile.count for pile in self.piles)

    @property
    def says(self) -> str:
        """ "104 pågår eller är klara"."""
        begun = {State.ONGOING, State.DONE}
        n = sum(pile.count for pile in self.piles if pile.state in begun)
        return ngettext("{n} pågår eller är klar", "{n} pågår eller är klara", n).format(n=n)


@dataclass(frozen=True, slots=True)
class Sand:
    """All activities of a year in one heap, and in heaps below the goals they serve."""

    whole: Heap
    heaps: tuple[Heap, ...]


def sand(viewer: Viewer, results: YearResults) -> Sand:
    """The year's activities under goals that the viewer may read; it names nobody. One query."""
    above, names = heaped(results), heap_names(results)
    counts = {goal: Counter[State]() for goal in names}
    for goal, states in _states(viewer, results.year).items():
        counts[above.get(goal, OTHERS)].update(states)
    return Sand(
        whole=Heap(OTHERS, OTHERS, _("Alla mål"), _piles(sum(counts.values(), Counter()))),
        heaps=tuple(
            Heap(goal, number if goal else OTHERS, names[goal], _piles(states))
            for number, (goal, states) in enumerate(counts.items(), 1)
            if states
        ),
    )


def heaped(results: YearResults) -> dict[int, int]:
    """The goal of the top level that each goal hangs below, for those that hang below one."""
    return tops(hung(results))


def heap_names(results: YearResults) -> dict[int, str]:
    """What each heap is called, in their order: the goal's wording, and last what is below none."""
    top = results.at_level(results.levels[0].id) if results.levels else ()
    return {goal.id: goal.wording for goal in top} | {OTHERS: _("Övriga mål")}


def hung(results: YearResults) -> list[Hung]:
    """The year's goals as they hang in the glass."""
    place = {level.id: n for n, level in enumerate(results.levels)}
    return [Hung(g.id, place[g.level_id], g.primary_parent) for g in results.goals.values()]


_kept: Kept[tuple[int, date, tuple[int, ...]], Mapping[int, Counter[State]]] = Kept(
    quiet=QUIET | (REPORTING - OF_ACTIVITIES), most=3
)


def _states(viewer: Viewer, year: int) -> Mapping[int, Counter[State]]:
    key = (year, viewer.today, viewer.unreleased)
    return _kept.get(key, lambda: _counted(viewer, year))


def _counted(viewer: Viewer, year: int) -> Mapping[int, Counter[State]]:
    """How many activities of a year each goal has in each state, as seen on the viewer's day."""
    found: dict[int, Counter[State]] = {}
    rows = Activity.objects.filter(goal__in=viewer.reach(Permission.READ, Goal))
    for goal, stored, starts_on, ends_on in rows.values_list(
        "goal_id", "state", "starts_on", "ends_on"
    ):
        state = shown_state(State(stored), ends_on=ends_on, today=viewer.today)
        if counts_in(state, starts_on=starts_on, ends_on=ends_on, year=year):
            found.setdefault(goal, Counter())[state] += 1
    return found


def _piles(states: Mapping[State, int]) -> tuple[Pile, ...]:
    return tuple(Pile(state, states[state]) for state in WORK if states.get(state))
