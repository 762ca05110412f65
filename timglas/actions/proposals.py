"""Proposals: drafted, written, submitted with their impact, ordered, and answered by the council.

What is submitted stays as it is unless it is taken back; what is answered never changes.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import (
    Decision,
    Person,
    Proposal,
    ProposalAmount,
    ProposalAnswer,
    Unit,
    UnitKind,
)
from timglas.queries.placed import BODIES, units_above
from timglas.queries.proposals import content_of
from timglas.rules.budget import can_be_kept
from timglas.rules.proposals import AGAIN, ANSWERS, Amounts, Kind, Money, State, lacks, yearly_cost

BEGUN = ("unit", "year", "kind", "name", "earlier")
TEXTS = ("name", "description", "impact", "weighed")
ANSWERED = ("answer", "reason", "decision", "operating", "investment")


class Written(TypedDict):
    """What is written in a draft: impact by question, weight by criterion, amounts in kronor."""

    name: str
    description: str
    amounts: Amounts
    impact: Mapping[str, str]
    weighed: Mapping[str, int]


class Answered(TypedDict):
    """What the council answered; `operating` and `investment` are told when it granted a part."""

    answer: State
    reason: str
    operating: Decimal | None
    investment: Decimal | None


@transaction.atomic
def draft_proposal(
    *, unit: Unit, year: int, kind: Kind, name: str, by: Person, at: datetime
) -> Proposal:
    """Begin a proposal of a unit for a planning year."""
    if not name.strip():
        raise Refusal(_("Ge förslaget en kort rubrik."), "name")
    if year < at.year:
        raise Refusal(_("Året har redan varit."), "year")
    proposal = Proposal.objects.create(
        unit=unit,
        body=_body_of(unit, at),
        year=year,
        kind=kind.value,
        name=name.strip(),
        created_by=by,
        created_at=at,
    )
    after = fields_of(proposal, *BEGUN)
    record("draft_proposal", proposal, by=by, at=at, unit=unit, after=after)
    return proposal


@transaction.atomic
def write_proposal(
    *, proposal: Proposal, by: Person, at: datetime, **written: Unpack[Written]
) -> None:
    """Write a draft: all of it, as it now stands. What is not yet known is left out."""
    _require_state(proposal, State.DRAFT)
    if not written["name"].strip():
        raise Refusal(_("Ge förslaget en kort rubrik."), "name")
    amounts = written["amounts"]
    if not all(map(can_be_kept, amounts.values())):
        raise Refusal(_("Ett belopp är för stort, eller har delar av ören."))
    before = {**fields_of(proposal, *TEXTS), "amounts": _told(content_of(proposal).amounts)}
    proposal.name = written["name"].strip()
    proposal.description = written["description"].strip()
    proposal.impact = {key: said.strip() for key, said in written["impact"].items()}
    proposal.weighed = dict(written["weighed"])
    proposal.save(update_fields=TEXTS)
    _keep_amounts(proposal, amounts)
    after = {**fields_of(proposal, *TEXTS), "amounts": _told(amounts)}
    unit = proposal.unit
    record("write_proposal", proposal, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def discard_proposal(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Throw a draft away."""
    _require_state(proposal, State.DRAFT)
    before = fields_of(proposal, *BEGUN)
    record("discard_proposal", proposal, by=by, at=at, unit=proposal.unit, before=before)
    proposal.amounts.all().delete()
    proposal.delete()


