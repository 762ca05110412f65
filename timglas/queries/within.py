"""Units that a register can be narrowed to, each with all units below it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timglas.models import UnitKind
from timglas.queries.placed import parents_on, places_between
from timglas.rules.ordering import alphabetical
from timglas.rules.tree import ancestors, arrange, descendants, walk

# So many units are offered at once; a larger tree is opened further down by choosing in it.
MOST = 150
KINDS = {kind.value: order for order, kind in enumerate(UnitKind)}


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose, in its place among the others; `depth` is 0 at the top."""

    id: int
    name: str
    depth: int


def unit_choices(
    units: Mapping[int, str], on: date, *, chosen: int | None = None, most: int = MOST
) -> tuple[UnitChoice, ...]:
    """The units that have something, by id and name, and those above them on a day.

    They come in reading order, as deep down the tree as `most` allows. Those next below the chosen
    one and below each above it come too, so that every unit can be reached. One query, kept.
    """
    places = {place.unit: place for place in places_between(on, on)}
    parents = {unit: place.parent for unit, place in places.items()}
    way = {chosen, *ancestors(parents, chosen)} if chosen in parents else set()
    depths = _depths(parents, {*units, *way})
    deepest = _deepest(depths.values(), most)
    names = {**units, **{unit: place.name for unit, place in places.items()}}

    def order(unit: int) -> tuple[int, str]:
        place = places.get(unit)
        return KINDS[place.kind] if place else len(KINDS), alphabetical(names[unit])

    shown = (u for u, depth in depths.items() if depth <= deepest or parents.get(u) in way)
    nodes = arrange(shown, key=lambda unit: unit, parent=parents.get, order=order)
    return tuple(UnitChoice(n.item, names[n.item], n.depth) for n in walk(nodes))


def units_within(unit: int, on: date) -> frozenset[int]:
    """A unit and all below it on a day. One query, kept."""
    return descendants(parents_on(on), [unit])


def _depths(parents: Mapping[int, int | None], units: Iterable[int]) -> dict[int, int]:
    """How deep the units lie, and all above them."""
    return {
        each: depth
        for unit in units
        for depth, each in enumerate(reversed((unit, *ancestors(parents, unit))))
    }


def _deepest(depths: Iterable[int], most: int) -> int:
    """The depth of the last level that fits; the top always does."""
    count = Counter(depths)
    deepest, shown = 0, count[0]
    while count[deepest + 1] and (shown := shown + count[deepest + 1]) <= most:
        deepest += 1
    return deepest
