"""A goal's status proposed from the status of its indicators."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.rollup import Part, Proposal, RollUp, Thresholds, propose
from timglas.rules.scale import DEFAULT_NAMES, Colour, Status

GREEN, YELLOW, RED = Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK
MET, PARTLY_MET, NOT_MET = Status.MET, Status.PARTLY_MET, Status.NOT_MET
NOT_MEASURED, NOT_JUDGED, NOT_DUE = Status.NOT_MEASURED, Status.NOT_JUDGED, Status.NOT_DUE
RANK = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}


def parts(*statuses: Status) -> list[Part]:
    return [Part(status, name=chr(ord("A") + n)) for n, status in enumerate(statuses)]


def proposed(rule: RollUp, *statuses: Status) -> Status:
    return propose(rule, parts(*statuses)).status


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([GREEN], GREEN),
        ([GREEN, GREEN, YELLOW], GREEN),
        ([GREEN, GREEN, RED], YELLOW),
        ([GREEN, YELLOW], YELLOW),
        ([GREEN, RED, RED], YELLOW),
        ([GREEN, RED, RED, RED], RED),
        ([YELLOW, YELLOW], YELLOW),
        ([YELLOW, RED], RED),
    ],
)
def test_share_asks_how_many_are_green(statuses: list[Status], status: Status) -> None:
    assert proposed(RollUp.SHARE, *statuses) is status


@pytest.mark.parametrize(
    ("statuses", "status"),
    [([GREEN, GREEN], GREEN), ([GREEN, YELLOW], YELLOW), ([GREEN, RED, YELLOW], RED)],
)
def test_the_worst_decides(statuses: list[Status], status: Status) -> None:
    assert proposed(RollUp.WORST, *statuses) is status


@pytest.mark.parametrize(
    ("weights", "status"), [(("4", "1"), GREEN), (("3", "2"), YELLOW), (("1", "4"), RED)]
)
def test_weights_decide_how_much_a_part_counts(weights: tuple[str, str], status: Status) -> None:
    green, red = (Decimal(weight) for weight in weights)
    proposal = propose(RollUp.WEIGHTED, [Part(GREEN, green, "A"), Part(RED, red, "B")])
    assert proposal.status is status


def test_thresholds_can_be_set_for_a_level() -> None:
    strict = Thresholds(green=Fraction(1), yellow=Fraction(1, 2))
    assert propose(RollUp.SHARE, parts(GREEN, GREEN, YELLOW), thresholds=strict).status is YELLOW
    assert propose(RollUp.WEIGHTED, parts(GREEN, RED, RED), thresholds=strict).status is RED


def test_words_are_final_only_when_all_measured_parts_are() -> None:
    assert proposed(RollUp.WORST, MET, NOT_MET, NOT_MEASURED) is NOT_MET
    assert proposed(RollUp.WORST, MET, GREEN) is GREEN
    assert proposed(RollUp.WORST, PARTLY_MET, GREEN) is YELLOW


def test_grey_parts_are_named_and_never_counted() -> None:
    assert propose(RollUp.SHARE, parts(GREEN, NOT_MEASURED, NOT_DUE)) == Proposal(
        GREEN,
        "1 grön. För grönt krävs minst 67\u00a0% gröna och ingen röd. "
        "Förslaget blir grönt. Inte inräknat: B (ej mätt), C (ännu inte aktuell).",
    )


def test_the_sentence_counts_in_plural() -> None:
    assert propose(RollUp.SHARE, parts(GREEN, GREEN, RED)).sentence == (
        "2 gröna och 1 röd. För grönt krävs minst 67\u00a0% gröna och ingen röd. "
        "Förslaget blir gult."
    )


def test_the_sentence_names_the_weakest() -> None:
    assert propose(RollUp.WORST, parts(RED, GREEN, RED)).sentence == (
        "Det svagaste avgör: A, C. Förslaget blir rött."
    )


def test_the_sentence_tells_the_mean() -> None:
    assert propose(RollUp.WEIGHTED, parts(GREEN, YELLOW)).sentence == (
        "Delarna väger samman till 75\u00a0%, där grönt räknas helt, gult till hälften och "
        "rött inte alls. Grönt kräver 80\u00a0% och gult 40\u00a0%. Förslaget blir gult."
    )


def test_a_municipality_names_the_grey_in_its_own_words() -> None:
    names = {**DEFAULT_NAMES, NOT_MEASURED: "Ej följt upp"}
    sentence = propose(RollUp.WORST, parts(GREEN, NOT_MEASURED), names=names).sentence
    assert sentence.endswith("Inte inräknat: B (ej följt upp).")


@pytest.mark.parametrize(
    ("statuses", "status", "sentence"),
    [
        ([], NOT_MEASURED, "Inget av det som ska vägas in är mätt."),
        (
            [NOT_DUE],
            NOT_DUE,
            "Inget av det som ska vägas in är mätt. Inte inräknat: A (ännu inte aktuell).",
        ),
        (
            [NOT_DUE, NOT_JUDGED],
            NOT_MEASURED,
            "Inget av det som ska vägas in är mätt. "  # noqa: ISC004
            "Inte inräknat: A (ännu inte aktuell), B (ej bedömt).",
        ),
    ],
)
def test_without_measured_parts_the_whole_is_grey(
    statuses: list[Status], status: Status, sentence: str
) -> None:
    for rule in RollUp:
        assert propose(rule, parts(*statuses)) == Proposal(status, sentence)


def test_a_part_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="without weight"):
        Part(GREEN, Decimal(0))


@given(
    st.sampled_from(RollUp),
    st.lists(st.sampled_from([GREEN, YELLOW, RED]), min_size=1, max_size=9),
    st.data(),
)
def test_a_better_part_never_makes_the_whole_worse(
    rule: RollUp, statuses: list[Status], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(statuses) - 1))
    better = [GREEN if n == place else status for n, status in enumerate(statuses)]
    before, after = proposed(rule, *statuses), proposed(rule, *better)
    assert RANK[after.colour] <= RANK[before.colour]


@given(
    st.sampled_from(RollUp),
    st.lists(st.sampled_from([GREEN, YELLOW, RED]), min_size=1),
    st.lists(st.sampled_from([NOT_MEASURED, NOT_JUDGED, NOT_DUE])),
)
def test_grey_parts_change_nothing(
    rule: RollUp, statuses: list[Status], grey: list[Status]
) -> None:
    assert proposed(rule, *statuses, *grey) is proposed(rule, *statuses)
