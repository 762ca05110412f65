"""The audit trail as a person reads it: newest first, in words, narrowed by what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from timglas.access import Viewer
from timglas.models import AuditEvent, Person, Unit
from timglas.rules.events import action_words, field_words, subject_words
from timglas.rules.language import N_, _
from timglas.rules.permissions import Permission

PAGE_SIZE = 50
NOBODY = N_("Ingen inloggad")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for. Days are Swedish days, both included."""

    person: Person | None = None
    unit: Unit | None = None
    action: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after; None where there was or is nothing."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in words. `seal` is its place in the chain, None until it is sealed."""

    id: int
    at: datetime
    person: str
    action: str
    subject: str
    label: str
    unit: str
    changes: tuple[Change, ...]
    ip: str
    seal: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the trail."""

    events: tuple[EventView, ...]
    page: Page[AuditEvent]
    total: int


def audit_page(viewer: Viewer, wanted: AuditFilter, number: int | str = 1) -> AuditPage:
    """The page with this number, or the nearest there is. Four queries."""
    page = Paginator(_events(viewer, wanted), PAGE_SIZE).get_page(number)
    return AuditPage(tuple(_view(e) for e in page.object_list), page, page.paginator.count)


def audit_rows(viewer: Viewer, wanted: AuditFilter) -> Iterator[EventView]:
    """Every event asked for, for a file."""
    return (_view(event) for event in _events(viewer, wanted).iterator(1000))


def audit_choices(
    viewer: Viewer,
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The actions and the kinds of subject that the viewer's trail holds, as (value, words)."""
    events = viewer.reach(Permission.READ_AUDIT, AuditEvent)
    actions = events.values_list("action", flat=True).distinct()
    subjects = events.values_list("subject", flat=True).distinct()
    return (
        tuple(sorted(((a, action_words(a)) for a in actions), key=lambda pair: pair[1])),
        tuple(sorted(((s, subject_words(s)) for s in subjects), key=lambda pair: pair[1])),
    )


def _events(viewer: Viewer, wanted: AuditFilter) -> QuerySet[AuditEvent]:
    events = viewer.reach(Permission.READ_AUDIT, AuditEvent)
    asked: dict[str, Any] = {
        "person": wanted.person,
        "unit": wanted.unit,
        "action": wanted.action,
        "subject": wanted.subject,
        "at__date__gte": wanted.first,
        "at__date__lte": wanted.last,
    }
    events = events.filter(**{name: value for name, value in asked.items() if value})
    for word in wanted.words.split():
        found = Q(label__icontains=word) | Q(person__name__icontains=word)
        events = events.filter(found | Q(unit__name__icontains=word))
    return events.select_related("person", "unit", "seal").order_by("-at", "-pk")


def _view(event: AuditEvent) -> EventView:
    seal = getattr(event, "seal", None)
    return EventView(
        id=event.pk,
        at=event.at,
        person=event.person.name if event.person else _(NOBODY),
        action=action_words(event.action),
        subject=subject_words(event.subject),
        label=event.label,
        unit=event.unit.name if event.unit else "",
        changes=tuple(_changes(event)),
        ip=event.ip or "",
        seal=seal.position if seal else None,
        hash=seal.hash if seal else "",
    )


def _changes(event: AuditEvent) -> Iterator[Change]:
    for field in dict.fromkeys([*event.before, *event.after]):
        before, after = event.before.get(field), event.after.get(field)
        if before != after or not event.before:
            yield Change(field_words(field), _written(before), _written(after))


def _written(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
