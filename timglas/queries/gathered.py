"""Goals of some plan versions as read from the database, not yet judged."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from sys import intern
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from timglas.kept import News
from timglas.models import (
    Activity,
    Assessment,
    GoalEdition,
    GoalLink,
    GoalResponsibility,
    Ground,
    IndicatorEdition,
    Outcome,
)
from timglas.models.listed import among
from timglas.queries.judged import nothing_to_weigh
from timglas.queries.measured import indicator_results
from timglas.queries.views import (
    GoalResult,
    IndicatorResult,
    Judgement,
    LinkView,
    PersonView,
    RemedyView,
    StatusView,
    YearResults,
)
from timglas.rules.activities import OPEN, State
from timglas.rules.assessments import GoalForecast
from timglas.rules.status import Status

type Names = Mapping[Status, StatusView]


class _Edition(NamedTuple):
    """What is read of a goal's edition, in this order."""

    goal_id: int
    edition_id: int
    version_id: int
    order: int
    wording: str
    level_id: int
    level_order: int
    level_name: str
    unit_id: int
    unit_name: str
    unit_kind: str
    perspective: str
    sound_finance: bool
    has_ground: bool
    has_activity: bool


def all_goals(
    versions: list[int], today: date, year: int, *, names: Names
) -> dict[int, GoalResult]:
    """Every goal of the versions, by level, unit and order. At most eleven queries."""
    links = _links(versions)
    children: dict[int, list[int]] = defaultdict(list)
    for link in (link for above in links.values() for link in above):
        children[link.parent_id].append(link.child_id)
    measured = IndicatorEdition.objects.filter(among("goal_edition__version", versions))
    indicators = indicator_results(measured, today, year, names=names)
    in_versions = among("goal__editions__version", versions)
    people = _people(in_versions, today)
    judgements = _judgements(in_versions, today, year, names=names)
    proposal, grey = nothing_to_weigh(), names[Status.NOT_JUDGED]
    return {
        e.goal_id: GoalResult(
            id=e.goal_id,
            edition_id=e.edition_id,
            version_id=e.version_id,
            order=e.order,
            wording=e.wording,
            level_id=e.level_id,
            level_order=e.level_order,
            level_name=intern(e.level_name),
            unit_id=e.unit_id,
            unit_name=intern(e.unit_name),
            unit_kind=intern(e.unit_kind),
            perspective=intern(e.perspective),
            sound_finance=e.sound_finance,
            has_ground=e.has_ground,
            # Nothing can be planned for a year that has ended.
            has_activity=e.has_activity or year < today.year,
            status=grey,
            proposal=proposal,
            judgement=judgements.get(e.goal_id),
            person=people.get(e.goal_id),
            indicators=tuple(indicators.get(e.edition_id, ())),
            parents=tuple(links.get(e.goal_id, ())),
            children=tuple(children.get(e.goal_id, ())),
            breaks=(),
        )
        for e in _editions(versions, year)
    }


def changed_goals(
    results: YearResults, news: Iterable[News], today: date, *, names: Names
) -> dict[int, GoalResult]:
    """Those goals that news of outcomes, judgements and responsibility is about, read anew."""
    about: dict[str, set[int]] = defaultdict(set)
    for event in news:
        about[event.subject].add(int(event.subject_id))
    outcomes = Outcome.objects.filter(pk__in=about["outcome"])
    indicators = about["indicator"] | set(outcomes.values_list("indicator_id", flat=True))
    assessments = Assessment.objects.filter(pk__in=about["assessment"])
    activities = Activity.objects.filter(pk__in=about["activity"])
    goals = about["goal"].union(
        assessments.values_list("goal_id", flat=True), activities.values_list("goal_id", flat=True)
    )
    affected = {
        goal.id: goal
        for goal in results.goals.values()
        if goal.id in goals or any(i.id in indicators for i in goal.indicators)
    }
    editions = {
        i.edition_id for goal in affected.values() for i in goal.indicators if i.id in indicators
    }
    measured = _measured_again(editions, today, results.year, names=names)
    changed = {
        pk: replace(goal, indicators=tuple(measured.get(i.edition_id, i) for i in goal.indicators))
        for pk, goal in affected.items()
    }
    return changed | _answered_again(
        {pk: goal for pk, goal in changed.items() if pk in goals}, today, results.year, names=names
    )


def _answered_again(
    goals: dict[int, GoalResult], today: date, year: int, *, names: Names
) -> dict[int, GoalResult]:
    """Some goals with who answers for them, how they are judged and if work is done, read anew."""
    if not goals:
        return {}
    these = Q(goal__in=goals)
    people = _people(these, today)
    judgements = _judgements(these, today, year, names=names)
    worked_on = set(_work(year).filter(these).values_list("goal_id", flat=True))
    return {
        pk: replace(
            goal,
            person=people.get(pk),
            judgement=judgements.get(pk),
            has_activity=pk in worked_on or year < today.year,
        )
        for pk, goal in goals.items()
    }


