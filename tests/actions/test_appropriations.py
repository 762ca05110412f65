"""The council adds to frames during the year, and says how it is paid; nothing of it is changed."""

from decimal import Decimal
from typing import Any

import pytest

from tests.budgeted import add_to, draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_decision
from timglas.actions.appropriations import record_appropriation
from timglas.actions.refusal import Refusal
from timglas.models import Appropriation, AuditEvent, PlanVersion
from timglas.queries.frames import frame_now
from timglas.rules.appropriations import Appropriated, Financing
from timglas.rules.budget import FrameKind


@pytest.fixture
def budget(cast: Cast) -> PlanVersion:
    return decide(cast, draft_budget(cast))


def test_an_appropriation_adds_to_the_frame_and_tells_how_it_is_paid(
    cast: Cast, budget: PlanVersion
) -> None:
    made = add_to(cast, budget, cast.bun, "1.751")
    assert (made.amount, made.purpose, made.financing) == (1_751_000, "Nytt löneavtal", "result")
    assert frame_now(budget, cast.bun.pk, FrameKind.OPERATING) == 301_751_000
    event = AuditEvent.objects.get(action="record_appropriation")
    assert (event.unit, event.person) == (cast.kf, cast.registrar)
    assert (event.after["amount"], event.after["financing"]) == ("1751000.00", "result")


def test_another_committees_frame_can_pay(cast: Cast, budget: PlanVersion) -> None:
    add_to(cast, budget, cast.bun, "20", financing=Financing.FRAME, payer=cast.ks)
    assert frame_now(budget, cast.bun.pk, FrameKind.OPERATING) == 320_000_000
    assert frame_now(budget, cast.ks.pk, FrameKind.OPERATING) == 150_000_000


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "0.0000000001"}, "amount"),
        ({"unit": "ks", "kind": FrameKind.INVESTMENT, "financing": Financing.LOAN}, "unit"),
        ({"financing": Financing.LOAN}, "financing"),
        ({"financing": Financing.FRAME}, "payer"),
        ({"financing": Financing.FRAME, "payer": "bun"}, "payer"),
        ({"payer": "ks"}, "payer"),
        ({"financing": Financing.FRAME, "payer": "ab"}, "payer"),
        ({"financing": Financing.FRAME, "payer": "ks", "amount": "171"}, "payer"),
    ],
)
def test_what_adds_nothing_or_cannot_be_paid_is_refused(
    cast: Cast, budget: PlanVersion, changed: dict[str, Any], field: str
) -> None:
    wanted = {"unit": "bun", "amount": "1", **changed}
    units = {key: getattr(cast, wanted.pop(key)) for key in ("unit", "payer") if key in wanted}
    with pytest.raises(Refusal) as refusal:
        add_to(cast, budget, **units, **wanted)
    assert refusal.value.field == field
    assert not Appropriation.objects.exists()


def test_it_says_what_the_money_is_for(cast: Cast, budget: PlanVersion) -> None:
    with pytest.raises(Refusal) as refusal:
        record_appropriation(
            version=budget,
            decision=make_decision(cast, cast.kf),
            made=Appropriated(cast.bun.pk, FrameKind.OPERATING, Decimal(1), Financing.RESULT),
            purpose=" ",
            by=cast.registrar,
            at=NOW,
        )
    assert refusal.value.field == "purpose"


def test_only_the_council_adds_to_a_frame(cast: Cast, budget: PlanVersion) -> None:
    with pytest.raises(Refusal, match="Bara fullmäktige"):
        record_appropriation(
            version=budget,
            decision=make_decision(cast, cast.bun),
            made=Appropriated(cast.bun.pk, FrameKind.OPERATING, Decimal(1), Financing.RESULT),
            purpose="Mer",
            by=cast.registrar,
            at=NOW,
        )


def test_nothing_is_added_to_a_draft_or_to_another_plan(cast: Cast) -> None:
    for version in (draft_budget(cast), draft_operational_plan(cast, cast.bun)):
        with pytest.raises(Refusal, match="har beslutat"):
            add_to(cast, version, cast.bun, "1")
