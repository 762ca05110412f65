"""Governing documents are registered as decided, kept up, decided anew and repealed.

What was decided is never changed: a new decision gives a new version. Who answers for a document,
where it is found and when it is looked over is changed by the day.
"""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import (
    Decision,
    DocumentRelease,
    DocumentRepeal,
    DocumentVersion,
    GoverningDocument,
    Person,
    Unit,
)
from timglas.queries.documents import is_held
from timglas.queries.placed import units_above
from timglas.rules.documents import Kind

KEPT = (
    "unit",
    "person",
    "link",
    "place",
    "revised_when",
    "revise_on",
    "followed_up_when",
    "follow_up_on",
)
DECIDED = ("kind", "title", "decision", "valid_from", "change")


class Decided(TypedDict):
    """What a decision settles of a document."""

    kind: Kind
    title: str
    decision: Decision
    valid_from: date


class Kept(TypedDict):
    """Who answers for a document, where it is found, and when it is looked over.

    `revised_when` and `followed_up_when` are rules in words, the days are the next ones.
    """

    unit: Unit
    person: Person | None
    link: str
    place: str
    revised_when: str
    revise_on: date | None
    followed_up_when: str
    follow_up_on: date | None


@transaction.atomic
def add_document(*, decided: Decided, kept: Kept, by: Person, at: datetime) -> GoverningDocument:
    """Register a document that has been decided."""
    document = GoverningDocument(created_at=at)
    _keep(document, kept)
    document.save()
    version = _settle(document, decided, change="")
    after = fields_of(version, *DECIDED[:-1]) | fields_of(document, *KEPT)
    record("add_document", version, by=by, at=at, unit=document.unit, after=after)
    return document


@transaction.atomic
def edit_document(
    *, document: GoverningDocument, by: Person, at: datetime, **kept: Unpack[Kept]
) -> None:
    """Change who answers for a document, where it is found and when it is looked over."""
    before = fields_of(document, *KEPT)
    _keep(document, kept)
    document.save(update_fields=KEPT)
    after, last = fields_of(document, *KEPT), latest_version(document)
    unit = document.unit
    record("edit_document", last, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def revise_document(
    *,
    document: GoverningDocument,
    change: str,
    revise_on: date | None,
    by: Person,
    at: datetime,
    **decided: Unpack[Decided],
) -> DocumentVersion:
    """Register that a document was decided anew, what changed and when it is next revised."""
    last = latest_version(document)
    _require_in_force(document)
    _require_competent(last, decided["decision"])
    if decided["valid_from"] < last.valid_from:
        raise Refusal(
            _("Den tidigare versionen gäller från {day}. Välj den dagen eller en senare.").format(
                day=last.valid_from
            ),
            "valid_from",
        )
    if not change.strip():
        raise Refusal(_("Skriv vad som ändrades."), "change")
    version = _settle(document, decided, change=change.strip())
    before = fields_of(last, *DECIDED) | fields_of(document, "revise_on")
    document.revise_on = revise_on
    document.save(update_fields=["revise_on"])
    after = fields_of(version, *DECIDED) | fields_of(document, "revise_on")
    unit = document.unit
    record("revise_document", version, by=by, at=at, unit=unit, before=before, after=after)
    return version


@transaction.atomic
def repeal_document(
    *,
    document: GoverningDocument,
    decision: Decision,
    ends_on: date,
    replaced_by: GoverningDocument | None,
    reason: str,
    by: Person,
    at: datetime,
) -> DocumentRepeal:
    """Register the decision that a document no longer holds from a day, and what came instead."""
    last = latest_version(document)
    _require_in_force(document)
    _require_competent(last, decision)
    if ends_on < last.valid_from:
        raise Refusal(_("Dokumentet kan inte sluta gälla innan det börjar."), "ends_on")
    if replaced_by == document:
        raise Refusal(_("Ett dokument kan inte ersätta sig självt."), "replaced_by")
    repeal = DocumentRepeal.objects.create(
        document=document,
        decision=decision,
        ends_on=ends_on,
        replaced_by=replaced_by,
        reason=reason.strip(),
    )
    heir = latest_version(replaced_by) if replaced_by else None
    after = {"decision": decision, "repealed_on": ends_on, "replaced_by": heir}
    after |= fields_of(repeal, "reason")
    record("repeal_document", last, by=by, at=at, unit=document.unit, after=after)
    return repeal


@transaction.atomic
def release_document(
    *, document: GoverningDocument, decision: Decision, by: Person, at: datetime
) -> DocumentRelease:
    """Let go of what a company's board has decided for itself; later versions are open as well."""
    last = latest_version(document)
    if not is_held(document, timezone.localdate(at)):
        raise Refusal(_("Dokumentet är redan öppet för alla."))
    _require_competent(last, decision)
    release = DocumentRelease.objects.create(document=document, decision=decision)
    after = {"decision": decision}
    record("release_document", last, by=by, at=at, unit=document.unit, after=after)
    return release


def latest_version(document: GoverningDocument) -> DocumentVersion:
    """The version of a document that holds, or will hold, after all others."""
    rows = document.versions.select_related("decision__body")
    return rows.order_by("valid_from", "pk").reverse()[0]


def _keep(document: GoverningDocument, kept: Kept) -> None:
    for field, content in kept.items():
        setattr(document, field, content.strip() if isinstance(content, str) else content)
    if document.person and not document.person.is_active:
        raise Refusal(_("%s är inte aktiv och kan inte få ansvar.") % document.person, "person")


def _settle(document: GoverningDocument, decided: Decided, *, change: str) -> DocumentVersion:
    title = decided["title"].strip()
    if not title:
        raise Refusal(_("Skriv dokumentets titel."), "title")
    fields = {**decided, "title": title, "change": change}
    return DocumentVersion.objects.create(document=document, **fields)


def _require_in_force(document: GoverningDocument) -> None:
    if DocumentRepeal.objects.filter(document=document).exists():
        raise Refusal(_("Dokumentet är redan upphävt."))


def _require_competent(last: DocumentVersion, decision: Decision) -> None:
    """A document is decided anew by whoever decided it, or above; by others if those are closed."""
    before, day = last.decision.body, decision.decided_on
    is_closed = before.closed_on is not None and before.closed_on <= day
    if not is_closed and decision.body_id not in {before.pk, *units_above(before, day)}:
        raise Refusal(
            _("Dokumentet är beslutat av %s. Bara de eller ett organ över dem kan ändra det.")
            % before,
            "body",
        )
