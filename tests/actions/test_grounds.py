"""A goal rests on a registered document, and its plan says which for as long as it is kept."""

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.documents import council_decision, make_document
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.documents import revise_document
from timglas.actions.grounds import cite_document
from timglas.actions.plans import revise_plan
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, GoalEdition, GoverningDocument, Ground, GroundKind
from timglas.rules.documents import Kind
from timglas.rules.plan_document import GroundLine, read


@pytest.fixture
def edition(cast: Cast) -> GoalEdition:
    _council, committee, _unit = make_levels(cast)
    return make_goal(cast, draft_operational_plan(cast, cast.bun), committee, "Alla läser")


def cite(cast: Cast, edition: GoalEdition, document: GoverningDocument, where: str = "") -> Ground:
    return cite_document(
        edition=edition, document=document, where=where, by=cast.controller, at=NOW
    )


@pytest.mark.parametrize(
    ("kind", "where", "found"),
    [
        (Kind.MANDATE, " 4 § ", (GroundKind.MANDATE, "Läsordning, 4 §")),
        (Kind.ARTICLES, "", (GroundKind.ARTICLES, "Läsordning")),
        (Kind.OWNER_DIRECTIVE, "punkt 3", (GroundKind.OWNER_DIRECTIVE, "Läsordning, punkt 3")),
        (Kind.POLICY, "", (GroundKind.GOVERNING_DOCUMENT, "Läsordning")),
    ],
)
def test_a_goal_rests_on_a_document_in_the_register(
    cast: Cast, edition: GoalEdition, kind: Kind, where: str, found: tuple[str, str]
) -> None:
    document = make_document(cast, title="Läsordning", kind=kind)
    ground = cite(cast, edition, document, where)
    assert (ground.kind, ground.reference) == found
    assert list(document.grounds.all()) == [ground]
    assert AuditEvent.objects.get(action="add_ground").after["ground"] == str(ground)


def test_a_reference_is_short_enough_to_be_kept(cast: Cast, edition: GoalEdition) -> None:
    document = make_document(cast)
    with pytest.raises(Refusal) as refusal:
        cite(cast, edition, document, "x" * 300)
    assert refusal.value.field == "reference"
    assert not Ground.objects.exists()


def test_the_decided_plan_says_what_the_document_was_called_then(
    cast: Cast, edition: GoalEdition
) -> None:
    document = make_document(cast)
    cite(cast, edition, document, "4 §")
    version = edition.version
    decide(cast, version)
    revise_document(
        document=document,
        kind=Kind.PLAN,
        title="Läsplan",
        decision=council_decision(cast, on=date(2025, 9, 29)),
        valid_from=date(2025, 10, 1),
        change="Ny form.",
        revise_on=None,
        by=cast.registrar,
        at=NOW,
    )
    version.refresh_from_db()
    (goal,) = read(version.document.body).goals
    assert goal.grounds == (GroundLine("governing_document", "Riktlinjer för läsning, 4 §"),)


def test_a_new_version_of_the_plan_rests_on_the_same_document(
    cast: Cast, edition: GoalEdition
) -> None:
    document = make_document(cast)
    cite(cast, edition, document)
    decide(cast, edition.version)
    day = date(2025, 6, 1)
    revise_plan(plan=edition.version.plan, valid_from=day, by=cast.controller, at=NOW)
    assert document.grounds.count() == 2
