"""What a new municipality is offered in the welcome guide: bodies, goal levels, indicators.

The KPIs' ids and titles are Kolada's own, as in its catalogue of April 2026.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from timglas.rules.language import N_

MOST_CODE = 20  # characters


@dataclass(frozen=True, slots=True)
class Body:
    """A political body or a company, and the department that works for it, if any."""

    name: str
    kind: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A goal level, with the kinds of unit whose plans have goals on it."""

    name: str
    plural: str
    unit_kinds: tuple[str, ...]
    healthy_count: int


@dataclass(frozen=True, slots=True)
class SuggestedKpi:
    """A KPI of Kolada that most municipalities follow, under the heading where it is offered."""

    id: str
    title: str
    heading: str


BODIES = (
    Body("Kommunstyrelsen", "executive_board", "Kommunledningskontoret"),
    Body("Barn- och utbildningsnämnden", "committee", "Barn- och utbildningsförvaltningen"),
    Body("Socialnämnden", "committee", "Socialförvaltningen"),
    Body("Samhällsnämnden", "committee", "Samhällsförvaltningen"),
)
LEVELS = (
    Level("Fullmäktigemål", "Fullmäktigemål", ("council",), 4),
    Level("Nämndmål", "Nämndmål", ("executive_board", "committee", "company"), 5),
    Level("Enhetsmål", "Enhetsmål", ("department", "unit"), 5),
)
ECONOMY, STAFF, SCHOOL = N_("Ekonomi"), N_("Personal"), N_("Förskola och skola")
CARE, PLACE = N_("Omsorg och arbete"), N_("Samhälle och miljö")
KPIS = (
    SuggestedKpi(
        "N03102",
        "Årets resultat som andel av skatt & generella statsbidrag kommun, (%)",
        ECONOMY,
    ),
    SuggestedKpi("N03106", "Soliditet kommun, (%)", ECONOMY),
    SuggestedKpi("N00090", "Sjukfrånvaro totalt bland anställda, kommun, andel (%)", STAFF),
    SuggestedKpi("N00092", "Sjukfrånvaro bland anställda <30 år, kommun, andel (%)", STAFF),
    SuggestedKpi("N00206", "Heltidsanställda månadsavlönade, kommun, andel (%)", STAFF),
    SuggestedKpi("U00200", "Medarbetarengagemang (HME) totalt kommunen - Totalindex", STAFF),
    SuggestedKpi(
        "N11102", "Inskrivna barn per årsarbetare i förskolan, lägeskommun, antal", SCHOOL
    ),
    SuggestedKpi(
        "N15613",
        "Elever i åk 5: Känner du dig trygg i skolan? "
        'Andel som svarat "Helt och hållet" eller "Till stor del", (%)',
        SCHOOL,
    ),
    SuggestedKpi(
        "N15428", "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)", SCHOOL
    ),
    SuggestedKpi("N17461", "Gymnasieelever med examen inom 4 år, hemkommun, andel (%)", SCHOOL),
    SuggestedKpi("U21468", "Brukarbedömning hemtjänst äldreomsorg -  helhetssyn, andel (%)", CARE),
    SuggestedKpi(
        "U23471", "Brukarbedömning särskilt boende äldreomsorg -  helhetssyn, andel (%)", CARE
    ),
    SuggestedKpi(
        "N31816",
        "Vuxna biståndsmottagare (18+ år) med långvarigt ekonomiskt bistånd, "
        "andel (%) av befolkningen",
        CARE,
    ),
    SuggestedKpi("U07453", "Företagsklimat Insikt - Totalt, Index, ny definition", PLACE),
    SuggestedKpi(
        "N00610",
        "Medborgarundersökningen - Trygg utomhus i området där du bor när det är mörkt ute, "
        "andel(%)",
        PLACE,
    ),
    SuggestedKpi(
        "N00667",
        "Medborgarundersökningen - Kommunen är en bra plats att bo och leva på, andel (%)",
        PLACE,
    ),
    SuggestedKpi("N00401", "Utsläpp till luft av växthusgaser totalt, ton CO2-ekv/inv", PLACE),
    SuggestedKpi(
        "U07414",
        "Kommunalt avfall som samlats in för materialåtervinning, "
        "inkl. biologisk behandling, andel (%)",
        PLACE,
    ),
    SuggestedKpi("N01951", "Invånare totalt, antal", PLACE),
)


def unit_code(name: str, taken: Collection[str]) -> str:
    """A short code for a unit that none has: "Barn- och utbildningsnämnden" becomes "bou"."""
    plain = unicodedata.normalize("NFKD", name.lower())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    initials = "".join(word[0] for word in words)
    stem = (initials if len(words) > 2 else "-".join(words))[: MOST_CODE - 3] or "enhet"
    codes = (stem if n == 1 else f"{stem}{n}" for n in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)
