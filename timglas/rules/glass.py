"""The hourglass: how a year's goals become threads, and which thread is the red one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from timglas.rules.tree import ancestors, arrange, walk


@dataclass(frozen=True, slots=True)
class Hung:
    """A goal, its level (0 is the top) and the goal above that it mainly serves."""

    goal: int
    level: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Weave:
    """Goals in the order they lie on each level, and threads from where they begin to their end.

    Goals lie below those they serve, so that threads side by side do not cross. There is one
    thread for each goal that no other mainly serves.
    """

    levels: tuple[tuple[int, ...], ...]
    strands: tuple[tuple[int, ...], ...]


def weave(goals: Sequence[Hung], levels: int) -> Weave:
    """Lay goals on their levels, siblings in the order given. Raises CycleProblem.

    A goal whose parent is not among the goals begins a thread of its own.
    """
    place = {hung.goal: n for n, hung in enumerate(goals)}
    parents = {hung.goal: hung.parent if hung.parent in place else None for hung in goals}
    trees = arrange(
        goals, key=lambda h: h.goal, parent=lambda h: h.parent, order=lambda h: place[h.goal]
    )
    nodes = list(walk(trees))
    return Weave(
        levels=tuple(
            tuple(node.item.goal for node in nodes if node.item.level == level)
            for level in range(levels)
        ),
        strands=tuple(
            (*ancestors(parents, node.item.goal)[::-1], node.item.goal)
            for node in nodes
            if not node.children
        ),
    )


def tops(goals: Sequence[Hung]) -> dict[int, int]:
    """The goal of the top level that each goal hangs below; those below none are left out.

    A goal of the top level hangs below itself. Raises CycleProblem.
    """
    level = {hung.goal: hung.level for hung in goals}
    parents = {hung.goal: hung.parent for hung in goals}
    first = {goal: (goal, *ancestors(parents, goal))[-1] for goal in level}
    return {goal: top for goal, top in first.items() if level[top] == 0}


def red_strand(
    strands: Iterable[Sequence[int]], measured: Collection[int], chosen: int | None = None
) -> tuple[int, ...]:
    """The thread to follow: through the chosen goal, else any; the longest, whole before dotted.

    A thread is whole when all its goals are among the measured. The first wins among equals.
    Empty when there are no threads.
    """
    known = [tuple(strand) for strand in strands]
    through = [strand for strand in known if chosen in strand]
    return max(
        through or known,
        key=lambda strand: (len(strand), all(goal in measured for goal in strand)),
        default=(),
    )
