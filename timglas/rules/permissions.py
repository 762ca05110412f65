"""Who may do what: every permission with one sentence, every role as data.

The division of the model is held here: politicians decide *what, when, within which frames*;
officials decide *how and who*. A grant is (person, role, unit) and reaches the units below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from timglas.rules.language import N_, _


class Permission(StrEnum):
    """Something that can be done. The value names it in code, `SENTENCES` says it in words."""

    READ = "read"
    READ_ORGANISATION = "read_organisation"
    READ_DRAFT = "read_draft"
    EDIT_PLAN = "edit_plan"
    EDIT_BUDGET = "edit_budget"
    READ_ALTERNATIVE = "read_alternative"
    WRITE_ALTERNATIVE = "write_alternative"
    CLOSE_YEAR = "close_year"
    DECIDE_PLAN = "decide_plan"
    RECORD_DECISION = "record_decision"
    RECORD_APPROPRIATION = "record_appropriation"
    RELEASE_PLAN = "release_plan"
    ASSIGN_RESPONSIBILITY = "assign_responsibility"
    REPORT_OUTCOME = "report_outcome"
    IMPORT = "import"
    ASSESS_GOAL = "assess_goal"
    READ_ACTIVITY = "read_activity"
    MANAGE_ACTIVITY = "manage_activity"
    FOLLOW_ACTIVITY = "follow_activity"
    READ_SCAN = "read_scan"
    MANAGE_SCAN = "manage_scan"
    REGISTER_DOCUMENT = "register_document"
    MANAGE_DOCUMENT = "manage_document"
    READ_ASSIGNMENT = "read_assignment"
    GIVE_ASSIGNMENT = "give_assignment"
    ANSWER_ASSIGNMENT = "answer_assignment"
    READ_CYCLE = "read_cycle"
    MANAGE_CYCLE = "manage_cycle"
    SUBSCRIBE_CALENDAR = "subscribe_calendar"
    READ_ROUND = "read_round"
    MANAGE_ROUND = "manage_round"
    NOTE_RECEIPT = "note_receipt"
    READ_REPORT = "read_report"
    WRITE_REPORT = "write_report"
    REVIEW_REPORT = "review_report"
    APPROVE_REPORT = "approve_report"
    DECIDE_REPORT = "decide_report"
    READ_PROPOSAL = "read_proposal"
    WRITE_PROPOSAL = "write_proposal"
    SUBMIT_PROPOSAL = "submit_proposal"
    ANSWER_PROPOSAL = "answer_proposal"
    COMPARE = "compare"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_MODEL = "manage_model"
    READ_DEVIATION = "read_deviation"
    HANDLE_DEVIATION = "handle_deviation"
    MANAGE_DEVIATION_RULE = "manage_deviation_rule"
    READ_AUDIT = "read_audit"
    MANAGE_OUTBOX = "manage_outbox"
    SAVE_VIEW = "save_view"
    SHARE_VIEW = "share_view"


SENTENCES: Mapping[Permission, str] = {
    Permission.READ: N_(
        "Läsa beslutade planer, mål och resultat: det som är släppt till allmänheten, "
        "och i sina enheter även det som inte är släppt."
    ),
    Permission.READ_ORGANISATION: N_("Se enheter, personer och roller."),
    Permission.READ_DRAFT: N_("Läsa utkast till planer för sina enheter."),
    Permission.EDIT_PLAN: N_(
        "Skriva utkast till planer: mål, indikatorer, målvärden och koppling."
    ),
    Permission.EDIT_BUDGET: N_(
        "Skriva ramar och övrig budget i utkast till fullmäktiges verksamhetsplan."
    ),
    Permission.READ_ALTERNATIVE: N_(
        "Läsa förslag till budget som har lagts fram vid sidan av utkastet."
    ),
    Permission.WRITE_ALTERNATIVE: N_(
        "Kopiera utkastet till fullmäktiges budget, flytta pengar i kopian och lägga fram den."
    ),
    Permission.CLOSE_YEAR: N_("Avsluta ett år för sina enheter, och öppna det igen med ett skäl."),
    Permission.DECIDE_PLAN: N_("Besluta en förvaltnings eller enhets plan som tjänsteperson."),
    Permission.RECORD_DECISION: N_("Registrera ett politiskt organs beslut som låser en plan."),
    Permission.RECORD_APPROPRIATION: N_(
        "Registrera fullmäktiges beslut om tilläggsanslag och ombudgetering."
    ),
    Permission.RELEASE_PLAN: N_(
        "Släppa en beslutad plan, eller ett styrdokument som ett bolag beslutat själv, till "
        "koncernen och allmänheten."
    ),
    Permission.ASSIGN_RESPONSIBILITY: N_("Utse vem som svarar för ett mål eller en indikator."),
    Permission.REPORT_OUTCOME: N_("Rapportera och rätta utfall."),
    Permission.IMPORT: N_(
        "Läsa in uppgifter från kalkylark, och ångra det. Raderna får bara gälla sådant som man "
        "även annars får ändra."
    ),
    Permission.ASSESS_GOAL: N_("Bedöma om ett mål nås, med motivering."),
    Permission.READ_ACTIVITY: N_("Läsa aktiviteter under mål som man får läsa."),
    Permission.MANAGE_ACTIVITY: N_("Planera aktiviteter och utse vem som svarar för dem."),
    Permission.FOLLOW_ACTIVITY: N_("Säga hur långt en aktivitet har kommit."),
    Permission.READ_SCAN: N_("Läsa omvärldsbevakningen."),
    Permission.MANAGE_SCAN: N_(
        "Skriva iakttagelser i omvärldsbevakningen, och välja och rangordna utvecklingsområden."
    ),
    Permission.REGISTER_DOCUMENT: N_(
        "Registrera styrdokument, nya versioner av dem och att de upphävs, med beslut som man får "
        "registrera eller fatta."
    ),
    Permission.MANAGE_DOCUMENT: N_(
        "Ändra vem som svarar för ett styrdokument, var det finns och när det ska ses över."
    ),
    Permission.READ_ASSIGNMENT: N_("Läsa uppdrag från fullmäktige och kommunstyrelsen."),
    Permission.GIVE_ASSIGNMENT: N_(
        "Registrera uppdrag som fullmäktige eller kommunstyrelsen har gett, "
        "och att de är avslutade eller återlämnade."
    ),
    Permission.ANSWER_ASSIGNMENT: N_(
        "Svara på uppdrag och beställning till sin nämnd eller sitt bolag, välja enhet och "
        "återrapportera."
    ),
    Permission.READ_CYCLE: N_("Läsa årets steg: alla för den som har loggat in, annars de öppna."),
    Permission.MANAGE_CYCLE: N_(
        "Göra årets steg, flytta dem och säga att de är klara. Kräver rollen överst i kommunen."
    ),
    Permission.SUBSCRIBE_CALENDAR: N_("Få årets steg i sin egen kalender."),
    Permission.READ_ROUND: N_("Se uppföljningens omgångar, och vilka enheter som är klara."),
    Permission.MANAGE_ROUND: N_(
        "Öppna, ångra och låsa uppföljningens omgångar, och ändra slagen. Kräver rollen överst i "
        "kommunen."
    ),
    Permission.NOTE_RECEIPT: N_("Registrera att ett politiskt organ har tagit emot en rapport."),
    Permission.READ_REPORT: N_(
        "Läsa rapporter som är godkända, bolagens när de är beslutade, och utkast i sina enheter."
    ),
    Permission.WRITE_REPORT: N_("Skriva rapporter för sina enheter och lämna dem till granskning."),
    Permission.REVIEW_REPORT: N_("Granska rapporter, och skicka tillbaka dem med en kommentar."),
    Permission.APPROVE_REPORT: N_("Godkänna rapporter som chef, vilket fryser dem."),
    Permission.DECIDE_REPORT: N_("Registrera att ett politiskt organ har beslutat sin rapport."),
    Permission.READ_PROPOSAL: N_("Läsa förslag som är inlämnade, och utkast i sina enheter."),
    Permission.WRITE_PROPOSAL: N_("Skriva förslag med konsekvensbeskrivning för sina enheter."),
    Permission.SUBMIT_PROPOSAL: N_(
        "Lämna in förslag för sin nämnd eller sitt bolag, ta tillbaka dem och ordna dem."
    ),
    Permission.ANSWER_PROPOSAL: N_(
        "Registrera vad fullmäktige har svarat på förslag. Kräver rollen överst i kommunen."
    ),
    Permission.COMPARE: N_("Knyta indikatorer till Kolada och hämta värden."),
    Permission.MANAGE_ORGANISATION: N_("Lägga till, flytta, slå ihop och avveckla enheter."),
    Permission.MANAGE_PEOPLE: N_("Lägga till personer och ge eller ta bort roller."),
    Permission.MANAGE_MODEL: N_(
        "Ändra målnivåer, statusnamn och kommunens uppgifter. Kräver rollen överst i kommunen."
    ),
    Permission.READ_DEVIATION: N_(
        "Läsa avvikelser i sina enheter, och i kommunstyrelsen även det som den ska få veta."
    ),
    Permission.HANDLE_DEVIATION: N_(
        "Skriva orsak och åtgärd till avvikelser i sina enheter, följa upp och avsluta dem."
    ),
    Permission.MANAGE_DEVIATION_RULE: N_(
        "Bestämma vad som är en avvikelse och vem som får veta det. Kräver rollen överst i "
        "kommunen."
    ),
    Permission.READ_AUDIT: N_("Läsa händelseloggen."),
    Permission.MANAGE_OUTBOX: N_(
        "Se vilka mejl som har skickats till vem, och låta dem försökas igen. Kräver rollen överst "
        "i kommunen."
    ),
    Permission.SAVE_VIEW: N_("Spara egna vyer av registren, och välja vilka kolumner man ser."),
    Permission.SHARE_VIEW: N_(
        "Dela sparade vyer med alla, och sköta de delade. Kräver rollen överst i kommunen."
    ),
}


class Role(StrEnum):
    """The roles a person can have at a unit."""

    READER = "reader"
    REPORTER = "reporter"
    UNIT_MANAGER = "unit_manager"
    DEPARTMENT_HEAD = "department_head"
    MANAGING_DIRECTOR = "managing_director"
    CONTROLLER = "controller"
    REGISTRAR = "registrar"
    CHIEF_EXECUTIVE = "chief_executive"
    MANAGEMENT_TEAM = "management_team"
    ELECTED_REP = "elected_rep"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """A role's name and sentence, and what it may do within its units.

    A company's items stay with the company until its board releases them, so a grant above a
    company reaches into it only where `into_companies` says so.
    """

    name: str
    sentence: str
    permissions: frozenset[Permission]
    into_companies: bool = False

    @property
    def title(self) -> str:
        """The name, in the reader's language."""
        return _(self.name)

    @property
    def says(self) -> str:
        """The sentence, in the reader's language."""
        return _(self.sentence)


