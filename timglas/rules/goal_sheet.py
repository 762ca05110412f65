"""The sheet of goals in a draft: its columns, and the words that its cells hold."""

from collections.abc import Mapping

from timglas.rules.imports import SheetColumn, first_words
from timglas.rules.language import N_

PERSPECTIVES: Mapping[str, tuple[str, ...]] = {
    "economy": (N_("Ekonomi"), "economy"),
    "staff": (N_("Personal"), "Medarbetare", "staff"),
    "service": (N_("Verksamhet"), "Invånare", "service"),
}
WORDING_LENGTH = 300

DRAFT_COLUMN = SheetColumn(
    "version",
    N_("Plan (nummer)"),
    N_("Numret på utkastet, som står i mallen. Beslutade planer kan inte ändras."),
    words=("Utkast", "Plan"),
    example="42",
    is_required=True,
)
GOAL_COLUMNS = (
    DRAFT_COLUMN,
    SheetColumn(
        "goal",
        N_("Mål (nummer)"),
        N_("Målets nummer. Tomt betyder ett nytt mål, om inget i utkastet lyder likadant."),
        words=("Nummer", "Målnummer"),
        example="17",
    ),
    SheetColumn(
        "wording",
        N_("Målets lydelse"),
        N_("Ett läge som ska nås, i en mening som alla förstår. Måste finnas för ett nytt mål."),
        words=("Mål", "Lydelse", "Formulering"),
        example=N_("Alla elever når gymnasiet"),
    ),
    SheetColumn(
        "level",
        N_("Nivå"),
        N_("Målets nivå, som den heter hos er. Kan inte ändras efteråt."),
        words=("Målnivå",),
        example=N_("Enhetsmål"),
    ),
    SheetColumn(
        "perspective",
        N_("Perspektiv"),
        N_("Tomt betyder verksamhet."),
        choices=first_words(PERSPECTIVES),
        example=N_("Verksamhet"),
    ),
    SheetColumn(
        "parent",
        N_("Bidrar till mål (nummer)"),
        N_("Numret på målet ovanför som det här främst bidrar till."),
        words=("Överordnat mål", "Bidrar till"),
        example="3",
    ),
    SheetColumn(
        "contribution",
        N_("Så bidrar det"),
        N_("En mening om hur. Måste finnas när målet ovanför är ifyllt."),
        words=("Bidrag",),
        example=N_("Den som läser bra klarar gymnasiet"),
    ),
)
