"""Rounds: opened for all units at once, undone while nothing is reported, locked and received."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.reports import begin_reports
from timglas.actions.round_links import forget_round, tell_of_round
from timglas.models import Decision, Person, Round, RoundKind, RoundReceipt, RoundUnit
from timglas.queries.round_plans import RoundPlan, is_begun, round_plan
from timglas.rules.periods import date_words
from timglas.rules.rounds import EVERY_MONTH, Days, fault_of_days

BATCH = 500
# A link in a mail holds so long after the last day of all.
LINKS_HOLD = timedelta(days=30)


@transaction.atomic
def open_round(
    *,
    kind: RoundKind,
    as_of: date,
    begins: date,
    days: Days,
    by: Person,
    at: datetime,
    tells: bool = True,
) -> Round:
    """Open a round for every unit there was on the day, the lowest level due first.

    `begins` is the day that the working days are counted from. Those who lead the units are told
    by mail, with a link, if it `tells`. Raises Refusal.
    """
    _require_day(kind, as_of, today=timezone.localdate(at))
    if fault := fault_of_days(days):
        raise Refusal(fault, "first_days")
    if Round.objects.filter(kind=kind, as_of=as_of).exists():
        raise Refusal(_("Omgången är redan öppnad."), "as_of")
    plan = round_plan(as_of=as_of, begins=begins, days=days)
    opened = Round.objects.create(
        kind=kind, as_of=as_of, grace_days=days.grace, opened_by=by, opened_at=at
    )
    units = RoundUnit.objects.bulk_create(_units(opened, plan), batch_size=BATCH)
    begin_reports(opened, units)
    after = {"units": len(plan.depths), "first_day": min(plan.due), "last_day": max(plan.due)}
    record("open_round", opened, by=by, at=at, after=after)
    if tells:
        tell_of_round(opened=opened, expires_on=max(plan.due) + LINKS_HOLD, at=at)
    return opened


@transaction.atomic
def undo_round(*, opened: Round, by: Person, at: datetime) -> None:
    """Take back that a round was opened, while nobody has reported, written or received it."""
    if is_begun(opened):
        raise Refusal(_("Någon har redan rapporterat i omgången, så den kan inte ångras."))
    before = {"as_of": opened.as_of, "units": opened.units.count()}
    record("undo_round", opened, by=by, at=at, before=before)
    forget_round(opened=opened)
    opened.delete()


@transaction.atomic
def lock_round(*, opened: Round, by: Person, at: datetime) -> None:
    """Let nobody say more in a round."""
    if opened.locked_at:
        raise Refusal(_("Omgången är redan låst."))
    _set_locked(opened, by, at)
    record("lock_round", opened, by=by, at=at)


@transaction.atomic
def unlock_round(*, opened: Round, by: Person, at: datetime) -> None:
    """Let a locked round be reported in again."""
    if not opened.locked_at:
        raise Refusal(_("Omgången är inte låst."))
    _set_locked(opened, None, None)
    record("unlock_round", opened, by=by, at=at)


@transaction.atomic
def finish_unit(*, row: RoundUnit, by: Person, at: datetime) -> None:
    """Say that a unit has reported what it has to in a round."""
    _require_open(row)
    if row.ready_at:
        raise Refusal(_("Enheten är redan klar."))
    _set_ready(row, by, at)
    record("finish_unit", row, by=by, at=at, unit=row.unit, after=fields_of(row, "ready_at"))


@transaction.atomic
def reopen_unit(*, row: RoundUnit, by: Person, at: datetime) -> None:
    """Take back that a unit is ready."""
    _require_open(row)
    if not row.ready_at:
        raise Refusal(_("Enheten är inte klar."))
    before = fields_of(row, "ready_at")
    _set_ready(row, None, None)
    record("reopen_unit", row, by=by, at=at, unit=row.unit, before=before)


@transaction.atomic
def note_receipt(*, opened: Round, decision: Decision, by: Person, at: datetime) -> RoundReceipt:
    """Record that a body has received what a round came to, at a meeting."""
    if decision.body.kind not in opened.kind.addressees:
        raise Refusal(_("Rapporterna lämnas inte till %s.") % decision.body, "body")
    if not opened.as_of < decision.decided_on <= timezone.localdate(at):
        raise Refusal(_("Välj en dag efter periodens slut, men inte senare än i dag."), "on")
    if opened.receipts.filter(decision__body=decision.body).exists():
        raise Refusal(_("%s har redan tagit emot rapporten.") % decision.body, "body")
    receipt = RoundReceipt.objects.create(round=opened, decision=decision, by=by, at=at)
    after = {"decision": decision}
    record("note_receipt", opened, by=by, at=at, unit=decision.body, after=after)
    return receipt


def _require_day(kind: RoundKind, as_of: date, *, today: date) -> None:
    if kind.retired_at:
        raise Refusal(_("Slaget av omgång används inte längre. Välj ett annat."), "kind")
    if kind.month not in {EVERY_MONTH, as_of.month}:
        raise Refusal(_("Perioden för %s slutar en annan månad.") % kind, "as_of")
    if as_of > today:
        day = date_words(as_of)
        raise Refusal(_("Perioden är inte slut förrän den %(day)s.") % {"day": day}, "as_of")


def _units(opened: Round, plan: RoundPlan) -> Iterator[RoundUnit]:
    for unit, depth in plan.depths.items():
        yield RoundUnit(round=opened, unit_id=unit, depth=depth, due_on=plan.due[depth])


def _require_open(row: RoundUnit) -> None:
    if row.round.locked_at:
        raise Refusal(_("Omgången är låst. Be den som samordnar uppföljningen att öppna den."))


def _set_locked(opened: Round, by: Person | None, at: datetime | None) -> None:
    opened.locked_by, opened.locked_at = by, at
    opened.save(update_fields=["locked_by", "locked_at"])


def _set_ready(row: RoundUnit, by: Person | None, at: datetime | None) -> None:
    row.ready_by, row.ready_at = by, at
    row.save(update_fields=["ready_by", "ready_at"])
