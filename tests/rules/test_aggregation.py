"""Values of many as one: against the definition, worked out the slow way."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.aggregation import (
    Aggregate,
    Lack,
    Method,
    Part,
    aggregate,
    aggregate_tree,
    calculation,
    is_share,
    over_time,
    ratio,
)
from timglas.rules.judgement import Accumulation
from timglas.rules.tree import Node, arrange, walk

NUMBERS = st.decimals(-(10**9), 10**9, places=4)
COUNTS = st.decimals(0, 10**6, places=2)
PARTS = st.builds(
    Part,
    value=st.none() | NUMBERS,
    numerator=st.none() | COUNTS,
    denominator=st.none() | COUNTS,
    on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
)
UNITS = st.sampled_from(["%", "st", "kr per invånare", "‰"])
METHODS = st.sampled_from(Method)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Node[int], ...]:
    """Any tree of up to twelve units."""
    size = draw(st.integers(1, 12))
    parents = {n: draw(st.integers(0, n - 1)) if n else None for n in range(size)}
    return arrange(range(size), key=lambda n: n, parent=lambda n: parents[n], order=lambda n: n)


def leaves(node: Node[int]) -> list[int]:
    """The units below that have none below them."""
    return [n.item for n in walk(node.children) if not n.children]


def brute_force(parts: list[Part], method: Method, unit: str) -> Fraction | None:
    """The whole by its definition, in exact fractions."""
    values = [Fraction(p.value) for p in parts if p.value is not None]
    pairs = [
        (Fraction(p.numerator), Fraction(p.denominator))
        for p in parts
        if p.value is not None and p.numerator is not None and p.denominator
    ]
    scale = {"%": 100, "‰": 1000}.get(unit, 1)
    if method is Method.WEIGHTED and pairs:
        return scale * sum((a for a, _ in pairs), Fraction()) / sum(b for _, b in pairs)
    if method in (Method.SUM, Method.MEAN) and values and scale == 1:
        return sum(values, Fraction()) / (len(values) if method is Method.MEAN else 1)
    if method is Method.LATEST and values:
        newest = max(p.on for p in parts if p.value is not None)
        return next(Fraction(p.value) for p in parts if p.on == newest and p.value is not None)
    return None


@given(trees(), st.dictionaries(st.integers(0, 11), PARTS), METHODS, UNITS)
def test_every_whole_of_a_tree_is_what_its_definition_says(
    tree: tuple[Node[int], ...], parts: dict[int, Part], method: Method, unit: str
) -> None:
    found = aggregate_tree(tree, parts, method, measure_unit=unit)
    assert found.keys() == {node.item for node in walk(tree) if node.children}
    for node in walk(tree):
        if node.children:
            below = [parts.get(leaf, Part()) for leaf in leaves(node)]
            expected = brute_force(below, method, unit)
            value = found[node.item].value
            assert (value is None) == (expected is None)
            if value is not None and expected is not None:
                assert abs(Fraction(value) - expected) < Fraction(1, 10**20)
            assert found[node.item].expected == len(below)


@given(st.lists(PARTS, max_size=6), METHODS, UNITS)
def test_a_hole_is_never_a_zero_and_never_passes_unsaid(
    parts: list[Part], method: Method, unit: str
) -> None:
    without = aggregate(parts, method, measure_unit=unit)
    with_hole = aggregate([*parts, Part()], method, measure_unit=unit)
    assert with_hole.value == without.value
    assert (with_hole.used, with_hole.expected) == (without.used, without.expected + 1)
    assert not with_hole.is_whole


def part(value: str, counts: tuple[str, str] | None = None, **more: object) -> Part:
    """A reported part."""
    above, below = map(Decimal, counts) if counts else (None, None)
    return Part(Decimal(value), above, below, **more)  # type: ignore[arg-type]


def test_a_share_is_weighed_by_how_many_it_is_about() -> None:
    made = aggregate(
        [part("50", ("5", "10")), part("100", ("90", "90"))], Method.WEIGHTED, measure_unit="%"
    )
    assert made == Aggregate(
        Method.WEIGHTED,
        Decimal(95),
        used=2,
        expected=2,
        is_whole=True,
        numerator=Decimal(95),
        denominator=Decimal(100),
    )
    assert calculation(made) == "Täljare 95 delat med nämnare 100, från 2 av 2 enheter."


@pytest.mark.parametrize(
    ("method", "parts", "lack", "words"),
    [
        (Method.NONE, [part("1")], Lack.NO_METHOD, "Värdena läggs inte ihop"),
        (Method.SUM, [Part()], Lack.NO_VALUES, "Ingen har rapporterat"),
        (Method.MEAN, [part("50")], Lack.SHARE, "Procenttal läggs inte ihop"),
        (Method.WEIGHTED, [part("50")], Lack.NO_COUNTS, "Täljare och nämnare saknas"),
    ],
)
def test_where_there_is_no_whole_it_is_said_why(
    method: Method, parts: list[Part], lack: Lack, words: str
) -> None:
    made = aggregate(parts, method, measure_unit="%")
    assert (made.value, made.lack) == (None, lack)
    assert calculation(made).startswith(words)


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        (Method.SUM, "Summan av 1 av 2 perioder som har rapporterat."),
        (Method.MEAN, "Medelvärdet av 1 av 2 perioder som har rapporterat. Alla väger lika."),
        (Method.LATEST, "Det senaste värdet av 1 av 2 perioder som har rapporterat."),
    ],
)
def test_the_calculation_is_told_in_words(method: Method, sentence: str) -> None:
    made = aggregate([part("4"), Part()], method, measure_unit="st")
    assert calculation(made, of="perioder") == sentence


def test_the_latest_is_whole_when_nothing_later_is_missing() -> None:
    early = part("1", on=date(2025, 1, 31))
    late = part("2", on=date(2025, 3, 31))
    assert aggregate([early, Part(), late], Method.LATEST, measure_unit="st").is_whole
    assert not aggregate([early, late, Part()], Method.LATEST, measure_unit="st").is_whole


def test_a_whole_of_less_than_whole_parts_is_not_whole() -> None:
    some = aggregate([part("4"), Part()], Method.SUM, measure_unit="st")
    year = aggregate([some.as_part(date(2025, 1, 31))], Method.SUM, measure_unit="st")
    assert (year.value, year.used, year.expected, year.is_whole) == (Decimal(4), 1, 1, False)


@pytest.mark.parametrize(
    ("accumulation", "level", "is_ratio", "method"),
    [
        (Accumulation.FLOW, Method.LATEST, False, Method.SUM),
        (Accumulation.FLOW, Method.LATEST, True, Method.WEIGHTED),
        (Accumulation.LEVEL, Method.LATEST, False, Method.LATEST),
        (Accumulation.LEVEL, Method.MEAN, False, Method.MEAN),
        (Accumulation.LEVEL, Method.MEAN, True, Method.WEIGHTED),
        (Accumulation.YEAR_TO_DATE, Method.MEAN, False, Method.LATEST),
        (Accumulation.ROLLING, Method.MEAN, True, Method.LATEST),
    ],
)
def test_time_is_put_together_by_what_a_value_covers(
    accumulation: Accumulation, level: Method, *, is_ratio: bool, method: Method
) -> None:
    assert over_time(accumulation, level, is_ratio=is_ratio) is method


def test_ratios_are_in_their_unit() -> None:
    assert ratio(Decimal(3), Decimal(4), "%") == 75
    assert ratio(Decimal(3), Decimal(4), "‰") == 750
    assert ratio(Decimal(300), Decimal(4), "kr per invånare") == 75
    assert (is_share(" Procent"), is_share("st")) == (True, False)
