"""A goal's status proposed from the status of its indicators, or of the goals below it.

It is a proposal: a person judges, with a reason where the judgement differs. Activities are never
parts. Grey parts count neither for nor against; they are named. Source: issue 2, Status.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from timglas.rules.language import N_, _, language, ngettext
from timglas.rules.scale import DEFAULT_NAMES, Colour, Status, in_words
from timglas.rules.summary import joined


class RollUp(StrEnum):
    """How parts become a whole; chosen for each goal level."""

    SHARE = "share"
    WORST = "worst"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's part in a goal."""

    status: Status
    weight: Decimal = Decimal(1)
    name: str = ""

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError("a part without weight is no part")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which share a whole is green, and from which it is at least yellow; 0 to 1."""

    green: Fraction
    yellow: Fraction


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed status and a sentence that says why."""

    status: Status
    sentence: str


DEFAULT_THRESHOLDS: Mapping[RollUp, Thresholds] = MappingProxyType(
    {
        RollUp.SHARE: Thresholds(green=Fraction(2, 3), yellow=Fraction(1, 3)),
        RollUp.WEIGHTED: Thresholds(green=Fraction(4, 5), yellow=Fraction(2, 5)),
    }
)
_PROPOSED = MappingProxyType(
    {
        Colour.GREEN: N_("Förslaget blir grönt."),
        Colour.YELLOW: N_("Förslaget blir gult."),
        Colour.RED: N_("Förslaget blir rött."),
    }
)
_COUNTED = (Colour.GREEN, Colour.YELLOW, Colour.RED)
_POINTS = MappingProxyType(
    {Colour.GREEN: Fraction(1), Colour.YELLOW: Fraction(1, 2), Colour.RED: Fraction(0)}
)


def propose(
    rule: RollUp,
    parts: Sequence[Part],
    *,
    thresholds: Thresholds | None = None,
    names: Mapping[Status, str] = DEFAULT_NAMES,
) -> Proposal:
    """Propose the status of a whole.

    SHARE: green when enough parts are green and none is red; red when too few are green and some
    part is red; else yellow. WORST: as the worst part. WEIGHTED: green counts 1, yellow ½ and red
    0, times weight, and the mean is held against the thresholds. `thresholds` replaces the rule's
    default; `names` are the municipality's words. Final words only when all measured parts have
    final words. A better part never makes the whole worse.
    """
    measured = [part for part in parts if part.status.colour is not Colour.GREY]
    left_out = _left_out(parts, names)
    if not measured:
        reason = _("Inget av det som ska vägas in är mätt.")
        return Proposal(_grey_whole(parts), " ".join([reason, *left_out]))
    if rule is RollUp.WORST:
        colour, reason = _worst(measured)
    elif rule is RollUp.SHARE:
        colour, reason = _share(measured, thresholds or DEFAULT_THRESHOLDS[rule])
    else:
        colour, reason = _weighted(measured, thresholds or DEFAULT_THRESHOLDS[rule])
    status = in_words(colour, ended=all(part.status.ended for part in measured))
    return Proposal(status, " ".join([reason, _proposed(colour, language()), *left_out]))


def _share(measured: Sequence[Part], thresholds: Thresholds) -> tuple[Colour, str]:
    colours = [part.status.colour for part in measured]
    green, red = colours.count(Colour.GREEN), colours.count(Colour.RED)
    share = Fraction(green, len(colours))
    reason = _share_reason(tuple(map(colours.count, _COUNTED)), thresholds.green, language())
    if share >= thresholds.green and not red:
        return Colour.GREEN, reason
    return Colour.RED if share < thresholds.yellow and red else Colour.YELLOW, reason


@lru_cache
def _proposed(colour: Colour, _language: str) -> str:
    return _(_PROPOSED[colour])


@lru_cache(maxsize=1_000)  # few numbers, of ten thousand goals
def _share_reason(counts: tuple[int, ...], least: Fraction, _language: str) -> str:
    return _("{counted}. För grönt krävs minst {share} gröna och ingen röd.").format(
        counted=_counted(*counts), share=_percent(least)
    )


def _counted(green: int, yellow: int, red: int) -> str:
    """How many of each colour: "2 gröna, 1 gul och 1 röd"."""
    counted = (
        (green, ngettext("{n} grön", "{n} gröna", green)),
        (yellow, ngettext("{n} gul", "{n} gula", yellow)),
        (red, ngettext("{n} röd", "{n} röda", red)),
    )
    return joined([words.format(n=n) for n, words in counted if n])


def _worst(measured: Sequence[Part]) -> tuple[Colour, str]:
    colour = min((part.status.colour for part in measured), key=lambda c: _POINTS[c])
    worst = ", ".join(part.name for part in measured if part.status.colour is colour)
    return colour, _("Det svagaste avgör: {worst}.").format(worst=worst)


def _weighted(measured: Sequence[Part], thresholds: Thresholds) -> tuple[Colour, str]:
    nought = Fraction(0)
    total = sum((Fraction(part.weight) for part in measured), nought)
    points = (Fraction(part.weight) * _POINTS[part.status.colour] for part in measured)
    mean = sum(points, nought) / total
    reason = _(
        "Delarna väger samman till {mean}, där grönt räknas helt, gult till hälften och rött inte "
        "alls. Grönt kräver {green} och gult {yellow}."
    ).format(
        mean=_percent(mean), green=_percent(thresholds.green), yellow=_percent(thresholds.yellow)
    )
    if mean >= thresholds.green:
        return Colour.GREEN, reason
    return Colour.YELLOW if mean >= thresholds.yellow else Colour.RED, reason


def _grey_whole(parts: Sequence[Part]) -> Status:
    """Not due when all parts are; else there is something to measure."""
    if parts and all(part.status is Status.NOT_DUE for part in parts):
        return Status.NOT_DUE
    return Status.NOT_MEASURED


def _left_out(parts: Sequence[Part], names: Mapping[Status, str]) -> list[str]:
    """The sentence that names what is left out, if anything is."""
    grey = [
        f"{part.name} ({names[part.status].lower()})"
        for part in parts
        if part.status.colour is Colour.GREY
    ]
    return [_("Inte inräknat: {parts}.").format(parts=", ".join(grey))] if grey else []


def _percent(share: Fraction) -> str:
    return f"{round(share * 100)}\u00a0%"
