"""A value among others: where it lies, and how far women's and men's values are apart, in words.

Small differences between municipalities are not explained: only the quarter is told, never a rank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timglas.rules.language import _
from timglas.rules.message import difference_unit
from timglas.rules.numbers import format_value

ENOUGH_FOR_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarters:
    """The middle of many values, and the ends of the half that lies around it."""

    lower: Decimal
    middle: Decimal
    upper: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What is compared: the place it is about, the year, and how its values are written."""

    place: str
    year: int
    unit: str
    decimals: int

    def written(self, value: Decimal) -> str:
        """A value with its unit."""
        return format_value(value, self.unit, self.decimals)


def quarters(values: Sequence[Decimal]) -> Quarters | None:
    """The quartiles, a place between two values taken in proportion; None for fewer than eight."""
    if len(values) < ENOUGH_FOR_QUARTERS:
        return None
    ordered = sorted(values)
    return Quarters(_at(ordered, 1), _at(ordered, 2), _at(ordered, 3), len(ordered))


def _at(ordered: Sequence[Decimal], quarter: int) -> Decimal:
    steps = (len(ordered) - 1) * quarter
    whole, rest = divmod(steps, 4)
    if not rest:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * rest / 4


def place_message(own: Decimal | None, among: Quarters | None, measured: Measured) -> str:
    """Say where the own value lies among the others, and where half of them lie."""
    if among is None:
        return _few(own, measured)
    words: dict[str, object] = {
        "place": measured.place,
        "year": measured.year,
        "n": among.count,
        "lower": measured.written(among.lower),
        "upper": measured.written(among.upper),
    }
    if own is None:
        return _(
            "{place} har inget värde {year}. Hälften av {n} kommuner har mellan {lower} "
            "och {upper}."
        ).format(**words)
    words["own"] = measured.written(own)
    return _quarter(own, among).format(**words)


def _quarter(own: Decimal, among: Quarters) -> str:
    if own < among.lower:
        return _(
            "{place} har {own} {year} och hör till den fjärdedel av {n} kommuner som har "
            "lägst värden."
        )
    if own > among.upper:
        return _(
            "{place} har {own} {year} och hör till den fjärdedel av {n} kommuner som har "
            "högst värden."
        )
    return _(
        "{place} har {own} {year}, som många andra: hälften av {n} kommuner har mellan {lower} "
        "och {upper}."
    )


def _few(own: Decimal | None, measured: Measured) -> str:
    words = {"place": measured.place, "year": measured.year}
    if own is None:
        return _("{place} har inget värde {year}.").format(**words)
    return _("{place} har {own} {year}.").format(own=measured.written(own), **words)


def development_message(own: Mapping[int, Decimal], measured: Measured) -> str:
    """Say from what to what the own value has gone; "" when there are not two years."""
    if len(own) < 2:
        return ""
    first, last = min(own), max(own)
    words = {
        "place": measured.place,
        "before": measured.written(own[first]),
        "first": first,
        "after": measured.written(own[last]),
        "last": last,
    }
    change = round(own[last], measured.decimals) - round(own[first], measured.decimals)
    if not change:
        return _("{place} har samma värde {last} som {first}: {after}.").format(**words)
    if change > 0:
        return _("{place} har ökat från {before} ({first}) till {after} ({last}).").format(**words)
    return _("{place} har minskat från {before} ({first}) till {after} ({last}).").format(**words)


def gap_message(women: Decimal, men: Decimal, measured: Measured) -> str:
    """Say how far women's value lies from men's, as they are written."""
    gap = round(women, measured.decimals) - round(men, measured.decimals)
    words: dict[str, object] = {"place": measured.place, "year": measured.year}
    if not gap:
        return _("I {place} är värdet detsamma för kvinnor och män {year}.").format(**words)
    unit = difference_unit(gap, measured.unit, measured.decimals)
    words["gap"] = format_value(abs(gap), unit, measured.decimals)
    if gap > 0:
        return _("I {place} är kvinnornas värde {gap} högre än männens {year}.").format(**words)
    return _("I {place} är kvinnornas värde {gap} lägre än männens {year}.").format(**words)
