"""An alternative budget: what it moves, in words too, and whether it balances as a whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.alternatives import (
    Effect,
    FrameEffect,
    Move,
    as_text,
    effects,
    frame_effects,
    from_text,
    moves,
    why_not,
)
from timglas.rules.budget import Budget, Frame, FrameKind, Line, LineKind

YEARS = (2026, 2027)
NAMES = {1: "Skolnämnden", 2: "Socialnämnden"}
AMOUNTS = st.dictionaries(
    st.sampled_from(YEARS), st.decimals(-(10**9), 10**9, places=2), max_size=2
)
BUDGETS = st.builds(
    Budget,
    frames=st.lists(
        st.builds(
            Frame,
            unit=st.sampled_from(list(NAMES)),
            kind=st.sampled_from(FrameKind),
            amounts=AMOUNTS,
        ),
        max_size=3,
        unique_by=lambda frame: (frame.unit, frame.kind),
    ).map(tuple),
    lines=st.lists(
        st.builds(
            Line, kind=st.sampled_from(LineKind), name=st.text("abc", min_size=1), amounts=AMOUNTS
        ),
        max_size=3,
        unique_by=lambda line: line.name,
    ).map(tuple),
)


def budget(school: int, care: int, tax: int = 600_000) -> Budget:
    """Frames and taxes in thousands, the same for both years, with the grants in the tax."""
    both = {unit: dict.fromkeys(YEARS, Decimal(1000 * a)) for unit, a in ((1, school), (2, care))}
    return Budget(
        tuple(Frame(unit, FrameKind.OPERATING, amounts) for unit, amounts in both.items()),
        (
            Line(LineKind.TAX, "Skatt", dict.fromkeys(YEARS, Decimal(1000 * tax))),
            *(
                Line(kind, kind.value, dict.fromkeys(YEARS, Decimal(0)))
                for kind in (LineKind.GRANTS, LineKind.COST, LineKind.FINANCE)
            ),
        ),
    )


BEFORE, AFTER = budget(300_000, 290_000), budget(303_000, 288_000)


def test_what_is_moved_is_told_year_by_year_in_words() -> None:
    found = moves(BEFORE, AFTER, names=NAMES, years=YEARS)
    assert found[0] == Move(
        "Skolnämnden", FrameKind.OPERATING, 2026, Decimal(300_000_000), Decimal(303_000_000)
    )
    assert [move.in_words for move in found] == [
        "Skolnämnden, drift 2026: 3\xa0000\xa0tkr mer än i förslaget.",
        "Skolnämnden, drift 2027: 3\xa0000\xa0tkr mer än i förslaget.",
        "Socialnämnden, drift 2026: 2\xa0000\xa0tkr mindre än i förslaget.",
        "Socialnämnden, drift 2027: 2\xa0000\xa0tkr mindre än i förslaget.",
    ]


def test_a_line_that_is_new_or_gone_is_a_move_too() -> None:
    rate = Line(LineKind.TAX_RATE, "Skattesats", {2026: Decimal("21.85")})
    new = moves(Budget(), Budget(lines=(rate,)), names=NAMES, years=YEARS)
    gone = moves(Budget(lines=(rate,)), Budget(), names=NAMES, years=YEARS)
    assert [(m.before, m.after, m.change) for m in (*new, *gone)] == [
        (None, Decimal("21.85"), Decimal("21.85")),
        (Decimal("21.85"), None, Decimal("-21.85")),
    ]
    assert gone[0].in_words == (
        "Skattesats, skattesats 2026: 21,85\xa0kr per hundralapp mindre än i förslaget."
    )


def test_the_result_is_told_before_and_after() -> None:
    (first, second) = effects(BEFORE, AFTER, YEARS)
    net = (100 * Decimal(590) / Decimal(600), Decimal("98.5"))
    assert first == Effect(2026, Decimal(10_000_000), Decimal(9_000_000), Decimal("1.5"), *net)
    assert second.change == Decimal(-1_000_000)
    assert effects(Budget(), AFTER, (2026,))[0].change is None
    assert effects(AFTER, Budget(), (2026,))[0].change is None


@given(BUDGETS, BUDGETS)
def test_the_moves_are_exactly_what_differs(before: Budget, after: Budget) -> None:
    found = moves(before, after, names=NAMES, years=YEARS)
    assert all(move.before != move.after for move in found)
    assert moves(after, before, names=NAMES, years=YEARS) or not found
    assert not moves(after, after, names=NAMES, years=YEARS)


@given(st.integers(0, 400_000), st.integers(0, 400_000))
def test_it_balances_when_each_year_gives_more_than_it_costs(school: int, care: int) -> None:
    assert bool(lacks(budget(school, care), YEARS)) == (school + care >= 600_000)


def test_why_it_does_not_balance_is_said() -> None:
    assets = Line(LineKind.ASSETS, "Tillgångar", {2026: Decimal(5000)})
    sides = Budget(BEFORE.frames, (*BEFORE.lines, assets))
    assert lacks(budget(320_000, 290_000), (2026,)) == (
        "2026 kostar mer än det ger: 10\xa0000\xa0tkr fattas till noll.",
    )
    whole = "saknas. Ett förslag ska omfatta hela resultatbudgeten."
    assert lacks(Budget(), (2026,), proposal=Budget()) == (
        f"Skatteintäkter {whole}",
        f"Generella statsbidrag och utjämning {whole}",
        f"Centrala kostnader {whole}",
        f"Finansnetto {whole}",
        "Resultatet för 2026 går inte att räkna ut: belopp saknas.",
    )
    assert lacks(sides, (2026,)) == ("Balansbudgeten för 2026 går inte ihop: 5\xa0tkr skiljer.",)


def test_what_the_proposal_pays_for_is_not_left_out() -> None:
    paid = Line(LineKind.COST, "Pensioner", {2026: Decimal(15_000_000)})
    road = Frame(1, FrameKind.INVESTMENT, {2026: Decimal(4_000_000)})
    proposal = Budget((*BEFORE.frames, road), (*BEFORE.lines, paid))
    without_school = Budget(BEFORE.frames[1:], BEFORE.lines)
    left = "saknar belopp. Skriv noll om det inte ska kosta något."
    assert lacks(without_school, (2026,), proposal=proposal) == (
        f"Skolnämnden, drift 2026 {left}",
        f"Pensioner, centrala kostnader 2026 {left}",
    )


def test_each_committee_sees_what_it_would_get() -> None:
    (school, care) = frame_effects(BEFORE, AFTER, names=NAMES, years=YEARS)
    less = (Decimal(288_000_000), Decimal(-2_000_000))
    assert (care.name, care.years) == ("Socialnämnden", (less, less))
    assert school.after == (Decimal(303_000_000),) * 2
    (gone,) = frame_effects(Budget(BEFORE.frames[:1]), Budget(), names=NAMES, years=(2026,))
    assert gone == FrameEffect("Skolnämnden", (Decimal(300_000_000),), (None,))
    assert gone.years == ((None, None),)


def lacks(
    wanted: Budget, years: tuple[int, ...], *, proposal: Budget | None = None
) -> tuple[str, ...]:
    """Why a budget cannot be put forward beside a proposal, else the one before."""
    return why_not(wanted, years, names=NAMES, proposal=proposal or BEFORE)


@given(BUDGETS)
def test_a_budget_is_read_back_as_it_was_written(wanted: Budget) -> None:
    assert from_text(as_text(wanted)) == wanted


@pytest.mark.parametrize("amount", ["0.01", "999999999999.99"])
def test_no_digit_is_lost(amount: str) -> None:
    line = Line(LineKind.TAX, "Skatt", {2026: Decimal(amount)})
    assert from_text(as_text(Budget(lines=(line,)))).lines == (line,)
