"""The sections that a plan for three years has until the municipality decides on its own.

Mandate and conditions on short and long term come from the model: see `mission.md` M12.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from timglas.rules.language import N_, _


class Part(StrEnum):
    """What a section shows beside its text, always as it stands in the rest of Timglas."""

    NONE = ""
    SURROUNDINGS = "surroundings"
    GOALS = "goals"
    ACTIVITIES = "activities"
    ASSIGNMENTS = "assignments"
    FRAMES = "frames"
    PROPOSALS = "proposals"


PARTS: Mapping[Part, str] = {
    Part.NONE: N_("Bara text"),
    Part.SURROUNDINGS: N_("Omvärldsbevakning"),
    Part.GOALS: N_("Mål, indikatorer och målvärden"),
    Part.ACTIVITIES: N_("Aktiviteter"),
    Part.ASSIGNMENTS: N_("Uppdrag"),
    Part.FRAMES: N_("Ekonomiska ramar"),
    Part.PROPOSALS: N_("Förslag till förändringar och investeringar"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the template: heading, what to write there, and whether bodies must."""

    title: str
    guidance: str
    part: Part = Part.NONE
    is_required: bool = False


# In Swedish, the language that a Swedish municipality's plans are written in.
DEFAULT_SECTIONS = (
    Section(
        "Uppdraget",
        "Vad ni finns till för och för vem: enligt lag, reglemente eller ägardirektiv.",
        is_required=True,
    ),
    Section(
        "Förutsättningar på kort sikt",
        "Det närmaste året: behov, volymer, personal, lokaler och pengar. Vad är annorlunda?",
        is_required=True,
    ),
    Section(
        "Förutsättningar på lång sikt",
        "Tre år och längre: befolkning, teknik, lagar och det ni inte rår över.",
        is_required=True,
    ),
    Section("Omvärlden", "Vad ni har sett som påverkar målen.", Part.SURROUNDINGS),
    Section("Mål och indikatorer", "Varför just de här målen, i några meningar.", Part.GOALS),
    Section("Aktiviteter", "Det ni gör för att nå målen.", Part.ACTIVITIES),
    Section("Uppdrag", "Hur ni tar er an uppdragen.", Part.ASSIGNMENTS),
    Section("Ekonomiska ramar", "Vad pengarna räcker till, och vad som inte ryms.", Part.FRAMES),
    Section("Förslag till förändringar", "Vad ni vill ändra, spara eller bygga.", Part.PROPOSALS),
)


def part_words(part: Part) -> str:
    """What a section shows, in the reader's language."""
    return _(PARTS[part])
