"""Recording that the process behind an indicator has changed, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import Indicator, Person, ProcessChange
from timglas.rules.periods import Period

REASON_LENGTH = 600
FIELDS = ("indicator", "period_start", "reason")


@transaction.atomic
def mark_process_change(
    *, indicator: Indicator, period: Period, reason: str, by: Person, at: datetime
) -> ProcessChange:
    """Let the limits of an indicator's chart be computed anew from a period on, and say why."""
    why = _required(reason, _("Skriv vad som är ändrat."))
    require_open_year(indicator.unit, period.year)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    if indicator.process_changes.current().filter(period_start=period.start).exists():
        raise Refusal(_("Det finns redan en processändring från den perioden."), "period")
    measured = indicator.outcomes.current().exclude(value=None)
    if not measured.filter(period_start__gte=period.start).exists():
        raise Refusal(_("Det finns inget värde från den perioden eller senare."), "period")
    if not measured.filter(period_start__lt=period.start).exists():
        raise Refusal(_("Det finns inget tidigare värde att skilja från."), "period")
    change = ProcessChange.objects.create(
        indicator=indicator,
        unit=indicator.unit,
        period_start=period.start,
        reason=why,
        made_by=by,
        made_at=at,
    )
    after = fields_of(change, *FIELDS)
    record("mark_process_change", change, by=by, at=at, unit=indicator.unit, after=after)
    return change


@transaction.atomic
def withdraw_process_change(
    *, change: ProcessChange, reason: str, by: Person, at: datetime
) -> ProcessChange:
    """Take back a change of the process, and say why. The limits are as they were before it."""
    why = _required(reason, _("Skriv varför ändringen ångras."))
    change = ProcessChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    require_open_year(change.unit, change.period_start.year)
    if not ProcessChange.objects.current().filter(pk=change.pk).exists():
        raise Refusal(_("Ändringen är redan ångrad."))
    withdrawal = ProcessChange.objects.create(
        indicator=change.indicator,
        unit=change.unit,
        period_start=change.period_start,
        reason=why,
        withdraws=change,
        made_by=by,
        made_at=at,
    )
    before, after = fields_of(change, *FIELDS), {"reason": why}
    record(
        "withdraw_process_change",
        change,
        by=by,
        at=at,
        unit=change.unit,
        before=before,
        after=after,
    )
    return withdrawal


def _required(reason: str, ask: str) -> str:
    """The reason. Raises Refusal that asks for it when there is none."""
    if not reason.strip():
        raise Refusal(ask, "reason")
    if len(reason.strip()) > REASON_LENGTH:
        raise Refusal(_("Skriv högst 600 tecken."), "reason")
    return reason.strip()
