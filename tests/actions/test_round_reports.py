"""Where nothing has changed, what was said last is said once more."""

from datetime import date, timedelta

import pytest

from tests.activities import make_activity
from tests.cast import NOW, TODAY, Cast
from tests.planned import plan_everything
from timglas.actions.assessments import Remedy, assess_goal
from timglas.actions.refusal import Refusal
from timglas.actions.round_reports import repeat_activity, repeat_assessment
from timglas.rules.assessments import GoalForecast
from timglas.rules.scale import Status

MAY = date(2025, 5, 1)


@pytest.mark.parametrize("forecast", [None, GoalForecast.PARTLY])
def test_a_goal_is_judged_as_it_was_judged_last(cast: Cast, forecast: GoalForecast | None) -> None:
    goal = plan_everything(cast).eligible
    remedy = Remedy("Färre lärare", "Fler anställs", date(2025, 12, 1), cast.manager)
    first = assess_goal(
        goal=goal,
        year=2025,
        as_of=MAY,
        proposed=Status.ON_TRACK,
        judged=Status.OFF_TRACK,
        reason="Proven gick dåligt.",
        summary="Det går inte bra.",
        forecast=forecast,
        remedy=remedy,
        by=cast.head,
        at=NOW - timedelta(days=100),
    )
    again = repeat_assessment(
        goal=goal, year=2025, as_of=TODAY, proposed=Status.ON_TRACK, by=cast.head, at=NOW
    )
    kept = ("judged", "reason", "summary", "forecast", "cause", "remedy", "remedy_on", "remedy_by")
    assert [getattr(again, name) for name in kept] == [getattr(first, name) for name in kept]
    assert (again.as_of, again.pk != first.pk) == (TODAY, True)


def test_a_goal_that_is_not_judged_this_year_is_judged_first(cast: Cast) -> None:
    goal = plan_everything(cast).eligible
    with pytest.raises(Refusal, match="inte bedömt"):
        repeat_assessment(
            goal=goal, year=2025, as_of=TODAY, proposed=Status.ON_TRACK, by=cast.head, at=NOW
        )


def test_an_activity_goes_on_as_before(cast: Cast) -> None:
    activity = make_activity(plan_everything(cast))
    note = repeat_activity(activity=activity, by=cast.manager, at=NOW)
    assert (note.state, note.note) == (activity.state, "Ingen förändring sedan sist.")
