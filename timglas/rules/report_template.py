"""The sections that a unit's report has until the municipality decides on its own.

The headings are those of municipalities' follow-ups in the autumn of 2025 (see `docs/reports.md`)
and of the law's interim and annual report (LKBR chapters 11 and 13): see `rules/rounds.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.legal_days import Law


class ReportPart(StrEnum):
    """What a section shows under its text, as it stands on the round's day."""

    NONE = ""
    BALANCE = "balance"
    GOALS = "goals"
    INDICATORS = "indicators"
    DEVIATIONS = "deviations"
    ACTIVITIES = "activities"
    ASSIGNMENTS = "assignments"
    FRAMES = "frames"
    FORECASTS = "forecasts"
    DIFFERENCES = "differences"

    @property
    def name_in_words(self) -> str:
        """What the section shows, in the reader's language."""
        return _(_PARTS[self])


_PARTS: Mapping[ReportPart, str] = MappingProxyType(
    {
        ReportPart.NONE: N_("Bara text"),
        ReportPart.BALANCE: N_("Hur många mål som nås"),
        ReportPart.GOALS: N_("Mål med bedömning"),
        ReportPart.INDICATORS: N_("Indikatorer med utfall"),
        ReportPart.DEVIATIONS: N_("Avvikelser"),
        ReportPart.ACTIVITIES: N_("Aktiviteter"),
        ReportPart.ASSIGNMENTS: N_("Uppdrag"),
        ReportPart.FRAMES: N_("Ekonomiska ramar"),
        ReportPart.FORECASTS: N_("Prognoser"),
        ReportPart.DIFFERENCES: N_("Skillnader mot det som beslutades"),
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: heading, what to write, what it shows, and at most how many words (0: any)."""

    title: str
    guidance: str
    part: ReportPart = ReportPart.NONE
    words: int = 0
    is_required: bool = False


# In Swedish, the language that a Swedish municipality's reports are written in.
_SUMMARY = Section(
    "Sammanfattning",
    "Det viktigaste först: hur går det, vad avviker och vad gör ni åt det?",
    ReportPart.BALANCE,
    words=150,
    is_required=True,
)
_EVENTS = Section(
    "Viktiga händelser",
    "Det som hänt och som påverkar invånarna, målen eller pengarna.",
    words=200,
)
_GOALS = Section(
    "Mål och måluppfyllelse",
    "Varför det går som det går. Bedömningarna kommer med av sig själva.",
    ReportPart.GOALS,
    words=300,
    is_required=True,
)
_INDICATORS = Section(
    "Indikatorer",
    "Bara det som siffrorna inte säger själva.",
    ReportPart.INDICATORS,
    words=150,
)
_DEVIATIONS = Section(
    "Avvikelser och åtgärder",
    "Orsak, åtgärd, när och vem: för det som avviker.",
    ReportPart.DEVIATIONS,
    words=200,
)
_ACTIVITIES = Section("Aktiviteter", "Vad de har gett.", ReportPart.ACTIVITIES, words=150)
_ASSIGNMENTS = Section(
    "Uppdrag", "Hur långt uppdragen har kommit.", ReportPart.ASSIGNMENTS, words=150
)
_ECONOMY = Section(
    "Ekonomi",
    "Utfall och prognos mot budget, och varför de skiljer sig.",
    ReportPart.FRAMES,
    words=200,
)
_STAFF = Section("Personal", "Bemanning, sjukfrånvaro och kompetens.", words=150)
_OUTLOOK = Section(
    "Förväntad utveckling",
    "Resten av året och det som kommer: risker, möjligheter och behov.",
    ReportPart.FORECASTS,
    words=200,
)
_DIFFERENCES = Section(
    "Skillnader mot det som beslutades",
    "Varför mål, indikatorer eller målvärden har bytt namn, tagits bort eller lagts till.",
    ReportPart.DIFFERENCES,
    words=150,
)
_MONTHLY = (_SUMMARY, _ECONOMY, _STAFF, _DEVIATIONS)
_INTERIM = (
    *(_SUMMARY, _EVENTS, _GOALS, _INDICATORS, _DEVIATIONS, _ACTIVITIES, _ASSIGNMENTS),
    *(_ECONOMY, _STAFF, _OUTLOOK),
)
_ANNUAL = (*_INTERIM, _DIFFERENCES)


def default_sections(*, law: Law | None, is_monthly: bool) -> tuple[Section, ...]:
    """The sections that reports of a new kind of round begin with, the summary first."""
    if is_monthly:
        return _MONTHLY
    return _ANNUAL if law is Law.ANNUAL_REPORT else _INTERIM
