"""A person's judgement of a goal, kept beside what the rule proposed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import Assessment, Goal, GoalEdition, Person, PlanVersion
from timglas.rules.assessments import (
    GoalForecast,
    has_ended,
    needs_remedy,
    reason_fault,
    remedy_faults,
)
from timglas.rules.scale import Status, judgements

TOLD = ("year", "as_of", "proposed", "judged", "reason", "summary")
# Kept in the log only where something is said.
TOLD_SOMETIMES = ("forecast", "cause", "remedy", "remedy_on", "remedy_by")


@dataclass(frozen=True, slots=True)
class Remedy:
    """Why a goal goes badly, and what is done about it until when by whom."""

    cause: str = ""
    action: str = ""
    on: date | None = None
    by: Person | None = None

    def faults(self, judged: Status, last: Status | None, as_of: date) -> dict[str, str]:
        """What is lacking, by field: all four are told, or none where none is needed."""
        if not needs_remedy(judged, last) and not any(self.fields.values()):
            return {}
        return remedy_faults(
            cause=self.cause,
            action=self.action,
            on=self.on,
            has_person=self.by is not None,
            as_of=as_of,
        )

    @property
    def fields(self) -> dict[str, Any]:
        """What is stored of it."""
        return {
            "cause": self.cause.strip(),
            "remedy": self.action.strip(),
            "remedy_on": self.on,
            "remedy_by": self.by,
        }


NOTHING = Remedy()


@transaction.atomic
def assess_goal(  # noqa: PLR0913 (a judgement, what it is about, and what it rests on)
    *,
    goal: Goal,
    year: int,
    as_of: date,
    proposed: Status,
    judged: Status,
    by: Person,
    at: datetime,
    reason: str = "",
    summary: str = "",
    forecast: GoalForecast | None = None,
    remedy: Remedy = NOTHING,
) -> Assessment:
    """Add a judgement of a goal for a year, as known on the day `as_of`. Raises Refusal.

    A judgement that differs from the proposal needs a reason, and one that is red or worse than
    the last one a remedy. Earlier judgements are kept.
    """
    _check_day(year, as_of, today=timezone.localdate(at))
    _check_governs(goal, year, as_of)
    require_open_year(goal.unit, year)
    if judged not in judgements(ended=has_ended(year, as_of)):
        raise Refusal(_("Välj en bedömning ur skalan."), "judged")
    if lacking := reason_fault(judged, proposed, reason):
        raise Refusal(lacking, "reason")
    if forecast and has_ended(year, as_of):
        raise Refusal(_("Året är slut, så det finns inget att förutse."), "forecast")
    for field, message in remedy.faults(judged, last_judged(goal, as_of), as_of).items():
        raise Refusal(message, field)
    assessment = Assessment.objects.create(
        goal=goal,
        year=year,
        as_of=as_of,
        proposed=proposed,
        judged=judged,
        reason=reason.strip(),
        summary=summary.strip(),
        forecast=forecast or "",
        judged_by=by,
        judged_at=at,
        **remedy.fields,
    )
    after = fields_of(assessment, *TOLD, *(f for f in TOLD_SOMETIMES if getattr(assessment, f)))
    record("assess_goal", assessment, by=by, at=at, unit=goal.unit, after=after)
    return assessment


def last_judged(goal: Goal, as_of: date) -> Status | None:
    """What the goal was judged to be last, as known on a day; None when it never was."""
    earlier = Assessment.objects.filter(goal=goal, as_of__lte=as_of).order_by("-as_of", "-pk")
    last = earlier.values_list("judged", flat=True).first()
    return Status(last) if last else None


def _check_day(year: int, as_of: date, *, today: date) -> None:
    if as_of > today:
        raise Refusal(_("Läget kan inte bedömas för en dag som inte har varit."), "as_of")
    if as_of < date(year, 1, 1):
        raise Refusal(
            _("%(year)s har inte börjat än, så det finns inget att bedöma.") % {"year": year}
        )


def _check_governs(goal: Goal, year: int, as_of: date) -> None:
    on = min(as_of, date(year, 12, 31))
    versions = PlanVersion.objects.in_force(year=year, on=on)
    if not GoalEdition.objects.filter(goal=goal, version__in=versions).exists():
        raise Refusal(_("Målet ingår inte i någon beslutad plan för %(year)s.") % {"year": year})
