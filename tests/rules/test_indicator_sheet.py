"""Targets are written as they are read, and the sheet's words are those of the pages."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from timglas.models import DirectionChoice, FrequencyChoice, IndicatorKind
from timglas.rules.imports import RowProblem
from timglas.rules.indicator_sheet import (
    DIRECTIONS,
    FREQUENCIES,
    KINDS,
    read_target,
    written_target,
)

BOUND = st.decimals(-999_999, 999_999, places=8)


@given(low=BOUND, more=st.decimals(0, 999, places=8))
def test_targets_that_are_written_are_read_as_they_were(low: Decimal, more: Decimal) -> None:
    for direction, bounds in {
        "up": (low, None),
        "down": (None, low),
        "span": (low, low + more),
    }.items():
        assert read_target(written_target(*bounds), direction, "target_1") == bounds


@pytest.mark.parametrize(
    ("text", "direction", "bounds"),
    [
        ("88", "up", (88, None)),
        ("12,50 %", "down", (None, Decimal("12.5"))),
        ("2–4", "span", (2, 4)),
        ("2 till 4", "span", (2, 4)),
        ("-3 - -1", "span", (-3, -1)),
    ],
)
def test_targets_are_read_as_people_write_them(
    text: str, direction: str, bounds: tuple[object, object]
) -> None:
    assert read_target(text, direction, "target_1") == bounds


@pytest.mark.parametrize(
    ("text", "direction", "said"),
    [
        ("många", "up", "många"),
        ("1" * 13, "up", "Skriv högst 12 siffror"),
        ("2–", "span", "båda sidor om strecket"),
        ("2–4", "up", "Bara den som har ett spann har två."),
        ("2", "span", "lägsta först"),
        ("4–2", "span", "lägsta först"),
    ],
)
def test_what_is_no_target_says_what_to_write(text: str, direction: str, said: str) -> None:
    with pytest.raises(RowProblem) as problem:
        read_target(text, direction, "target_1")
    assert said in problem.value.problem.message
    assert problem.value.problem.column == "target_1"


def test_the_sheet_uses_the_words_of_the_pages() -> None:
    with translation.override("sv"):
        for words, choices in (
            (DIRECTIONS, DirectionChoice),
            (KINDS, IndicatorKind),
            (FREQUENCIES, FrequencyChoice),
        ):
            assert {key: said[0] for key, said in words.items()} == {
                choice.value: str(choice.label) for choice in choices
            }