P = Permission
READ = frozenset(
    {
        *(P.READ, P.READ_ORGANISATION, P.READ_ACTIVITY, P.READ_ASSIGNMENT, P.READ_CYCLE),
        P.READ_DEVIATION,
        *(P.READ_PROPOSAL, P.READ_REPORT, P.READ_ROUND, P.READ_SCAN),
        *(P.SAVE_VIEW, P.SUBSCRIBE_CALENDAR),
    }
)
REPORT = READ | {P.REPORT_OUTCOME, P.IMPORT, P.READ_DRAFT, P.FOLLOW_ACTIVITY}
MANAGE = REPORT | {
    P.EDIT_PLAN,
    P.ASSIGN_RESPONSIBILITY,
    P.ASSESS_GOAL,
    P.MANAGE_ACTIVITY,
    P.HANDLE_DEVIATION,
    P.MANAGE_DOCUMENT,
    P.MANAGE_SCAN,
    P.WRITE_PROPOSAL,
    P.WRITE_REPORT,
}
# Whoever heads others goes through what they have written, and approves it.
HEAD = frozenset({P.REVIEW_REPORT, P.APPROVE_REPORT})
ALTERNATIVES = frozenset({P.READ_ALTERNATIVE, P.WRITE_ALTERNATIVE})
# What reaches departments and units only, and what reaches political bodies only: whoever writes a
# body's plan does not also record that the body has decided it.
OFFICIAL_DECISION = frozenset({P.DECIDE_PLAN})
POLITICAL_DECISION = frozenset(
    {P.RECORD_DECISION, P.RECORD_APPROPRIATION, P.NOTE_RECEIPT, P.DECIDE_REPORT}
)

