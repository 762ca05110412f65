"""What an XmR chart says, in words: the sentence above it, and the names of its icons."""

from collections.abc import Mapping

from timglas.rules.limits import Way
from timglas.rules.signals import Reason
from timglas.rules.spc import Assurance, PointType, Variation, Xmr, told_way

POINT_WORDS = {
    PointType.COMMON: "Vanlig variation",
    PointType.IMPROVEMENT: "Förbättring",
    PointType.CONCERN: "Försämring",
    PointType.NEUTRAL: "Förändring",
}
ASSURANCE_WORDS = {
    Assurance.FAILS: "Når inte målet",
    Assurance.VARIES: "Når målet ibland",
    Assurance.PASSES: "Når målet",
}
ASSURANCE_EXPLAINED = {
    Assurance.FAILS: "Som det fungerar i dag nås målet inte. Något behöver ändras.",
    Assurance.VARIES: "Målet nås vissa perioder och andra inte, utan att något har ändrats.",
    Assurance.PASSES: "Som det fungerar i dag nås målet varje period.",
}
WAY_WORDS = {Way.HIGH: "uppåt", Way.LOW: "nedåt"}
REASON_WORDS = {
    (Reason.OUTSIDE, Way.HIGH): "Senaste värdet ligger över den övre gränsen",
    (Reason.OUTSIDE, Way.LOW): "Senaste värdet ligger under den undre gränsen",
    (Reason.TREND, Way.HIGH): "Värdena har ökat period för period",
    (Reason.TREND, Way.LOW): "Värdena har minskat period för period",
    (Reason.TWO_OF_THREE, Way.HIGH): "Minst två av tre värden ligger nära eller över övre gränsen",
    (Reason.TWO_OF_THREE, Way.LOW): "Minst två av tre värden ligger nära eller under undre gränsen",
    (Reason.RUN, Way.HIGH): "Många värden i rad ligger över medel",
    (Reason.RUN, Way.LOW): "Många värden i rad ligger under medel",
}


def variation_words(variation: Variation) -> str:
    """The name of the variation icon: "Vanlig variation", "Försämring uppåt"."""
    words = POINT_WORDS[variation.type]
    return f"{words} {WAY_WORDS[variation.way]}" if variation.way else words


def signal_message(xmr: Xmr, name: str, labels: Mapping[int, str]) -> str:
    """Say whether the latest value is a signal, since when and why; "" before that can be told.

    `labels` names each period in running text.
    """
    variation = xmr.variation
    if variation is None:
        return ""
    if variation.way is None:
        return f"{name} varierar som vanligt."
    latest = xmr.points[-1]
    reason = next(s.reason for s in latest.signals if s.way is variation.way)
    judged = {PointType.IMPROVEMENT: ", åt rätt håll", PointType.CONCERN: ", åt fel håll"}
    return (
        f"{name} har brutit sitt mönster sedan {labels[_since(xmr, variation.way)]}"
        f"{judged.get(variation.type, '')}. {REASON_WORDS[reason, variation.way]}."
    )


def _since(xmr: Xmr, way: Way) -> int:
    """The first period of the unbroken row of signals one way that the latest one ends."""
    since = xmr.points[-1].x
    for point in reversed(xmr.segments[-1].points):
        if told_way(point, xmr.direction) is not way:
            break
        since = point.x
    return since
