"""Resting a goal on a document in the register of governing documents."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.documents import latest_version
from timglas.actions.goals import add_ground
from timglas.actions.refusal import Refusal
from timglas.models import GoalEdition, GoverningDocument, Ground, GroundKind, Person

LONGEST = 300  # characters of a reference


@transaction.atomic
def cite_document(
    *, edition: GoalEdition, document: GoverningDocument, where: str, by: Person, at: datetime
) -> Ground:
    """Rest a goal on a document, and say where in it if that matters: "4 §".

    The title is written down as it is now, so that the plan says it for as long as it is kept.
    """
    version, where = latest_version(document), where.strip()
    reference = f"{version.title}, {where}" if where else version.title
    if len(reference) > LONGEST:
        raise Refusal(_("Skriv kortare var i dokumentet det står."), "reference")
    is_known = version.kind in GroundKind.values
    kind = GroundKind(version.kind) if is_known else GroundKind.GOVERNING_DOCUMENT
    return add_ground(
        edition=edition, kind=kind, reference=reference, document=document, by=by, at=at
    )
