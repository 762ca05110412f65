"""Governing documents: their kinds, and where in its life a document is."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.shown import Shown

# So long before its day a revision or a follow-up is told of: a season of meetings.
SOON = timedelta(days=90)


class Kind(StrEnum):
    """What kind of document it is. A law is no document of the municipality's own."""

    STRATEGY = "strategy"
    MODEL = "model"
    PROGRAMME = "programme"
    PLAN = "plan"
    POLICY = "policy"
    GUIDELINE = "guideline"
    RULES = "rules"
    DIRECTIVE = "directive"
    MANDATE = "mandate"
    ARTICLES = "articles"
    OWNER_DIRECTIVE = "owner_directive"
    TARIFF = "tariff"
    ROUTINE = "routine"

    @property
    def name_in_words(self) -> str:
        """The kind, in the reader's language."""
        return _(_NAMES[self])


_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STRATEGY: N_("Strategi"),
        Kind.MODEL: N_("Modell"),
        Kind.PROGRAMME: N_("Program"),
        Kind.PLAN: N_("Plan"),
        Kind.POLICY: N_("Policy"),
        Kind.GUIDELINE: N_("Riktlinje"),
        Kind.RULES: N_("Regel"),
        Kind.DIRECTIVE: N_("Direktiv"),
        Kind.MANDATE: N_("Reglemente"),
        Kind.ARTICLES: N_("Bolagsordning"),
        Kind.OWNER_DIRECTIVE: N_("Ägardirektiv"),
        Kind.TARIFF: N_("Taxa"),
        Kind.ROUTINE: N_("Rutin"),
    }
)


class Standing(Shown):
    """Where in its life a document is on a day; what asks for attention comes first."""

    OVERDUE = "overdue", N_("Översyn försenad"), "risk"
    DUE_SOON = "due_soon", N_("Dags för översyn"), "wait"
    IN_FORCE = "in_force", N_("Gäller"), "ok"
    UPCOMING = "upcoming", N_("Gäller senare"), "unj"
    ENDED = "ended", N_("Gäller inte längre"), "none"


def standing(
    *,
    valid_from: date,
    ends_on: date | None,
    revise_on: date | None,
    follow_up_on: date | None,
    today: date,
) -> Standing:
    """Where a document is on a day; `ends_on` is the first day that it no longer holds.

    The nearest of its revision and its follow-up says whether it must be looked over. The day
    itself is not too late.
    """
    if ends_on and ends_on <= today:
        return Standing.ENDED
    if valid_from > today:
        return Standing.UPCOMING
    due = min((day for day in (revise_on, follow_up_on) if day), default=None)
    if due and due < today:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due and due <= today + SOON else Standing.IN_FORCE


def urgency(found: Standing) -> int:
    """Where a standing comes when what asks for attention comes first, from 0."""
    return tuple(Standing).index(found)
