"""The red thread: how goals hang together, and where the thread breaks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _


@dataclass(frozen=True, slots=True)
class Link:
    """A goal contributes to another; each goal has one primary parent and may have supporting."""

    child: int
    parent: int
    primary: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """All that hangs together with a chosen goal.

    `up` and `down` are the goals it contributes to and those that contribute to it, at any
    distance; `primary` and `supporting` are the links between them and it. `levels_up` counts the
    links to the goal farthest up, by the shortest way.
    """

    chosen: int
    up: frozenset[int]
    down: frozenset[int]
    primary: frozenset[Link]
    supporting: frozenset[Link]
    levels_up: int


class Break(StrEnum):
    """A place where the thread is broken."""

    NO_PARENT = "no_parent"
    NO_CHILD = "no_child"
    NO_INDICATOR = "no_indicator"
    NO_TARGET = "no_target"
    NO_OUTCOME = "no_outcome"
    NO_ACCOUNTABLE = "no_accountable"
    NO_ACTIVITY = "no_activity"

    @property
    def missing(self) -> str:
        """What is missing."""
        return _(_BREAKS[self][0])

    @property
    def remedy(self) -> str:
        """How it is mended."""
        return _(_BREAKS[self][1])


_BREAKS: Mapping[Break, tuple[str, str]] = MappingProxyType(
    {
        Break.NO_PARENT: (
            N_("Bidrar inte till något mål"),
            N_(
                "Koppla målet till ett mål på nivån ovanför, eller ange vilken annan grund det har."
            ),
        ),
        Break.NO_CHILD: (
            N_("Inget mål bidrar till det här"),
            N_("Be någon på nivån under att koppla ett mål hit."),
        ),
        Break.NO_INDICATOR: (
            N_("Saknar indikator"),
            N_("Lägg till minst en indikator som visar om målet nås."),
        ),
        Break.NO_TARGET: (
            N_("En indikator saknar målvärde"),
            N_("Sätt ett målvärde för året på varje indikator."),
        ),
        Break.NO_OUTCOME: (
            N_("En indikator saknar utfall"),
            N_("Registrera eller hämta det senaste utfallet."),
        ),
        Break.NO_ACCOUNTABLE: (
            N_("Saknar ansvarig person"),
            N_("Ange vem som ansvarar för målet."),
        ),
        Break.NO_ACTIVITY: (
            N_("Saknar aktivitet"),
            N_("Lägg till minst en aktivitet som för målet framåt."),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is known of a goal when its thread is checked.

    `has_ground` is another ground than a parent: a mandate, a law, an owner directive.
    `is_top` and `is_bottom` tell that its level is the first or the last. `is_carried_out` tells
    that its unit does the work: a department or a unit, no political body.
    """

    has_parent: bool
    has_ground: bool
    is_top: bool
    is_bottom: bool
    has_child: bool
    has_indicator: bool
    indicators_without_target: int
    indicators_without_outcome: int
    has_accountable: bool
    is_carried_out: bool
    has_activity: bool


def makes_loop(links: Iterable[Link], child: int, parent: int) -> bool:
    """Whether a new link from child to parent would make a goal contribute to itself."""
    return parent == child or child in _reach(_parents(links), parent)


def thread_of(links: Iterable[Link], chosen: int) -> Thread:
    """The thread of a chosen goal, both ways."""
    links = frozenset(links)
    up = _reach(_parents(links), chosen)
    down = _reach(_children(links), chosen)
    above, below = {chosen, *up}, {chosen, *down}
    inside = frozenset(
        link
        for link in links
        if (link.child in above and link.parent in above)
        or (link.child in below and link.parent in below)
    )
    primary = frozenset(link for link in inside if link.primary)
    return Thread(
        chosen=chosen,
        up=frozenset(up),
        down=frozenset(down),
        primary=primary,
        supporting=inside - primary,
        levels_up=max(up.values(), default=0),
    )


def find_breaks(goal: GoalFacts) -> tuple[Break, ...]:
    """What is missing in a goal's thread, from the top down.

    A goal on another ground needs no parent, nor does the top level; the bottom needs no child.
    What no goal below carries out needs an activity, where work is done.
    """
    broken = {
        Break.NO_PARENT: not (goal.has_parent or goal.has_ground or goal.is_top),
        Break.NO_CHILD: not (goal.has_child or goal.is_bottom),
        Break.NO_INDICATOR: not goal.has_indicator,
        Break.NO_TARGET: goal.indicators_without_target > 0,
        Break.NO_OUTCOME: goal.indicators_without_outcome > 0,
        Break.NO_ACCOUNTABLE: not goal.has_accountable,
        Break.NO_ACTIVITY: goal.is_carried_out and not (goal.has_child or goal.has_activity),
    }
    return tuple(kind for kind, is_broken in broken.items() if is_broken)


def link_allowed(
    child_level_order: int, parent_level_order: int, *, same_level_of_unit_above: bool
) -> str | None:
    """Why a goal may not contribute to another; None when it may.

    Levels are ordered from the top: a smaller order is higher. `same_level_of_unit_above` tells
    that the parent's unit lies above the child's, as a parent company above its subsidiary.
    """
    if parent_level_order < child_level_order:
        return None
    if parent_level_order > child_level_order:
        return _("Målet ligger på en lägre nivå. Koppla till ett mål på en högre nivå i stället.")
    if same_level_of_unit_above:
        return None
    return _(
        "Målen ligger på samma nivå. Det går bara när det andra målet hör till en enhet ovanför. "
        "Koppla till ett mål på en högre nivå i stället."
    )


def _parents(links: Iterable[Link]) -> Mapping[int, set[int]]:
    parents: dict[int, set[int]] = defaultdict(set)
    for link in links:
        parents[link.child].add(link.parent)
    return parents


def _children(links: Iterable[Link]) -> Mapping[int, set[int]]:
    children: dict[int, set[int]] = defaultdict(set)
    for link in links:
        children[link.parent].add(link.child)
    return children


def _reach(steps: Mapping[int, set[int]], start: int) -> dict[int, int]:
    """All goals reached from one, each with the fewest links there; the start is not among them."""
    distances = {start: 0}
    waiting = [start]
    for goal in waiting:
        for reached in sorted(steps.get(goal, set()) - distances.keys()):
            distances[reached] = distances[goal] + 1
            waiting.append(reached)
    return {goal: distance for goal, distance in distances.items() if distance}
