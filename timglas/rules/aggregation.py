"""Values of many units or periods as one: by an explicit method, with what it rests on.

Percentages are never averaged: a share of a whole comes of the parts' numerators and denominators,
or not at all. What is missing is not zero: a value that rests on some of the parts says on how
many. Sources: `architecture.md` (aggregation), `integrations.md` 2.10 (averages of percentages).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.judgement import Accumulation
from timglas.rules.language import N_, _
from timglas.rules.numbers import format_number
from timglas.rules.tree import Node, walk

# Wide enough to add a city's stored values exactly, before anything is rounded.
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_SCALES: Mapping[str, Decimal] = MappingProxyType(
    {"%": Decimal(100), "procent": Decimal(100), "‰": Decimal(1000), "promille": Decimal(1000)}
)


class Method(StrEnum):
    """How parts become a whole."""

    NONE = "none"
    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"
    LATEST = "latest"


class Lack(StrEnum):
    """Why there is no whole."""

    NO_METHOD = "no_method"
    NO_VALUES = "no_values"
    SHARE = "share"
    NO_COUNTS = "no_counts"


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit or a period brings; all None when it has not reported. `on` orders parts."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    on: date = date.min
    is_whole: bool = True

    @property
    def has_counts(self) -> bool:
        """Whether it can be weighed: a numerator, and a denominator that is something."""
        return self.numerator is not None and bool(self.denominator)


UNREPORTED = Part()


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A whole and how it came about: `used` of `expected` parts, or the lack that there is.

    `is_whole` is False when a part is missing, or itself rests on fewer parts than it should.
    """

    method: Method
    value: Decimal | None
    used: int
    expected: int
    is_whole: bool
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lack: Lack | None = None

    def as_part(self, on: date) -> Part:
        """The whole as a part of a larger one."""
        return Part(self.value, self.numerator, self.denominator, on, self.is_whole)


def is_share(measure_unit: str) -> bool:
    """Whether values in a unit are shares of a whole: percent or per mille."""
    return measure_unit.strip().lower() in _SCALES


def ratio(numerator: Decimal, denominator: Decimal, measure_unit: str) -> Decimal:
    """A numerator over a denominator, in the unit: 3 of 4 is 75 %. The denominator is not 0."""
    scale = _SCALES.get(measure_unit.strip().lower(), Decimal(1))
    return WIDE.divide(WIDE.multiply(numerator, scale), denominator)


def aggregate(parts: Iterable[Part], method: Method, *, measure_unit: str) -> Aggregate:
    """Make one of the parts that have a value; those that have none are counted as missing.

    Periods are given in order of time: the last one decides whether the latest is whole.
    """
    everything = tuple(parts)
    known = [part for part in everything if part.value is not None]
    chosen = [p for p in known if p.has_counts] if method is Method.WEIGHTED else known
    lack = _lack(method, known, chosen) or _share(method, measure_unit)
    whole = Part() if lack else _whole(method, chosen, measure_unit)
    # The latest is whole when nothing later is missing.
    needed = everything[-1:] if method is Method.LATEST else everything
    return Aggregate(
        method=method,
        value=whole.value,
        used=len(chosen),
        expected=len(everything),
        is_whole=not lack and all(part in chosen and part.is_whole for part in needed),
        numerator=whole.numerator,
        denominator=whole.denominator,
        lack=lack,
    )


def over_time(accumulation: Accumulation, level: Method, *, is_ratio: bool) -> Method:
    """How periods become a longer one: what has happened adds up, what is so far is the latest.

    `level` is what the indicator says of states: their mean, or the latest. Ratios are weighed
    wherever other values would be added or averaged.
    """
    if accumulation is Accumulation.FLOW:
        return Method.WEIGHTED if is_ratio else Method.SUM
    if accumulation is Accumulation.LEVEL and level is Method.MEAN:
        return Method.WEIGHTED if is_ratio else Method.MEAN
    return Method.LATEST


def aggregate_tree(
    nodes: Iterable[Node[int]], parts: Mapping[int, Part], method: Method, *, measure_unit: str
) -> dict[int, Aggregate]:
    """The whole of every unit that has units below, by id. Those without any below are the parts.

    Every whole is made of the parts themselves, never of other wholes: a mean of means is none.
    """
    return {
        node.item: aggregate_below(node, parts, method, measure_unit=measure_unit)
        for node in walk(nodes)
        if node.children
    }


def aggregate_below(
    node: Node[int], parts: Mapping[int, Part], method: Method, *, measure_unit: str
) -> Aggregate:
    """The whole of one unit with units below: of those that themselves have none below."""
    return aggregate(
        (parts.get(unit, UNREPORTED) for unit in _below(node)), method, measure_unit=measure_unit
    )


def calculation(made: Aggregate, *, of: str = "") -> str:
    """How a whole came about, in a sentence: "Summan av 3 av 5 enheter som har rapporterat."

    `of` is what the parts are, in the plural, where they are not units.
    """
    if made.lack:
        return _(_LACKS[made.lack])
    above, below = (format_number(n or Decimal(0)) for n in (made.numerator, made.denominator))
    return _(_SENTENCES[made.method]).format(
        used=made.used, expected=made.expected, of=of or _("enheter"), above=above, below=below
    )


_LACKS: Mapping[Lack, str] = MappingProxyType(
    {
        Lack.NO_METHOD: N_("Värdena läggs inte ihop. Varje enhet visas för sig."),
        Lack.NO_VALUES: N_("Ingen har rapporterat än."),
        Lack.SHARE: N_("Procenttal läggs inte ihop utan täljare och nämnare."),
        Lack.NO_COUNTS: N_("Täljare och nämnare saknas, så värdena kan inte läggas ihop."),
    }
)
_SENTENCES: Mapping[Method, str] = MappingProxyType(
    {
        Method.SUM: N_("Summan av {used} av {expected} {of} som har rapporterat."),
        Method.MEAN: N_(
            "Medelvärdet av {used} av {expected} {of} som har rapporterat. Alla väger lika."
        ),
        Method.WEIGHTED: N_(
            "Täljare {above} delat med nämnare {below}, från {used} av {expected} {of}."
        ),
        Method.LATEST: N_("Det senaste värdet av {used} av {expected} {of} som har rapporterat."),
    }
)


def _lack(method: Method, known: Sequence[Part], chosen: Sequence[Part]) -> Lack | None:
    if method is Method.NONE:
        return Lack.NO_METHOD
    if not known:
        return Lack.NO_VALUES
    return None if chosen else Lack.NO_COUNTS


def _share(method: Method, measure_unit: str) -> Lack | None:
    is_refused = method in (Method.SUM, Method.MEAN) and is_share(measure_unit)
    return Lack.SHARE if is_refused else None


def _whole(method: Method, parts: Sequence[Part], measure_unit: str) -> Part:
    """The value of parts that can be put together, and its counts where every part has them."""
    if method is Method.LATEST:
        return max(parts, key=lambda part: part.on)
    above = below = None
    if all(part.has_counts for part in parts):
        above, below = _sum(p.numerator for p in parts), _sum(p.denominator for p in parts)
    if method is Method.WEIGHTED and above is not None and below is not None:
        return Part(ratio(above, below, measure_unit), above, below)
    total = _sum(part.value for part in parts)
    value = total if method is Method.SUM else WIDE.divide(total, Decimal(len(parts)))
    return Part(value, above, below)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = WIDE.add(total, number or Decimal(0))
    return total


def _below(node: Node[int]) -> tuple[int, ...]:
    return tuple(below.item for below in walk(node.children) if not below.children)
