"""What is added to frames during a year, and what it does to the year's result."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.appropriations import Appropriated, Financing, added, lowered_by
from timglas.rules.budget import FrameKind

OPERATING, INVESTMENT = FrameKind.OPERATING, FrameKind.INVESTMENT
UNITS = (1, 2, 3)
AMOUNTS = st.decimals(Decimal("0.01"), 10**9, places=2)


@st.composite
def appropriated(draw: st.DrawFn) -> Appropriated:
    """Any appropriation; another unit's frame pays when a frame does."""
    unit, payer = draw(st.permutations(UNITS))[:2]
    financing = draw(st.sampled_from(Financing))
    pays = payer if financing is Financing.FRAME else None
    kind = draw(st.sampled_from((OPERATING, INVESTMENT)))
    return Appropriated(unit, kind, draw(AMOUNTS), financing, pays)


@given(st.lists(appropriated()))
def test_what_units_gain_is_what_is_added_but_for_what_frames_have_paid(
    made: list[Appropriated],
) -> None:
    for kind in (OPERATING, INVESTMENT):
        gained = sum(added(made, unit=unit, kind=kind) for unit in UNITS)
        new = (o.amount for o in made if o.kind is kind and o.financing is not Financing.FRAME)
        assert gained == sum(new)


@given(st.lists(appropriated()))
def test_the_result_falls_by_operations_that_nothing_budgeted_pays(
    made: list[Appropriated],
) -> None:
    covered = {Financing.CENTRAL, Financing.FRAME, Financing.LIQUIDITY, Financing.LOAN}
    fallen = (o.amount for o in made if o.kind is OPERATING and o.financing not in covered)
    assert lowered_by(made) == sum(fallen)


@pytest.mark.parametrize(
    ("kind", "financing", "carries_forward", "can"),
    [
        (OPERATING, Financing.RESULT, False, True),
        (OPERATING, Financing.LOAN, False, False),
        (OPERATING, Financing.UNUSED, True, True),
        (OPERATING, Financing.UNUSED, False, False),
        (INVESTMENT, Financing.LOAN, True, True),
        (INVESTMENT, Financing.RESULT, False, False),
        (INVESTMENT, Financing.UNUSED, False, False),
    ],
)
def test_nobody_borrows_for_operations_and_only_unused_means_are_carried_forward(
    kind: FrameKind, financing: Financing, *, carries_forward: bool, can: bool
) -> None:
    made = Appropriated(1, kind, Decimal(1), financing, carries_forward=carries_forward)
    assert made.can_be_paid is can


def test_a_way_to_pay_is_said_in_words() -> None:
    assert Financing.RESERVE.name_in_words == "Resultatreserven"
