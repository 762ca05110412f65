"""A proposal is written, submitted, ordered and answered; what is answered never changes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.assignments import decided
from tests.cast import NOW, Cast
from tests.proposals import IMPACT, answered, draft, submitted, write
from timglas.actions.proposals import (
    discard_proposal,
    move_proposal,
    propose_again,
    submit_proposal,
    withdraw_proposal,
    write_proposal,
)
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Proposal, ProposalAmount, ProposalAnswer
from timglas.queries.proposals import content_of
from timglas.rules.proposals import Kind, Money, State


def told(action: str) -> tuple[object, dict[str, Any], dict[str, Any]]:
    """The unit of the latest event of an action, and what it changed."""
    event = AuditEvent.objects.filter(action=action).latest("pk")
    return event.unit, event.before, event.after


def orders(*proposals: Proposal) -> list[int | None]:
    for proposal in proposals:
        proposal.refresh_from_db()
    return [proposal.order for proposal in proposals]


def test_a_unit_begins_a_proposal_that_its_committee_will_submit(cast: Cast) -> None:
    proposal = draft(cast, name=" Två speciallärare till ")
    stored = Proposal.objects.get()
    assert (stored, stored.body, stored.name, stored.state, stored.order) == (
        proposal,
        cast.bun,
        "Två speciallärare till",
        State.DRAFT,
        None,
    )
    assert told("draft_proposal")[0] == cast.bjork
    assert draft(cast, unit=cast.ab).body == cast.ab


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"year": 2024}, "year"), ({"unit": "kf"}, "unit")],
)
def test_a_proposal_has_a_name_a_year_ahead_and_a_body(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    if "unit" in wrong:
        wrong = {"unit": getattr(cast, wrong["unit"])}
    with pytest.raises(Refusal) as refusal:
        draft(cast, **wrong)
    assert refusal.value.field == field


def test_a_draft_is_written_as_far_as_it_is_known(cast: Cast) -> None:
    proposal = draft(cast)
    amounts = {(Money.OPERATING, 2027): Decimal("1500000.50")}
    write(cast, proposal, amounts=amounts, impact={"law": " Skollagen. "}, name=" Ny rubrik ")
    proposal = Proposal.objects.get()
    content = content_of(proposal)
    assert (proposal.name, content.amounts, content.impact) == (
        "Ny rubrik",
        amounts,
        {"law": "Skollagen."},
    )
    _unit, before, after = told("write_proposal")
    assert (before["amounts"], after["amounts"]) == ({}, {"operating 2027": "1500000.50"})
    write(cast, proposal, amounts={})
    assert not ProposalAmount.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"amounts": {(Money.OPERATING, 2027): Decimal("0.001")}}, None),
    ],
)
def test_what_cannot_be_kept_is_refused(
    cast: Cast, wrong: dict[str, Any], field: str | None
) -> None:
    proposal = draft(cast)
    with pytest.raises(Refusal) as refusal:
        write(cast, proposal, **wrong)
    assert refusal.value.field == field


def test_a_proposal_without_impact_statement_is_not_submitted(cast: Cast) -> None:
    proposal = write(cast, draft(cast), impact=IMPACT | {"children": ""})
    with pytest.raises(Refusal, match="1 svar saknas"):
        submit_proposal(proposal=proposal, by=cast.head, at=NOW)
    assert Proposal.objects.get().state == State.DRAFT


def test_proposals_are_submitted_last_and_then_ordered(cast: Cast) -> None:
    first, second, third = submitted(cast), submitted(cast), submitted(cast, unit=cast.ek)
    other = submitted(cast, year=2028)
    assert orders(first, second, third, other) == [1, 2, 3, 1]
    move_proposal(proposal=third, steps=-1, by=cast.head, at=NOW)
    assert orders(first, second, third) == [1, 3, 2]
    move_proposal(proposal=first, steps=1, by=cast.head, at=NOW)
    assert orders(first, second, third) == [2, 3, 1]
    with pytest.raises(Refusal, match="ytterst"):
        move_proposal(proposal=third, steps=-1, by=cast.head, at=NOW)
    assert told("move_proposal")[1:] == ({"order": 1}, {"order": 2})


def test_a_proposal_is_taken_back_and_those_after_it_move_up(cast: Cast) -> None:
    first, second = submitted(cast), submitted(cast)
    withdraw_proposal(proposal=first, by=cast.head, at=NOW)
    assert orders(first, second) == [None, 1]
    write(cast, first, description="Ändrat.")
    submit_proposal(proposal=first, by=cast.head, at=NOW)
    assert orders(first, second) == [2, 1]


def test_a_draft_is_thrown_away_and_nothing_else(cast: Cast) -> None:
    proposal = write(cast, draft(cast))
    discard_proposal(proposal=proposal, by=cast.manager, at=NOW)
    assert not Proposal.objects.exists()
    with pytest.raises(Refusal, match="inlämnat"):
        discard_proposal(proposal=submitted(cast), by=cast.manager, at=NOW)


@pytest.mark.parametrize(
    ("answer", "more", "granted"),
    [
        (State.GRANTED, {}, (Decimal(3_000_000), Decimal(1_500_000))),
        (
            State.PARTLY,
            {"operating": Decimal(800_000), "investment": Decimal(1_000_000)},
            (Decimal(800_000), Decimal(1_000_000)),
        ),
        (State.PARTLY, {"investment": Decimal(1_000_000)}, (None, Decimal(1_000_000))),
        (State.REFUSED, {}, (None, None)),
        (State.DEFERRED, {"operating": Decimal(1)}, (None, None)),
    ],
)
def test_the_council_answers_with_reason_and_money(
    cast: Cast,
    answer: State,
    more: dict[str, Any],
    granted: tuple[Decimal | None, Decimal | None],
) -> None:
    proposal = submitted(cast, kind=Kind.INVESTMENT)
    found = answered(cast, proposal, answer, reason=" Ryms i ramen. ", **more)
    assert (found.reason, found.operating, found.investment) == ("Ryms i ramen.", *granted)
    assert Proposal.objects.get().state == answer
    unit, _before, after = told("answer_proposal")
    assert (unit, after["answer"]) == (cast.bjork, answer.value)


@pytest.mark.parametrize(
    ("answer", "more", "field"),
    [
        (State.SUBMITTED, {}, "answer"),
        (State.REFUSED, {"reason": " "}, "reason"),
        (State.PARTLY, {}, "operating"),
        (State.PARTLY, {"operating": Decimal("0.001")}, "operating"),
        (State.PARTLY, {"operating": Decimal(1_500_000)}, "answer"),
        (State.GRANTED, {"decision": "bun"}, "body"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_at_its_field(
    cast: Cast, answer: State, more: dict[str, Any], field: str
) -> None:
    proposal = submitted(cast)
    if "decision" in more:
        more = {"decision": decided(cast, cast.bun)}
    with pytest.raises(Refusal) as refusal:
        answered(cast, proposal, answer, **more)
    assert refusal.value.field == field
    assert not ProposalAnswer.objects.exists()


def test_an_answer_is_final(cast: Cast) -> None:
    proposal = submitted(cast)
    answered(cast, proposal, State.DEFERRED)
    for change in (
        lambda: answered(cast, proposal, State.GRANTED),
        lambda: withdraw_proposal(proposal=proposal, by=cast.head, at=NOW),
        lambda: move_proposal(proposal=proposal, steps=1, by=cast.head, at=NOW),
        lambda: submit_proposal(proposal=proposal, by=cast.head, at=NOW),
    ):
        with pytest.raises(Refusal, match="uppskjutet"):
            change()


def test_what_was_not_granted_in_full_is_proposed_again_for_a_later_year(cast: Cast) -> None:
    old = submitted(cast)
    with pytest.raises(Refusal, match="inte har beviljats helt"):
        propose_again(proposal=old, year=2028, by=cast.manager, at=NOW)
    answered(cast, old, State.DEFERRED)
    with pytest.raises(Refusal) as refusal:
        propose_again(proposal=old, year=2027, by=cast.manager, at=NOW)
    assert refusal.value.field == "year"
    new = propose_again(proposal=old, year=2029, by=cast.manager, at=NOW)
    before, after = content_of(old), content_of(new)
    assert (new.earlier, new.state, new.order, after.impact) == (
        old,
        State.DRAFT,
        None,
        before.impact,
    )
    assert after.amounts == {(m, y + 2): amount for (m, y), amount in before.amounts.items()}


def refused(change: Callable[[], object]) -> bool:
    with pytest.raises(DatabaseError, match="timglas:"), transaction.atomic():
        change()
    return True


def test_the_database_keeps_what_is_submitted(cast: Cast) -> None:
    submitted(cast)
    rows, amounts = Proposal.objects.all(), ProposalAmount.objects.all()
    for change in ({"description": "Annat"}, {"impact": {}}, {"year": 2030}, {"kind": "saving"}):
        assert refused(lambda change=change: rows.update(**change))
    assert refused(lambda: rows._raw_delete(rows.db))
    assert refused(lambda: amounts.update(amount=1))
    assert refused(lambda: amounts._raw_delete(amounts.db))
    assert refused(
        lambda: ProposalAmount.objects.create(
            proposal=rows.get(), kind="operating", year=2040, amount=1
        )
    )
    rows.update(order=7)
    assert rows.get().order == 7


def test_the_database_keeps_what_is_answered(cast: Cast) -> None:
    answered(cast, submitted(cast), State.PARTLY, operating=Decimal(5))
    rows, answers = Proposal.objects.all(), ProposalAnswer.objects.all()
    for change in ({"state": "submitted"}, {"order": 9}, {"state": "draft", "order": None}):
        assert refused(lambda change=change: rows.update(**change))
    assert refused(lambda: answers.update(answer="granted"))
    assert refused(lambda: answers._raw_delete(answers.db))


def test_a_draft_can_be_changed_in_the_database(cast: Cast) -> None:
    write(cast, draft(cast))
    Proposal.objects.update(description="Annat")
    ProposalAmount.objects.update(amount=1)
    assert Proposal.objects.get().description == "Annat"
    write_proposal(
        proposal=Proposal.objects.get(),
        name="Rubrik",
        description="",
        amounts={},
        impact={},
        weighed={},
        by=cast.manager,
        at=NOW,
    )
