"""Where a version of a plan is on its way, what it waits for, and why it last went back."""

from dataclasses import dataclass
from datetime import date

from timglas.models import PlanKind, VersionState
from timglas.queries.plan_shelves import Shelf
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


def plan_state_view(shelf: Shelf, today: date, *, lacks: int) -> StateView:
    """Where a version is on a day. `lacks` is how much a draft lacks."""
    facts = _facts(shelf, lacks)
    state = plan_state(facts, today)
    returned = shelf.returned if state is PlanState.DRAFT else ""
    return StateView(state, waits_for(facts, today), returned)


def _facts(shelf: Shelf, lacks: int) -> VersionFacts:
    version, plan = shelf.version, shelf.version.plan
    is_decided = version.state == VersionState.DECIDED
    last_year = plan.last_year if plan.kind == PlanKind.TERM else plan.first_year
    return VersionFacts(
        is_decided=is_decided,
        is_proposed=version.proposed_at is not None,
        is_released=not is_decided or shelf.is_released,
        valid_from=version.valid_from,
        last_day=date(last_year, 12, 31),
        replaced_from=shelf.replaced_from if is_decided else None,
        body=plan.unit.name,
        lacks=lacks,
    )
