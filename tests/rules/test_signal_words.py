"""The sentence says whether the latest value is a signal, since when and why."""

from decimal import Decimal

import pytest

from timglas.rules.judgement import Direction
from timglas.rules.limits import Observation, Way
from timglas.rules.signal_words import assurance_words, signal_message, variation_words
from timglas.rules.spc import Assurance, PointType, Variation, judge_series

BASE = "10 12 10 12 10 12 10 12 10 12 10 12"


def said(values: str, direction: Direction = Direction.DOWN) -> str:
    observed = [Observation(n, Decimal(v)) for n, v in enumerate(values.split(), start=1)]
    labels = {o.x: f"månad {o.x}" for o in observed}
    xmr = judge_series(observed, direction=direction)
    return signal_message(xmr, "Sjukfrånvaron", labels)


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("11", "Sjukfrånvaron varierar som vanligt."),
        (
            "17",
            (
                "Sjukfrånvaron har brutit sitt mönster sedan månad 13, åt fel håll. "
                "Senaste värdet ligger över den övre gränsen."
            ),
        ),
        (
            "11 10 10 10 10 10 10 10",
            (
                "Sjukfrånvaron har brutit sitt mönster sedan månad 14, åt rätt håll. "
                "Många värden i rad ligger under medel."
            ),
        ),
        (
            "15 14 15",
            (
                "Sjukfrånvaron har brutit sitt mönster sedan månad 15, åt fel håll. "
                "Minst två av tre värden ligger nära eller över övre gränsen."
            ),
        ),
    ],
)
def test_the_sentence_follows_the_latest_value(added: str, sentence: str) -> None:
    assert said(f"{BASE} {added}") == sentence


def test_where_no_way_is_better_the_sentence_does_not_judge() -> None:
    assert said(f"{BASE} 5", Direction.SPAN) == (
        "Sjukfrånvaron har brutit sitt mönster sedan månad 13. "
        "Senaste värdet ligger under den undre gränsen."
    )


def test_a_row_of_signals_may_reach_back_to_the_first_value() -> None:
    rising = " ".join(str(n) for n in range(1, 15))
    assert said(rising, Direction.UP).startswith(
        "Sjukfrånvaron har brutit sitt mönster sedan månad 1,"
    )


def test_nothing_is_said_of_few_values() -> None:
    assert said("1 2 3") == ""


def test_the_icon_of_variation_has_a_name() -> None:
    assert variation_words(Variation(PointType.COMMON, None)) == "Vanlig variation"
    assert variation_words(Variation(PointType.CONCERN, Way.HIGH)) == "Försämring uppåt"


def test_the_icon_of_assurance_has_a_name_and_says_what_it_means() -> None:
    assert assurance_words(Assurance.PASSES) == (
        "Når målet",
        "Som det fungerar i dag nås målet varje period.",
    )
