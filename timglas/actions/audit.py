"""Recording what was done: the one audit event that every action writes, and sealing them."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from timglas.kept import ask_again
from timglas.models import AuditEvent, Person, Seal, Unit
from timglas.queries.chain import body_of
from timglas.rules.chain import GENESIS, link


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a change comes from: the IP address and an id common to all events of a request."""

    ip: str | None = None
    correlation: str = ""


NOWHERE = Origin()
MOST_REFUSALS = 20
origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def named(obj: models.Model) -> str:
    """What the log calls an object: in Swedish, whoever acts, since the log is in one language."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(obj)


def plain(value: Any) -> Any:
    """Turn a field's value into what JSON can hold: text for decimals, dates and objects."""
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    if isinstance(value, models.Model):
        return f"{named(value)} ({value.pk})"
    return value


def fields_of(obj: models.Model, *names: str) -> dict[str, Any]:
    """The named fields of an object, as an audit event keeps them."""
    return {name: plain(getattr(obj, name)) for name in names}


def record(
    action: str,
    obj: models.Model,
    *,
    by: Person | None,
    at: datetime,
    unit: Unit | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write the audit event of an action, in the action's own transaction.

    `action` is the action's name; `before` and `after` hold the fields it changed.
    """
    here = origin.get()
    ask_again()
    return AuditEvent.objects.create(
        at=at,
        person=by,
        action=action,
        subject=obj._meta.model_name or "",
        subject_id=str(obj.pk or ""),
        label=named(obj)[:300],
        unit=unit,
        before={k: plain(v) for k, v in (before or {}).items()},
        after={k: plain(v) for k, v in (after or {}).items()},
        ip=here.ip,
        correlation=here.correlation,
    )


@transaction.atomic
def record_refusal(*, by: Person, at: datetime, address: str, method: str) -> AuditEvent | None:
    """Record that a page was refused somebody; not more than `MOST_REFUSALS` of them an hour."""
    lately = AuditEvent.objects.filter(person=by, action="refuse", at__gt=at - timedelta(hours=1))
    if lately.count() >= MOST_REFUSALS:
        return None
    return record("refuse", by, by=by, at=at, after={"address": address, "method": method})


@transaction.atomic
def record_export(*, by: Person, at: datetime, wanted: str) -> AuditEvent:
    """Record that the audit trail was taken home, and which part of it, as an address asks."""
    return record("export_audit", by, by=by, at=at, after={"wanted": wanted})


@transaction.atomic
def seal_events(*, at: datetime, most: int = 10_000) -> int:
    """Chain the events that are not yet sealed, oldest first; returns how many."""
    last = Seal.objects.select_for_update().order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, GENESIS)
    seals = []
    for event in AuditEvent.objects.filter(seal=None).order_by("pk")[:most]:
        position, previous = position + 1, link(previous, body_of(event))
        seals.append(Seal(event=event, position=position, hash=previous, sealed_at=at))
    Seal.objects.bulk_create(seals, batch_size=500)
    return len(seals)
