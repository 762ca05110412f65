"""What an XmR chart says, in words: the sentence above it, and the names of its icons."""

from collections.abc import Mapping

from timglas.rules.language import N_, _
from timglas.rules.limits import Way
from timglas.rules.signals import Reason
from timglas.rules.spc import Assurance, PointType, Variation, Xmr, told_way

POINT_WORDS = {
    PointType.COMMON: N_("Vanlig variation"),
    PointType.IMPROVEMENT: N_("Förbättring"),
    PointType.CONCERN: N_("Försämring"),
    PointType.NEUTRAL: N_("Förändring"),
}
ASSURANCE_WORDS = {
    Assurance.FAILS: N_("Når inte målet"),
    Assurance.VARIES: N_("Når målet ibland"),
    Assurance.PASSES: N_("Når målet"),
}
ASSURANCE_EXPLAINED = {
    Assurance.FAILS: N_("Som det fungerar i dag nås målet inte. Något behöver ändras."),
    Assurance.VARIES: N_("Målet nås vissa perioder och andra inte, utan att något har ändrats."),
    Assurance.PASSES: N_("Som det fungerar i dag nås målet varje period."),
}
VARIATION_WORDS = {
    (PointType.IMPROVEMENT, Way.HIGH): N_("Förbättring uppåt"),
    (PointType.IMPROVEMENT, Way.LOW): N_("Förbättring nedåt"),
    (PointType.CONCERN, Way.HIGH): N_("Försämring uppåt"),
    (PointType.CONCERN, Way.LOW): N_("Försämring nedåt"),
    (PointType.NEUTRAL, Way.HIGH): N_("Förändring uppåt"),
    (PointType.NEUTRAL, Way.LOW): N_("Förändring nedåt"),
}
BROKEN = {
    PointType.IMPROVEMENT: N_("{name} har brutit sitt mönster sedan {since}, åt rätt håll."),
    PointType.CONCERN: N_("{name} har brutit sitt mönster sedan {since}, åt fel håll."),
    PointType.NEUTRAL: N_("{name} har brutit sitt mönster sedan {since}."),
}
REASON_WORDS = {
    (Reason.OUTSIDE, Way.HIGH): N_("Senaste värdet ligger över den övre gränsen."),
    (Reason.OUTSIDE, Way.LOW): N_("Senaste värdet ligger under den undre gränsen."),
    (Reason.TREND, Way.HIGH): N_("Värdena har ökat period för period."),
    (Reason.TREND, Way.LOW): N_("Värdena har minskat period för period."),
    (Reason.TWO_OF_THREE, Way.HIGH): N_(
        "Minst två av tre värden ligger nära eller över övre gränsen."
    ),
    (Reason.TWO_OF_THREE, Way.LOW): N_(
        "Minst två av tre värden ligger nära eller under undre gränsen."
    ),
    (Reason.RUN, Way.HIGH): N_("Många värden i rad ligger över medel."),
    (Reason.RUN, Way.LOW): N_("Många värden i rad ligger under medel."),
}


def point_words(kind: PointType) -> str:
    """What a point means: "Vanlig variation", "Försämring"."""
    return _(POINT_WORDS[kind])


def variation_words(variation: Variation) -> str:
    """The name of the variation icon: "Vanlig variation", "Försämring uppåt"."""
    if variation.way is None:
        return point_words(variation.type)
    return _(VARIATION_WORDS[variation.type, variation.way])


def assurance_words(assurance: Assurance) -> tuple[str, str]:
    """The name of the assurance icon, and what it means."""
    return _(ASSURANCE_WORDS[assurance]), _(ASSURANCE_EXPLAINED[assurance])


def signal_message(xmr: Xmr, name: str, labels: Mapping[int, str]) -> str:
    """Say whether the latest value is a signal, since when and why; "" before that can be told.

    `labels` names each period in running text.
    """
    variation = xmr.variation
    if variation is None:
        return ""
    if variation.way is None:
        return _("{name} varierar som vanligt.").format(name=name)
    latest = xmr.points[-1]
    reason = next(s.reason for s in latest.signals if s.way is variation.way)
    since = labels[_since(xmr, variation.way)]
    said = _(BROKEN[variation.type]).format(name=name, since=since)
    return f"{said} {_(REASON_WORDS[reason, variation.way])}"


def _since(xmr: Xmr, way: Way) -> int:
    """The first period of the unbroken row of signals one way that the latest one ends."""
    since = xmr.points[-1].x
    for point in reversed(xmr.segments[-1].points):
        if told_way(point, xmr.direction) is not way:
            break
        since = point.x
    return since
