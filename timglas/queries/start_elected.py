"""The start page of who is elected: what goes well, what worries, and what there is to decide."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from timglas.access import Viewer
from timglas.models import AuditEvent, Outcome, PlanVersion, Provider, Sex
from timglas.queries.placed import bodies_on
from timglas.queries.told import Told, told
from timglas.queries.views import GoalResult, IndicatorResult, YearResults
from timglas.rules.permissions import Permission
from timglas.rules.start import is_planning
from timglas.rules.status import Colour
from timglas.rules.summary import goals_in_words

# Where nobody knows when the viewer was here last.
USUALLY = timedelta(days=30)
MOST_NEWS = 8


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What is to be decided: the year the goals end, bodies without a plan, goals that deviate.

    `ends` is None while the goals hold longer than next year; `unplanned` is empty outside the
    season of planning.
    """

    next_year: int
    ends: int | None
    unplanned: tuple[str, ...]
    deviating: int

    def __bool__(self) -> bool:
        return bool(self.ends or self.unplanned or self.deviating)


@dataclass(frozen=True, slots=True)
class News:
    """What has come since a day: judgements of goals, and indicators with new values."""

    since: date
    judged: tuple[GoalResult, ...]
    measured: tuple[IndicatorResult, ...]

    def __bool__(self) -> bool:
        return bool(self.judged or self.measured)


@dataclass(frozen=True, slots=True)
class ElectedStart:
    """What an elected representative meets, on one page."""

    says: str
    well: tuple[Told, ...]
    worries: tuple[Told, ...]
    unknown: tuple[Told, ...]
    decide: ToDecide
    news: News


def elected_start(viewer: Viewer, results: YearResults) -> ElectedStart:
    """The council's goals and those of the viewer's own bodies. Four queries at most."""
    bodies = {unit for _role, unit in viewer.grants}
    goals = results.goals.values()
    shown = tuple(g for g in goals if g.level_order == 1 or g.unit_id in bodies)
    return ElectedStart(
        says=goals_in_words(goal.status.status for goal in shown),
        well=told(shown, Colour.GREEN),
        worries=told(shown, Colour.RED, Colour.YELLOW),
        unknown=told(shown, Colour.GREY),
        decide=_to_decide(viewer, results, shown),
        news=_news(viewer, shown),
    )


def _to_decide(viewer: Viewer, results: YearResults, shown: tuple[GoalResult, ...]) -> ToDecide:
    next_year = results.year + 1
    ends = results.vision.last_year if results.vision else None
    return ToDecide(
        next_year=next_year,
        ends=ends if ends and results.year <= ends <= next_year else None,
        unplanned=_unplanned(viewer, next_year) if is_planning(viewer.today) else (),
        deviating=sum(goal.status.status.colour is Colour.RED for goal in shown),
    )


def _unplanned(viewer: Viewer, year: int) -> tuple[str, ...]:
    """The bodies that have no decided plan for a year, by name."""
    decided = viewer.reach(Permission.READ, PlanVersion).filter(plan__first_year=year)
    planned = set(decided.values_list("plan__unit_id", flat=True))
    return tuple(body.name for body in bodies_on(viewer.today) if body.id not in planned)


def _news(viewer: Viewer, goals: tuple[GoalResult, ...]) -> News:
    since = _last_here(viewer)
    indicators = {i.id: i for goal in goals for i in goal.indicators}
    fresh = Outcome.objects.current().filter(
        indicator__in=indicators,
        unit=F("indicator__unit"),
        sex=Sex.ALL,
        provider=Provider.ALL,
        known_at__date__gte=since,
    )
    measured = dict.fromkeys(fresh.order_by("-known_at").values_list("indicator_id", flat=True))
    return News(
        since=since,
        judged=tuple(g for g in goals if g.judgement and g.judgement.at >= since)[:MOST_NEWS],
        measured=tuple(indicators[pk] for pk in measured)[:MOST_NEWS],
    )


def _last_here(viewer: Viewer) -> date:
    """The day of the sign-in before this one; a month ago if there was none."""
    earlier = AuditEvent.objects.filter(person=viewer.person, action="sign_in").order_by("-pk")[1:2]
    at = next((timezone.localdate(moment) for moment in earlier.values_list("at", flat=True)), None)
    month_ago = viewer.today - USUALLY
    return at if at and at <= viewer.today else month_ago
