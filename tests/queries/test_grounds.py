"""Which document a goal rests on, and which goals rest on a document."""

from tests.cast import NOW, Cast
from tests.documents import council_decision, make_document
from tests.plan_drafts import decide
from tests.planned import Planned, plan_everything
from timglas.actions.grounds import cite_document
from timglas.actions.plans import revise_plan
from timglas.models import GoalEdition, GoverningDocument, Unit
from timglas.queries.goals import goal_page
from timglas.queries.grounds import GroundView, citing_goals


def cite(planned: Planned, document: GoverningDocument) -> GoalEdition:
    """Let the committee's goals rest on a document, from a new version of its plan."""
    cast, goal = planned.cast, planned.eligible
    plan = goal.editions.get().version.plan
    draft = revise_plan(plan=plan, valid_from=NOW.date(), by=cast.controller, at=NOW)
    edition = draft.goal_editions.get(goal=goal)
    cite_document(edition=edition, document=document, where="2 §", by=cast.controller, at=NOW)
    decide(cast, draft)
    return edition


def grounds(cast: Cast, planned: Planned) -> tuple[GroundView, ...]:
    """What anybody sees that the goal rests on."""
    page = goal_page(cast.viewer(None), planned.eligible, 2025)
    assert page
    return page.grounds


def board_document(cast: Cast, unit: Unit) -> GoverningDocument:
    decision = council_decision(cast, body=cast.ab)
    return make_document(cast, unit=unit, person=None, decision=decision)


def test_a_goal_leads_to_the_document_and_the_document_to_the_goal(cast: Cast) -> None:
    planned = plan_everything(cast)
    document = make_document(cast)
    assert citing_goals(cast.viewer(None), document) == ()
    cite(planned, document)
    reference = "Riktlinjer för läsning, 2 §"
    assert grounds(cast, planned) == (GroundView("Annat styrdokument", reference, document.pk),)
    (row,) = citing_goals(cast.viewer(None), document)
    assert (row.goal.id, row.reference) == (planned.eligible.pk, reference)


def test_what_may_not_be_read_is_not_led_to(cast: Cast) -> None:
    planned = plan_everything(cast)
    cite(planned, board_document(cast, cast.ab))
    assert [ground.document_id for ground in grounds(cast, planned)] == [None]


def test_an_earlier_version_that_no_longer_governs_is_not_told_of(cast: Cast) -> None:
    planned = plan_everything(cast)
    document = make_document(cast)
    edition = cite(planned, document)
    plan = edition.version.plan
    draft = revise_plan(plan=plan, valid_from=NOW.date(), by=cast.controller, at=NOW)
    for ground in document.grounds.filter(edition__version=draft):
        ground.delete()
    decide(cast, draft)
    assert citing_goals(cast.viewer(None), document) == ()
