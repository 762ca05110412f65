"""A body's replies to its order are kept as they were said."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.assignments import decided
from tests.cast import TODAY, Cast
from tests.orders import reply
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, OrderReply
from timglas.rules.orders import Reply


def test_a_committee_receives_its_order_and_answers_by_a_decision(cast: Cast) -> None:
    reply(cast, reply=Reply.RECEIVED, text="")
    decision = decided(cast, cast.bun)
    said = reply(cast, text=" Vi tar oss an målen. ", decision=decision)
    assert OrderReply.objects.count() == 2
    assert (said.text, said.decision, said.by) == ("Vi tar oss an målen.", decision, cast.head)
    event = AuditEvent.objects.filter(action="reply_to_order").latest("pk")
    assert (event.unit, event.after["year"], event.after["reply"]) == (cast.bun, 2025, "answered")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"unit": "buf"}, None),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(
    cast: Cast, wrong: dict[str, Any], field: str | None
) -> None:
    if "unit" in wrong:
        wrong = {"unit": getattr(cast, wrong["unit"])}
    with pytest.raises(Refusal) as refusal:
        reply(cast, **wrong)
    assert refusal.value.field == field
    assert not OrderReply.objects.exists()


def test_the_database_keeps_what_was_said(cast: Cast) -> None:
    reply(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OrderReply.objects.update(text="Annat")
