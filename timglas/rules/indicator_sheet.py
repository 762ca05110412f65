"""The sheet of indicators in a draft: its columns, and how targets are written."""

import re
from collections.abc import Mapping
from decimal import Decimal

from timglas.rules.goal_sheet import DRAFT_COLUMN
from timglas.rules.imports import RowProblem, SheetColumn, first_words, read_decimal
from timglas.rules.language import N_, _
from timglas.rules.numbers import NumberProblem, parse_number

DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    "up": (N_("Högre är bättre"), "Högre", "Upp", "Öka"),
    "down": (N_("Lägre är bättre"), "Lägre", "Ner", "Minska"),
    "span": (N_("Inom ett spann"), "Spann"),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "result": (N_("Omfattning/resultat"), "Resultat", "Omfattning"),
    "quality": (N_("Upplevd kvalitet"), "Kvalitet"),
    "effect": (N_("Effekt"),),
    "efficiency": (N_("Effektivitet"),),
    "volume": (N_("Volym"),),
    "economy": (N_("Ekonomi"),),
    "staff": (N_("Personal"),),
}
FREQUENCIES: Mapping[str, tuple[str, ...]] = {
    "month": (N_("Varje månad"), "Månad"),
    "quarter": (N_("Varje kvartal"), "Kvartal"),
    "four_months": (N_("Varje tertial"), "Tertial"),
    "half_year": (N_("Varje halvår"), "Halvår"),
    "year": (N_("Varje år"), "År"),
    "two_years": (N_("Vartannat år"),),
}
# A term plan covers four years.
YEARS = 4
LENGTHS: Mapping[str, int] = {"name": 200, "measure_unit": 30, "source": 200}
TARGETS = tuple(f"target_{number}" for number in range(1, YEARS + 1))
_SPAN = re.compile(r"\s*–\s*|\s+-\s+|\s+till\s+")

type Bounds = tuple[Decimal | None, Decimal | None]


INDICATOR_COLUMNS = (
    DRAFT_COLUMN,
    SheetColumn(
        "goal",
        N_("Mål (nummer)"),
        N_("Numret på målet som indikatorn följer upp."),
        words=("Målnummer",),
        example="17",
        is_required=True,
    ),
    SheetColumn(
        "indicator",
        N_("Indikator (nummer)"),
        N_("Indikatorns nummer. Tomt betyder en ny, om målet inte har någon med samma namn."),
        words=("Nummer", "Indikatornummer"),
        example="31",
    ),
    SheetColumn(
        "name",
        N_("Indikator"),
        N_("Vad som mäts. Måste finnas för en ny indikator."),
        words=("Indikatorns namn", "Nyckeltal", "Mått", "Namn"),
        example=N_("Andel elever med godkända betyg"),
    ),
    SheetColumn("definition", N_("Definition"), N_("Hur värdet tas fram."), words=("Beskrivning",)),
    SheetColumn(
        "measure_unit",
        N_("Mätenhet"),
        N_("Till exempel %, dagar eller kr per invånare. Måste finnas för en ny indikator."),
        words=("Enhet", "Sort"),
        example="%",
    ),
    SheetColumn(
        "direction",
        N_("Riktning"),
        N_("Tomt betyder att högre är bättre."),
        choices=first_words(DIRECTIONS),
        example=N_("Högre är bättre"),
    ),
    SheetColumn(
        "kind",
        N_("Slag"),
        N_("Tomt betyder omfattning/resultat."),
        choices=first_words(KINDS),
        example=N_("Omfattning/resultat"),
    ),
    SheetColumn(
        "frequency",
        N_("Hur ofta den mäts"),
        N_("Tomt betyder varje år."),
        words=("Mäts", "Frekvens"),
        choices=first_words(FREQUENCIES),
        example=N_("Varje år"),
    ),
    SheetColumn(
        "source",
        N_("Källa"),
        N_("Varifrån värdena kommer. Måste finnas för en ny indikator."),
        words=("Datakälla",),
        example="Skolverket",
    ),
    *(
        SheetColumn(
            key,
            heading,
            N_("Målvärdet för det året i planen. Ett spann skrivs 2–4."),
            words=words,
            example="88",
        )
        for key, heading, words in (
            ("target_1", N_("Målvärde år 1"), ("Målvärde",)),
            ("target_2", N_("Målvärde år 2"), ()),
            ("target_3", N_("Målvärde år 3"), ()),
            ("target_4", N_("Målvärde år 4"), ()),
        )
    ),
)


def read_target(text: str, direction: str, column: str) -> Bounds:
    """The bounds of a target: "88" by the direction, "2–4" of a span. Raises RowProblem."""
    ends = [_number(part, column) for part in _SPAN.split(text)]
    if direction == "span":
        if len(ends) != 2 or ends[0] > ends[1]:
            message = _("Skriv spannet med det lägsta först, till exempel 2–4.")
            raise RowProblem(message, column)
        return ends[0], ends[1]
    if len(ends) != 1:
        raise RowProblem(_("Skriv ett tal. Bara den som har ett spann har två."), column)
    return (ends[0], None) if direction == "up" else (None, ends[0])


def written_target(low: Decimal | None, high: Decimal | None) -> str:
    """A target as `read_target` reads it; "" where there is none."""
    return "–".join(_digits(bound) for bound in (low, high) if bound is not None)


def _number(text: str, column: str) -> Decimal:
    """A number exactly as our files have it, or as people write it."""
    try:
        exact = read_decimal(text)
        number = parse_number(text, mark=",") if exact is None else exact
    except NumberProblem as problem:
        raise RowProblem(problem.message, column) from None
    if number is None:
        raise RowProblem(_("Skriv ett tal på båda sidor om strecket."), column)
    return number


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
