"""What the board of the cast finds of the company."""

from typing import Any

from tests.cast import NOW, TODAY, Cast
from timglas.actions.decisions import decision_at_meeting
from timglas.actions.oversight import record_oversight
from timglas.models import Decision, OversightDecision, Unit
from timglas.rules.oversight import Finding


def board_decision(cast: Cast, body: Unit | None = None, paragraph: str = "52") -> Decision:
    """What the executive board, or another body, decides today."""
    minutes = {"decided_on": TODAY, "paragraph": paragraph}
    return decision_at_meeting(body=body or cast.ks, **minutes, by=cast.registrar, at=NOW)


def oversee(cast: Cast, **more: Any) -> OversightDecision:
    """The board finds nothing to remark on in the company's 2024."""
    fields: dict[str, Any] = {
        "company": cast.ab,
        "year": 2024,
        "finding": Finding.YES,
        "text": "",
        "decision": more.pop("decision", None) or board_decision(cast),
        "by": cast.registrar,
        "at": NOW,
    }
    return record_oversight(**fields | more)
