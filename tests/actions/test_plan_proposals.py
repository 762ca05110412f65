"""A proposed plan changes no more: it is decided, or goes back with what needs to change."""

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_term_plan, make_goal, make_levels
from timglas.actions.goals import remove_goal
from timglas.actions.plan_proposals import propose_plan, return_plan
from timglas.actions.plans import NotReady, discard_draft
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, PlanVersion, VersionState

WAITS = "Planen är föreslagen och väntar på beslut."


@pytest.fixture
def draft(cast: Cast) -> PlanVersion:
    """The council's term plan with a goal."""
    version = draft_term_plan(cast)
    make_goal(cast, version, make_levels(cast)[0], "Kunskap för livet")
    return version


def propose(cast: Cast, version: PlanVersion) -> None:
    """Put it forward."""
    propose_plan(version=version, by=cast.controller, at=NOW)


def test_a_proposed_plan_cannot_be_changed_until_it_goes_back(
    cast: Cast, draft: PlanVersion
) -> None:
    propose(cast, draft)
    assert (draft.proposed_by, draft.proposed_at) == (cast.controller, NOW)
    goal = draft.goal_editions.get()
    with pytest.raises(Refusal, match=WAITS):
        remove_goal(edition=goal, by=cast.controller, at=NOW)
    with pytest.raises(Refusal, match=WAITS):
        discard_draft(version=draft, by=cast.controller, at=NOW)
    with pytest.raises(Refusal, match=WAITS):
        propose(cast, draft)
    return_plan(version=draft, reason=" Ta bort målet. ", by=cast.registrar, at=NOW)
    remove_goal(edition=goal, by=cast.controller, at=NOW)
    events = AuditEvent.objects.filter(action__in=("propose_plan", "return_plan")).order_by("pk")
    assert [(e.action, e.after) for e in events] == [
        ("propose_plan", {}),
        ("return_plan", {"reason": "Ta bort målet."}),
    ]


def test_a_proposed_plan_is_decided_as_it_was_proposed(cast: Cast, draft: PlanVersion) -> None:
    propose(cast, draft)
    decide(cast, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.proposed_by) == (VersionState.DECIDED, cast.controller)
    with pytest.raises(Refusal, match="kan inte ändras"):
        return_plan(version=draft, reason="Ångrar mig", by=cast.controller, at=NOW)


def test_a_plan_that_lacks_something_is_not_proposed(cast: Cast) -> None:
    with pytest.raises(NotReady, match="Planen har inga mål"):
        propose(cast, draft_term_plan(cast))


def test_going_back_takes_a_reason_and_something_proposed(cast: Cast, draft: PlanVersion) -> None:
    with pytest.raises(Refusal, match="inte föreslagen"):
        return_plan(version=draft, reason="Nej", by=cast.registrar, at=NOW)
    propose(cast, draft)
    with pytest.raises(Refusal, match="Skriv vad") as refused:
        return_plan(version=draft, reason="  ", by=cast.registrar, at=NOW)
    assert refused.value.field == "reason"
