"""What an impact statement (konsekvensbeskrivning) answers, and how investments are weighed.

Both are data: a question more here is a field more in the form and a heading more on the page.
Sources: `mission.md` M12, issue 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _


class Theme(StrEnum):
    """What the questions of an impact statement are about, in the order they are asked."""

    RESIDENTS = "residents"
    STAFF = "staff"
    ECONOMY = "economy"
    ENVIRONMENT = "environment"
    EQUALITY = "equality"
    LAW = "law"
    CHOICE = "choice"

    @property
    def name_in_words(self) -> str:
        """The theme, in the reader's language."""
        return _(_THEMES[self])


_THEMES: Mapping[Theme, str] = MappingProxyType(
    {
        Theme.RESIDENTS: N_("Invånare och brukare"),
        Theme.STAFF: N_("Personal"),
        Theme.ECONOMY: N_("Ekonomi"),
        Theme.ENVIRONMENT: N_("Miljö och klimat"),
        Theme.EQUALITY: N_("Jämlikhet"),
        Theme.LAW: N_("Lag och risk"),
        Theme.CHOICE: N_("Alternativ"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the impact statement; `key` names the answer wherever it is kept."""

    key: str
    theme: Theme
    name: str
    asks: str

    @property
    def label(self) -> str:
        """The question's heading, in the reader's language."""
        return _(self.name)

    @property
    def hint(self) -> str:
        """What to think of, in the reader's language."""
        return _(self.asks)


SHORT, LONG = N_("På kort sikt"), N_("På lång sikt")
QUESTIONS = (
    Question("residents_short", Theme.RESIDENTS, SHORT, N_("Vad märker de det första året?")),
    Question("residents_long", Theme.RESIDENTS, LONG, N_("Vad är annorlunda om fem till tio år?")),
    Question("staff_short", Theme.STAFF, SHORT, N_("Uppgifter, bemanning och arbetsmiljö.")),
    Question("staff_long", Theme.STAFF, LONG, N_("Kompetens och rekrytering.")),
    Question("economy_short", Theme.ECONOMY, SHORT, N_("Vad beloppen bygger på. Är de säkra?")),
    Question("economy_long", Theme.ECONOMY, LONG, N_("Drift, underhåll och följder för andra.")),
    Question("environment_short", Theme.ENVIRONMENT, SHORT, N_("Utsläpp, energi och avfall.")),
    Question("environment_long", Theme.ENVIRONMENT, LONG, N_("Följder som inte går att ångra.")),
    Question("women", Theme.EQUALITY, N_("För kvinnor"), N_("Jämför med hur det är för män.")),
    Question("men", Theme.EQUALITY, N_("För män"), N_("Jämför med hur det är för kvinnor.")),
    Question(
        "children", Theme.EQUALITY, N_("För barn"), N_("Barnets bästa enligt barnkonventionen.")
    ),
    Question("law", Theme.LAW, N_("Lag och avtal"), N_("Vad kräver lagen, och vad binder oss?")),
    Question("risk", Theme.LAW, N_("Risker"), N_("Vad kan gå fel, hur troligt är det, vad då?")),
    Question(
        "alternatives", Theme.CHOICE, N_("Andra sätt"), N_("Vilka har prövats, och varför inte?")
    ),
    Question("nothing", Theme.CHOICE, N_("Om inget görs"), N_("Vad händer då, och när märks det?")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a criterion: its points, and what they mean."""

    points: int
    meaning: str

    @property
    def in_words(self) -> str:
        """What the points mean, in the reader's language."""
        return _(self.meaning)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What an investment is weighed by; `levels` go from most urgent to least."""

    key: str
    name: str
    levels: tuple[Level, ...]

    @property
    def label(self) -> str:
        """The criterion, in the reader's language."""
        return _(self.name)

    def level(self, points: int | None) -> Level | None:
        """The step with some points, None if there is none."""
        return next((level for level in self.levels if level.points == points), None)


CRITERIA = (
    Criterion(
        "law",
        N_("Lag och säkerhet"),
        (
            Level(5, N_("Lagen eller en myndighet kräver det, eller någon kan komma till skada")),
            Level(3, N_("Minskar en tydlig risk")),
            Level(0, N_("Ingen påverkan")),
        ),
    ),
    Criterion(
        "capacity",
        N_("Behov av plats"),
        (
            Level(4, N_("Utan investeringen saknas plats inom två år")),
            Level(2, N_("Behovet kommer, men senare")),
            Level(0, N_("Det finns plats")),
        ),
    ),
    Criterion(
        "condition",
        N_("Skick"),
        (
            Level(4, N_("Går inte att använda, eller blir snart mycket dyrare att laga")),
            Level(2, N_("Slitet, men fungerar")),
            Level(0, N_("Gott skick, eller något nytt")),
        ),
    ),
    Criterion(
        "savings",
        N_("Lägre kostnader"),
        (
            Level(3, N_("Betalar sig inom fem år")),
            Level(2, N_("Betalar sig inom tio år")),
            Level(0, N_("Kostar mer än det sparar")),
        ),
    ),
    Criterion(
        "goals",
        N_("Mål"),
        (
            Level(3, N_("Avgörande för ett av fullmäktiges mål")),
            Level(2, N_("Bidrar till ett av nämndens mål")),
            Level(0, N_("Bidrar inte till något mål")),
        ),
    ),
    Criterion(
        "children",
        N_("Barn och unga"),
        (
            Level(2, N_("Gör det tydligt bättre för barn och unga")),
            Level(1, N_("Gör det något bättre")),
            Level(0, N_("Ingen påverkan")),
        ),
    ),
)
MOST_POINTS = sum(criterion.levels[0].points for criterion in CRITERIA)


def points(weighed: Mapping[str, int]) -> int | None:
    """The points of an investment; None until every criterion has been weighed."""
    if any(criterion.level(weighed.get(criterion.key)) is None for criterion in CRITERIA):
        return None
    return sum(weighed[criterion.key] for criterion in CRITERIA)