def _measured_again(
    editions: Collection[int], today: date, year: int, *, names: Names
) -> dict[int, IndicatorResult]:
    """Some indicators of the year, by edition id."""
    if not editions:
        return {}
    rows = IndicatorEdition.objects.filter(pk__in=editions)
    found = indicator_results(rows, today, year, names=names)
    return {result.edition_id: result for of_goal in found.values() for result in of_goal}


def without_names(goal: GoalResult) -> GoalResult:
    """A goal as open pages show it: they name the office, never the person."""
    return replace(
        goal,
        person=_office(goal.person),
        judgement=goal.judgement and by_offices(goal.judgement),
        indicators=tuple(replace(i, person=_office(i.person)) for i in goal.indicators),
    )


def by_offices(judgement: Judgement) -> Judgement:
    """A judgement as open pages show it."""
    remedy = judgement.remedy
    return replace(
        judgement,
        by=_office(judgement.by),
        remedy=remedy and replace(remedy, by=_office(remedy.by)),
    )


def _office[P: (PersonView, PersonView | None)](person: P) -> P:
    return replace(person, name="") if person else person


def _editions(versions: list[int], year: int) -> Iterable[_Edition]:
    rows = (
        GoalEdition.objects.filter(among("version", versions))
        .annotate(
            has_ground=Exists(Ground.objects.filter(edition=OuterRef("pk"))),
            has_activity=Exists(_work(year).filter(goal=OuterRef("goal"))),
        )
        .order_by("goal__level__order", "goal__unit__code", "order", "pk")
    )
    return map(
        _Edition._make,
        rows.values_list(
            *("goal_id", "pk", "version_id", "order", "wording"),
            *("goal__level_id", "goal__level__order", "goal__level__name"),
            *("goal__unit_id", "goal__unit__name", "goal__unit__kind"),
            *("perspective", "sound_finance", "has_ground", "has_activity"),
        ),
    )


def _work(year: int) -> QuerySet[Activity]:
    """Activities that are work of a year, as `rules.activities.counts_in` says."""
    goes_on = Q(ends_on__gte=date(year, 1, 1)) | Q(state__in=OPEN)
    return Activity.objects.exclude(state=State.CANCELLED).filter(
        goes_on, starts_on__lte=date(year, 12, 31)
    )


def _links(versions: list[int]) -> dict[int, list[LinkView]]:
    rows = GoalLink.objects.filter(among("edition__version", versions)).order_by(
        "-is_primary", "pk"
    )
    found: dict[int, list[LinkView]] = defaultdict(list)
    for child, parent, contribution, primary in rows.values_list(
        "edition__goal_id", "parent_id", "contribution", "is_primary"
    ):
        found[child].append(LinkView(child, parent, contribution, primary))
    return found


def _people(which: Q, today: date) -> dict[int, PersonView]:
    rows = GoalResponsibility.objects.on(today).filter(which)
    return {
        goal: PersonView(person, name, title)
        for goal, person, name, title in rows.values_list(
            "goal_id", "person_id", "person__name", "person__title"
        )
    }


def _judgements(which: Q, today: date, year: int, *, names: Names) -> dict[int, Judgement]:
    """The latest judgement of each goal for the year, as known on a day."""
    rows = Assessment.objects.filter(which, year=year, as_of__lte=today).order_by("as_of", "pk")
    return {goal: judgement for goal, _year, judgement in dated_judgements(rows, names)}


def dated_judgements(
    rows: QuerySet[Assessment], names: Names
) -> Iterator[tuple[int, int, Judgement]]:
    """Judgements with the goal and the year that each is of, in the order of the rows."""
    found = rows.values_list(
        *("goal_id", "year", "judged", "proposed", "reason", "summary", "as_of", "judged_at"),
        *("judged_by_id", "judged_by__name", "judged_by__title", "forecast", "cause", "remedy"),
        *("remedy_on", "remedy_by_id", "remedy_by__name", "remedy_by__title"),
    )
    for goal, year, judged, proposed, reason, summary, as_of, at, *more in found:
        person, name, title, forecast, *remedy = more
        yield (
            goal,
            year,
            Judgement(
                status=names[Status(judged)],
                proposed=names[Status(proposed)],
                reason=reason,
                summary=summary,
                as_of=as_of,
                by=PersonView(person, name, title),
                at=at.date(),
                forecast=GoalForecast(forecast) if forecast else None,
                remedy=_remedy(*remedy),
            ),
        )


def _remedy(cause: str, action: str, on: date | None, *by: Any) -> RemedyView | None:
    return RemedyView(cause, action, on, PersonView(*by)) if on else None
