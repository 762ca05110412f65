"""The days that the Local Government Act (kommunallagen, KL) sets, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _

ELECTION_CYCLE, ELECTION_YEAR = 4, 2022


@dataclass(frozen=True, slots=True)
class _LegalDay:
    month: int
    day: int
    source: str
    sentence: str


class Law(StrEnum):
    """What the law sets a last day for."""

    ANNUAL_REPORT = "annual_report"
    BUDGET_PROPOSAL = "budget_proposal"
    INTERIM_REPORT = "interim_report"
    BUDGET_DECISION = "budget_decision"

    @property
    def source(self) -> str:
        """The paragraph: "KL 11:8"."""
        return _LAW[self].source

    @property
    def sentence(self) -> str:
        """What the law says, in the reader's language."""
        return _(_LAW[self].sentence)


_LAW: Mapping[Law, _LegalDay] = MappingProxyType(
    {
        Law.ANNUAL_REPORT: _LegalDay(
            4,
            15,
            "KL 11:20",
            N_("Årsredovisningen lämnas till fullmäktige och revisorerna senast den 15 april."),
        ),
        Law.BUDGET_PROPOSAL: _LegalDay(
            10,
            31,
            "KL 11:8",
            N_(
                "Styrelsen gör sitt förslag till budget före oktober månads utgång. Finns det "
                "särskilda skäl får det göras i november, men skattesatsen föreslås i oktober."
            ),
        ),
        Law.INTERIM_REPORT: _LegalDay(
            10,
            31,
            "KL 11:16",
            N_(
                "Delårsrapporten lämnas till fullmäktige och revisorerna inom två månader efter "
                "periodens slut: senast den 31 oktober för januari till augusti."
            ),
        ),
        Law.BUDGET_DECISION: _LegalDay(
            11,
            30,
            "KL 11:10",
            N_(
                "Fullmäktige beslutar budgeten före november månads utgång. Ett valår är det de "
                "nyvalda som beslutar den. Finns det särskilda skäl får budgeten beslutas i "
                "december, men skattesatsen beslutas i november."
            ),
        ),
    }
)
# Those elected in September take their seats on this day.
NEW_COUNCIL = (10, 15)


def is_election_year(year: int) -> bool:
    """Whether municipal councils are elected in a year."""
    return (year - ELECTION_YEAR) % ELECTION_CYCLE == 0


def legal_deadline(law: Law, year: int) -> date:
    """The last day that a law allows in a year, special reasons apart."""
    return date(year, _LAW[law].month, _LAW[law].day)


def deadline_after(law: Law, period_end: date) -> date:
    """The last day to hand over a report of a period: an interim report has two months."""
    if law is Law.INTERIM_REPORT:
        later = date(
            period_end.year + (period_end.month + 3 > 12), (period_end.month + 2) % 12 + 1, 1
        )
        return later - timedelta(days=1)
    return legal_deadline(law, period_end.year + 1)


def earliest(law: Law, year: int) -> date | None:
    """The first day that a law allows: the budget of an election year is for the newly elected."""
    if law is Law.BUDGET_DECISION and is_election_year(year):
        return date(year, *NEW_COUNCIL)
    return None