ROLES: Mapping[Role, RoleSpec] = {
    Role.READER: RoleSpec(N_("Läsare"), N_("Läser det som är beslutat."), READ),
    Role.REPORTER: RoleSpec(N_("Rapportör"), N_("Rapporterar utfall för sin enhet."), REPORT),
    Role.UNIT_MANAGER: RoleSpec(
        N_("Enhetschef"),
        N_("Planerar, rapporterar och bedömer enhetens mål, och beslutar enhetens plan."),
        MANAGE | OFFICIAL_DECISION | {P.REGISTER_DOCUMENT, P.APPROVE_REPORT},
    ),
    Role.DEPARTMENT_HEAD: RoleSpec(
        N_("Förvaltningschef"),
        N_("Svarar för nämndens analys och för förvaltningens planer."),
        MANAGE
        | OFFICIAL_DECISION
        | HEAD
        | {P.REGISTER_DOCUMENT, P.ANSWER_ASSIGNMENT, P.SUBMIT_PROPOSAL},
    ),
    Role.MANAGING_DIRECTOR: RoleSpec(
        N_("Vd"),
        N_("Svarar för bolagets plan och analys, och släpper det som styrelsen beslutat."),
        MANAGE | HEAD | {P.RELEASE_PLAN, P.ANSWER_ASSIGNMENT, P.SUBMIT_PROPOSAL},
    ),
    Role.CONTROLLER: RoleSpec(
        N_("Controller"),
        N_("Samordnar uppföljningen och jämför med andra kommuner."),
        MANAGE
        | {P.READ_ALTERNATIVE}
        | {P.EDIT_BUDGET, P.GIVE_ASSIGNMENT, P.MANAGE_CYCLE, P.MANAGE_ROUND, P.CLOSE_YEAR}
        | {P.COMPARE, P.READ_AUDIT, P.REVIEW_REPORT, P.SHARE_VIEW, P.MANAGE_OUTBOX}
        | {P.MANAGE_DEVIATION_RULE},
        into_companies=True,
    ),
    Role.REGISTRAR: RoleSpec(
        N_("Registrator"),
        N_("Registrerar politiska beslut med datum, paragraf och diarienummer."),
        READ
        | POLITICAL_DECISION
        | {P.READ_DRAFT, P.RELEASE_PLAN, P.REGISTER_DOCUMENT, P.MANAGE_DOCUMENT}
        | {P.GIVE_ASSIGNMENT, P.ANSWER_ASSIGNMENT, P.ANSWER_PROPOSAL},
        into_companies=True,
    ),
    Role.CHIEF_EXECUTIVE: RoleSpec(
        N_("Kommunchef"),
        N_("Svarar för analysen på fullmäktiges nivå."),
        MANAGE
        | OFFICIAL_DECISION
        | HEAD
        | ALTERNATIVES
        | {P.EDIT_BUDGET, P.REGISTER_DOCUMENT, P.ANSWER_ASSIGNMENT, P.SUBMIT_PROPOSAL}
        | {P.MANAGE_CYCLE, P.MANAGE_ROUND, P.CLOSE_YEAR, P.READ_AUDIT},
        into_companies=True,
    ),
    Role.MANAGEMENT_TEAM: RoleSpec(
        N_("Kommunledningsgrupp"),
        N_("Ser allt och samordnar."),
        READ | {P.READ_DRAFT, P.READ_ALTERNATIVE},
        into_companies=True,
    ),
    Role.ELECTED_REP: RoleSpec(
        N_("Förtroendevald"), N_("Läser och frågar; beslutar på sammanträden."), READ | ALTERNATIVES
    ),
    Role.AUDITOR: RoleSpec(
        N_("Revisor"), N_("Granskar mål, resultat och händelselogg."), READ | {P.READ_AUDIT}
    ),
    Role.SYSTEM_ADMINISTRATOR: RoleSpec(
        N_("Systemförvaltare"),
        N_("Sköter organisation, personer och inställningar."),
        frozenset(Permission),
        into_companies=True,
    ),
}

