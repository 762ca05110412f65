"""Where a version of a plan is on its way from draft to closed, and what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timglas.rules.language import N_, _, ngettext


class PlanState(StrEnum):
    """The steps of a version, in order; `DECIDED` is one that does not hold yet."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    ENDED = "ended"

    @property
    def name_in_words(self) -> str:
        """The step, in the reader's language."""
        return _(_NAMES[self])


_NAMES: Mapping[PlanState, str] = {
    PlanState.DRAFT: N_("Utkast"),
    PlanState.PROPOSED: N_("Föreslagen"),
    PlanState.DECIDED: N_("Beslutad"),
    PlanState.IN_FORCE: N_("Gäller"),
    PlanState.ENDED: N_("Har gällt"),
}


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What decides where a version is. `last_day` is the last one that its plan governs.

    `replaced_from` is when a later version of the plan takes over, None if there is none.
    """

    is_decided: bool
    is_proposed: bool
    is_released: bool
    valid_from: date
    last_day: date
    replaced_from: date | None
    body: str
    lacks: int = 0


def plan_state(facts: VersionFacts, today: date) -> PlanState:
    """Where a version is on a day."""
    if not facts.is_decided:
        return PlanState.PROPOSED if facts.is_proposed else PlanState.DRAFT
    if today < facts.valid_from:
        return PlanState.DECIDED
    ended = facts.replaced_from is not None and today >= facts.replaced_from
    return PlanState.ENDED if ended or today > facts.last_day else PlanState.IN_FORCE


def waits_for(facts: VersionFacts, today: date) -> str:
    """Who is next, or why nobody is: a sentence."""
    state = plan_state(facts, today)
    if state is PlanState.DRAFT:
        return _draft_waits(facts.lacks)
    if state is PlanState.PROPOSED:
        return _("Väntar på beslut av {body}.").format(body=facts.body)
    if not facts.is_released:
        return _("Beslutad, men inte släppt till koncernen och allmänheten än.")
    return _decided_waits(facts, state)


def _decided_waits(facts: VersionFacts, state: PlanState) -> str:
    if state is PlanState.DECIDED:
        return _("Gäller från {day}.").format(day=facts.valid_from.isoformat())
    if state is PlanState.IN_FORCE:
        return _("Gäller nu. Resultaten följs upp under året.")
    if facts.replaced_from and facts.replaced_from <= facts.last_day:
        day = facts.replaced_from.isoformat()
        return _("Ersatt av en senare version från {day}.").format(day=day)
    return _("Gällde till och med {day}.").format(day=facts.last_day.isoformat())


def _draft_waits(lacks: int) -> str:
    if lacks:
        return ngettext(
            "Väntar på den som skriver: {n} sak saknas innan planen kan föreslås.",
            "Väntar på den som skriver: {n} saker saknas innan planen kan föreslås.",
            lacks,
        ).format(n=lacks)
    return _("Inget saknas. Den som skriver planen kan föreslå den.")
