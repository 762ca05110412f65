"""Changes to the levels of the goal chain, which are the municipality's own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import GoalLevel, Person, UnitKind
from timglas.rules.rollup import RollUp

NAMED = ("name", "plural", "order", "unit_kinds", "healthy_count", "rollup")


@transaction.atomic
def add_level(
    *,
    name: str,
    plural: str,
    order: int,
    unit_kinds: Sequence[str],
    healthy_count: int,
    rollup: RollUp = RollUp.SHARE,
    by: Person,
    at: datetime,
) -> GoalLevel:
    """Add a level. `unit_kinds` are the kinds of unit that may have goals on it."""
    level = GoalLevel(name=name, plural=plural, healthy_count=healthy_count)
    _place(level, order=order, unit_kinds=unit_kinds, rollup=rollup)
    level.save()
    record("add_level", level, by=by, at=at, after=fields_of(level, *NAMED))
    return level


@transaction.atomic
def edit_level(  # noqa: PLR0913 (a level has six fields, and each is named by the caller)
    *,
    level: GoalLevel,
    name: str,
    plural: str,
    order: int,
    unit_kinds: Sequence[str],
    healthy_count: int,
    rollup: RollUp,
    by: Person,
    at: datetime,
) -> None:
    """Rename a level, move it in the chain or change its rules."""
    before = fields_of(level, *NAMED)
    level.name, level.plural, level.healthy_count = name, plural, healthy_count
    _place(level, order=order, unit_kinds=unit_kinds, rollup=rollup)
    level.save(update_fields=NAMED)
    record("edit_level", level, by=by, at=at, before=before, after=fields_of(level, *NAMED))


@transaction.atomic
def remove_level(*, level: GoalLevel, by: Person, at: datetime) -> None:
    """Remove a level that no goal was ever on."""
    if level.goals.exists():
        raise Refusal(_("Det finns mål på nivån %s. Den kan därför inte tas bort.") % level)
    record("remove_level", level, by=by, at=at, before=fields_of(level, *NAMED))
    level.delete()


def _place(level: GoalLevel, *, order: int, unit_kinds: Sequence[str], rollup: RollUp) -> None:
    same_place = GoalLevel.objects.filter(order=order).exclude(pk=level.pk).first()
    if same_place:
        raise Refusal(_("Nivån %s har redan den platsen i ordningen.") % same_place, "order")
    if not unit_kinds or set(unit_kinds) - set(UnitKind.values):
        raise Refusal(_("Ange vilka slags enheter som kan ha mål på nivån."), "unit_kinds")
    level.order, level.unit_kinds, level.rollup = order, list(unit_kinds), RollUp(rollup).value
