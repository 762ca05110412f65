"""The executive board decides, company by company, whether a year was as it should (KL 6:9)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Decision, OversightDecision, Person, Unit, UnitKind
from timglas.rules.oversight import Finding, needs_text


@transaction.atomic
def record_oversight(
    *,
    company: Unit,
    year: int,
    finding: Finding,
    text: str,
    decision: Decision,
    by: Person,
    at: datetime,
) -> OversightDecision:
    """Record what the board found of a company and a year that has ended.

    A later decision on the same year stands beside the earlier one, and holds.
    """
    if company.kind != UnitKind.COMPANY:
        raise Refusal(_("Uppsiktsbeslut gäller kommunala bolag."))
    if decision.body.kind != UnitKind.EXECUTIVE_BOARD:
        raise Refusal(_("Kommunstyrelsen prövar bolagen varje år, ingen annan."))
    if decision.decided_on.year <= year:
        raise Refusal(
            _("%s prövas när året är slut. Ange ett senare beslutsdatum.") % year, "decided_on"
        )
    if needs_text(finding) and not text.strip():
        raise Refusal(
            _("Skriv vad anmärkningen gäller, eller vad som föreslås fullmäktige."), "text"
        )
    said = OversightDecision.objects.create(
        company=company,
        year=year,
        finding=finding.value,
        text=text.strip(),
        decision=decision,
        by=by,
        at=at,
    )
    after = fields_of(said, "year", "finding", "text", "decision")
    record("record_oversight", said, by=by, at=at, unit=company, after=after)
    return said
