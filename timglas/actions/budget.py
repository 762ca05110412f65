"""Changes to the council's budget, in a draft of its plan."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.budget_copies import store_budget
from timglas.actions.immutability import require_draft
from timglas.actions.refusal import Refusal
from timglas.models import Person, PlanVersion, Unit
from timglas.queries.budget import budget_of, is_budget_plan
from timglas.rules.budget import Budget, can_be_kept


@transaction.atomic
def edit_budget(*, version: PlanVersion, budget: Budget, by: Person, at: datetime) -> None:
    """Give a draft another budget: every frame and line with its amounts.

    A line without a name of its own is refused, and an amount that cannot be kept exactly.
    """
    require_draft(version)
    if not is_budget_plan(version):
        raise Refusal(_("Ramar sätts i fullmäktiges verksamhetsplan, inte i den här planen."))
    require_sound(budget)
    before = _changes(budget_of(version))
    store_budget(version, budget)
    after = _changes(budget_of(version))
    changed = {where for where in before | after if before.get(where) != after.get(where)}
    record(
        "edit_budget",
        version,
        by=by,
        at=at,
        unit=version.plan.unit,
        before={where: amount for where, amount in before.items() if where in changed},
        after={where: amount for where, amount in after.items() if where in changed},
    )


def require_sound(budget: Budget) -> None:
    """Refuse lines that no name tells apart, and amounts that cannot be kept exactly."""
    names = [line.name.strip() for line in budget.lines]
    if not all(names):
        raise Refusal(_("En rad har belopp men inget namn. Skriv vad den gäller."))
    if len(set(names)) < len(names):
        raise Refusal(_("Två rader har samma namn. Låt namnen säga vad som skiljer dem."))
    parts = [part.amounts for part in budget.frames] + [part.amounts for part in budget.lines]
    if not all(can_be_kept(amount) for part in parts for amount in part.values()):
        raise Refusal(_("Skriv belopp i hela ören, och mindre än tusen miljarder kronor."))


type Told = tuple[str, Decimal]


def _changes(budget: Budget) -> dict[str, Decimal]:
    return dict(_told(budget))


def _told(budget: Budget) -> Iterator[Told]:
    """Every amount with what the log calls it; the log is in Swedish, codes apart."""
    names = dict(
        Unit.objects.filter(pk__in={f.unit for f in budget.frames}).values_list("pk", "name")
    )
    for frame in budget.frames:
        for year, amount in frame.amounts.items():
            yield f"{names[frame.unit]} {frame.kind} {year}", amount
    for line in budget.lines:
        for year, amount in line.amounts.items():
            yield f"{line.name} {year}", amount
