"""The sheet of outcomes: its columns, and the words that its cells hold."""

from collections.abc import Mapping

from timglas.rules.imports import SheetColumn, first_words
from timglas.rules.language import N_

SEXES: Mapping[str, tuple[str, ...]] = {
    "T": (N_("Alla"), "T", "Totalt", "Total", "Samtliga", "Båda"),
    "K": (N_("Kvinnor"), "K", "Kvinna", "Flickor", "Flicka"),
    "M": (N_("Män"), "M", "Man", "Pojkar", "Pojke"),
}
PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "all": (N_("All regi"), "Alla", "all"),
    "own": (N_("Egen regi"), "Egen", "Kommunal regi", "own"),
    "private": (N_("Enskild regi"), "Enskild", "Privat regi", "private"),
}
QUALITIES: Mapping[str, tuple[str, ...]] = {
    "final": (N_("Slutligt"), "Slutlig", "final"),
    "preliminary": (N_("Preliminärt"), "Preliminär", "preliminary"),
    "estimated": (N_("Uppskattat"), "Uppskattad", "estimated"),
}


OUTCOME_COLUMNS = (
    SheetColumn(
        "indicator",
        N_("Indikator (nummer)"),
        N_("Indikatorns nummer. Utan nummer söks indikatorn på sitt namn och sin enhet."),
        words=("Nummer", "Indikatornummer", "Indikator-id", "Id"),
        example="17",
    ),
    SheetColumn(
        "name",
        N_("Indikatorns namn"),
        N_("Namnet precis som i planen. Används bara när numret är tomt."),
        words=("Indikator", "Nyckeltal", "Mått", "Namn"),
        example=N_("Andel elever med godkända betyg"),
    ),
    SheetColumn(
        "unit",
        N_("Enhet (kod)"),
        N_("Enhetens kod. Utan kod och namn gäller raden indikatorns egen enhet."),
        words=("Kod", "Enhetskod", "Ansvar"),
        example="bjork",
    ),
    SheetColumn(
        "unit_name",
        N_("Enhetens namn"),
        N_("Namnet precis som i organisationen. Används bara när koden är tom."),
        words=("Enhet", "Skola", "Verksamhet"),
        example="Björkskolan",
    ),
    SheetColumn(
        "period",
        N_("Period"),
        N_("År, halvår, tertial, kvartal eller månad, efter hur ofta indikatorn mäts."),
        words=("Månad", "År", "Tertial", "Kvartal", "Halvår", "Mätperiod", "Datum"),
        example="2026-T1",
        is_required=True,
    ),
    SheetColumn(
        "sex",
        N_("Kön"),
        N_("Vilka värdet gäller. Tomt betyder alla."),
        choices=first_words(SEXES),
        example=N_("Alla"),
    ),
    SheetColumn(
        "provider",
        N_("Regi"),
        N_("Vems verksamhet värdet gäller. Tomt betyder all regi."),
        words=("Utförare", "Driftsform"),
        choices=first_words(PROVIDERS),
        example=N_("All regi"),
    ),
    SheetColumn(
        "value",
        N_("Värde"),
        N_("Talet, i indikatorns mätenhet. Tom cell ändrar ingenting."),
        words=("Utfall", "Resultat", "Andel", "Antal", "Värdet"),
        example="83,1",
    ),
    SheetColumn(
        "numerator",
        N_("Täljare"),
        N_("För indikatorer som räknas ut: det som räknas, till exempel godkända elever."),
        example="831",
    ),
    SheetColumn(
        "denominator",
        N_("Nämnare"),
        N_("För indikatorer som räknas ut: av hur många, till exempel alla elever."),
        example="1000",
    ),
    SheetColumn(
        "unmeasurable",
        N_("Går inte att mäta, skäl"),
        N_("Fyll i varför, om värdet inte går att mäta för perioden. Lämna då värdet tomt."),
        words=("Går inte att mäta", "Ej mätbart"),
        example=N_("Enkäten gjordes inte"),
    ),
    SheetColumn(
        "comment",
        N_("Kommentar"),
        N_("Det som läsaren behöver veta om värdet. Högst 600 tecken."),
        words=("Anmärkning", "Analys"),
    ),
    SheetColumn(
        "source",
        N_("Källa"),
        N_("Varifrån värdet kommer. Tomt betyder indikatorns egen källa."),
        words=("Datakälla",),
        example="Skolverket",
    ),
    SheetColumn(
        "quality",
        N_("Kvalitet"),
        N_("Hur säkert värdet är. Tomt betyder slutligt."),
        words=("Status", "Säkerhet"),
        choices=first_words(QUALITIES),
        example=N_("Slutligt"),
    ),
)
