"""Copies of versions' goals in new versions, for one plan or for thousands at once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from timglas.models import (
    GoalEdition,
    GoalLink,
    Ground,
    IndicatorEdition,
    PlanVersion,
    Target,
)

BATCH = 500


def copy_goals(copies: Mapping[int, PlanVersion]) -> None:
    """Copy every goal edition with its links, grounds, indicators and targets.

    `copies` has the new version by the id of its source. Five queries, and as many as the rows
    need to be stored.
    """
    copy_editions(GoalEdition.objects.filter(version__in=copies), copies)


def copy_editions(editions: QuerySet[GoalEdition], copies: Mapping[int, PlanVersion]) -> None:
    """Copy some goal editions with all under them, each to the copy of its version."""
    goals = _copied(editions, "version", copies)
    _copied(GoalLink.objects.filter(edition__in=goals), "edition", goals)
    _copied(Ground.objects.filter(edition__in=goals), "edition", goals)
    copy_indicators(IndicatorEdition.objects.filter(goal_edition__in=goals), goals)


def copy_indicators(editions: QuerySet[IndicatorEdition], goals: Mapping[int, GoalEdition]) -> None:
    """Copy some indicator editions with their targets, each under the copy of its goal edition.

    Targets for years before the new plan's first are left behind.
    """
    indicators = _copied(editions, "goal_edition", goals)
    first_year = min((goal.version.plan.first_year for goal in goals.values()), default=0)
    copy_targets(indicators, first_year)


def copy_targets(indicators: Mapping[int, IndicatorEdition], first_year: int) -> None:
    """Copy the targets from a year on, each to the copy of its indicator edition."""
    targets = Target.objects.filter(edition__in=indicators, year__gte=first_year)
    _copied(targets, "edition", indicators)


def copy_ties(source: GoalEdition, copy: GoalEdition) -> None:
    """Copy a goal edition's links upwards and its other grounds."""
    _copied(source.links.all(), "edition", {source.pk: copy})
    _copied(source.grounds.all(), "edition", {source.pk: copy})


def _copied[M: (GoalEdition, GoalLink, Ground, IndicatorEdition, Target)](
    rows: QuerySet[M], owner: str, owners: Mapping[int, Any]
) -> dict[int, M]:
    """New rows like those of a query, each under the copy of its owner; by the id of the old."""
    sources = list(rows.order_by("pk"))
    copies = [_like(row, **{owner: owners[getattr(row, f"{owner}_id")]}) for row in sources]
    made = rows.model._default_manager.bulk_create(copies, batch_size=BATCH)
    return {source.pk: copy for source, copy in zip(sources, made, strict=True)}


def _like[M: (GoalEdition, GoalLink, Ground, IndicatorEdition, Target)](
    row: M, **changed: object
) -> M:
    """An unsaved row like another, with some fields changed."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del fields["id"]
    for name in changed:
        del fields[f"{name}_id"]
    return type(row)(**fields, **changed)
