"""Forecasts in words."""

from datetime import date
from decimal import Decimal

from timglas.rules.forecast_words import (
    accuracy_words,
    interval_words,
    method_words,
    miss_words,
    year_end_words,
)
from timglas.rules.forecasts import Method

BOUNDS = (Decimal("6.55"), Decimal("7.25"))


def told(bounds: tuple[Decimal, Decimal] | None) -> str:
    return year_end_words(Decimal("6.9"), bounds, year=2025, unit="%", decimals=1)


def test_a_forecast_is_told_with_its_interval() -> None:
    assert told(BOUNDS) == (
        "Prognosen är att 2025 slutar på 6,9\u00a0%. "
        "I åtta fall av tio hamnar utfallet mellan 6,6 och 7,3\u00a0%."
    )


def test_an_interval_that_is_nothing_or_too_small_to_see_is_not_told() -> None:
    alone = "Prognosen är att 2025 slutar på 6,9\u00a0%."
    assert told(None) == alone
    assert told((Decimal("6.91"), Decimal("6.92"))) == alone
    assert (interval_words(BOUNDS, 1), interval_words(None, 1)) == ("6,6 och 7,3", "–")


def test_how_it_was_made_is_told() -> None:
    assert method_words(Method.SEASON, date(2025, 8, 31)) == (
        "Räknat som samma tid förra året, på värden till och med 31 augusti 2025."
    )


def test_past_accuracy_is_told_in_the_unit_and_beside_no_change() -> None:
    plain = {"trials": 18, "unit": "%", "decimals": 1}
    assert accuracy_words(Decimal("0.12"), Decimal("0.5"), **plain) == (
        "Vid 18 prov på indikatorns egna tidigare värden missade regeln med i snitt 0,12\u00a0"
        "procentenheter. Att tro att inget ändras hade missat med 0,50\u00a0procentenheter."
    )
    same = accuracy_words(Decimal("0.5"), Decimal("0.5"), **plain)
    assert same.endswith("med i snitt 0,50\u00a0procentenheter.")
    assert miss_words(Decimal(-3), "dagar", 0) == "3,0\u00a0dagar"
