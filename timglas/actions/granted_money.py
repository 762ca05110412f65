"""Putting what a proposal was granted in the frames of a draft, and taking it out again."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.budget_copies import store_budget
from timglas.actions.immutability import require_draft
from timglas.actions.refusal import Refusal
from timglas.models import GrantedMoney, Person, PlanVersion, ProposalAnswer
from timglas.queries.budget import budget_of, is_budget_plan
from timglas.queries.granted_money import granted_amounts


@transaction.atomic
def put_granted_money(
    *, version: PlanVersion, answer: ProposalAnswer, by: Person, at: datetime
) -> None:
    """Add what an answer granted to its body's frames in the first year of a draft, once."""
    _require_of_year(version, answer)
    if version.granted_money.filter(answer=answer).exists():
        raise Refusal(_("Pengarna ligger redan i ramen."))
    version.granted_money.create(answer=answer, by=by, at=at)
    _add(version, answer, sign=1)
    _record("put_granted_money", version, answer, by=by, at=at)


@transaction.atomic
def take_out_granted_money(
    *, version: PlanVersion, answer: ProposalAnswer, by: Person, at: datetime
) -> None:
    """Take what an answer granted out of the frames of a draft again."""
    _require_of_year(version, answer)
    if not version.granted_money.filter(answer=answer).delete()[0]:
        raise Refusal(_("Pengarna ligger inte i ramen."))
    _add(version, answer, sign=-1)
    _record("take_out_granted_money", version, answer, by=by, at=at)


def copy_granted_money(source: PlanVersion, copy: PlanVersion) -> None:
    """Let a new version of the same plan know what its copied frames hold already."""
    GrantedMoney.objects.bulk_create(
        GrantedMoney(version=copy, answer_id=row.answer_id, by_id=row.by_id, at=row.at)
        for row in source.granted_money.order_by("pk")
    )


def _require_of_year(version: PlanVersion, answer: ProposalAnswer) -> None:
    require_draft(version)
    same_year = answer.proposal.year == version.plan.first_year
    if not is_budget_plan(version) or not same_year or not granted_amounts(answer):
        raise Refusal(_("Förslaget har inte beviljats några pengar för planens första år."))


def _add(version: PlanVersion, answer: ProposalAnswer, *, sign: int) -> None:
    budget, body, year = budget_of(version), answer.proposal.body, version.plan.first_year
    frames = {(frame.unit, frame.kind): frame for frame in budget.frames}
    for kind, amount in granted_amounts(answer).items():
        frame = frames.get((body.pk, kind))
        if frame is None or year not in frame.amounts:
            message = _("%(body)s har ingen ram av slaget %(kind)s för %(year)s. Skriv den först.")
            raise Refusal(
                message % {"body": body.name, "kind": kind.in_short.lower(), "year": year}
            )
        larger = frame.amounts[year] + sign * amount
        frames[body.pk, kind] = replace(frame, amounts={**frame.amounts, year: larger})
    store_budget(version, replace(budget, frames=tuple(frames.values())))


def _record(
    action: str, version: PlanVersion, answer: ProposalAnswer, *, by: Person, at: datetime
) -> None:
    told = {kind.value: amount for kind, amount in granted_amounts(answer).items()}
    after = {"proposal": answer.proposal, **told}
    record(action, version, by=by, at=at, unit=version.plan.unit, after=after)
