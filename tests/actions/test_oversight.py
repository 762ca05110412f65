"""The board's finding of a company is recorded whole, and kept."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from tests.oversight import board_decision, oversee
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, OversightDecision
from timglas.rules.oversight import Finding


def test_the_board_decides_on_a_year_and_may_do_so_again(cast: Cast) -> None:
    oversee(cast)
    said = oversee(
        cast,
        finding=Finding.NO,
        text=" Fullmäktige bör ändra ändamålet. ",
        decision=board_decision(cast, paragraph="60"),
    )
    assert OversightDecision.objects.count() == 2
    assert (str(said), said.text) == (
        "Exempelby Bostäder AB 2024",
        "Fullmäktige bör ändra ändamålet.",
    )
    event = AuditEvent.objects.filter(action="record_oversight").latest("pk")
    assert (event.unit, event.after["year"], event.after["finding"]) == (cast.ab, 2024, "no")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"company": "bun"}, None),
        ({"decision": "kf"}, None),
        ({"year": 2025}, "decided_on"),
        ({"finding": Finding.REMARK, "text": " "}, "text"),
    ],
)
def test_a_finding_that_does_not_fit_is_refused(
    cast: Cast, wrong: dict[str, Any], field: str | None
) -> None:
    if "company" in wrong:
        wrong = {"company": getattr(cast, wrong["company"])}
    if "decision" in wrong:
        wrong = {"decision": board_decision(cast, getattr(cast, wrong["decision"]))}
    with pytest.raises(Refusal) as refusal:
        oversee(cast, **wrong)
    assert refusal.value.field == field
    assert not OversightDecision.objects.exists()


def test_the_database_keeps_what_was_found(cast: Cast) -> None:
    oversee(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OversightDecision.objects.update(finding="remark", text="Annat")
