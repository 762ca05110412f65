"""What proposals ask for and lack, against the frames of a plan's first year."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import MILLION, add_to, draft_budget
from tests.cast import Cast
from tests.plan_drafts import decide, draft_operational_plan, draft_term_plan
from tests.proposals import answered, draft, submitted, write
from timglas.queries.asked_money import AskedMoney, asked_money
from timglas.rules.budget import FrameKind
from timglas.rules.proposals import Kind, State
from timglas.rules.readiness import FrameToCheck, ProposalToCheck

YEAR = 2025
BUN = "Barn- och utbildningsnämnden"


def invests(cast: Cast, count: int) -> None:
    """The committee's submitted investments: each one and a half million of each kind."""
    for number in range(count):
        submitted(cast, year=YEAR, kind=Kind.INVESTMENT, name=f"Tak {number}")


def frame(kind: FrameKind, given: str, asked: str, unit: str = BUN) -> FrameToCheck:
    """A frame to check, in millions."""
    return FrameToCheck(unit, kind, YEAR, Decimal(given) * MILLION, Decimal(asked) * MILLION)


@pytest.mark.parametrize("count", [1, 10])
def test_what_waits_for_an_answer_is_held_against_the_decided_frame_with_what_is_added(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    council = decide(cast, draft_budget(cast))
    add_to(cast, council, cast.bun, "2")
    version = draft_operational_plan(cast, cast.bun)
    invests(cast, count)
    with django_assert_num_queries(3):
        found = asked_money(version)
    asked = Decimal("1.5") * count
    assert found == AskedMoney(
        frames=(
            frame(FrameKind.OPERATING, "302", str(asked * 2)),
            frame(FrameKind.INVESTMENT, "3.73", str(asked)),
        )
    )


def test_what_is_granted_counts_in_place_of_what_was_asked_for(cast: Cast) -> None:
    one = submitted(cast, year=YEAR, kind=Kind.INVESTMENT)
    answered(cast, one, State.PARTLY, operating=Decimal(0), investment=MILLION)
    refused = submitted(cast, year=YEAR, name="Bassäng")
    answered(cast, refused, State.REFUSED)
    version = draft_budget(cast)
    granted = AskedMoney(
        frames=(
            frame(FrameKind.OPERATING, "300", "0"),
            frame(FrameKind.INVESTMENT, "3.73", "1"),
        )
    )
    assert asked_money(version) == granted
    own = draft_operational_plan(cast, cast.bun)
    none = tuple(FrameToCheck(f.unit, f.kind, YEAR, None, f.asked) for f in granted.frames)
    assert asked_money(own) == AskedMoney(frames=none)


def test_a_draft_is_told_with_whether_its_consequences_are_described(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = draft_operational_plan(cast, cast.bjork)
    bare, whole = draft(cast, year=YEAR), write(cast, draft(cast, year=YEAR, name="Bassäng"))
    draft(cast, year=YEAR + 1)
    with django_assert_num_queries(1):
        found = asked_money(version)
    assert found == AskedMoney(
        drafts=(
            ProposalToCheck(bare.pk, bare.name, has_impact_statement=False),
            ProposalToCheck(whole.pk, whole.name, has_impact_statement=True),
        )
    )


def test_a_term_plan_holds_no_money(cast: Cast) -> None:
    assert asked_money(draft_term_plan(cast)) == AskedMoney()