@transaction.atomic
def submit_proposal(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Submit a proposal for its body, last in the body's order; nothing may be missing."""
    _require_state(proposal, State.DRAFT)
    missing = lacks(content_of(proposal))
    if missing:
        said = ngettext(
            "Förslaget kan inte lämnas in: {n} svar saknas.",
            "Förslaget kan inte lämnas in: {n} svar saknas.",
            len(missing),
        )
        raise Refusal(said.format(n=len(missing)))
    last = _of_same_body(proposal).aggregate(last=Max("order"))["last"]
    proposal.state, proposal.order = State.SUBMITTED.value, (last or 0) + 1
    proposal.save(update_fields=["state", "order"])
    after = fields_of(proposal, "state", "order")
    record("submit_proposal", proposal, by=by, at=at, unit=proposal.unit, after=after)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Take a submitted proposal back to be changed; those after it move up."""
    _require_state(proposal, State.SUBMITTED)
    before, order = fields_of(proposal, "state", "order"), proposal.order
    proposal.state, proposal.order = State.DRAFT.value, None
    proposal.save(update_fields=["state", "order"])
    _waiting(proposal).filter(order__gt=order).update(order=F("order") - 1)
    after, unit = fields_of(proposal, "state", "order"), proposal.unit
    record("withdraw_proposal", proposal, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def move_proposal(*, proposal: Proposal, steps: int, by: Person, at: datetime) -> None:
    """Let a submitted proposal and the one before (−1) or after it (+1) change places."""
    _require_state(proposal, State.SUBMITTED)
    before, order = fields_of(proposal, "order"), proposal.order
    others = _waiting(proposal)
    nearest = (
        others.filter(order__lt=order).order_by("-order")
        if steps < 0
        else others.filter(order__gt=order).order_by("order")
    )
    other = nearest.first()
    if other is None:
        raise Refusal(_("Förslaget ligger redan ytterst."))
    proposal.order, other.order = other.order, order
    for one in (proposal, other):
        one.save(update_fields=["order"])
    after, unit = fields_of(proposal, "order"), proposal.unit
    record("move_proposal", proposal, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def answer_proposal(
    *,
    proposal: Proposal,
    decision: Decision,
    by: Person,
    at: datetime,
    **answered: Unpack[Answered],
) -> ProposalAnswer:
    """Record what the council has decided of a submitted proposal. It is final."""
    _require_state(proposal, State.SUBMITTED)
    if decision.body.kind != UnitKind.COUNCIL:
        raise Refusal(_("Fullmäktige svarar på förslag."), "body")
    if answered["answer"] not in ANSWERS:
        raise Refusal(_("Välj vad fullmäktige har svarat."), "answer")
    if not answered["reason"].strip():
        raise Refusal(_("Skriv skälet, så som det står i beslutet."), "reason")
    granted = _granted(proposal, answered)
    answer = ProposalAnswer.objects.create(
        proposal=proposal,
        decision=decision,
        answer=answered["answer"].value,
        reason=answered["reason"].strip(),
        **granted,
        by=by,
        at=at,
    )
    proposal.state = answered["answer"].value
    proposal.save(update_fields=["state"])
    after, unit = fields_of(answer, *ANSWERED), proposal.unit
    record("answer_proposal", proposal, by=by, at=at, unit=unit, after=after)
    return answer


@transaction.atomic
def propose_again(*, proposal: Proposal, year: int, by: Person, at: datetime) -> Proposal:
    """Begin a draft for a later year of what was not granted, or not in full."""
    if State(proposal.state) not in AGAIN:
        raise Refusal(_("Bara det som inte har beviljats helt kan föreslås igen."))
    if year <= proposal.year:
        raise Refusal(_("Välj ett senare år än {year}.").format(year=proposal.year), "year")
    new = Proposal.objects.create(
        **{name: getattr(proposal, name) for name in ("unit", "kind", *TEXTS)},
        body=_body_of(proposal.unit, at),
        year=year,
        earlier=proposal,
        created_by=by,
        created_at=at,
    )
    shift = year - proposal.year
    asked = content_of(proposal).amounts.items()
    _keep_amounts(new, {(money, old + shift): amount for (money, old), amount in asked})
    after = fields_of(new, *BEGUN)
    record("propose_again", new, by=by, at=at, unit=new.unit, after=after)
    return new


def _body_of(unit: Unit, at: datetime) -> Unit:
    """The committee, board or company that a unit's proposals are submitted by."""
    above = {found.pk: found for found in Unit.objects.filter(kind__in=BODIES)}
    for pk in (unit.pk, *units_above(unit, at.date())):
        if pk in above:
            return above[pk]
    raise Refusal(_("Enheten hör inte till någon nämnd eller något bolag."), "unit")


def _require_state(proposal: Proposal, state: State) -> None:
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.state, proposal.order = stored.state, stored.order
    if stored.state != state:
        now = State(stored.state).name_in_words.lower()
        raise Refusal(_("Förslaget är {state} och kan inte ändras så.").format(state=now))


def _keep_amounts(proposal: Proposal, amounts: Amounts) -> None:
    proposal.amounts.all().delete()
    ProposalAmount.objects.bulk_create(
        ProposalAmount(proposal=proposal, kind=money.value, year=year, amount=amount)
        for (money, year), amount in amounts.items()
    )


def _told(amounts: Amounts) -> dict[str, str]:
    """Amounts as the event log keeps them."""
    return {f"{money.value} {year}": str(amount) for (money, year), amount in amounts.items()}


def _of_same_body(proposal: Proposal) -> QuerySet[Proposal]:
    return Proposal.objects.filter(body=proposal.body_id, year=proposal.year)


def _waiting(proposal: Proposal) -> QuerySet[Proposal]:
    """What the same body has submitted for the year, and nobody has answered."""
    return _of_same_body(proposal).filter(state=State.SUBMITTED.value).exclude(pk=proposal.pk)


def _granted(proposal: Proposal, answered: Answered) -> dict[str, Decimal | None]:
    """The kronor of the first year that the council grants: all, the part told, or none."""
    content = content_of(proposal)
    asked = {
        "operating": yearly_cost(content, content.year),
        "investment": content.amounts.get((Money.INVESTMENT, content.year)),
    }
    match answered["answer"]:
        case State.GRANTED:
            return asked
        case State.PARTLY:
            return _part(asked, answered)
    return {"operating": None, "investment": None}


def _part(asked: Mapping[str, Decimal | None], answered: Answered) -> dict[str, Decimal | None]:
    part = {"operating": answered["operating"], "investment": answered["investment"]}
    told = [amount for amount in part.values() if amount is not None]
    if not told:
        raise Refusal(_("Skriv det belopp som fullmäktige har beviljat."), "operating")
    if not all(map(can_be_kept, told)):
        raise Refusal(_("Beloppet är för stort, eller har delar av ören."), "operating")
    if part == asked:
        raise Refusal(_("Det är allt som föreslogs. Välj Beviljat."), "answer")
    return part
