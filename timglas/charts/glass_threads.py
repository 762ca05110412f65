"""The threads of the hourglass, as curves from the vision through the waist to the units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timglas.charts.glass import BOTTOM, MIDDLE, RIM, TOP, WAIST, Glass, Layout
from timglas.charts.theme import coordinate

NECK, PITCH = 34.0, 1.1  # half the waist at most, and the room of a thread in it
FULL = 24  # with fewer threads the vision's rim is not filled
WIDENING = 1.04  # from the lowest level to the rim below

type Spot = tuple[float, float]
type Strand = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Threads:
    """Paths: of whole threads, of those to what is not measured, and of the red one.

    `begins` is where the red thread leaves the vision, None when it does not.
    """

    whole: str
    dotted: str
    red: str
    begins: Spot | None


def threads(glass: Glass, layout: Layout) -> Threads:
    """Draw every thread; those through the same places are drawn once."""
    strands = _distinct(glass, layout)
    ways = _Ways(layout, glass.political, _tops(strands, layout), _necks(strands, glass, layout))
    whole: list[str] = []
    dotted: list[str] = []
    for strand in strands:
        if strand != glass.red:
            for path, is_dotted in ways.pieces(strand):
                (dotted if is_dotted else whole).append(path)
    red = "".join(path for path, _dotted in ways.pieces(glass.red)) if glass.red else ""
    x = ways.tops.get(glass.red)
    return Threads("".join(whole), "".join(dotted), red, None if x is None else (x, TOP))


def curve(start: Spot, end: Spot) -> str:
    """A soft way down from a place to another; steeper by the waist, where threads gather."""
    (x1, y1), (x2, y2) = start, end
    leave, arrive = (0.62, 0.42) if y2 == WAIST else (0.42, 0.62) if y1 == WAIST else (0.5, 0.5)
    tall = y2 - y1
    numbers = (x1, y1 + leave * tall, x2, y2 - arrive * tall, x2, y2)
    return f"C{' '.join(map(coordinate, numbers))}"


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where each thread leaves the vision and passes the waist."""

    layout: Layout
    political: int
    tops: Mapping[Strand, float]
    necks: Mapping[Strand, float]

    def pieces(self, strand: Strand) -> list[tuple[str, bool]]:
        """A thread as paths, each with whether it is dotted."""
        found: list[tuple[str, bool]] = []
        for spots, dotted in self._stretches(strand):
            path = "".join(curve(a, b) for a, b in pairwise(spots))
            if found and found[-1][1] == dotted:
                found[-1] = (found[-1][0] + path, dotted)
            else:
                x, y = spots[0]
                found.append((f"M{coordinate(x)} {coordinate(y)}{path}", dotted))
        return found

    def _stretches(self, strand: Strand) -> list[tuple[list[Spot], bool]]:
        """Places from knot to knot, the rims and the waist among them."""
        spots = self.layout.spots
        found: list[tuple[list[Spot], bool]] = []
        if strand in self.tops:
            first = spots[strand[0]]
            found.append(([(self.tops[strand], TOP), (first.x, first.y)], first.group == "none"))
        for one, other in pairwise(strand):
            a, b = spots[one], spots[other]
            through = [(self.necks[strand], WAIST)] if a.y < WAIST < b.y else []
            found.append(([(a.x, a.y), *through, (b.x, b.y)], b.group == "none"))
        last = spots[strand[-1]]
        if self.layout.level_of[strand[-1]] == len(self.layout.bundles) - 1:
            end = (MIDDLE + (last.x - MIDDLE) * WIDENING, BOTTOM)
            found.append(([(last.x, last.y), end], last.group == "none"))
        return found


def _distinct(glass: Glass, layout: Layout) -> list[Strand]:
    """One thread of those through the same places; the red one if it is among them."""
    found: dict[tuple[Spot, ...], Strand] = {}
    for strand in glass.strands:
        places = tuple((layout.spots[goal].x, layout.spots[goal].y) for goal in strand)
        if places not in found or strand == glass.red:
            found[places] = strand
    return list(found.values())


def _tops(strands: Iterable[Strand], layout: Layout) -> dict[Strand, float]:
    """Where threads leave the vision: side by side, with a gap between the goals below."""
    hanging = [strand for strand in strands if layout.level_of[strand[0]] == 0]
    places, place = {}, 0
    for before, strand in zip([None, *hanging], hanging, strict=False):
        if before:
            place += 1 + (before[0] != strand[0])
        places[strand] = place
    return _spread(places, RIM * min(1.0, (place + 1) / FULL))


def _necks(strands: Iterable[Strand], glass: Glass, layout: Layout) -> dict[Strand, float]:
    """Where threads pass the waist: close together, in their order."""
    passing = [s for s in strands if _passes(s, glass.political, layout.level_of)]
    half = min(NECK, PITCH * (len(passing) - 1) / 2)
    return _spread({strand: n for n, strand in enumerate(passing)}, half)


def _passes(strand: Sequence[int], political: int, level_of: Mapping[int, int]) -> bool:
    return level_of[strand[0]] < political <= level_of[strand[-1]]


def _spread(places: Mapping[Strand, int], half: float) -> dict[Strand, float]:
    last = max(places.values(), default=0)
    return {
        strand: MIDDLE + (half * (2 * place / last - 1) if last else 0.0)
        for strand, place in places.items()
    }
