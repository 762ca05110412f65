"""The model's own words, each explained in a few sentences: for help and for the list of words."""

from collections.abc import Mapping
from dataclasses import dataclass

from timglas.rules.language import N_, _


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the model, and what it means here, in the reader's language."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Words that belong together."""

    title: str
    terms: tuple[Term, ...]


_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    N_("Hur målen hänger ihop"): {
        "styrning": (
            N_("Mål- och resultatstyrning"),
            N_(
                "Politiken säger vad som ska uppnås, när och inom vilka ekonomiska ramar. "
                "Verksamheten avgör hur det görs och vem som gör det. Resultaten berättar sedan "
                "om invånarna fick det som var tänkt."
            ),
        ),
        "timglas": (
            N_("Timglaset"),
            N_(
                "Bilden av målens väg: från visionen ned genom organisationen, nivå för nivå, och "
                "resultatens väg tillbaka upp. I midjan lämnar politiken över till verksamheten."
            ),
        ),
        "trad": (
            N_("Röda tråden"),
            N_(
                "De synliga kopplingarna mellan vision, fullmäktigemål, nämndmål och "
                "verksamhetsmål. Varje mål ska kunna följas uppåt till varför det finns och nedåt "
                "till arbetet som förverkligar det."
            ),
        ),
        "bruten": (
            N_("Bruten tråd"),
            N_(
                "Ett ställe där något saknas: ett mål som inte bidrar till något, eller som saknar "
                "indikator, målvärde, utfall eller ansvarig."
            ),
        ),
        "vision": (
            N_("Vision"),
            N_("Bilden av hur kommunen ska vara på lång sikt. Alla mål tjänar den."),
        ),
        "vardegrund": (
            N_("Värdegrund"),
            N_(
                "Hur kommunen vill bemöta invånare och medarbetare, och vad alla utgår från i sitt "
                "arbete. Fullmäktige beslutar den tillsammans med visionen."
            ),
        ),
        "mandatperiod": (
            N_("Mandatperiod"),
            N_(
                "De fyra år som fullmäktiges mål gäller, så att de går att jämföra från år till "
                "år. De nyvalda tillträder den 15 oktober valåret och beslutar budgeten för året "
                "efter. De gamla målen gäller tills nya är beslutade, även om det dröjer."
            ),
        ),
        "fullmaktigemal": (
            N_("Fullmäktigemål"),
            N_(
                "De få mål som fullmäktige prioriterar under mandatperioden. De är några tydliga, "
                "övergripande mål, inte allt som kommunen gör."
            ),
        ),
        "namndmal": (
            N_("Nämndmål och bolagsmål"),
            N_(
                "Vad en nämnd eller ett bolag ska uppnå för att fullmäktiges mål ska nås, inom "
                "sitt eget ansvar."
            ),
        ),
        "verksamhetsmal": (
            N_("Verksamhetsmål"),
            N_("Vad en förvaltning eller enhet gör det till i sitt arbete."),
        ),
        "perspektiv": (
            N_("Perspektiv"),
            N_(
                "Mål och analys ser på verksamheten från tre håll: ekonomi, personal och "
                "verksamhet. Ett resultat som är bra från ett håll kan vara dåligt från ett annat."
            ),
        ),
        "hushallning": (
            N_("God ekonomisk hushållning"),
            N_(
                "Kommunallagens krav att pengarna används väl i dag och räcker i morgon. "
                "Fullmäktige pekar ut vilka mål som är av betydelse för den, både ekonomiska och "
                "för verksamheten."
            ),
        ),
    },
    N_("Hur det mäts"): {
        "indikator": (
            N_("Indikator"),
            N_(
                "Det som mäts för att visa om ett mål nås. En indikator har definition, källa, "
                "målvärde och någon som ansvarar för den. Den säger inte allt om målet."
            ),
        ),
        "styrtal": (
            N_("Styrtal"),
            N_(
                "Ett annat ord för en indikator som fullmäktige eller en nämnd har beslutat ett "
                "målvärde för, och alltså styr med. I Timglas heter det indikator."
            ),
        ),
        "nyckeltal": (
            N_("Nyckeltal"),
            N_(
                "Ett mått som många kommuner redovisar på samma sätt, så att det går att jämföra. "
                "Nyckeltalen hämtas från den öppna databasen Kolada. En indikator kan knytas till "
                "ett nyckeltal."
            ),
        ),
        "omfattning": (
            N_("Omfattning och resultat"),
            N_(
                "Indikatorer som räknar vad som har gjorts och nåtts, till exempel hur många som "
                "fick plats i tid."
            ),
        ),
        "kvalitet": (
            N_("Upplevd kvalitet"),
            N_(
                "Indikatorer som bygger på vad de som berörs själva säger, till exempel i en "
                "enkät. Ett mål följs helst upp både så och med omfattning och resultat."
            ),
        ),
        "malvarde": (
            N_("Målvärde"),
            N_("Det värde som är beslutat för ett år, till exempel minst 88 procent."),
        ),
        "utgangsvarde": (
            N_("Utgångsvärde"),
            N_("Värdet när arbetet med målet började. Det visar hur långt vi har kommit."),
        ),
        "tolerans": (
            N_("Tolerans"),
            N_(
                "Hur nära målvärdet ett utfall får ligga för att vara gult och inte rött. Den "
                "beslutas tillsammans med indikatorn."
            ),
        ),
        "utfall": (
            N_("Utfall"),
            N_(
                "Ett värde som är mätt för en period. Det skrivs aldrig över: en rättelse står "
                "bredvid, med skäl."
            ),
        ),
        "brott": (
            N_("Tidsseriebrott"),
            N_(
                "En dag då sättet att mäta ändrades. Värden före och efter den dagen jämförs inte "
                "med varandra."
            ),
        ),
        "lage": (
            N_("Läge"),
            N_(
                "Grönt, gult eller rött, alltid med form och ord. Det räknas fram ur värdet, "
                "målvärdet och en regel. Det som inte är mätt är grått, aldrig gult."
            ),
        ),
        "bedomning": (
            N_("Bedömning"),
            N_(
                "Regeln föreslår ett läge för målet, men en person bedömer. Blir bedömningen en "
                "annan än förslaget står skälet bredvid."
            ),
        ),
        "signal": (
            N_("Signal"),
            N_(
                "Värden går alltid lite upp och ned. En signal är en förändring som är för stor, "
                "eller håller i sig för länge, för att vara slump. Bara den behöver förklaras."
            ),
        ),
        "prognos": (
            N_("Prognos"),
            N_(
                "Vad året väntas sluta på. Regeln prövar några enkla sätt att räkna på indikatorns "
                "egna tidigare värden och tar det som har missat minst. Den är inget utfall."
            ),
        ),
        "aktivitet": (
            N_("Aktivitet"),
            N_(
                "Arbete som ska leda mot ett mål, med ansvarig och datum. Att en aktivitet har "
                "börjat gör aldrig ett mål grönt."
            ),
        ),
    },
    N_("Hur det beslutas"): {
        "arshjul": (
            N_("Årshjul"),
            N_(
                "Årets steg i ordning: analys, planering, beslut, genomförande och uppföljning. "
                "Varje steg har en som gör det och en sista dag, ibland satt av lagen. När varvet "
                "är slut börjar det om."
            ),
        ),
        "plan": (
            N_("Verksamhetsplan"),
            N_(
                "En nämnds, ett bolags eller en enhets plan för tre år: mål, indikatorer och "
                "målvärden."
            ),
        ),
        "version": (
            N_("Version"),
            N_(
                "En beslutad plan är låst. Ändras den blir det en ny version med ett eget beslut, "
                "och den gamla finns kvar."
            ),
        ),
        "utkast": (
            N_("Utkast"),
            N_("En plan som inte är beslutad. Den syns bara för dem som arbetar med den."),
        ),
        "slappt": (
            N_("Släppt"),
            N_(
                "Det som ett bolags styrelse har släppt till koncernen och allmänheten. Innan dess "
                "stannar det i bolaget."
            ),
        ),
        "styrdokument": (
            N_("Styrdokument"),
            N_(
                "Strategier, policyer, planer, riktlinjer och rutiner som är beslutade och ska "
                "följas. Varje dokument har någon som ansvarar för det och en dag då det ska ses "
                "över."
            ),
        ),
        "reglemente": (
            N_("Reglemente"),
            N_(
                "Fullmäktiges beslut om vad en nämnd ska göra och får bestämma. Ett mål kan vila "
                "på det."
            ),
        ),
        "agardirektiv": (
            N_("Ägardirektiv"),
            N_(
                "Vad fullmäktige, som ägare, kräver av ett bolag utöver bolagsordningen. Ett mål "
                "kan vila på det."
            ),
        ),
        "omvarld": (
            N_("Omvärldsbevakning"),
            N_(
                "Det som enheterna ser utanför kommunen och som kan påverka målen, med källa. Med "
                "det som stöd väljer och rangordnar de vad som ska utvecklas."
            ),
        ),
        "vikt": (
            N_("Vikt"),
            N_(
                "Hur mycket en iakttagelse påverkar och hur säker den är säger tillsammans om ni "
                "ska planera för den, ta hänsyn till den eller hålla ögonen på den."
            ),
        ),
        "uppdrag": (
            N_("Uppdrag"),
            N_(
                "Något som fullmäktige eller kommunstyrelsen ger en nämnd eller ett bolag att "
                "göra till en viss dag. Mottagaren berättar vad det ledde till, och den som gav "
                "uppdraget avslutar det."
            ),
        ),
        "diarienummer": (
            N_("Diarienummer"),
            N_(
                "Ärendets nummer i kommunens register över handlingar. Med det går det att hitta "
                "beslutet och begära ut handlingarna."
            ),
        ),
    },
    N_("Pengarna"): {
        "ram": (
            N_("Ram"),
            N_(
                "Så mycket pengar som fullmäktige ger en nämnd för ett år: driftram för det "
                "löpande arbetet och investeringsram för det som ska byggas eller köpas."
            ),
        ),
        "kommunbidrag": (
            N_("Kommunbidrag"),
            N_(
                "Den del av en nämnds kostnader som betalas med skatt och bidrag från staten. "
                "Resten betalas med avgifter och andra egna inkomster."
            ),
        ),
        "resultatbudget": (
            N_("Resultatbudget"),
            N_(
                "Kommunens inkomster och kostnader under ett år, och vad som blir över. Skatt och "
                "statsbidrag ska räcka till nämndernas ramar, kostnader för hela kommunen och "
                "räntor."
            ),
        ),
        "skattesats": (
            N_("Skattesats"),
            N_(
                "Hur många kronor i kommunalskatt den som bor i kommunen betalar av varje "
                "hundralapp i beskattningsbar inkomst."
            ),
        ),
        "soliditet": (
            N_("Soliditet"),
            N_(
                "Hur stor del av tillgångarna som kommunen eller bolaget äger utan lån. Ju högre, "
                "desto bättre klarar ekonomin dåliga år."
            ),
        ),
    },
}


def chapters() -> tuple[Chapter, ...]:
    """All words, by what they are about."""
    return tuple(
        Chapter(_(title), tuple(Term(key, _(name), _(text)) for key, (name, text) in words.items()))
        for title, words in _WORDS.items()
    )


def term(key: str) -> Term:
    """A word by its key. Raises KeyError for one that is not explained."""
    words = {key: word for words in _WORDS.values() for key, word in words.items()}
    name, text = words[key]
    return Term(key, _(name), _(text))
