"""Sentences that sum up how it goes, in plain Swedish."""

from collections import Counter
from collections.abc import Iterable

from timglas.rules.status import Colour, Status

WORDS = (
    *("inget", "ett", "två", "tre", "fyra", "fem", "sex"),
    *("sju", "åtta", "nio", "tio", "elva", "tolv"),
)
# What is said of one goal and of several, by colour and by whether the words are final.
SAID = {
    (Colour.GREEN, False): ("är på väg att nås", "är på väg att nås"),
    (Colour.GREEN, True): ("är uppnått", "är uppnådda"),
    (Colour.YELLOW, False): ("är osäkert", "är osäkra"),
    (Colour.YELLOW, True): ("är delvis uppnått", "är delvis uppnådda"),
    (Colour.RED, False): ("avviker", "avviker"),
    (Colour.RED, True): ("är inte uppnått", "är inte uppnådda"),
    (Colour.GREY, False): ("kan inte bedömas än", "kan inte bedömas än"),
}


def in_words(number: int) -> str:
    """A whole number in words up to twelve, then in figures: "ett", "tolv", "13"."""
    return WORDS[number] if 0 <= number < len(WORDS) else str(number)


def goals_in_words(statuses: Iterable[Status]) -> str:
    """How some goals go, in one or two sentences; empty when there are none.

    "Två är på väg att nås. Ett är osäkert och ett avviker."
    """
    counts = Counter((s.colour, s.ended and s.colour is not Colour.GREY) for s in statuses)
    parts = [
        f"{in_words(counts[kind])} {said[counts[kind] > 1]}"
        for kind, said in SAID.items()
        if counts[kind]
    ]
    if len(parts) == 1 and sum(counts.values()) > 1:
        (kind,) = counts
        grey = kind[0] is Colour.GREY
        return "Inget av dem kan bedömas än." if grey else f"Alla {SAID[kind][1]}."
    first, rest = parts[:1], parts[1:]
    sentences = [*first, joined(rest)] if rest else first
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def joined(parts: list[str]) -> str:
    """Join with commas and "och": "a, b och c"."""
    return " och ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
