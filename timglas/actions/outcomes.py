"""Reporting and correcting outcomes. Nothing is overwritten: a correction is a row of its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.forecasts import ask_for_forecasts
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import (
    Indicator,
    IndicatorEdition,
    Outcome,
    OutcomeQuality,
    Person,
    Provider,
    Sex,
    Unit,
)
from timglas.queries.placed import units_above
from timglas.rules.periods import Frequency, Period
from timglas.rules.reporting import Fault, fault_of_comment, fault_of_period, fault_of_reason

# Stored, and therefore the same whatever language somebody reads in.
REPORTED_ANEW = "Rapporterat på nytt"
TOLD = ("value", "numerator", "denominator", "quality", "comment")
SHOWN = ("value", "quality", "comment", "period_end", "sex", "provider")
COUNTS = ("numerator", "denominator")


@transaction.atomic
def report_outcome(  # noqa: PLR0913 (a value, what it is a value of, and where it comes from)
    *,
    indicator: Indicator,
    period: Period,
    value: Decimal | None,
    by: Person | None,
    at: datetime,
    unit: Unit | None = None,
    sex: str = Sex.ALL,
    provider: str = Provider.ALL,
    quality: str = OutcomeQuality.FINAL,
    source: str = "",
    comment: str = "",
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
) -> Outcome:
    """Store a period's first outcome. Raises Refusal.

    `value` None says that the period cannot be measured, and wants a comment. `unit` is the
    indicator's own if not given, else a unit below it. `source` is the indicator's if not given.
    """
    unit = unit or indicator.unit
    usual_source = _usual_source(indicator, period)
    _check_unit(indicator, unit, on=period.end)
    require_open_year(unit, period.year)
    _refuse(fault_of_period(period, quality, today=timezone.localdate(at)))
    outcome = Outcome(
        indicator=indicator,
        unit=unit,
        period_start=period.start,
        period_end=period.end,
        sex=sex,
        provider=provider,
        value=value,
        numerator=numerator,
        denominator=denominator,
        quality=quality,
        source=source.strip() or usual_source,
        comment=_checked_comment(comment, value),
        reported_by=by,
        known_at=at,
    )
    outcome.supersedes_id = _withdrawn(outcome, period)
    outcome.reason = REPORTED_ANEW if outcome.supersedes_id else ""
    outcome.save(force_insert=True)
    ask_for_forecasts([indicator.pk])
    record("report_outcome", outcome, by=by, at=at, unit=unit, after=_shown(outcome))
    return outcome


@transaction.atomic
def correct_outcome(  # noqa: PLR0913 (a corrected value, why, and where it comes from)
    *,
    outcome: Outcome,
    value: Decimal | None,
    reason: str,
    by: Person | None,
    at: datetime,
    comment: str = "",
    quality: str = "",
    source: str = "",
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
) -> Outcome:
    """Supersede an outcome by a new row that says why. Raises Refusal.

    `quality` and `source` are those of the earlier row if not given.
    """
    if Outcome.objects.filter(supersedes=outcome).exists():
        raise Refusal(_("Utfallet är redan rättat. Ladda om sidan och rätta det senaste värdet."))
    if outcome.quality == OutcomeQuality.WITHDRAWN:
        raise Refusal(_("Utfallet är tillbakadraget. Rapportera värdet på nytt i stället."))
    require_open_year(outcome.unit, outcome.period_end.year)
    quality = quality or outcome.quality
    if quality == OutcomeQuality.FINAL and outcome.period_end >= timezone.localdate(at):
        raise Refusal(_("Perioden är inte slut än. Ange att värdet är preliminärt."), "quality")
    comment = _checked_comment(comment, value)
    told = (value, numerator, denominator, quality, comment)
    if told == tuple(getattr(outcome, name) for name in TOLD):
        raise Refusal(_("Ingenting är ändrat. Skriv det nya värdet."), "value")
    correction = _same_place(
        outcome,
        value=value,
        numerator=numerator,
        denominator=denominator,
        quality=quality,
        source=source.strip() or outcome.source,
        comment=comment,
        reason=_checked_reason(reason),
        reported_by=by,
        known_at=at,
    )
    ask_for_forecasts([outcome.indicator_id])
    before, after = _shown(outcome), _shown(correction) | fields_of(correction, "reason")
    record(
        "correct_outcome", correction, by=by, at=at, unit=outcome.unit, before=before, after=after
    )
    return correction


def _shown(outcome: Outcome) -> dict[str, Any]:
    """What the log keeps of an outcome: its counts only where it has them."""
    return fields_of(outcome, *SHOWN, *(() if outcome.denominator is None else COUNTS))


def _same_place(outcome: Outcome, **changes: Any) -> Outcome:
    """A new row for the same indicator, unit, period and people."""
    return Outcome.objects.create(
        indicator=outcome.indicator,
        unit=outcome.unit,
        period_start=outcome.period_start,
        period_end=outcome.period_end,
        sex=outcome.sex,
        provider=outcome.provider,
        supersedes=outcome,
        **changes,
    )


def _usual_source(indicator: Indicator, period: Period) -> str:
    """The source that the newest edition names which is measured in such periods."""
    rows = IndicatorEdition.objects.filter(indicator=indicator)
    same = rows.filter(frequency=period.frequency).order_by("-pk")
    found = same.values_list("source", flat=True).first()
    if found is not None:
        return found
    newest = rows.order_by("-pk").first()
    if newest is None:
        raise Refusal(_("Indikatorn finns inte i någon plan, så det finns inget att rapportera."))
    example = Period(Frequency(newest.frequency), period.year).label
    raise Refusal(
        _("Indikatorn mäts inte i sådana perioder. Välj till exempel %(period)s.")
        % {"period": example},
        "period",
    )


def _check_unit(indicator: Indicator, unit: Unit, *, on: date) -> None:
    if unit.pk == indicator.unit_id:
        return
    if indicator.unit_id not in units_above(unit, on):
        raise Refusal(
            _("%(unit)s hör inte till %(owner)s. Välj en enhet under %(owner)s.")
            % {"unit": unit, "owner": indicator.unit},
            "unit",
        )


def _refuse(fault: Fault | None) -> None:
    if fault is not None:
        raise Refusal(fault.message, fault.field)


def _withdrawn(outcome: Outcome, period: Period) -> int | None:
    """The id of a withdrawn row in the place of a report. Raises Refusal if a value is there."""
    same = Outcome.objects.newest().filter(
        indicator=outcome.indicator,
        unit=outcome.unit,
        period_start=outcome.period_start,
        period_end=outcome.period_end,
        sex=outcome.sex,
        provider=outcome.provider,
    )
    newest = same.values_list("pk", "quality").first()
    if newest is None:
        return None
    pk, quality = newest
    if quality == OutcomeQuality.WITHDRAWN:
        return pk
    raise Refusal(
        _("Det finns redan ett utfall för %(period)s. Rätta det i stället.")
        % {"period": period.label},
        "value",
    )


def _checked_comment(comment: str, value: Decimal | None) -> str:
    comment = comment.strip()
    _refuse(fault_of_comment(comment, is_measured=value is not None))
    return comment


def _checked_reason(reason: str) -> str:
    reason = reason.strip()
    _refuse(fault_of_reason(reason))
    return reason
