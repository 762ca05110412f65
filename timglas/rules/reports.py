"""A unit's report in a round: its way from draft to decision, who goes it, and what is beside it.

The one who writes lays it aside as ready; somebody else reviews it; the chief approves it, which
freezes it; a political body decides it. Whoever has the next step may send it back with a reason.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.permissions import Permission
from timglas.rules.shown import Shown

_TAGS = re.compile(r"<[^>]*>")


class ReportState(Shown):
    """Where a report is."""

    DRAFT = "draft", N_("Skrivs"), "none"
    READY = "ready", N_("Väntar på granskning"), "wait"
    REVIEWED = "reviewed", N_("Väntar på godkännande"), "wait"
    APPROVED = "approved", N_("Godkänd"), "ok"
    DECIDED = "decided", N_("Beslutad"), "ok"

    @property
    def is_frozen(self) -> bool:
        """Whether the report is read from its snapshot, and is written no more."""
        return self in {ReportState.APPROVED, ReportState.DECIDED}


@dataclass(frozen=True, slots=True)
class Step:
    """A step forward: to which state, who may take it, and what its button says."""

    to: ReportState
    permission: Permission
    button: str

    @property
    def words(self) -> str:
        """What the button says, in the reader's language."""
        return _(self.button)


_STEPS: Mapping[ReportState, Step] = MappingProxyType(
    {
        ReportState.DRAFT: Step(
            ReportState.READY, Permission.WRITE_REPORT, N_("Lämna till granskning")
        ),
        ReportState.READY: Step(
            ReportState.REVIEWED, Permission.REVIEW_REPORT, N_("Granskad, lämna för godkännande")
        ),
        ReportState.REVIEWED: Step(
            ReportState.APPROVED, Permission.APPROVE_REPORT, N_("Godkänn och frys rapporten")
        ),
        ReportState.APPROVED: Step(
            ReportState.DECIDED, Permission.DECIDE_REPORT, N_("Registrera beslutet")
        ),
    }
)


def next_step(state: ReportState, *, is_political: bool) -> Step | None:
    """What comes next for a report; None when it is done. Only political bodies decide theirs."""
    if state is ReportState.APPROVED and not is_political:
        return None
    return _STEPS.get(state)


def can_return(state: ReportState, *, is_political: bool) -> bool:
    """Whether a report can be sent back to be written again."""
    return (
        state is not ReportState.DRAFT and next_step(state, is_political=is_political) is not None
    )


def word_count(html: str) -> int:
    """How many words a text of a section has."""
    return len(without_tags(html).split())


def without_tags(html: str) -> str:
    """A section's text as words alone."""
    return unescape(_TAGS.sub(" ", html))


def nearest_written(
    unit: int, below: Mapping[int, Collection[int]], written: Collection[int]
) -> Iterator[int]:
    """The units right below one that have written; below one that has not, those under it."""
    for child in below.get(unit, ()):
        if child in written:
            yield child
        else:
            yield from nearest_written(child, below, written)
