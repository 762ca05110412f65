"""Writing an alternative to the proposed budget, and putting it forward when it balances."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.budget import require_sound
from timglas.actions.immutability import require_undecided
from timglas.actions.refusal import Refusal
from timglas.models import AlternativeBudget, Person, PlanVersion
from timglas.queries.alternatives import lacks_of
from timglas.queries.budget import budget_of, is_budget_plan
from timglas.rules.alternatives import as_text
from timglas.rules.budget import Budget


@transaction.atomic
def begin_alternative(
    *, version: PlanVersion, name: str, by: Person, at: datetime
) -> AlternativeBudget:
    """Copy the proposed budget, to move money in the copy."""
    require_undecided(version)
    name = name.strip()
    if not is_budget_plan(version):
        raise Refusal(_("Bara fullmäktiges budget kan ha förslag vid sidan av."))
    if not name:
        raise Refusal(_("Skriv vems förslag det är."), "name")
    if AlternativeBudget.objects.filter(version=version, name=name).exists():
        raise Refusal(_("Det finns redan ett förslag med det namnet."), "name")
    body = as_text(budget_of(version))
    alternative = AlternativeBudget.objects.create(
        version=version, name=name, body=body, created_by=by, created_at=at
    )
    _record("begin_alternative", alternative, by=by, at=at)
    return alternative


@transaction.atomic
def edit_alternative(
    *, alternative: AlternativeBudget, budget: Budget, by: Person, at: datetime
) -> None:
    """Give an alternative other amounts; it need not balance until it is put forward."""
    _require_open(alternative)
    require_sound(budget)
    alternative.body = as_text(budget)
    alternative.save(update_fields=["body"])
    _record("edit_alternative", alternative, by=by, at=at)


@transaction.atomic
def put_forward_alternative(*, alternative: AlternativeBudget, by: Person, at: datetime) -> None:
    """Let others see an alternative that balances; from then on it stays as it is."""
    _require_open(alternative)
    if lacks := lacks_of(alternative):
        raise Refusal(_("Förslaget går inte ihop än. %s") % " ".join(lacks))
    alternative.put_forward_at = at
    alternative.save(update_fields=["put_forward_at"])
    _record("put_forward_alternative", alternative, by=by, at=at)


def _require_open(alternative: AlternativeBudget) -> None:
    require_undecided(alternative.version)
    now = AlternativeBudget.objects.select_for_update().get(pk=alternative.pk)
    if now.put_forward_at:
        raise Refusal(_("Förslaget är framlagt och kan inte ändras."))


def _record(action: str, alternative: AlternativeBudget, *, by: Person, at: datetime) -> None:
    unit = alternative.version.plan.unit
    record(action, alternative, by=by, at=at, unit=unit, after={"name": alternative.name})
