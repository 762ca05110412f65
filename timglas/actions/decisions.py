"""Recording what a body or an official has decided."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Decision, Person, Unit, UnitKind


@transaction.atomic
def record_decision(
    *,
    body: Unit,
    decided_on: date,
    paragraph: str = "",
    registry_number: str = "",
    official: Person | None = None,
    by: Person,
    at: datetime,
) -> Decision:
    """Record a decision: of a political body by its paragraph, or of an official by the person.

    Departments and units have no meetings, and political bodies decide nothing outside theirs.
    """
    paragraph = paragraph.removeprefix("§").strip()
    if UnitKind(body.kind).is_political:
        _require_minutes(body, paragraph, official)
    elif paragraph or official is None:
        raise Refusal(
            _("%s har inga sammanträden. Ange den tjänsteperson som beslutade.") % body, "official"
        )
    decision = Decision.objects.create(
        body=body,
        decided_on=decided_on,
        paragraph=paragraph,
        registry_number=registry_number.strip(),
        official=official,
        recorded_by=by,
        recorded_at=at,
    )
    named = ("body", "decided_on", "paragraph", "registry_number", "official")
    record("record_decision", decision, by=by, at=at, unit=body, after=fields_of(decision, *named))
    return decision


def _require_minutes(body: Unit, paragraph: str, official: Person | None) -> None:
    if not paragraph:
        raise Refusal(
            _("Ange vilken paragraf i protokollet som %s beslutade i.") % body, "paragraph"
        )
    if official is not None:
        raise Refusal(
            _("%s beslutar på sammanträden, inte genom en tjänsteperson.") % body, "official"
        )


@transaction.atomic
def decision_at_meeting(
    *,
    body: Unit,
    decided_on: date,
    paragraph: str,
    registry_number: str = "",
    by: Person,
    at: datetime,
) -> Decision:
    """The decision of a body under a paragraph of a day's minutes: the recorded one, or a new.

    One paragraph often decides several things, which are recorded one by one.
    """
    number, registry_number = paragraph.removeprefix("§").strip(), registry_number.strip()
    known = Decision.objects.filter(
        body=body, decided_on=decided_on, paragraph=number, official=None
    )
    decision = known.order_by("pk").first()
    if decision is None:
        return record_decision(
            body=body,
            decided_on=decided_on,
            paragraph=number,
            registry_number=registry_number,
            by=by,
            at=at,
        )
    if registry_number not in {"", decision.registry_number}:
        raise Refusal(
            _("{decision} är redan registrerat. Skriv samma diarienummer, eller inget.").format(
                decision=decision
            ),
            "registry_number",
        )
    return decision
