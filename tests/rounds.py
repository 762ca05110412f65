"""A round as the controller would open it."""

from datetime import date
from typing import Any

from tests.cast import NOW, Cast
from timglas.actions.round_kinds import add_round_kind
from timglas.actions.rounds import open_round
from timglas.models import Round, RoundKind, RoundUnit, Unit
from timglas.rules.rounds import Days

AUGUST = date(2025, 8, 31)
DAYS = Days(first=8, step=5, grace=2)
TOLD: dict[str, Any] = {
    "name": "Delårsbokslut",
    "month": 8,
    "parts": ["goals", "activities", "text"],
    "addressees": ["council", "executive_board", "committee", "company"],
    "law": "interim_report",
    "first_days": DAYS.first,
    "step_days": DAYS.step,
    "grace_days": DAYS.grace,
}


def make_kind(cast: Cast, **more: Any) -> RoundKind:
    """The interim accounts."""
    return add_round_kind(by=cast.controller, at=NOW, **TOLD | more)


def make_round(cast: Cast, **more: Any) -> Round:
    """The round per 31 August, opened now but counted from the period's end."""
    kind = more.pop("kind", None) or make_kind(cast)
    told: dict[str, Any] = {"as_of": AUGUST, "begins": AUGUST, "days": DAYS} | more
    return open_round(kind=kind, by=cast.controller, at=NOW, **told)


def row_of(opened: Round, unit: Unit) -> RoundUnit:
    """A unit in a round."""
    return opened.units.get(unit=unit)
