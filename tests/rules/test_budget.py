"""A budget adds up: totals are their parts, and what is not known is never nought."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.budget import (
    BALANCE,
    RESULT,
    Budget,
    Frame,
    FrameKind,
    Line,
    LineKind,
    can_be_kept,
    in_thousands,
    kronor,
    total,
)

YEAR = 2025
AMOUNTS = st.decimals(-(10**11), 10**11, places=2)
FRAMES = st.lists(
    st.builds(
        Frame,
        unit=st.integers(1, 9),
        kind=st.just(FrameKind.OPERATING),
        amounts=st.dictionaries(st.just(YEAR), AMOUNTS, min_size=1),
    ),
    min_size=1,
    max_size=6,
).map(tuple)
LINES = st.lists(
    st.builds(
        Line,
        kind=st.sampled_from(list(LineKind)),
        name=st.text(max_size=5),
        amounts=st.dictionaries(st.just(YEAR), AMOUNTS, min_size=1),
    ),
    max_size=8,
).map(tuple)
# The figures of the demonstration: 601 + 228 − 799,1 − 17,5 − 4,4 = 8,0 million kronor.
EXEMPELBY = Budget(
    frames=tuple(
        Frame(unit, FrameKind.OPERATING, {YEAR: Decimal(amount)})
        for unit, amount in enumerate((98_400_000, 357_900_000, 290_300_000, 52_500_000))
    ),
    lines=tuple(
        Line(kind, kind.value, {YEAR: Decimal(amount)})
        for kind, amount in (
            (LineKind.TAX, 601_000_000),
            (LineKind.GRANTS, 228_000_000),
            (LineKind.COST, 17_500_000),
            (LineKind.FINANCE, -4_400_000),
        )
    ),
)


def test_the_result_is_income_without_frames_and_costs_and_the_financial_net() -> None:
    assert EXEMPELBY.total(FrameKind.OPERATING, YEAR) == 799_100_000
    assert EXEMPELBY.tax_and_grants(YEAR) == 829_000_000
    assert EXEMPELBY.result(YEAR) == 8_000_000
    share = EXEMPELBY.result_share(YEAR)
    assert share is not None
    assert round(share, 2) == Decimal("0.97")
    net_cost = EXEMPELBY.net_cost_share(YEAR)
    assert net_cost == 100 * Decimal(816_600_000) / Decimal(829_000_000)


def test_a_year_without_amounts_has_no_result() -> None:
    assert EXEMPELBY.result(2026) is None
    assert EXEMPELBY.result_share(2026) is None
    assert EXEMPELBY.net_cost_share(2026) is None
    assert Budget(EXEMPELBY.frames).net_cost_share(YEAR) is None
    assert EXEMPELBY.unbalanced(YEAR) is None
    assert Budget(frames=EXEMPELBY.frames).result(YEAR) is None
    assert Budget(lines=EXEMPELBY.lines).result(YEAR) is None


def test_without_income_the_result_has_no_share() -> None:
    nothing = Line(LineKind.TAX, "Skatt", {YEAR: Decimal(0)})
    budget = Budget(EXEMPELBY.frames, (nothing,))
    assert (budget.result(YEAR), budget.result_share(YEAR)) == (-799_100_000, None)


@given(FRAMES, LINES)
def test_the_result_is_exactly_its_parts(
    frames: tuple[Frame, ...], lines: tuple[Line, ...]
) -> None:
    budget = Budget(frames, (Line(LineKind.TAX, "Skatt", {YEAR: Decimal(100)}), *lines))
    given_out = sum(frame.amounts[YEAR] for frame in frames)
    counted = [line for line in budget.lines if line.kind in RESULT]
    costs = sum(line.amounts[YEAR] for line in counted if line.kind is LineKind.COST)
    income = sum(line.amounts[YEAR] for line in counted if line.kind is not LineKind.COST)
    assert budget.result(YEAR) == income - costs - given_out


@given(FRAMES, st.integers(1, 9))
def test_a_total_with_a_part_that_is_not_known_is_not_known(
    frames: tuple[Frame, ...], unit: int
) -> None:
    missing = Frame(unit, FrameKind.OPERATING, {})
    assert Budget((*frames, missing)).total(FrameKind.OPERATING, YEAR) is None


@given(st.lists(AMOUNTS, min_size=1), st.lists(AMOUNTS, min_size=1))
def test_parts_of_parts_make_the_same_total(some: list[Decimal], others: list[Decimal]) -> None:
    assert total([total(some), total(others)]) == total(some + others)


def test_nothing_has_no_total() -> None:
    assert total([]) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_balance_sheet_is_right_when_both_sides_are_the_same(
    equity: Decimal, provisions: Decimal, debt: Decimal
) -> None:
    amounts = (equity + provisions + debt, equity, provisions, debt)
    sides = zip(BALANCE, amounts, strict=True)
    lines = tuple(Line(kind, kind.value, {YEAR: amount}) for kind, amount in sides)
    assert Budget(lines=lines).unbalanced(YEAR) == 0


@given(AMOUNTS)
def test_thousands_lose_no_ore(amount: Decimal) -> None:
    assert can_be_kept(amount)
    assert kronor(in_thousands(amount)) == amount


@pytest.mark.parametrize("amount", ["0.001", "1000000000000", "-1000000000000"])
def test_what_the_database_would_change_is_not_kept(amount: str) -> None:
    assert not can_be_kept(Decimal(amount))


def test_kinds_say_what_they_are_and_what_they_are_measured_in() -> None:
    assert [
        (kind.name_in_words, kind.measure, kind.is_of_company)
        for kind in (FrameKind.OPERATING, FrameKind.COMPANY_EQUITY)
    ] == [("Driftramar", "tkr", False), ("Krav på bolagens soliditet", "%", True)]
    assert [(kind.name_in_words, kind.measure) for kind in (LineKind.TAX_RATE, LineKind.COST)] == [
        ("Skattesats", "kr per hundralapp"),
        ("Centrala kostnader", "tkr"),
    ]
