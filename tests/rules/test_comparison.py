"""Where a value lies among others, and how far women's and men's are apart."""

from decimal import Decimal
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.comparison import (
    Measured,
    Quarters,
    development_message,
    gap_message,
    place_message,
    quarters,
)

MEASURED = Measured("Exempelby", 2024, "%", 1)
AMONG = Quarters(Decimal(80), Decimal(82), Decimal(85), 40)
numbers = st.decimals(-10_000, 10_000, places=3)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@given(st.lists(numbers, min_size=8))
def test_quarters_are_those_of_statistics(values: list[Decimal]) -> None:
    found = quarters(values)
    assert found is not None
    expected = quantiles(values, n=4, method="inclusive")
    assert [found.lower, found.middle, found.upper] == pytest.approx(expected)
    assert found.count == len(values)


def test_fewer_than_eight_have_no_quarters() -> None:
    assert quarters([Decimal(1)] * 7) is None


@pytest.mark.parametrize(
    ("own", "among", "message"),
    [
        (
            "79.9",
            AMONG,
            (
                "Exempelby har 79,9 % 2024 och hör till den fjärdedel av 40 kommuner som har "
                "lägst värden."
            ),
        ),
        (
            "80",
            AMONG,
            (
                "Exempelby har 80,0 % 2024, som många andra: hälften av 40 kommuner har mellan "
                "80,0 % och 85,0 %."
            ),
        ),
        (
            "85.1",
            AMONG,
            (
                "Exempelby har 85,1 % 2024 och hör till den fjärdedel av 40 kommuner som har "
                "högst värden."
            ),
        ),
        (
            None,
            AMONG,
            "Exempelby har inget värde 2024. Hälften av 40 kommuner har mellan 80,0 % och 85,0 %.",
        ),
        ("80", None, "Exempelby har 80,0 % 2024."),
        (None, None, "Exempelby har inget värde 2024."),
    ],
)
def test_a_value_is_placed_among_the_quarters(
    own: str | None, among: Quarters | None, message: str
) -> None:
    assert plain(place_message(Decimal(own) if own else None, among, MEASURED)) == message


@pytest.mark.parametrize(
    ("women", "men", "message"),
    [
        ("86.04", "86.01", "I Exempelby är värdet detsamma för kvinnor och män 2024."),
        ("86", "80.3", "I Exempelby är kvinnornas värde 5,7 procentenheter högre än männens 2024."),
        ("80", "81", "I Exempelby är kvinnornas värde 1,0 procentenhet lägre än männens 2024."),
    ],
)
def test_the_gap_is_that_between_the_numbers_shown(women: str, men: str, message: str) -> None:
    assert plain(gap_message(Decimal(women), Decimal(men), MEASURED)) == message


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, ""),
        ({2024: "83"}, ""),
        (
            {2021: "84", 2022: "1", 2024: "83.1"},
            "Exempelby har minskat från 84,0 % (2021) till 83,1 % (2024).",
        ),
        ({2021: "80", 2024: "83"}, "Exempelby har ökat från 80,0 % (2021) till 83,0 % (2024)."),
        ({2021: "83.01", 2024: "83"}, "Exempelby har samma värde 2024 som 2021: 83,0 %."),
    ],
)
def test_the_development_is_told_from_the_first_year_to_the_last(
    values: dict[int, str], message: str
) -> None:
    own = {year: Decimal(value) for year, value in values.items()}
    assert plain(development_message(own, MEASURED)) == message
