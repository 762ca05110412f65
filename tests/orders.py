"""Replies of the cast to the council's order."""

from typing import Any

from tests.assignments import TOLD_ON
from tests.cast import NOW, Cast
from timglas.actions.orders import reply_to_order
from timglas.models import OrderReply
from timglas.rules.orders import Reply


def reply(cast: Cast, **more: Any) -> OrderReply:
    """What the committee's head answers in September."""
    fields: dict[str, Any] = {
        "unit": cast.bun,
        "year": 2025,
        "reply": Reply.ANSWERED,
        "text": "Vi tar oss an målen.",
        "on": TOLD_ON,
        "by": cast.head,
        "at": NOW,
    }
    return reply_to_order(**fields | more)