# What anybody may do, without signing in and wherever in the municipality.
EVERYONE = frozenset({P.READ, P.READ_CYCLE})
# What every signed-in person with any grant may do in the whole municipality.
STAFF = frozenset(
    {
        *(P.READ_ORGANISATION, P.READ_ACTIVITY, P.READ_ASSIGNMENT, P.READ_PROPOSAL),
        *(P.READ_REPORT, P.READ_ROUND, P.READ_SCAN),
    }
)
# What the executive board's duty of oversight (KL 6:1) lets it read of companies before they have
# released it, where the municipality has chosen so.
OVERSIGHT = frozenset({P.READ, P.READ_DEVIATION, P.READ_SCAN})
# What is one for the whole municipality: it takes a role at the top, not just anywhere.
WHOLE = frozenset(
    {
        P.ANSWER_PROPOSAL,
        P.MANAGE_CYCLE,
        P.MANAGE_MODEL,
        P.MANAGE_ROUND,
        P.SHARE_VIEW,
        P.MANAGE_OUTBOX,
        P.MANAGE_DEVIATION_RULE,
    }
)


def in_words(permission: Permission) -> str:
    """What a permission lets people do, in the reader's language."""
    return _(SENTENCES[permission])


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that hold a permission."""
    return frozenset(role for role, spec in ROLES.items() if permission in spec.permissions)
