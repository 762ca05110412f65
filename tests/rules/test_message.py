"""The sentence that says how it goes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.message import counts_message, indicator_message, target_in_words
from timglas.rules.periods import Frequency, Period
from timglas.rules.scale import urgency
from timglas.rules.status import Accumulation, Basis, Direction, Status, TargetLine

Y2023, Y2024 = Period(Frequency.YEAR, 2023), Period(Frequency.YEAR, 2024)
APRIL_2024 = Period(Frequency.MONTH, 2024, 4)
MARCH_2025, APRIL_2025 = Period(Frequency.MONTH, 2025, 3), Period(Frequency.MONTH, 2025, 4)


def say(
    values: dict[Period, str],
    direction: Direction = Direction.UP,
    *,
    unit: str = "%",
    breaks: tuple[date, ...] = (),
) -> str:
    numbers = {period: Decimal(value) for period, value in values.items()}
    return indicator_message(numbers, direction=direction, unit=unit, decimals=1, breaks=breaks)


@pytest.mark.parametrize(
    ("values", "direction", "sentence"),
    [
        ({}, Direction.UP, ""),
        ({Y2024: "83.1"}, Direction.UP, "Senaste värdet är 83,1 % (2024)."),
        (
            {Y2023: "83.6", Y2024: "83.1"},
            Direction.UP,
            (
                "Senaste värdet är 83,1 % (2024). "
                "Det är 0,5 procentenheter lägre än 2023, alltså sämre."
            ),
        ),
        (
            {Y2023: "83.6", Y2024: "83.1"},
            Direction.DOWN,
            (
                "Senaste värdet är 83,1 % (2024). "
                "Det är 0,5 procentenheter lägre än 2023, alltså bättre."
            ),
        ),
        (
            {Y2023: "82", Y2024: "83"},
            Direction.SPAN,
            "Senaste värdet är 83,0 % (2024). Det är 1,0 procentenhet högre än 2023.",
        ),
        (
            {Y2023: "83.12", Y2024: "83.14"},
            Direction.UP,
            "Senaste värdet är 83,1 % (2024). Det är lika med 2023.",
        ),
    ],
)
def test_the_newest_value_is_compared_with_the_one_before(
    values: dict[Period, str], direction: Direction, sentence: str
) -> None:
    assert say(values, direction).replace("\u00a0", " ") == sentence


def test_a_month_is_compared_with_the_same_month_last_year_if_it_is_known() -> None:
    values = {APRIL_2024: "5", MARCH_2025: "9", APRIL_2025: "6"}
    assert "högre än april 2024" in say(values, Direction.DOWN)
    del values[APRIL_2024]
    assert "lägre än mars 2025" in say(values, Direction.DOWN)


def test_other_units_are_kept_in_the_difference() -> None:
    said = say({Y2023: "20", Y2024: "18"}, Direction.DOWN, unit="dagar")
    assert said.replace("\u00a0", " ").endswith("Det är 2,0 dagar lägre än 2023, alltså bättre.")


def test_nothing_is_compared_across_a_break() -> None:
    said = say({Y2023: "80", Y2024: "90"}, breaks=(date(2024, 1, 1),))
    assert said.endswith("Mätningen har ändrats, så det kan inte jämföras med 2023.")
    assert "högre" in say({Y2023: "80", Y2024: "90"}, breaks=(date(2023, 1, 1),))


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([Status.MET], "Målets enda indikator når dit det är tänkt."),
        ([Status.OFF_TRACK], "Målets enda indikator avviker."),
        (
            [Status.MET, Status.ON_TRACK, Status.OFF_TRACK],
            "2 av 3 indikatorer når dit det är tänkt. 1 avviker.",
        ),
        (
            [Status.NOT_DUE, Status.AT_RISK],
            "Ingen av 2 indikatorer når dit det är tänkt. 1 är i riskzonen. 1 har inget läge än.",
        ),
    ],
)
def test_parts_are_counted_in_words(statuses: list[Status], sentence: str) -> None:
    assert counts_message(statuses, "indikator", "indikatorer") == sentence


@given(st.lists(st.sampled_from(Status), min_size=2, max_size=40))
def test_every_part_is_counted_once(statuses: list[Status]) -> None:
    words = counts_message(statuses, "del", "delar").split()
    numbers = [int(word) for word in words if word.isdecimal()]
    total = len(statuses)
    greens = 0 if words[0] == "Ingen" else numbers.pop(0)
    assert numbers.pop(0) == total
    assert greens + sum(numbers) == total


@pytest.mark.parametrize(
    ("low", "high", "direction", "words"),
    [
        ("88", None, Direction.UP, "minst 88 %"),
        (None, "5.5", Direction.DOWN, "högst 5,5 %"),
        ("2", "4", Direction.SPAN, "mellan 2 och 4 %"),
        ("2", "4", Direction.UP, "minst 2 %"),
        ("2", "4", Direction.DOWN, "högst 4 %"),
        (None, "4", Direction.UP, "högst 4 %"),
        ("2", None, Direction.DOWN, "minst 2 %"),
    ],
)
def test_a_target_is_written_as_its_direction_uses_it(
    low: str | None, high: str | None, direction: Direction, words: str
) -> None:
    line = TargetLine(low and Decimal(low), high and Decimal(high), Basis.YEAR_END)
    assert target_in_words(line, direction, "%").replace("\u00a0", " ") == words


def test_what_grows_through_the_year_is_compared_with_last_year_only() -> None:
    values = {MARCH_2025: Decimal(300), APRIL_2025: Decimal(410)}
    grows = {"direction": Direction.UP, "unit": "besök", "decimals": 0}
    year_to_date = Accumulation.YEAR_TO_DATE
    alone = indicator_message(values, accumulation=year_to_date, **grows)
    assert alone.replace("\u00a0", " ") == "Senaste värdet är 410 besök (april 2025)."
    beside = {APRIL_2024: Decimal(400), **values}
    assert "högre än april 2024" in indicator_message(beside, accumulation=year_to_date, **grows)


def test_what_goes_worst_is_the_most_urgent() -> None:
    worst_first = sorted(Status, key=urgency)
    assert [status.colour.value for status in worst_first] == (
        ["red"] * 2 + ["yellow"] * 2 + ["grey"] * 3 + ["green"] * 2
    )
