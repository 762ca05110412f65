"""The municipality's kinds of round: added, changed, no longer used."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.reports import lay_out_report_template
from timglas.models import Person, RoundKind
from timglas.rules.legal_days import Law
from timglas.rules.rounds import USUAL_KINDS, Days, KindSpec, fault_of_days, fault_of_law

NAMED = (
    *("name", "month", "parts", "addressees", "law"),
    *("first_days", "step_days", "grace_days"),
)


class Told(TypedDict):
    """What is told of a kind: parts, addressees and law by their values, "" for no law."""

    name: str
    month: int
    parts: list[str]
    addressees: list[str]
    law: str
    first_days: int
    step_days: int
    grace_days: int


@transaction.atomic
def add_round_kind(*, by: Person, at: datetime, **told: Unpack[Told]) -> RoundKind:
    """Add a kind of round. Raises Refusal."""
    kind = RoundKind()
    _put(kind, told)
    kind.save(force_insert=True)
    lay_out_report_template(kind)
    record("add_round_kind", kind, by=by, at=at, after=fields_of(kind, *NAMED))
    return kind


@transaction.atomic
def edit_round_kind(*, kind: RoundKind, by: Person, at: datetime, **told: Unpack[Told]) -> None:
    """Change a kind of round; rounds that are open keep their days. Raises Refusal."""
    before = fields_of(kind, *NAMED)
    _put(kind, told)
    kind.save(update_fields=NAMED)
    record("edit_round_kind", kind, by=by, at=at, before=before, after=fields_of(kind, *NAMED))


@transaction.atomic
def retire_round_kind(*, kind: RoundKind, by: Person, at: datetime) -> None:
    """Offer a kind no more when a round is opened; its rounds stay."""
    if kind.retired_at:
        raise Refusal(_("Slaget används redan inte längre."))
    kind.retired_at = at
    kind.save(update_fields=["retired_at"])
    record("retire_round_kind", kind, by=by, at=at)


@transaction.atomic
def add_usual_kinds(*, by: Person, at: datetime) -> int:
    """Add the usual kinds whose names are not there; returns how many."""
    known = set(RoundKind.objects.values_list("name", flat=True))
    lacking = [spec for spec in USUAL_KINDS if spec.name not in known]
    for spec in lacking:
        add_round_kind(**_told(spec), by=by, at=at)
    return len(lacking)


def _told(spec: KindSpec) -> Any:
    return {
        "name": spec.name,
        "month": spec.month,
        "parts": [part.value for part in spec.parts],
        "addressees": [addressee.value for addressee in spec.addressees],
        "law": spec.law or "",
        "first_days": spec.days.first,
        "step_days": spec.days.step,
        "grace_days": spec.days.grace,
    }


def _put(kind: RoundKind, told: Told) -> None:
    for field in NAMED:
        content = told[field]  # type: ignore[literal-required]
        setattr(kind, field, content.strip() if isinstance(content, str) else content)
    if not kind.name:
        raise Refusal(_("Skriv vad slaget av omgång heter."), "name")
    if RoundKind.objects.filter(name=kind.name).exclude(pk=kind.pk).exists():
        raise Refusal(_("Det finns redan ett slag med det namnet."), "name")
    if not kind.parts:
        raise Refusal(_("Välj minst en sak som ska rapporteras."), "parts")
    if fault := fault_of_law(Law(kind.law) if kind.law else None, kind.month):
        raise Refusal(fault, "law")
    if fault := fault_of_days(Days(kind.first_days, kind.step_days, kind.grace_days)):
        raise Refusal(fault, "first_days")
