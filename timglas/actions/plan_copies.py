"""Copies of versions' goals in new versions, for one plan or for thousands at once.

Rows are copied column by column and never made objects: a city has 130,000 of them a year.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from timglas.actions.bulk import insert
from timglas.models import (
    GoalEdition,
    GoalLink,
    Ground,
    IndicatorEdition,
    PlanVersion,
    Target,
)
from timglas.models.listed import among


def copy_goals(copies: Mapping[int, PlanVersion]) -> None:
    """Copy every goal edition with its links, grounds, indicators and targets.

    `copies` has the new version by the id of its source. Nine queries, and as many as the rows
    need to be stored.
    """
    copy_editions(GoalEdition.objects.filter(among("version", copies)), copies)


def copy_editions(editions: QuerySet[GoalEdition], copies: Mapping[int, PlanVersion]) -> None:
    """Copy some goal editions with all under them, each to the copy of its version."""
    versions = {source: copy.pk for source, copy in copies.items()}
    goals = _copied(editions, "version_id", versions, identity="goal_id")
    _copy(GoalLink.objects.filter(among("edition", goals)), "edition_id", goals)
    _copy(Ground.objects.filter(among("edition", goals)), "edition_id", goals)
    first_year = min((copy.plan.first_year for copy in copies.values()), default=0)
    lines = IndicatorEdition.objects.filter(among("goal_edition", goals))
    copy_indicators(lines, goals, first_year)


def copy_indicators(
    editions: QuerySet[IndicatorEdition], goals: Mapping[int, int], first_year: int
) -> None:
    """Copy some indicator editions with their targets, each under the copy of its goal edition.

    `goals` has the id of the copy by that of its source. Targets for years before the new plan's
    first are left behind.
    """
    copy_targets(_copied(editions, "goal_edition_id", goals, identity="indicator_id"), first_year)


def copy_targets(indicators: Mapping[int, int], first_year: int) -> None:
    """Copy the targets from a year on, each to the copy of its indicator edition, by their ids."""
    targets = Target.objects.filter(among("edition", indicators), year__gte=first_year)
    _copy(targets, "edition_id", indicators)


def copy_ties(source: GoalEdition, copy: GoalEdition) -> None:
    """Copy a goal edition's links upwards and its other grounds."""
    _copy(source.links.all(), "edition_id", {source.pk: copy.pk})
    _copy(source.grounds.all(), "edition_id", {source.pk: copy.pk})


def _copied(
    rows: QuerySet[Any], owner: str, owners: Mapping[int, int], *, identity: str
) -> dict[int, int]:
    """Copy rows that are one of each identity under an owner; the id of each copy by the old."""
    sources = list(rows.order_by("pk").values_list("pk", owner, identity))
    _copy(rows, owner, owners)
    there = rows.model._default_manager.filter(among(owner, owners.values()))
    copies = {(of, one): pk for pk, of, one in there.values_list("pk", owner, identity)}
    return {pk: copies[owners[of], one] for pk, of, one in sources}


def _copy(rows: QuerySet[Any], owner: str, owners: Mapping[int, int]) -> None:
    """Store rows like those of a query, each under the copy of its owner."""
    columns = [f.attname for f in rows.model._meta.concrete_fields if not f.primary_key]
    place = columns.index(owner)
    found: Iterable[tuple[Any, ...]] = rows.order_by("pk").values_list(*columns)
    copies = [(*row[:place], owners[row[place]], *row[place + 1 :]) for row in found]
    insert(rows.model, columns, copies)
