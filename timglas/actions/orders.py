"""A committee or a company acknowledges and answers what the council has ordered of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Decision, OrderReply, Person, Unit
from timglas.queries.placed import BODIES
from timglas.rules.orders import Reply, needs_text


@transaction.atomic
def reply_to_order(
    *,
    unit: Unit,
    year: int,
    reply: Reply,
    text: str,
    on: date,
    decision: Decision | None = None,
    by: Person,
    at: datetime,
) -> OrderReply:
    """Say for a body that its order for a year is received, or how it takes it on."""
    if unit.kind not in BODIES:
        raise Refusal(_("Beställningar går till kommunstyrelsen, nämnder och bolag."))
    if needs_text(reply) and not text.strip():
        raise Refusal(_("Skriv hur ni tar er an beställningen."), "text")
    if on > timezone.localdate(at):
        raise Refusal(_("Dagen har inte varit än."), "on")
    said = OrderReply.objects.create(
        unit=unit,
        year=year,
        reply=reply.value,
        text=text.strip(),
        on=on,
        decision=decision,
        by=by,
        at=at,
    )
    after = fields_of(said, "year", "reply", "text", "on", "decision")
    record("reply_to_order", said, by=by, at=at, unit=unit, after=after)
    return said
