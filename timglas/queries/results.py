"""A year's goals with their status, gathered once for every page that shows them.

Everything is read in a fixed number of queries, whatever the municipality's size, and put
together in Python by the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.db.models import QuerySet

from timglas.access import Viewer
from timglas.kept import Kept, News
from timglas.models import GoalLevel, PlanKind, PlanVersion, StatusName, UnitKind
from timglas.models.plans import PlanVersionQuerySet
from timglas.queries.gathered import all_goals, changed_goals, without_names
from timglas.queries.judged import judged_goals
from timglas.queries.views import LevelView, StatusView, VisionView, YearResults
from timglas.rules.events import QUIET, REPORTING
from timglas.rules.permissions import Permission
from timglas.rules.rollup import RollUp
from timglas.rules.scale import default_name
from timglas.rules.status import DEFAULT_NAMES, Status

# With more news than this, making all anew is as fast.
MOST_NEWS = 500


def year_results(viewer: Viewer, year: int, on: date | None = None) -> YearResults:
    """The goals and indicators that govern a year, with status as known on the viewer's day.

    With a day `on` it is the plans in force on that day, and the values of periods that had ended.
    Kept between requests; single values that have been reported since are worked in.
    """
    day, kept = on or viewer.today, _past if on else _kept
    known = kept.get(
        (year, day, viewer.unreleased),
        lambda: _known(viewer, year, day),
        renew=lambda known, news: _renewed(known, news, day),
    )
    return known.named if viewer.has(Permission.READ_ORGANISATION) else known.unnamed


type ResultsKey = tuple[int, date, tuple[int, ...], bool]


def results_key(viewer: Viewer, year: int) -> ResultsKey:
    """What a year's results depend on, beside what happens: to keep what is made of them by."""
    named = viewer.has(Permission.READ_ORGANISATION)
    return year, viewer.today, viewer.unreleased, named


@dataclass(frozen=True, slots=True)
class _Known:
    """A year's results as those see them who may know who answers for what, and as others do."""

    named: YearResults
    unnamed: YearResults


def _known(viewer: Viewer, year: int, day: date) -> _Known:
    named = all_anew(viewer, year, day)
    return _Known(named, _unnamed(named))


def _unnamed(named: YearResults, before: _Known | None = None) -> YearResults:
    """The same for everybody: offices, but no names. What has not changed since is used again."""
    goals = {
        pk: before.unnamed.goals[pk]
        if before and goal is before.named.goals[pk]
        else without_names(goal)
        for pk, goal in named.goals.items()
    }
    return replace(named, goals=goals)


_kept: Kept[tuple[int, date, tuple[int, ...]], _Known] = Kept(quiet=QUIET, most=3, large=True)
# Days that somebody looks back at do not put aside what everybody looks at.
_past: Kept[tuple[int, date, tuple[int, ...]], _Known] = Kept(quiet=QUIET, most=1, large=True)


def all_anew(viewer: Viewer, year: int, on: date | None = None) -> YearResults:
    """All that governs the year on a day, the viewer's if none is given, read and judged anew."""
    reached = cast("PlanVersionQuerySet", viewer.reach(Permission.READ, PlanVersion))
    return results_of(reached, year, on or viewer.today)


def results_of(versions: PlanVersionQuerySet, year: int, day: date) -> YearResults:
    """All that governs the year on a day among some versions, read and judged anew."""
    names, levels = status_names(), _levels()
    as_of = min(day, date(year, 12, 31))
    plans = versions.in_force(year=year, on=as_of)
    goals = all_goals(list(plans.values_list("pk", flat=True)), day, year, names=names)
    return YearResults(
        year=year,
        as_of=as_of,
        vision=_vision(plans),
        levels=levels,
        goals=judged_goals(goals, levels, names),
    )


def _renewed(known: _Known, news: list[News], today: date) -> _Known | None:
    """What is known, with what has been reported and judged since; None if it is something else."""
    if len(news) > MOST_NEWS or any(event.action not in REPORTING for event in news):
        return None
    results, names = known.named, status_names()
    changed = changed_goals(results, news, today, names=names)
    if not changed:
        return known
    goals = judged_goals({**results.goals, **changed}, results.levels, names, only=set(changed))
    named = replace(results, goals=goals)
    return _Known(named, _unnamed(named, known))


def _levels() -> tuple[LevelView, ...]:
    return tuple(
        LevelView(v.pk, v.name, v.plural, v.order, v.healthy_count, RollUp(v.rollup))
        for v in GoalLevel.objects.order_by("order")
    )


_names: Kept[None, Mapping[Status, StatusView]] = Kept(quiet=QUIET | REPORTING, most=2)


def status_names() -> Mapping[Status, StatusView]:
    """Every status with the municipality's name for it; the usual names are in both languages."""
    return _names.get(None, _status_names)


def _status_names() -> Mapping[Status, StatusView]:
    own = dict(StatusName.objects.values_list("status", "name"))
    given = {s: own.get(s.value, DEFAULT_NAMES[s]) for s in Status}
    return {
        s: StatusView(s, default_name(s) if name == DEFAULT_NAMES[s] else name)
        for s, name in given.items()
    }


def _vision(plans: QuerySet[PlanVersion]) -> VisionView | None:
    found = plans.filter(plan__kind=PlanKind.TERM, plan__unit__kind=UnitKind.COUNCIL)
    version = found.select_related("plan__unit", "decision__body", "decision__official").first()
    if version is None:
        return None
    return VisionView(
        vision=version.vision,
        core_values=version.core_values,
        decision=str(version.decision or ""),
        version_id=version.pk,
        unit_name=version.plan.unit.name,
        last_year=version.plan.last_year,
    )
