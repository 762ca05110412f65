"""The sheet of units: its columns, and the words that its cells hold."""

import re
from collections.abc import Mapping

from timglas.rules.imports import SheetColumn, first_words
from timglas.rules.language import N_

UNIT_KINDS: Mapping[str, tuple[str, ...]] = {
    "council": (N_("Kommunfullmäktige"), "KF", "council"),
    "executive_board": (N_("Kommunstyrelse"), "Kommunstyrelsen", "KS", "executive_board"),
    "committee": (N_("Nämnd"), "Utskott", "committee"),
    "company": (N_("Kommunalt bolag"), "Bolag", "company"),
    "department": (N_("Förvaltning"), "Kontor", "department"),
    "unit": (N_("Enhet"), "Avdelning", "unit"),
}
CODE = re.compile(r"[-\w]{1,20}")
NAME_LENGTH = 120

UNIT_COLUMNS = (
    SheetColumn(
        "code",
        N_("Kod"),
        N_("Enhetens kod, som den känns igen på. En ny kod är en ny enhet."),
        words=("Enhetskod", "Ansvar"),
        example="bjork",
        is_required=True,
    ),
    SheetColumn(
        "name",
        N_("Enhet"),
        N_("Vad enheten heter. Måste finnas för en ny enhet."),
        words=("Namn", "Enhetens namn"),
        example="Björkskolan",
    ),
    SheetColumn(
        "kind",
        N_("Slag"),
        N_("Vad det är för enhet. Tomt betyder enhet, och slaget kan inte ändras efteråt."),
        words=("Typ",),
        choices=first_words(UNIT_KINDS),
        example=N_("Enhet"),
    ),
    SheetColumn(
        "parent",
        N_("Under (kod)"),
        N_("Koden för enheten ovanför. Den ska finnas, eller stå på en tidigare rad i filen."),
        words=("Ligger under", "Överordnad", "Förälder"),
        example="buf",
    ),
    SheetColumn(
        "opened_on",
        N_("Inrättad"),
        N_("Första dagen, för en ny enhet. Tomt betyder i dag."),
        words=("Finns från och med", "Från", "Startdatum"),
        example="2026-01-01",
    ),
)
