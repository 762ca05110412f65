"""Recording what the council has added to a frame during the year."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Appropriation, Decision, Person, PlanVersion, Unit, VersionState
from timglas.queries.budget import is_budget_plan
from timglas.queries.frames import frame_now
from timglas.rules.appropriations import Appropriated, Financing
from timglas.rules.budget import ORE, can_be_kept

TOLD = ("unit", "kind", "carries_forward", "amount", "purpose", "financing", "payer", "decision")


@transaction.atomic
def record_appropriation(
    *,
    version: PlanVersion,
    decision: Decision,
    made: Appropriated,
    purpose: str,
    by: Person,
    at: datetime,
) -> Appropriation:
    """Record what a decision adds to a unit's frame, and how it is paid (KL 11:15).

    It is never changed: what was wrong is put right by another decision.
    """
    _require_decided(version, decision)
    _require_right(version, made)
    if not purpose.strip():
        raise Refusal(_("Skriv vad pengarna ska användas till."), "purpose")
    stored = Appropriation.objects.create(
        version=version,
        decision=decision,
        unit_id=made.unit,
        kind=made.kind.value,
        carries_forward=made.carries_forward,
        amount=made.amount.quantize(ORE),
        purpose=purpose.strip(),
        financing=made.financing.value,
        payer_id=made.payer,
        recorded_by=by,
        recorded_at=at,
    )
    council, after = version.plan.unit, fields_of(stored, *TOLD)
    record("record_appropriation", stored, by=by, at=at, unit=council, after=after)
    return stored


def _require_decided(version: PlanVersion, decision: Decision) -> None:
    if not is_budget_plan(version) or version.state != VersionState.DECIDED:
        raise Refusal(_("Tilläggsanslag ges mot en budget som fullmäktige har beslutat."))
    if decision.body_id != version.plan.unit_id:
        raise Refusal(_("Bara fullmäktige beslutar om tilläggsanslag."), "body")


def _require_right(version: PlanVersion, made: Appropriated) -> None:
    """Refuse what adds nothing or to nothing, and what cannot be paid as it says."""
    if made.amount <= 0 or not can_be_kept(made.amount):
        raise Refusal(_("Skriv ett belopp över noll, i hela ören."), "amount")
    if frame_now(version, made.unit, made.kind) is None:
        raise _no_frame(version, made.unit, "unit")
    if not made.can_be_paid:
        raise Refusal(_("Det kan inte betala ett sådant anslag. Välj ett annat sätt."), "financing")
    pays = made.financing is Financing.FRAME
    if pays == (made.payer is None) or made.payer == made.unit:
        raise Refusal(_("Välj vilken annan nämnds ram som betalar, när en ram betalar."), "payer")
    if made.payer is not None:
        left = frame_now(version, made.payer, made.kind)
        if left is None:
            raise _no_frame(version, made.payer, "payer")
        if left < made.amount:
            raise Refusal(_("Så mycket finns inte i den ramen."), "payer")


def _no_frame(version: PlanVersion, unit: int, field: str) -> Refusal:
    said = _("%(unit)s har ingen ram av det slaget %(year)s. Besluta en ny version av planen.")
    values = {"unit": Unit.objects.get(pk=unit), "year": version.plan.first_year}
    return Refusal(said % values, field)
