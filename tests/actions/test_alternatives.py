"""An alternative is a copy of the proposal; it is put forward only when it balances."""

from dataclasses import replace

import pytest

from tests.budgeted import draft_budget, millions, small_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan
from timglas.actions.alternatives import (
    begin_alternative,
    edit_alternative,
    put_forward_alternative,
)
from timglas.actions.plans import discard_draft
from timglas.actions.refusal import Refusal
from timglas.models import AlternativeBudget, AuditEvent, PlanVersion
from timglas.queries.budget import budget_of
from timglas.rules.alternatives import from_text
from timglas.rules.budget import Budget, Line, LineKind


@pytest.fixture
def proposal(cast: Cast) -> PlanVersion:
    return draft_budget(cast)


def begin(cast: Cast, version: PlanVersion, name: str = " Oppositionen ") -> AlternativeBudget:
    return begin_alternative(version=version, name=name, by=cast.elected, at=NOW)


def put_forward(cast: Cast, alternative: AlternativeBudget) -> None:
    put_forward_alternative(alternative=alternative, by=cast.elected, at=NOW)


def test_an_alternative_begins_as_a_copy_and_leaves_the_proposal_alone(
    cast: Cast, proposal: PlanVersion
) -> None:
    alternative = begin(cast, proposal)
    before = budget_of(proposal)
    assert (alternative.name, from_text(alternative.body)) == ("Oppositionen", before)
    less = replace(before, frames=())
    edit_alternative(alternative=alternative, budget=less, by=cast.elected, at=NOW)
    alternative.refresh_from_db()
    assert from_text(alternative.body) == less
    assert budget_of(proposal) == before
    event = AuditEvent.objects.get(action="edit_alternative")
    assert (event.unit, event.after) == (cast.kf, {"name": "Oppositionen"})


@pytest.mark.parametrize("name", [" ", "Oppositionen"])
def test_it_has_a_name_of_its_own(cast: Cast, proposal: PlanVersion, name: str) -> None:
    begin(cast, proposal)
    with pytest.raises(Refusal) as refusal:
        begin(cast, proposal, name)
    assert refusal.value.field == "name"


def test_only_the_councils_draft_has_alternatives(cast: Cast, proposal: PlanVersion) -> None:
    with pytest.raises(Refusal, match="Bara fullmäktiges budget"):
        begin(cast, draft_operational_plan(cast, cast.bun))
    decide(cast, proposal)
    with pytest.raises(Refusal, match="kan inte ändras"):
        begin(cast, proposal)


def test_what_does_not_balance_is_not_put_forward(cast: Cast, proposal: PlanVersion) -> None:
    alternative = begin(cast, proposal)
    budget = small_budget(cast)
    dear = Line(LineKind.COST, "Lägre avgifter", millions("9", "1", "1"))
    wanted = replace(budget, lines=(*budget.lines, dear))
    edit_alternative(alternative=alternative, budget=wanted, by=cast.elected, at=NOW)
    with pytest.raises(Refusal, match="2025 kostar mer än det ger"):
        put_forward(cast, alternative)
    alternative.refresh_from_db()
    assert alternative.put_forward_at is None


def test_what_is_put_forward_stays_as_it_is(cast: Cast, proposal: PlanVersion) -> None:
    alternative = begin(cast, proposal)
    put_forward(cast, alternative)
    assert AlternativeBudget.objects.get().put_forward_at == NOW
    with pytest.raises(Refusal, match="är framlagt"):
        edit_alternative(alternative=alternative, budget=Budget(), by=cast.elected, at=NOW)
    with pytest.raises(Refusal, match="är framlagt"):
        put_forward(cast, alternative)


def test_lines_that_no_name_tells_apart_are_refused(cast: Cast, proposal: PlanVersion) -> None:
    alternative = begin(cast, proposal)
    twice = (Line(LineKind.COST, "A", {}), Line(LineKind.INCOME, "A", {}))
    with pytest.raises(Refusal, match="samma namn"):
        edit_alternative(
            alternative=alternative, budget=Budget(lines=twice), by=cast.elected, at=NOW
        )


def test_it_goes_with_the_draft_that_it_was_copied_from(cast: Cast, proposal: PlanVersion) -> None:
    begin(cast, proposal)
    discard_draft(version=proposal, by=cast.controller, at=NOW)
    assert not AlternativeBudget.objects.exists()
