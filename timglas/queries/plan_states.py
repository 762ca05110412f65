"""Where a version of a plan is on its way, what it waits for, and why it last went back."""

from dataclasses import dataclass
from datetime import date

from timglas.models import AuditEvent, PlanKind, PlanVersion, VersionState
from timglas.rules.plan_states import PlanState, VersionFacts, plan_state, waits_for


@dataclass(frozen=True, slots=True)
class StateView:
    """A version's steps with the one it is at, a sentence of what it waits for, and a reason.

    `returned` is why it last went back from being proposed, "" when it has not or is proposed anew.
    """

    state: PlanState
    waits_for: str
    returned: str

    @property
    def steps(self) -> tuple[PlanState, ...]:
        """Every step, in order."""
        return tuple(PlanState)


def plan_state_view(version: PlanVersion, today: date, *, lacks: int) -> StateView:
    """Where a version is on a day. `lacks` is how much a draft lacks. At most three queries."""
    facts = _facts(version, lacks)
    state = plan_state(facts, today)
    returned = _returned(version) if state is PlanState.DRAFT else ""
    return StateView(state, waits_for(facts, today), returned)


def _facts(version: PlanVersion, lacks: int) -> VersionFacts:
    plan, is_decided = version.plan, version.state == VersionState.DECIDED
    last_year = plan.last_year if plan.kind == PlanKind.TERM else plan.first_year
    later = plan.versions.decided().filter(number__gt=version.number).order_by("number")
    return VersionFacts(
        is_decided=is_decided,
        is_proposed=version.proposed_at is not None,
        is_released=not is_decided or version.releases.exists(),
        valid_from=version.valid_from,
        last_day=date(last_year, 12, 31),
        replaced_from=(later.values_list("valid_from", flat=True).first() if is_decided else None),
        body=plan.unit.name,
        lacks=lacks,
    )


def _returned(version: PlanVersion) -> str:
    told = AuditEvent.objects.filter(
        subject="planversion",
        subject_id=str(version.pk),
        action__in=("return_plan", "propose_plan"),
    )
    last = told.order_by("-pk").first()
    return last.after.get("reason", "") if last else ""
