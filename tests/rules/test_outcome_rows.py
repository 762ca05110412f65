"""What a row of the sheet says, and what it makes of the outcome there is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from timglas.rules.imports import Problem, RowProblem
from timglas.rules.outcome_rows import Facts, Measure, Written, read_written, settle
from timglas.rules.periods import Frequency, Period

TODAY = date(2025, 10, 15)
YEAR = Period(Frequency.YEAR, 2024)
TYPED = Measure("%", "Skolverket", by_counts=False)
COUNTED = Measure("%", "Skolverket", by_counts=True)
THERE = Facts(Decimal("83.1"), None, None, "final", "Enkät", "Som väntat")
UNKNOWN = Facts(None, None, None, "final", "Enkät", "Ingen enkät")
SHARE = Facts(Decimal("83.1"), Decimal(831), Decimal(1000), "final", "Skolan", "")


def settled(earlier: Facts | None, measure: Measure = TYPED, **written: Any) -> Facts | None:
    return settle(Written(**written), earlier, measure, period=YEAR, today=TODAY)


def problem(earlier: Facts | None, measure: Measure = TYPED, **written: Any) -> Problem:
    with pytest.raises(RowProblem) as caught:
        settled(earlier, measure, **written)
    return caught.value.problem


def test_a_row_is_read() -> None:
    cells = {
        "value": "83,1",
        "numerator": "1 662",
        "denominator": "2 000",
        "comment": "Bra",
        "source": "Skolverket",
        "quality": "preliminär",
    }
    assert read_written(cells) == Written(
        value=Decimal("83.1"),
        numerator=Decimal(1662),
        denominator=Decimal(2000),
        comment="Bra",
        source="Skolverket",
        quality="preliminary",
    )
    assert read_written({"value": "", "quality": ""}) == Written()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"value": "många"},
            Problem("”många” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.", "value"),
        ),
        (
            {"quality": "säker"},
            Problem(
                "”säker” är ingen kvalitet. Skriv Slutligt, Preliminärt eller Uppskattat.",
                "quality",
            ),
        ),
        (
            {"source": "x" * 201},
            Problem("Källan har 201 tecken. Korta den till högst 200.", "source"),
        ),
        (
            {"unmeasurable": "Ingen enkät", "value": "1"},
            Problem(
                "Ta bort talen, eller skälet till att värdet inte går att mäta.", "unmeasurable"
            ),
        ),
        (
            {"unmeasurable": "Ingen enkät", "comment": "Nästa år"},
            Problem(
                "Skriv allt i skälet till att värdet inte går att mäta, och töm kommentaren.",
                "comment",
            ),
        ),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(cells: dict[str, str], told: Problem) -> None:
    with pytest.raises(RowProblem) as caught:
        read_written(cells)
    assert caught.value.problem == told


@pytest.mark.parametrize("earlier", [None, THERE, UNKNOWN, SHARE])
def test_empty_cells_change_nothing(earlier: Facts | None) -> None:
    assert settled(earlier) is earlier


def test_a_first_value_has_the_indicators_source_and_is_final() -> None:
    assert settled(None, value=Decimal(84)) == Facts(
        Decimal(84), None, None, "final", "Skolverket", ""
    )


def test_what_is_written_is_laid_over_what_is_there() -> None:
    assert settled(THERE, value=Decimal(84)) == replace(THERE, value=Decimal(84))
    assert settled(THERE, comment="Oväntat") == replace(THERE, comment="Oväntat")
    assert settled(THERE, value=Decimal("83.10"), source="Enkät") is THERE
    assert settled(replace(THERE, comment="Som\r\nväntat"), comment="Som\nväntat") == replace(
        THERE, comment="Som\r\nväntat"
    )


def test_a_value_takes_the_place_of_why_there_was_none() -> None:
    assert settled(UNKNOWN, value=Decimal(84)) == replace(UNKNOWN, value=Decimal(84), comment="")
    assert settled(UNKNOWN, comment="Få svar") == replace(UNKNOWN, comment="Få svar")
    assert settled(SHARE, unmeasurable="Ingen enkät") == replace(
        UNKNOWN, source="Skolan", comment="Ingen enkät"
    )
    assert settled(UNKNOWN, unmeasurable="Ingen enkät") is UNKNOWN


def test_counts_make_the_value() -> None:
    counts = {"numerator": Decimal(831), "denominator": Decimal(1000)}
    wanted = replace(SHARE, source="Skolverket")
    assert settled(None, COUNTED, **counts) == wanted
    assert settled(None, COUNTED, value=Decimal(83), **counts) == wanted
    assert settled(SHARE, COUNTED, numerator=Decimal(500)) == replace(
        SHARE, value=Decimal(50), numerator=Decimal(500)
    )
    assert settled(SHARE, COUNTED, value=Decimal("83.1"), comment="Bra") == replace(
        SHARE, comment="Bra"
    )
    assert settled(replace(SHARE, value=Decimal("83.1")), COUNTED, **counts) == SHARE


def test_counts_that_make_the_same_value_in_more_digits_change_nothing() -> None:
    third = Facts(Decimal("33.33333333"), Decimal(1), Decimal(3), "final", "Skolan", "")
    counts = {"numerator": Decimal(1), "denominator": Decimal(3)}
    assert settled(third, COUNTED, **counts) is third
    assert settled(third, COUNTED, value=Decimal("33.3"), **counts) is third


def test_counts_beside_a_typed_value_are_kept() -> None:
    counts = {"numerator": Decimal(831), "denominator": Decimal(1000)}
    assert settled(None, TYPED, value=Decimal(83), **counts) == Facts(
        Decimal(83), Decimal(831), Decimal(1000), "final", "Skolverket", ""
    )


@pytest.mark.parametrize(
    ("earlier", "measure", "written", "told"),
    [
        (
            None,
            TYPED,
            {"comment": "Bra"},
            Problem("Skriv ett värde, eller skälet till att det inte går att mäta.", "value"),
        ),
        (
            SHARE,
            COUNTED,
            {"value": Decimal(84)},
            Problem(
                "Indikatorn räknas ut. Skriv täljare och nämnare, och lämna värdet tomt.",
                "numerator",
            ),
        ),
        (
            SHARE,
            COUNTED,
            {"value": Decimal("83.1"), "numerator": Decimal(840)},
            Problem(
                "Värdet stämmer inte med täljaren och nämnaren, som ger 84,00. "
                "Töm cellen, så räknas värdet ut.",
                "value",
            ),
        ),
        (
            None,
            COUNTED,
            {"numerator": Decimal(1)},
            Problem("Skriv både täljare och nämnare.", "denominator"),
        ),
        (
            None,
            COUNTED,
            {"denominator": Decimal(1)},
            Problem("Skriv både täljare och nämnare.", "numerator"),
        ),
        (
            None,
            COUNTED,
            {"numerator": Decimal(1), "denominator": Decimal(0)},
            Problem("Nämnaren ska vara större än noll.", "denominator"),
        ),
        (
            None,
            COUNTED,
            {"numerator": Decimal(10) ** 11, "denominator": Decimal("0.01")},
            Problem("Värdet blir för stort. Kontrollera båda talen.", "denominator"),
        ),
        (
            None,
            TYPED,
            {"unmeasurable": "x" * 601},
            Problem("Kommentaren har 601 tecken. Korta den till högst 600.", "unmeasurable"),
        ),
        (
            None,
            TYPED,
            {"value": Decimal(1), "comment": "x" * 601},
            Problem("Kommentaren har 601 tecken. Korta den till högst 600.", "comment"),
        ),
    ],
)
def test_what_cannot_be_said_is_told(
    earlier: Facts | None, measure: Measure, written: dict[str, Any], told: Problem
) -> None:
    assert problem(earlier, measure, **written) == told


def test_a_period_that_has_not_ended_is_not_final() -> None:
    with pytest.raises(RowProblem) as caught:
        settle(
            Written(value=Decimal(1)),
            None,
            TYPED,
            period=Period(Frequency.YEAR, 2025),
            today=TODAY,
        )
    assert caught.value.problem.column == "quality"
