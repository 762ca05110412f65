"""The year that a municipality may begin with: a common Swedish one, with the law's days met.

A table, and as long as it must be. Texts are Swedish, since they become the municipality's own.
The places of years are {before}, {year}, {next} and {last}: the accounts are of the year before,
the plan of the three years after.
"""

from dataclasses import dataclass
from datetime import date

from timglas.rules.cycle import Part
from timglas.rules.legal_days import Law
from timglas.rules.oversight import LAST_DAY
from timglas.rules.permissions import Role
from timglas.rules.working_days import working_day_from, working_day_until

type Day = tuple[int, int]  # month and day
COUNCIL, BOARD, COMMITTEE = "council", "executive_board", "committee"
COMPANY, DEPARTMENT, UNIT = "company", "department", "unit"


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step as every year has it. `after` are the keys of what must be done before it."""

    key: str
    name: str
    part: Part
    role: Role | None
    kind: str
    begins: Day
    ends: Day
    after: tuple[str, ...] = ()
    law: Law | None = None
    is_public: bool = False
    description: str = ""

    def begins_on(self, year: int) -> date:
        """The first day: the next working day."""
        return working_day_from(date(year, *self.begins))

    def ends_on(self, year: int) -> date:
        """The last day: the working day before, so that nothing is due on a day off."""
        return max(self.begins_on(year), working_day_until(date(year, *self.ends)))


def in_year(text: str, year: int) -> str:
    """A text of the template with its years put in."""
    return text.format(before=year - 1, year=year, next=year + 1, last=year + 3)


TEMPLATE = (
    TemplateStep(
        key="closing",
        name="Bokslut och verksamhetsberättelser för {before}",
        part=Part.FOLLOW_UP,
        role=Role.DEPARTMENT_HEAD,
        kind=DEPARTMENT,
        begins=(1, 7),
        ends=(2, 6),
        description="Enhetscheferna lämnar underlag. Nämnden godkänner i februari.",
    ),
    TemplateStep(
        key="annual_report",
        name="Årsredovisningen {before} lämnas till fullmäktige och revisorerna",
        part=Part.FOLLOW_UP,
        role=None,
        kind=BOARD,
        begins=(3, 16),
        ends=(4, 10),
        after=("analysis",),
        law=Law.ANNUAL_REPORT,
        is_public=True,
    ),
    TemplateStep(
        key="discharge",
        name="Fullmäktige behandlar årsredovisningen {before} och ansvarsfrihet",
        part=Part.FOLLOW_UP,
        role=None,
        kind=COUNCIL,
        begins=(4, 20),
        ends=(4, 30),
        after=("annual_report",),
        is_public=True,
    ),
    TemplateStep(
        key="oversight",
        name="Uppsiktsbeslut för varje bolag",
        part=Part.FOLLOW_UP,
        role=None,
        kind=BOARD,
        begins=(3, 1),
        ends=LAST_DAY,
        description="Ett beslut för varje bolag, varje år (KL 6:9). Sidan Uppsikt över bolagen "
        "visar vilka som är kvar.",
    ),
    TemplateStep(
        key="monthly",
        name="Månadsrapporter: ekonomi, prognos, personal och avvikelser",
        part=Part.FOLLOW_UP,
        role=Role.UNIT_MANAGER,
        kind=UNIT,
        begins=(3, 1),
        ends=(12, 11),
        description="Varje månad utom januari, juni och juli.",
    ),
    TemplateStep(
        key="april_report",
        name="Delårsrapport per den 30 april",
        part=Part.FOLLOW_UP,
        role=Role.CONTROLLER,
        kind="",
        begins=(5, 4),
        ends=(5, 29),
    ),
    TemplateStep(
        key="april_council",
        name="Fullmäktige behandlar delårsrapporten per den 30 april",
        part=Part.FOLLOW_UP,
        role=None,
        kind=COUNCIL,
        begins=(6, 8),
        ends=(6, 17),
        after=("april_report",),
        is_public=True,
    ),
    TemplateStep(
        key="august_report",
        name="Delårsbokslut per den 31 augusti, med måluppfyllelse och prognos",
        part=Part.FOLLOW_UP,
        role=Role.CONTROLLER,
        kind="",
        begins=(9, 1),
        ends=(10, 5),
    ),
    TemplateStep(
        key="interim_report",
        name="Delårsbokslutet lämnas till fullmäktige och revisorerna",
        part=Part.FOLLOW_UP,
        role=None,
        kind=BOARD,
        begins=(10, 8),
        ends=(10, 20),
        after=("august_report",),
        law=Law.INTERIM_REPORT,
        is_public=True,
    ),
    TemplateStep(
        key="auditors",
        name="Revisorernas bedömning av delårsbokslutet mot fullmäktiges mål",
        part=Part.FOLLOW_UP,
        role=Role.AUDITOR,
        kind="",
        begins=(10, 21),
        ends=(10, 30),
        after=("interim_report",),
        description="Ska finnas när fullmäktige behandlar rapporten (KL 12:2).",
    ),
    TemplateStep(
        key="interim_council",
        name="Fullmäktige behandlar delårsbokslutet",
        part=Part.FOLLOW_UP,
        role=None,
        kind=COUNCIL,
        begins=(11, 2),
        ends=(11, 9),
        after=("auditors",),
        is_public=True,
    ),
    TemplateStep(
        key="analysis_department",
        name="Nämndernas analys av måluppfyllelsen {before}",
        part=Part.ANALYSIS,
        role=Role.DEPARTMENT_HEAD,
        kind=DEPARTMENT,
        begins=(2, 9),
        ends=(2, 27),
        after=("closing",),
    ),
    TemplateStep(
        key="analysis_company",
        name="Bolagens analys av måluppfyllelsen {before}",
        part=Part.ANALYSIS,
        role=Role.MANAGING_DIRECTOR,
        kind=COMPANY,
        begins=(2, 9),
        ends=(2, 27),
    ),
    TemplateStep(
        key="analysis",
        name="Samlad analys av fullmäktiges mål {before}",
        part=Part.ANALYSIS,
        role=Role.CHIEF_EXECUTIVE,
        kind="",
        begins=(3, 2),
        ends=(3, 13),
        after=("analysis_department", "analysis_company"),
    ),
    TemplateStep(
        key="conditions",
        name="Omvärld, befolkning och skatteprognos inför {next}–{last}",
        part=Part.PLANNING,
        role=Role.MANAGEMENT_TEAM,
        kind="",
        begins=(1, 12),
        ends=(4, 17),
    ),
    TemplateStep(
        key="instructions",
        name="Anvisningar och preliminära ramar inför {next}–{last}",
        part=Part.PLANNING,
        role=None,
        kind=BOARD,
        begins=(4, 20),
        ends=(5, 6),
        after=("conditions", "analysis"),
        is_public=True,
        description="Styrelsen bestämmer när nämnderna ska lämna sina förslag (KL 11:9).",
    ),
    TemplateStep(
        key="committee_proposals",
        name="Nämndernas förslag till verksamhetsplan {next}–{last}",
        part=Part.PLANNING,
        role=None,
        kind=COMMITTEE,
        begins=(5, 11),
        ends=(9, 15),
        after=("instructions",),
        description=(
            "Uppdrag och förutsättningar på kort och lång sikt. Förändringar och investeringar "
            "är konsekvensbeskrivna."
        ),
    ),
    TemplateStep(
        key="company_proposals",
        name="Bolagens förslag till mål och ekonomi {next}–{last}",
        part=Part.PLANNING,
        role=None,
        kind=COMPANY,
        begins=(5, 11),
        ends=(9, 15),
        after=("instructions",),
    ),
    TemplateStep(
        key="budget_proposal",
        name="Styrelsens förslag till verksamhetsplan och budget {next}–{last}",
        part=Part.DECISION,
        role=None,
        kind=BOARD,
        begins=(9, 18),
        ends=(10, 23),
        after=("committee_proposals", "company_proposals"),
        law=Law.BUDGET_PROPOSAL,
        is_public=True,
    ),
    TemplateStep(
        key="budget_decision",
        name="Fullmäktige beslutar verksamhetsplan, budget och skattesats {next}–{last}",
        part=Part.DECISION,
        role=None,
        kind=COUNCIL,
        begins=(11, 23),
        ends=(11, 27),
        after=("budget_proposal",),
        law=Law.BUDGET_DECISION,
        is_public=True,
    ),
    TemplateStep(
        key="committee_plans",
        name="Nämndernas verksamhetsplaner med mål och detaljbudget {next}",
        part=Part.DECISION,
        role=None,
        kind=COMMITTEE,
        begins=(12, 1),
        ends=(12, 11),
        after=("budget_decision",),
        is_public=True,
    ),
    TemplateStep(
        key="business_plans",
        name="Bolagens affärsplaner {next}",
        part=Part.DECISION,
        role=None,
        kind=COMPANY,
        begins=(12, 1),
        ends=(12, 18),
        after=("budget_decision",),
    ),
    TemplateStep(
        key="unit_plans",
        name="Enheternas mål, åtgärder och aktiviteter {next}, och internbudget",
        part=Part.IMPLEMENTATION,
        role=Role.UNIT_MANAGER,
        kind=UNIT,
        begins=(12, 14),
        ends=(12, 30),
        after=("committee_plans",),
    ),
    TemplateStep(
        key="work",
        name="Arbetet enligt planerna för {year}",
        part=Part.IMPLEMENTATION,
        role=Role.UNIT_MANAGER,
        kind=UNIT,
        begins=(1, 7),
        ends=(12, 30),
        description="Avvikelser berättas samma dag, med åtgärd, datum och ansvarig.",
    ),
)
