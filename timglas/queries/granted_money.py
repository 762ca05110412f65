"""What the council has granted for a plan's first year, and whether it lies in the frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from timglas.access import Viewer
from timglas.models import (
    GrantedMoney,
    PlanVersion,
    Proposal,
    ProposalAnswer,
    UnitKind,
    VersionState,
)
from timglas.queries.plans import readable_versions
from timglas.rules.budget import FrameKind
from timglas.rules.permissions import Permission
from timglas.rules.proposals import State


@dataclass(frozen=True, slots=True)
class GrantedRow:
    """A granted proposal of a plan's first year: what it adds to whose frames, in kronor."""

    answer_id: int
    proposal_id: int
    name: str
    body: str
    amounts: Mapping[FrameKind, Decimal]
    decision: str
    is_put: bool


def granted_amounts(answer: ProposalAnswer) -> dict[FrameKind, Decimal]:
    """What an answer adds to frames of its body. A company's running costs are its own."""
    of_company = answer.proposal.body.kind == UnitKind.COMPANY
    told = {
        FrameKind.OPERATING: None if of_company else answer.operating,
        FrameKind.COMPANY_INVESTMENT if of_company else FrameKind.INVESTMENT: answer.investment,
    }
    return {kind: amount for kind, amount in told.items() if amount}


def granted_rows(viewer: Viewer, version: PlanVersion) -> tuple[GrantedRow, ...]:
    """What is granted for the first year of a version's plan, by body. Two queries.

    Of a decided version only what lies in its frames: the rest may have been counted otherwise.
    """
    readable = viewer.reach(Permission.READ_PROPOSAL, Proposal)
    answers = ProposalAnswer.objects.filter(
        proposal__in=readable,
        proposal__year=version.plan.first_year,
        answer__in=[State.GRANTED.value, State.PARTLY.value],
    )
    related = answers.select_related("proposal__body", "decision__body", "decision__official")
    put = set(version.granted_money.values_list("answer_id", flat=True))
    rows = (_row(answer, put) for answer in related.order_by("proposal__body__code", "pk"))
    is_draft = version.state == VersionState.DRAFT
    return tuple(row for row in rows if row.amounts and (is_draft or row.is_put))


def versions_with(viewer: Viewer, proposal: Proposal) -> tuple[PlanVersion, ...]:
    """The versions whose frames hold what a proposal was granted, that the viewer may read."""
    put = GrantedMoney.objects.filter(answer__proposal=proposal)
    found = readable_versions(viewer).filter(pk__in=put.values("version"))
    return tuple(found.select_related("plan__unit").order_by("plan__first_year", "number"))


def _row(answer: ProposalAnswer, put: set[int]) -> GrantedRow:
    proposal = answer.proposal
    return GrantedRow(
        answer_id=answer.pk,
        proposal_id=proposal.pk,
        name=proposal.name,
        body=proposal.body.name,
        amounts=granted_amounts(answer),
        decision=str(answer.decision),
        is_put=answer.pk in put,
    )
