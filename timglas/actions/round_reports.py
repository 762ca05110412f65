"""What is said in a round where nothing has changed: once more what was said last."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.activities import set_activity_state
from timglas.actions.assessments import Remedy, assess_goal
from timglas.actions.refusal import Refusal
from timglas.models import Activity, ActivityNote, Assessment, Goal, Person
from timglas.rules.activities import State
from timglas.rules.assessments import GoalForecast
from timglas.rules.scale import Status

# Stored, and therefore the same whatever language somebody reads in.
UNCHANGED = "Ingen förändring sedan sist."


@transaction.atomic
def repeat_assessment(
    *, goal: Goal, year: int, as_of: date, proposed: Status, by: Person, at: datetime
) -> Assessment:
    """Judge a goal as it was judged last in the year. Raises Refusal.

    It is a judgement like others: one that differs from what the rule proposes now has a reason.
    """
    earlier = goal.assessments.filter(year=year, as_of__lte=as_of).order_by("-as_of", "-pk")
    last = earlier.select_related("remedy_by").first()
    if last is None:
        raise Refusal(_("Målet är inte bedömt i år. Bedöm det först."))
    return assess_goal(
        goal=goal,
        year=year,
        as_of=as_of,
        proposed=proposed,
        judged=Status(last.judged),
        reason=last.reason,
        summary=last.summary,
        forecast=GoalForecast(last.forecast) if last.forecast else None,
        remedy=Remedy(last.cause, last.remedy, last.remedy_on, last.remedy_by),
        by=by,
        at=at,
    )


@transaction.atomic
def repeat_activity(*, activity: Activity, by: Person, at: datetime) -> ActivityNote:
    """Note that nothing has changed in an activity. Raises Refusal."""
    state = State(activity.state)
    return set_activity_state(activity=activity, state=state, note=UNCHANGED, by=by, at=at)
