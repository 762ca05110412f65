"""What the sign-in library has done to an account, told to the audit trail."""

from datetime import datetime

from django.db import transaction

from timglas.actions.audit import record
from timglas.models import AuditEvent, Person


@transaction.atomic
def record_sign_in(action: str, *, person: Person, at: datetime) -> AuditEvent:
    """Record that somebody signed in or out, or changed a way of signing in."""
    return record(action, person, by=person, at=at)


@transaction.atomic
def record_failure(*, tried: str, at: datetime) -> AuditEvent:
    """Record that a sign-in failed, with the address that was tried.

    It is told of the person who has the address, but was done by nobody known.
    """
    person = Person.objects.filter(email__iexact=tried).first() if tried else None
    return record("fail_sign_in", person or Person(name=tried[:120]), by=None, at=at)
