"""A person's judgement of a goal, kept beside what the rule proposed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import Assessment, Goal, GoalEdition, Person, PlanVersion
from timglas.rules.scale import Status, judgements


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
) -> Assessment:
    """Add a judgement of a goal for a year, as known on the day `as_of`. Raises Refusal.

    A judgement that differs from the proposal needs a reason. Earlier judgements are kept.
    """
    _check_day(year, as_of, today=timezone.localdate(at))
    _check_governs(goal, year, as_of)
    require_open_year(goal.unit, year)
    if judged not in judgements(ended=as_of >= date(year, 12, 31)):
        raise Refusal(_("Välj en bedömning ur skalan."), "judged")
    if judged is not proposed and not reason.strip():
        raise Refusal(_("Skriv varför bedömningen skiljer sig från förslaget."), "reason")
    assessment = Assessment.objects.create(
        goal=goal,
        year=year,
        as_of=as_of,
        proposed=proposed,
        judged=judged,
        reason=reason.strip(),
        summary=summary.strip(),
        judged_by=by,
        judged_at=at,
    )
    after = fields_of(assessment, "year", "as_of", "proposed", "judged", "reason", "summary")
    record("assess_goal", assessment, by=by, at=at, unit=goal.unit, after=after)
    return assessment


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
