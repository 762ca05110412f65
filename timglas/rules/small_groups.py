"""Which values of a tree must be hidden so that no small group can be read or worked out.

A shown unit less the shown units below it is what anyone can work out: its rest. The rests of
different units have no unit in common, so they are all there is to work out by adding and taking
away. A rest is safe when it is nothing, or many units and enough people together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from timglas.rules.tree import Node


@dataclass(slots=True)
class _Search:
    """The sizes of the groups, the smallest that may be shown, and what is hidden so far."""

    sizes: Mapping[int, Decimal]
    smallest: int
    hidden: set[int]

    def is_safe(self, rest: Iterable[int]) -> bool:
        """Whether a rest tells nothing of a small group."""
        people = [self.sizes[unit] for unit in rest]
        return not people or (len(people) > 1 and sum(people) >= self.smallest)


def hidden_units(
    nodes: Iterable[Node[int]], sizes: Mapping[int, Decimal], smallest: int
) -> frozenset[int]:
    """Ids of the units to hide, parts and wholes: the small ones and those that would tell them.

    `sizes` has how many people each reported part is about; a part that is not there, or that is
    about nobody, has nothing to hide. `smallest` is the fewest people that may be shown.
    """
    sized = {unit: size for unit, size in sizes.items() if size > 0}
    small = {unit for unit, size in sized.items() if size < smallest}
    search = _Search(sized, smallest, small)
    for node in nodes:
        _protect(node, search)
    return frozenset(search.hidden)


def _protect(node: Node[int], search: _Search) -> None:
    """Make a unit and all below it safe, the lowest first."""
    for child in node.children:
        _protect(child, search)
    while node.children and not search.is_safe(_rest(node, search)):
        search.hidden |= _cover(node, search) or {node.item}
        if node.item in search.hidden:
            return


def _rest(node: Node[int], search: _Search) -> list[int]:
    """The hidden parts below a unit with nothing shown in between."""
    return [path[-1] for path in _paths(node) if search.hidden.issuperset(path)]


def _cover(node: Node[int], search: _Search) -> set[int]:
    """The part that costs least to hide beside the others, with what is shown above it."""
    sizes, hidden = search.sizes, search.hidden
    paths = [path for path in _paths(node) if path[-1] in sizes and path[-1] not in hidden]
    chosen = min(
        paths,
        key=lambda path: (len({*path} - hidden), sizes[path[-1]], path[-1]),
        default=(),
    )
    return set(chosen)


def _paths(node: Node[int]) -> Iterator[tuple[int, ...]]:
    """The ways down from a unit to each part, the unit itself left out."""
    for child in node.children:
        if not child.children:
            yield (child.item,)
        for path in _paths(child):
            yield (child.item, *path)
