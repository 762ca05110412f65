"""A draft is proposed for decision, and goes back when somebody wants more done to it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.immutability import require_draft, require_undecided
from timglas.actions.plans import NotReady
from timglas.actions.refusal import Refusal
from timglas.models import Person, PlanVersion
from timglas.queries.readiness import readiness


@transaction.atomic
def propose_plan(*, version: PlanVersion, by: Person, at: datetime) -> None:
    """Put a draft forward for decision. Nothing in it changes until it is decided or goes back."""
    require_draft(version)
    check = readiness(version)
    if not check.is_ready:
        raise NotReady(check.lacks)
    version.proposed_by, version.proposed_at = by, at
    version.save(update_fields=["proposed_by", "proposed_at"])
    record("propose_plan", version, by=by, at=at, unit=version.plan.unit)


@transaction.atomic
def return_plan(*, version: PlanVersion, reason: str, by: Person, at: datetime) -> None:
    """Let a proposed plan be a draft again, for a reason that whoever writes it can act on."""
    require_undecided(version)
    if version.proposed_at is None:
        raise Refusal(_("Planen är inte föreslagen."))
    if not reason.strip():
        raise Refusal(_("Skriv vad som behöver ändras."), "reason")
    version.proposed_by, version.proposed_at = None, None
    version.save(update_fields=["proposed_by", "proposed_at"])
    after = {"reason": reason.strip()}
    record("return_plan", version, by=by, at=at, unit=version.plan.unit, after=after)
