"""Copies of a version's goals in a new version of the same plan."""

from timglas.actions.budget_copies import copy_frames
from timglas.models import (
    GoalEdition,
    GoalLink,
    Ground,
    IndicatorEdition,
    PlanVersion,
    Target,
)


def copy_goals(source: PlanVersion, copy: PlanVersion) -> None:
    """Copy every goal edition with its links, grounds, indicators and targets; and the frames."""
    copy_frames(source, copy)
    editions: dict[int, GoalEdition] = {}
    for edition in GoalEdition.objects.filter(version=source).order_by("pk"):
        editions[edition.pk] = _copied(edition, version=copy)
    for link in GoalLink.objects.filter(edition__in=editions).order_by("pk"):
        _copied(link, edition=editions[link.edition_id])
    for ground in Ground.objects.filter(edition__in=editions).order_by("pk"):
        _copied(ground, edition=editions[ground.edition_id])
    indicators: dict[int, IndicatorEdition] = {}
    for indicator in IndicatorEdition.objects.filter(goal_edition__in=editions).order_by("pk"):
        indicators[indicator.pk] = _copied(
            indicator, goal_edition=editions[indicator.goal_edition_id]
        )
    for target in Target.objects.filter(edition__in=indicators).order_by("pk"):
        _copied(target, edition=indicators[target.edition_id])


def _copied[M: (GoalEdition, GoalLink, Ground, IndicatorEdition, Target)](
    row: M, **changed: object
) -> M:
    """A new row like another, with some fields changed."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del fields["id"]
    for name in changed:
        del fields[f"{name}_id"]
    return type(row)._default_manager.create(**fields, **changed)
