"""What a proposal was granted is put in the frames once, followed back, and taken out again."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide
from tests.proposals import granted
from timglas.actions.budget import edit_budget
from timglas.actions.granted_money import put_granted_money, take_out_granted_money
from timglas.actions.plans import discard_draft, revise_plan
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, GrantedMoney, PlanVersion, Proposal, Unit
from timglas.queries.budget import budget_of
from timglas.queries.granted_money import GrantedRow, granted_rows, versions_with
from timglas.queries.proposals import proposal_page
from timglas.rules.budget import Budget, FrameKind
from timglas.rules.proposals import Kind

MORE = Decimal(1_500_000)


def frame(version: PlanVersion, unit: Unit, kind: FrameKind = FrameKind.OPERATING) -> Any:
    """A unit's frame in the plan's first year, in kronor."""
    year = version.plan.first_year
    found = version.frames.filter(unit=unit, kind=kind.value, year=year)
    return found.values_list("amount", flat=True).first()


@pytest.fixture
def draft(cast: Cast) -> PlanVersion:
    """The council's draft from 2027."""
    return draft_budget(cast, first=2027)


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    """A million and a half that the council has granted a school."""
    return granted(cast)


def put(cast: Cast, version: PlanVersion, proposal: Proposal) -> None:
    told: dict[str, Any] = {"by": cast.controller, "at": NOW}
    put_granted_money(version=version, answer=proposal.answer, **told)


def take_out(cast: Cast, version: PlanVersion, proposal: Proposal) -> None:
    told: dict[str, Any] = {"by": cast.controller, "at": NOW}
    take_out_granted_money(version=version, answer=proposal.answer, **told)


def test_it_is_proposed_put_once_and_taken_out(
    cast: Cast, draft: PlanVersion, proposal: Proposal
) -> None:
    viewer, before = cast.viewer(cast.controller), budget_of(draft)
    (row,) = granted_rows(viewer, draft)
    assert row == GrantedRow(
        answer_id=proposal.answer.pk,
        proposal_id=proposal.pk,
        name=proposal.name,
        body=cast.bun.name,
        amounts={FrameKind.OPERATING: MORE},
        decision=str(proposal.answer.decision),
        is_put=False,
    )
    put(cast, draft, proposal)
    assert frame(draft, cast.bun) == 300_000_000 + MORE
    assert granted_rows(viewer, draft)[0].is_put
    assert versions_with(viewer, proposal) == (draft,)
    assert proposal_page(viewer, proposal).frames_in == (draft,)
    assert versions_with(cast.viewer(None), proposal) == ()
    event = AuditEvent.objects.get(action="put_granted_money")
    assert event.after["operating"] == "1500000.00"
    with pytest.raises(Refusal, match="ligger redan i ramen"):
        put(cast, draft, proposal)
    take_out(cast, draft, proposal)
    assert budget_of(draft) == before
    with pytest.raises(Refusal, match="ligger inte i ramen"):
        take_out(cast, draft, proposal)


def test_it_stays_with_the_decided_plan_and_with_a_new_version(
    cast: Cast, draft: PlanVersion, proposal: Proposal
) -> None:
    put(cast, draft, proposal)
    other = granted(cast, name="En kurator till")
    assert len(granted_rows(cast.viewer(cast.controller), draft)) == 2
    draft = decide(cast, draft)
    told = [row.name for row in granted_rows(cast.viewer(cast.controller), draft)]
    assert told == [proposal.name] != [other.name]
    with pytest.raises(DatabaseError, match="timglas:"), transaction.atomic():
        GrantedMoney.objects.all().delete()
    with pytest.raises(Refusal, match="kan inte ändras"):
        take_out(cast, draft, proposal)
    day = draft.valid_from.replace(month=6)
    again = revise_plan(plan=draft.plan, valid_from=day, by=cast.controller, at=NOW)
    assert granted_rows(cast.viewer(cast.controller), again)[0].is_put
    discard_draft(version=again, by=cast.controller, at=NOW)
    assert GrantedMoney.objects.get().version == draft


def test_money_needs_a_frame_to_lie_in(cast: Cast, draft: PlanVersion, proposal: Proposal) -> None:
    edit_budget(version=draft, budget=Budget(), by=cast.controller, at=NOW)
    with pytest.raises(Refusal, match="har ingen ram av slaget drift för 2027"):
        put(cast, draft, proposal)
    assert not GrantedMoney.objects.exists()


def test_money_of_another_year_is_not_put_there(cast: Cast, proposal: Proposal) -> None:
    draft = draft_budget(cast, first=2026)
    assert granted_rows(cast.viewer(cast.controller), draft) == ()
    with pytest.raises(Refusal, match="planens första år"):
        put(cast, draft, proposal)


def test_a_company_is_granted_investments_only(cast: Cast, draft: PlanVersion) -> None:
    granted(cast, unit=cast.ab, by=cast.director, kind=Kind.INVESTMENT)
    (row,) = granted_rows(cast.viewer(cast.controller), draft)
    assert row.amounts == {FrameKind.COMPANY_INVESTMENT: MORE}
