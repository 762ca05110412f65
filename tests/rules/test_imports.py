"""Columns found by their heads, words found among choices, and numbers read exactly."""

from decimal import Decimal

import pytest
from django.utils import translation

from timglas.rules.imports import (
    as_cell,
    choice_of,
    guess,
    picked,
    place,
    read_decimal,
    translated,
)
from timglas.rules.outcome_sheet import OUTCOME_COLUMNS, SEXES


def test_our_own_heads_are_found_in_any_order() -> None:
    heads = [column.heading for column in reversed(OUTCOME_COLUMNS)]
    found = guess(heads, OUTCOME_COLUMNS)
    assert {key: heads[n] for key, n in found.items()} == {
        column.key: column.heading for column in OUTCOME_COLUMNS
    }


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["Indikator", "Enhet", "År", "Utfall"], ["name", "unit_name", "period", "value"]),
        (["ID", "Enhetskod", "MÅNAD", "Värde (%)"], ["indicator", "unit", "period", "value"]),
        (
            ["Nyckeltal", "Skola", "Period 2025", "Värde i %"],
            ["name", "unit_name", "period", "value"],
        ),
        (["Period", "Period", "", "Annat"], ["period"]),
        (["indicator", "period", "value"], ["indicator", "period", "value"]),
    ],
)
def test_other_words_for_a_column_are_known(heads: list[str], found: list[str]) -> None:
    assert guess(heads, OUTCOME_COLUMNS) == {key: n for n, key in enumerate(found)}


def test_the_cells_of_a_row_are_picked_and_what_it_has_not_is_empty() -> None:
    assert picked(("17", "2025"), {"indicator": 0, "value": 2}) == {"indicator": "17", "value": ""}


@pytest.mark.parametrize(
    ("text", "value"),
    [("Kvinnor", "K"), ("KVINNOR", "K"), ("t", "T"), ("man", "M"), ("hen", None)],
)
def test_a_choice_is_known_by_its_words(text: str, value: str | None) -> None:
    assert choice_of(text, SEXES) == value


def test_a_cell_has_no_outer_spaces_and_nothing_that_a_workbook_cannot_hold() -> None:
    assert as_cell(" ett\x07\r\ntvå\rtre ") == "ett\ntvå\ntre"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("83,1", Decimal("83.1")),
        ("-0,12345678", Decimal("-0.12345678")),
        ("7", Decimal(7)),
        ("", None),
        ("83.1", None),
        ("7,", None),
        ("1,123456789", None),
        ("1234567890123", None),
        ("1,x", None),
        ("²", None),
        ("1 000", None),
    ],
)
def test_a_number_of_our_own_files_is_read_exactly(text: str, number: Decimal | None) -> None:
    assert read_decimal(text) == number


def test_places_are_named_as_in_excel() -> None:
    assert [place(4, 2), place(12, 27), place(1, 701)] == ["C4", "AB12", "ZZ1"]


def test_a_column_is_explained_in_the_readers_language() -> None:
    column = OUTCOME_COLUMNS[0]
    with translation.override("sv"):
        assert translated(column) == column
    with translation.override("en"):
        assert translated(column).heading == "Indicator (number)"
