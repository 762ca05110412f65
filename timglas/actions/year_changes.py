"""The change of year: next year's plans are begun in one press, and can be taken back as easily."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from itertools import batched

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.budget_copies import copy_frames, forget_budget
from timglas.actions.bulk import insert
from timglas.actions.identities import forget_goals, forget_indicators, require_not_cited
from timglas.actions.plan_copies import copy_goals
from timglas.actions.plan_sections import copy_sections
from timglas.actions.plans import YEARS
from timglas.actions.refusal import Refusal
from timglas.models import (
    Goal,
    GoalEdition,
    GoalRenewal,
    Indicator,
    IndicatorEdition,
    IndicatorRenewal,
    Person,
    Plan,
    PlanKind,
    PlanVersion,
    Unit,
    UnitKind,
    VersionState,
    YearChange,
)
from timglas.models.listed import among
from timglas.queries.year_changes import sources, year_to_start

# So many plans are begun in one transaction: readers and writers get their turn between.
CHUNK = 100

# What a renewal says until somebody has chosen.
NOT_CHOSEN = {"choice": "", "reason": "", "chosen_by_id": None, "chosen_at": None}

type Clock = Callable[[], datetime]


@transaction.atomic
def start_year(
    *, unit: Unit, year: int, units: Collection[int], by: Person, at: datetime
) -> YearChange:
    """Ask for the plans of a year to be begun, in those of the units that have one to begin from.

    `units` are those that the person may plan for. `run_year_change` does the work.
    """
    ready = [line.id for line in year_to_start(units, year).ready]
    if not ready:
        raise Refusal(
            _(
                "Det finns ingen plan att börja från: antingen har enheterna redan en plan från "
                "%(year)s, eller så har de ingen beslutad från %(before)s."
            )
            % {"year": year, "before": year - 1},
            "year",
        )
    change = YearChange.objects.create(
        unit=unit, year=year, units=ready, started_by=by, started_at=at
    )
    after = {"year": year, "units": len(ready)}
    record("start_year", change, by=by, at=at, unit=unit, after=after)
    return change


def run_year_change(*, change: YearChange, clock: Clock) -> None:
    """Begin the plans that remain, some at a time; done again it does what was not done."""
    for units in batched(change.units[change.done :], CHUNK, strict=False):
        if not _begin(change, units, at=clock()):
            return


@transaction.atomic
def _begin(change: YearChange, units: Collection[int], *, at: datetime) -> bool:
    """Begin some plans; not if the change was undone meanwhile, or somebody else does it."""
    now = YearChange.objects.select_for_update().get(pk=change.pk)
    if now.undone_at or now.done != change.done:
        return False
    begun = Plan.objects.filter(kind=PlanKind.OPERATIONAL, first_year=change.year)
    free = set(units).difference(begun.filter(unit__in=units).values_list("unit_id", flat=True))
    _begin_plans(change, list(sources(free, change.year).select_related("plan__unit")), at=at)
    change.done, change.worked_at = change.done + len(units), at
    change.save(update_fields=["done", "worked_at"])
    return True


def _begin_plans(change: YearChange, found: list[PlanVersion], *, at: datetime) -> None:
    plans = [
        Plan(
            unit=source.plan.unit,
            kind=PlanKind.OPERATIONAL,
            first_year=change.year,
            last_year=change.year + YEARS - 1,
        )
        for source in found
    ]
    drafts = [
        PlanVersion(
            plan=plan,
            number=1,
            valid_from=date(change.year, 1, 1),
            introduction=source.introduction,
            created_by=change.started_by,
            created_at=at,
        )
        for source, plan in zip(found, Plan.objects.bulk_create(plans), strict=True)
    ]
    PlanVersion.objects.bulk_create(drafts)
    copies = {source.pk: draft for source, draft in zip(found, drafts, strict=True)}
    copy_goals(copies)
    copy_sections(copies)
    for source in found:
        if source.plan.unit.kind == UnitKind.COUNCIL:  # whose plan holds the frames of all
            copy_frames(source, copies[source.pk])
    _ask_what_becomes(copies)
    change.versions.add(*drafts)
    after = {"year": change.year, "plans": len(drafts)}
    record("begin_plans", change, by=change.started_by, at=at, unit=change.unit, after=after)


def _ask_what_becomes(copies: dict[int, PlanVersion]) -> None:
    """Lay out what is to be chosen: for each goal and indicator, what becomes of it."""
    goals = GoalEdition.objects.filter(among("version", copies)).order_by("pk")
    insert(
        GoalRenewal,
        ("version_id", "goal_id", "source_id", *NOT_CHOSEN),
        [
            (copies[version].pk, goal, source, *NOT_CHOSEN.values())
            for source, version, goal in goals.values_list("pk", "version_id", "goal_id")
        ],
    )
    lines = IndicatorEdition.objects.filter(among("goal_edition__version", copies)).order_by("pk")
    insert(
        IndicatorRenewal,
        ("version_id", "indicator_id", "source_id", *NOT_CHOSEN),
        [
            (copies[version].pk, indicator, source, *NOT_CHOSEN.values())
            for source, version, indicator in lines.values_list(
                "pk", "goal_edition__version_id", "indicator_id"
            )
        ],
    )


@transaction.atomic
def undo_year_change(*, change: YearChange, by: Person, at: datetime) -> None:
    """Remove every plan that a year change began, with all that was written in them since.

    Refused when one of them is decided, or when something outside them builds on what they hold.
    """
    change.refresh_from_db(from_queryset=YearChange.objects.select_for_update())
    if change.undone_at:
        raise Refusal(_("Årsskiftet är redan ångrat."))
    _require_undecided(change)
    versions = list(change.versions.values_list("pk", flat=True))
    plans = list(change.versions.values_list("plan_id", flat=True))
    editions = GoalEdition.objects.filter(version__in=versions)
    goals = list(Goal.objects.filter(editions__in=editions).values_list("pk", flat=True))
    lines = Indicator.objects.filter(editions__goal_edition__in=editions)
    indicators = list(lines.values_list("pk", flat=True))
    require_not_cited(goals, editions)
    for version in change.versions.filter(plan__unit__kind=UnitKind.COUNCIL):
        forget_budget(version)
    editions.delete()
    PlanVersion.objects.filter(pk__in=versions).delete()
    Plan.objects.filter(pk__in=plans, versions=None).delete()
    forget_indicators(indicators)
    forget_goals(goals)
    change.undone_by, change.undone_at = by, at
    change.save(update_fields=["undone_by", "undone_at"])
    after = {"year": change.year, "plans": len(versions)}
    record("undo_year_change", change, by=by, at=at, unit=change.unit, after=after)


def _require_undecided(change: YearChange) -> None:
    decided = change.versions.filter(state=VersionState.DECIDED).select_related("plan__unit")
    if found := decided.order_by("plan__unit__code").first():
        raise Refusal(
            _(
                "Planen för %(unit)s är beslutad, och det som är beslutat tas inte bort. Ta bort "
                "de andra utkasten ett och ett."
            )
            % {"unit": found.plan.unit}
        )
