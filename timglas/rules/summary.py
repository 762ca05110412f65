"""Sentences that sum up how it goes, in plain words."""

from collections import Counter
from collections.abc import Iterable

from timglas.rules.language import N_, _, ngettext
from timglas.rules.status import Colour, Status

WORDS = (
    *(N_("inget"), N_("ett"), N_("två"), N_("tre"), N_("fyra"), N_("fem"), N_("sex")),
    *(N_("sju"), N_("åtta"), N_("nio"), N_("tio"), N_("elva"), N_("tolv")),
)
# Goals by colour, and by whether the words are final; best first.
KINDS = tuple(
    (colour, ended)
    for colour in (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY)
    for ended in (False, True)
)
# What is said when all goals go the same way.
ALL = {
    (Colour.GREEN, False): N_("Alla är på väg att nås."),
    (Colour.GREEN, True): N_("Alla är uppnådda."),
    (Colour.YELLOW, False): N_("Alla är osäkra."),
    (Colour.YELLOW, True): N_("Alla är delvis uppnådda."),
    (Colour.RED, False): N_("Alla avviker."),
    (Colour.RED, True): N_("Inget av dem är uppnått."),
    (Colour.GREY, False): N_("Inget av dem kan bedömas än."),
}

type Kind = tuple[Colour, bool]


def in_words(number: int) -> str:
    """A whole number in words up to twelve, then in figures: "ett", "tolv", "13"."""
    return _(WORDS[number]) if 0 <= number < len(WORDS) else str(number)


def goals_in_words(statuses: Iterable[Status]) -> str:
    """How some goals go, in one or two sentences; empty when there are none.

    "Två är på väg att nås. Ett är osäkert och ett avviker."
    """
    counts = Counter((s.colour, s.ended and s.colour is not Colour.GREY) for s in statuses)
    parts = [_said(kind, counts[kind]) for kind in KINDS if counts[kind]]
    if len(parts) == 1 and sum(counts.values()) > 1:
        (kind,) = counts
        return _(ALL[kind])
    first, rest = parts[:1], parts[1:]
    sentences = [*first, joined(rest)] if rest else first
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def joined(parts: list[str]) -> str:
    """Join with commas and "och": "a, b och c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} och {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def _said(kind: Kind, n: int) -> str:
    """What is said of some goals of a kind."""
    words = {
        (Colour.GREEN, False): ngettext("{n} är på väg att nås", "{n} är på väg att nås", n),
        (Colour.GREEN, True): ngettext("{n} är uppnått", "{n} är uppnådda", n),
        (Colour.YELLOW, False): ngettext("{n} är osäkert", "{n} är osäkra", n),
        (Colour.YELLOW, True): ngettext("{n} är delvis uppnått", "{n} är delvis uppnådda", n),
        (Colour.RED, False): ngettext("{n} avviker", "{n} avviker", n),
        (Colour.RED, True): ngettext("{n} är inte uppnått", "{n} är inte uppnådda", n),
        (Colour.GREY, False): ngettext("{n} kan inte bedömas än", "{n} kan inte bedömas än", n),
    }
    return words[kind].format(n=in_words(n))
