"""Proposals of the cast: whole enough to be submitted, unless a test takes something away."""

from decimal import Decimal
from typing import Any

from tests.assignments import decided
from tests.cast import NOW, Cast
from timglas.actions.proposals import (
    answer_proposal,
    draft_proposal,
    submit_proposal,
    write_proposal,
)
from timglas.models import Proposal, ProposalAnswer
from timglas.rules.impact import CRITERIA, QUESTIONS
from timglas.rules.proposals import ASKED, Kind, State

YEAR = 2027
IMPACT = {question.key: "Ingen påverkan." for question in QUESTIONS}
WEIGHED = {criterion.key: criterion.levels[0].points for criterion in CRITERIA}


def draft(cast: Cast, **more: Any) -> Proposal:
    """The school's draft of a change of ambition for 2027, of which nothing is written."""
    fields: dict[str, Any] = {
        "unit": cast.bjork,
        "year": YEAR,
        "kind": Kind.AMBITION,
        "name": "Två speciallärare till",
        "by": cast.manager,
        "at": NOW,
    }
    return draft_proposal(**fields | more)


def write(cast: Cast, proposal: Proposal, **more: Any) -> Proposal:
    """Write all that a proposal must say: a million and a half kronor of each kind and year."""
    kind = Kind(proposal.kind)
    each = Decimal(-1_500_000) if kind is Kind.SAVING else Decimal(1_500_000)
    years = range(proposal.year, proposal.year + 3)
    fields: dict[str, Any] = {
        "name": proposal.name,
        "description": "Fler elever får stöd tidigt.",
        "amounts": {(money, year): each for money in ASKED[kind] for year in years},
        "impact": IMPACT,
        "weighed": WEIGHED if kind is Kind.INVESTMENT else {},
        "by": cast.manager,
        "at": NOW,
    }
    write_proposal(proposal=proposal, **fields | more)
    return proposal


def submitted(cast: Cast, **more: Any) -> Proposal:
    """A proposal that is written and submitted."""
    proposal = write(cast, draft(cast, **more))
    submit_proposal(proposal=proposal, by=cast.head, at=NOW)
    return proposal


def answered(cast: Cast, proposal: Proposal, answer: State, **more: Any) -> ProposalAnswer:
    """What the council answered in November."""
    fields: dict[str, Any] = {
        "decision": more.pop("decision", None) or decided(cast),
        "answer": answer,
        "reason": "Ryms i ramen.",
        "operating": None,
        "investment": None,
        "by": cast.registrar,
        "at": NOW,
    }
    return answer_proposal(proposal=proposal, **fields | more)


def granted(cast: Cast, **more: Any) -> Proposal:
    """A proposal that the council has granted in full."""
    proposal = submitted(cast, **more)
    answered(cast, proposal, State.GRANTED)
    return proposal
