"""Refuse in words what the database's triggers would refuse without them."""

from django.utils.translation import gettext as _

from timglas.actions.refusal import Refusal
from timglas.models import Decision, GoalEdition, PlanKind, PlanVersion, UnitKind, VersionState


def require_undecided(version: PlanVersion) -> None:
    """Refuse if a plan version is decided, as the database has it now."""
    now = PlanVersion.objects.select_for_update().filter(pk=version.pk)
    state, decision, version.proposed_at = now.values_list("state", "decision", "proposed_at").get()
    if state == VersionState.DECIDED and decision:
        raise Refusal(why_locked(Decision.objects.select_related("official").get(pk=decision)))


def require_draft(version: PlanVersion) -> None:
    """Refuse if a plan version is decided, or proposed for decision."""
    require_undecided(version)
    if version.proposed_at:
        raise Refusal(why_waiting())


def require_term_wording(edition: GoalEdition) -> None:
    """Refuse that a yearly plan words a goal of the council otherwise than its term plan does.

    At most one query, and none for other units' goals.
    """
    is_yearly = edition.version.plan.kind == PlanKind.OPERATIONAL
    if not is_yearly or edition.goal.unit.kind != UnitKind.COUNCIL:
        return
    decided = edition.goal.editions.filter(
        version__plan__kind=PlanKind.TERM, version__state=VersionState.DECIDED
    )
    newest = decided.order_by("-version__plan__first_year", "-version__number")
    wording = newest.values_list("wording", flat=True).first()
    if wording is not None and wording != edition.wording:
        raise Refusal(
            _(
                "Fullmäktiges mål formuleras om bara i en ny version av mandatplanen. "
                "Där står det: ”%(wording)s”"
            )
            % {"wording": wording},
            "wording",
        )


def why_waiting() -> str:
    """Say that a plan waits for its decision, and what to do to change it."""
    return _("Planen är föreslagen och väntar på beslut. Ta tillbaka den om den behöver ändras.")


def why_locked(decision: Decision) -> str:
    """Say that a plan is decided, when and where, and what to do instead."""
    where = f"§ {decision.paragraph}" if decision.paragraph else _("av %s") % decision.official
    return _(
        "Planen beslutades %(day)s %(where)s och kan inte ändras. "
        "Gör en ny version om den behöver ändras."
    ) % {"day": decision.decided_on.isoformat(), "where": where}
