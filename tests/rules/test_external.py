"""Questions to Kolada, and when a value is the same."""

from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.external import Question, exact, fits, is_same, last_year, questions

DAY = date(2025, 10, 1)
IDS = st.integers(0, 60).map(lambda n: f"N{n:05}")
AREAS = st.integers(0, 60).map(lambda n: f"{n:04}")


def test_kpis_with_the_same_areas_and_day_share_a_question() -> None:
    pairs = {
        ("A", "1"): None,
        ("B", "1"): None,
        ("C", "1"): DAY,
        ("D", "1"): None,
        ("D", "2"): None,
    }
    assert list(questions(pairs, most=25)) == [
        Question(("A", "B"), ("1",)),
        Question(("C",), ("1",), DAY),
        Question(("D",), ("1", "2")),
    ]


@given(st.dictionaries(st.tuples(IDS, AREAS), st.sampled_from([None, DAY])))
def test_every_pair_is_asked_for_exactly_once_and_nothing_else(
    pairs: dict[tuple[str, str], date | None],
) -> None:
    asked = [
        (pair, question.since)
        for question in questions(pairs, most=25)
        for pair in product(question.kpis, question.areas)
    ]
    assert sorted(asked, key=repr) == sorted(pairs.items(), key=repr)


@given(st.dictionaries(st.tuples(IDS, AREAS), st.none()))
def test_no_question_has_more_ids_than_allowed(pairs: dict[tuple[str, str], None]) -> None:
    asked = list(questions(pairs, most=5))
    assert all(len(q.kpis) <= 5 and len(q.areas) <= 5 for q in asked)


def test_missing_is_the_same_as_missing_only() -> None:
    assert is_same(None, None)
    assert not is_same(None, Decimal(0))
    assert not is_same(Decimal(0), None)


def test_digits_beyond_what_is_stored_are_no_revision() -> None:
    assert is_same(Decimal("1.4"), Decimal("1.400000001"))
    assert is_same(Decimal("123456789.12345678"), Decimal("123456789.123457"))
    assert not is_same(Decimal("1.4"), Decimal("1.40000002"))


def test_a_value_is_stored_with_eight_decimals() -> None:
    assert exact(Decimal("1.123456789")) == Decimal("1.12345679")
    assert exact(None) is None


def test_a_value_of_a_thousand_billion_does_not_fit() -> None:
    assert [fits(value) for value in (None, Decimal("-9E11"), Decimal("1E12"))] == [
        True,
        True,
        False,
    ]


def test_the_last_year_stands_at_the_end_of_the_title() -> None:
    titles = ("Elever, andel (%) (-2019)", "Elever, andel (%)", "Ny (-2010) serie (-2014)")
    assert [last_year(title) for title in titles] == [2019, None, 2014]
