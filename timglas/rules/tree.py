"""Trees from rows that know their parent, arranged in memory."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class CycleProblem(ValueError):
    """Rows that are their own ancestors; `keys` are theirs."""

    def __init__(self, keys: Iterable[Hashable]) -> None:
        self.keys = frozenset(keys)
        super().__init__(f"a cycle among {sorted(map(str, self.keys))}")


@dataclass(frozen=True, slots=True)
class Node[T]:
    """A row in its place; `depth` is 0 at the top."""

    item: T
    depth: int
    children: tuple["Node[T]", ...]


def arrange[T, K: Hashable](
    rows: Iterable[T],
    *,
    key: Callable[[T], K],
    parent: Callable[[T], K | None],
    order: Callable[[T], Any],
) -> tuple[Node[T], ...]:
    """Arrange rows into trees, siblings sorted by `order`.

    A row whose parent is not among the rows is a root. Raises CycleProblem.
    """
    ordered = {key(row): row for row in sorted(rows, key=order)}
    parents = {k: parent(row) for k, row in ordered.items()}
    below = _children(parents)
    depths = _depths(below)
    if len(depths) < len(ordered):
        raise CycleProblem(ordered.keys() - depths.keys())
    nodes: dict[K, Node[T]] = {}
    # Deepest first, so that a node's children are made before it.
    for k in reversed(depths):
        children = tuple(nodes[child] for child in below.get(k, ()))
        nodes[k] = Node(ordered[k], depths[k], children)
    return tuple(nodes[k] for k in below.get(None, ()))


def walk[T](nodes: Iterable[Node[T]]) -> Iterator[Node[T]]:
    """All nodes in reading order: each before its children, children before the next sibling."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def descendants(parents: Mapping[int, int | None], roots: Iterable[int]) -> frozenset[int]:
    """The roots and all below them; `parents` maps each id to its parent's. Raises CycleProblem."""
    found = set(roots)
    for root in found:
        # Whatever lies below has one parent, so a cycle can only be met through a root.
        ancestors(parents, root)
    below = _children(parents)
    waiting = list(found)
    while waiting:
        new = set(below.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def ancestors[K: (int, str)](parents: Mapping[K, K | None], of: K) -> tuple[K, ...]:
    """The ids above, nearest first, as far as they are known. Raises CycleProblem."""
    path = [of]
    while (above := parents.get(path[-1])) is not None and above in parents:
        if above in path:
            raise CycleProblem(path[path.index(above) :])
        path.append(above)
    return tuple(path[1:])


def lowest(parents: Mapping[int, int | None], among: Iterable[int], root: int) -> frozenset[int]:
    """Those `among` ids below a root that are no parent of another of them. Raises CycleProblem."""
    below = descendants(parents, [root]).intersection(among)
    return below - {parents[one] for one in below} - {root}


def _children[K: Hashable](parents: Mapping[K, K | None]) -> dict[K | None, list[K]]:
    """Ids by parent, in the order given; roots by None."""
    below: dict[K | None, list[K]] = {}
    for child, above in parents.items():
        below.setdefault(above if above in parents else None, []).append(child)
    return below


def _depths[K: Hashable](below: Mapping[K | None, list[K]]) -> dict[K, int]:
    """The depth of each id that hangs from a root, shallowest first."""
    depths = dict.fromkeys(below.get(None, ()), 0)
    waiting = list(depths)
    for above in waiting:
        for child in below.get(above, ()):
            depths[child] = depths[above] + 1
            waiting.append(child)
    return depths
