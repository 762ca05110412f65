"""Whether the audit trail is whole: every event sealed, in its place, and as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from timglas.models import AuditEvent, Seal
from timglas.rules.chain import GENESIS, link

# The sealer comes by every half minute; an event unsealed this long has been overlooked.
LATEST = timedelta(minutes=10)
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in the chain. `event` is an event's id, `position` its place if sealed."""

    event: int
    position: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The outcome of a walk along the chain. `head` is the hash that the chain should end with."""

    sealed: int
    waiting: int
    head: str
    flaws: tuple[Flaw, ...]


def body_of(event: AuditEvent) -> dict[str, object]:
    """Everything an event says, as it is sealed."""
    return {
        "id": event.pk,
        "at": event.at.isoformat(),
        "person": event.person_id,
        "action": event.action,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "label": event.label,
        "unit": event.unit_id,
        "before": event.before,
        "after": event.after,
        "ip": event.ip,
        "correlation": event.correlation,
    }


def verify_chain(now: datetime) -> ChainReport:
    """Recompute the chain from its beginning. Reads everything: for a command, not for a page."""
    unsealed = AuditEvent.objects.filter(seal=None)
    late = unsealed.filter(at__lt=now - LATEST).order_by("pk").values_list("pk", flat=True)
    last = Seal.objects.order_by("-position").first()
    return ChainReport(
        sealed=Seal.objects.count(),
        waiting=unsealed.count(),
        head=last.hash if last else GENESIS,
        flaws=(*_walk(), *(Flaw(pk, None, "the event is not sealed") for pk in late)),
    )


def _walk() -> Iterator[Flaw]:
    position, previous = 0, GENESIS
    for seals in batched(Seal.objects.order_by("position").iterator(BATCH), BATCH, strict=False):
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            position += 1
            if seal.position != position:
                yield Flaw(seal.event_id, position, "the seal before this one is missing")
                position = seal.position
            event = events.get(seal.event_id)
            if event is None:
                yield Flaw(seal.event_id, position, "the event is missing")
            elif link(previous, body_of(event)) != seal.hash:
                yield Flaw(seal.event_id, position, "the event or its seal has been changed")
            # Go on from the stored hash, so that one flaw is told once.
            previous = seal.hash
