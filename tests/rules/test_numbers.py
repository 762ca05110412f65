"""Numbers as people type and read them."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.numbers import NumberProblem, format_number, format_value, parse_number


def read(typed: str) -> Decimal | NumberProblem | None:
    try:
        return parse_number(typed)
    except NumberProblem as problem:
        return problem


numbers = st.decimals(
    min_value=-(10**12) + 1, max_value=10**12 - 1, places=6, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("3 500", "3500"),
        ("3\u00a0500", "3500"),
        ("3\u202f500", "3500"),
        ("3\u2009500", "3500"),
        (" 12 % ", "12"),
        ("12%", "12"),
        ("−2", "-2"),
        ("-2", "-2"),
        ("–2", "-2"),
        ("− 2", "-2"),
        ("+2", "2"),
        ("1 234,5-", "-1234.5"),
        ("(1 234)", "-1234"),
        ("(12 %)", "-12"),
        ("3.500,5", "3500.5"),
        ("3,500.5", "3500.5"),
        ("3 500.5", "3500.5"),
        ("3,500", "3.5"),
        ("0.500", "0.5"),
        ("1234.500", "1234.5"),
        ("3.500.000", "3500000"),
        ("3,500,000", "3500000"),
        ("1 234 567,25", "1234567.25"),
        (",5", "0.5"),
        ("007", "7"),
        ("-0", "0"),
        ("0,0", "0"),
        ("999 999 999 999,999999", "999999999999.999999"),
    ],
)
def test_common_ways_to_write_a_number_are_read(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\t\n"])
def test_nothing_typed_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


def test_minus_zero_is_zero() -> None:
    assert str(parse_number("−0")) == "0"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("tre", "”tre” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("NaN", "”NaN” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("Infinity", "”Infinity” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("1e5", "”1e5” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("٣", "”٣” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("%", "”%” är inget tal. Lämna fältet tomt om värdet saknas."),
        ("()", "”()” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("1-2", "”1-2” är inget tal. Skriv med siffror, till exempel 3,5 eller −2."),
        ("–", "”–” är inget tal. Lämna fältet tomt om värdet saknas."),
        (
            "3 5",
            "”3 5” går inte att läsa som ett tal. Mellanrum skiljer tusental, till exempel 3 500.",
        ),
        (
            "1.2.3",
            "”1.2.3” går inte att läsa som ett tal. Skriv ett decimalkomma, till exempel 3,5.",
        ),
        ("5,", "”5,” går inte att läsa som ett tal. Skriv ett decimalkomma, till exempel 3,5."),
        ("3.500", "”3.500” kan läsas på två sätt. Skriv 3500 eller 3,5 så att det blir rätt."),
        ("−3.000 %", "”−3.000 %” kan läsas på två sätt. Skriv 3000 eller 3 så att det blir rätt."),
        ("-2-", "”-2-” har två minustecken. Skriv ett, till exempel −2."),
        (
            "1234567890123",
            "”1234567890123” är för stort. Skriv högst 12 siffror före decimalkommat.",
        ),
        (
            "0,1234567",
            "”0,1234567” har för många decimaler. Skriv högst 6 efter decimalkommat.",
        ),
        (
            "9" * 41,
            f"”{'9' * 29}…” är för långt för att vara ett tal. Skriv bara talet.",
        ),
    ],
)
def test_what_is_not_a_number_is_refused_with_advice(typed: str, message: str) -> None:
    with pytest.raises(NumberProblem) as problem:
        parse_number(typed)
    assert problem.value.message == message


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_a_clear_problem(typed: str) -> None:
    assert isinstance(read(typed), Decimal | NumberProblem | None)


@given(numbers)
def test_what_is_written_is_read_back(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@given(numbers, st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_step_at_most(number: Decimal, decimals: int) -> None:
    text = format_number(number, decimals)
    written = text.replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert abs(Decimal(written) - number) <= Decimal(5).scaleb(-decimals - 1)
    assert len(text.partition(",")[2]) == decimals


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        ("2900", None, "2\u00a0900"),
        ("-2900", None, "−2\u00a0900"),
        ("1234567.50", None, "1\u00a0234\u00a0567,5"),
        ("100", None, "100"),
        ("1E+3", None, "1\u00a0000"),
        ("0.05", 1, "0,1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("-0.04", 1, "0,0"),
        ("-0", None, "0"),
        ("3", 2, "3,00"),
    ],
)
def test_numbers_are_written_in_swedish(number: str, decimals: int | None, text: str) -> None:
    assert format_number(Decimal(number), decimals) == text


@pytest.mark.parametrize(("number", "text"), [("2", "+2"), ("0", "0"), ("-2", "−2")])
def test_a_sign_is_shown_when_asked_for(number: str, text: str) -> None:
    assert format_number(Decimal(number), sign=True) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (Decimal("83.06"), "%", 1, "83,1\u00a0%"),
        (Decimal(15), "dagar", 0, "15\u00a0dagar"),
        (Decimal(-2900), "tkr", None, "−2\u00a0900\u00a0tkr"),
        (Decimal(15), "", 0, "15"),
        (None, "%", 1, "–"),
    ],
)
def test_values_are_written_with_their_unit(
    value: Decimal | None, unit: str, decimals: int | None, text: str
) -> None:
    assert format_value(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("typed", "number"), [("2,900.5", "2900.5"), ("1.234", "1.234"), ("0,5", "0.5")]
)
def test_in_english_the_dot_is_the_decimal_mark(typed: str, number: str) -> None:
    with translation.override("en"):
        assert parse_number(typed) == Decimal(number)
        assert format_number(Decimal("-2900.5")) == "−2\u00a0900.5"


def test_in_english_a_comma_that_may_group_thousands_is_refused() -> None:
    with translation.override("en"), pytest.raises(NumberProblem) as problem:
        parse_number("1,250")
    assert "1250" in problem.value.message
    assert "1.25" in problem.value.message


def test_a_file_has_its_own_decimal_mark_whoever_reads_it() -> None:
    with translation.override("en"):
        assert parse_number("1,250", mark=",") == Decimal("1.25")
        with pytest.raises(NumberProblem):
            parse_number("1.250", mark=",")


@given(st.decimals(-(10**11), 10**11, places=3))
def test_what_is_written_in_english_is_read_in_english(number: Decimal) -> None:
    with translation.override("en"):
        assert parse_number(format_number(number)) == number
