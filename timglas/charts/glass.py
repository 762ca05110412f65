"""Where everything stands in the hourglass: its levels, knots and threads, in px of the drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, MIDDLE = 1180.0, 590.0
TOP, WAIST, LAST, BOTTOM = 84.0, 492.0, 778.0, 850.0  # LAST is the lowest level, BOTTOM the rim
RIM, SHOULDER, FOOT = 287.0, 196.0, 284.0  # half the width: at the top, by the waist, at the foot
MOST = 60  # so many knots can be told apart on a level
FULL = 8  # with fewer goals a level does not reach the sides
NAMED, NAMED_PITCH = 5, 144.0  # so many goals of a level can have their names beside them


@dataclass(frozen=True, slots=True)
class Knot:
    """A goal: its status group (ok, way, risk, dev or none), words, and where its link leads."""

    key: int
    group: str
    wording: str
    status: str
    href: str

    @property
    def name(self) -> str:
        """What the link is called: the goal and how it goes."""
        return f"{self.wording}: {self.status}"


@dataclass(frozen=True, slots=True)
class GlassLevel:
    """A level with its goals in order. `tallies` are (group, name, count); `says` sums them up."""

    name: str
    hint: str
    href: str
    knots: tuple[Knot, ...]
    tallies: tuple[tuple[str, str, int], ...]
    says: str
    political: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter where the thread is thin: it ends here, begins here, or is not measured."""

    letter: str
    at: str  # "end", "start" or "thin"
    keys: frozenset[int]
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class GlassPile:
    """Activities that have come as far: shape (ok, wait, unj or risk), words, and how many.

    What has no `href` is no link.
    """

    group: str
    state: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class GlassHeap:
    """The activities below a goal: its number and words, and what is said of them.

    The number is 0 for those below no goal, whose name is ours.
    """

    number: int
    name: str
    says: str
    href: str
    piles: tuple[GlassPile, ...]

    @property
    def title(self) -> str:
        """The number and the name: "2 God ekonomisk hushållning"."""
        return f"{self.number} {self.name}" if self.number else self.name

    @property
    def total(self) -> int:
        """How many activities there are."""
        return sum(pile.count for pile in self.piles)


@dataclass(frozen=True, slots=True)
class GlassSand:
    """The activities at the bottom: their words at the sides, all in one heap, and in several."""

    level: GlassLevel
    whole: GlassHeap
    heaps: tuple[GlassHeap, ...]


@dataclass(frozen=True, slots=True)
class Glass:
    """All that is drawn. `top` and `waist` are the words of the vision and of the handing over.

    `strands` and `red` are goals from where a thread begins to where it ends.
    """

    title: str
    description: str
    top: GlassLevel
    waist: tuple[str, str]
    directions: tuple[str, str]
    levels: tuple[GlassLevel, ...]
    strands: tuple[tuple[int, ...], ...]
    red: tuple[int, ...]
    marks: tuple[Mark, ...]
    sand: GlassSand

    @property
    def political(self) -> int:
        """How many levels lie above the waist: down to the last one of political bodies."""
        return max((n for n, level in enumerate(self.levels, 1) if level.political), default=0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What stands in one place on a level: a goal, or several when there are many."""

    x: float
    y: float
    knots: tuple[Knot, ...]
    pitch: float

    @property
    def group(self) -> str:
        """The status group of a goal alone; of several "none" only if all are."""
        return next((k.group for k in self.knots if k.group != "none"), "none")


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all goals, and the height of each level."""

    heights: tuple[float, ...]
    bundles: tuple[tuple[Bundle, ...], ...]
    spots: Mapping[int, Bundle]
    level_of: Mapping[int, int]


def laid_out(glass: Glass) -> Layout:
    """Give each goal its place. Goals side by side share one when a level has more than `MOST`."""
    heights = level_heights(len(glass.levels), glass.political)
    bundles = tuple(
        _level(level.knots, y, half_width(y), named=len(level.knots) <= NAMED and n == 0)
        for n, (level, y) in enumerate(zip(glass.levels, heights, strict=True))
    )
    return Layout(
        heights=heights,
        bundles=bundles,
        spots={k.key: bundle for row in bundles for bundle in row for k in bundle.knots},
        level_of={k.key: n for n, level in enumerate(glass.levels) for k in level.knots},
    )


def level_heights(levels: int, political: int) -> tuple[float, ...]:
    """Share the glass above the waist between political levels, and that below between the rest."""
    below = levels - political
    step, foot = (WAIST - TOP) / (political + 1), (LAST - WAIST) / max(below, 1)
    return (
        *(TOP + step * n for n in range(1, political + 1)),
        *(WAIST + foot * n for n in range(1, below + 1)),
    )


def half_width(y: float) -> float:
    """How far the glass reaches from its middle at a height, where goals lie."""
    if y < WAIST:
        return SHOULDER + (RIM - SHOULDER) * max(0.0, (350 - y) / (350 - TOP))
    return SHOULDER + (FOOT - SHOULDER) * min(1.0, max(0.0, (y - 620) / (LAST - 620)))


def _level(knots: Sequence[Knot], y: float, half: float, *, named: bool) -> tuple[Bundle, ...]:
    count = min(len(knots), MOST)
    reach = half * min(1.0, (count - 1) / FULL) if count else 0.0
    pitch = NAMED_PITCH if named else 2 * reach / max(count - 1, 1) or 2 * half
    # Names stand to the right of their goals, so these lie a little to the left.
    first = MIDDLE - pitch * (count - 1) / 2 - (10 if named else 0)
    shared: list[list[Knot]] = [[] for _ in range(count)]
    for n, knot in enumerate(knots):
        shared[n * count // len(knots)].append(knot)
    return tuple(Bundle(first + pitch * n, y, tuple(kn), pitch) for n, kn in enumerate(shared))
