"""How large the made-up municipalities are, and how uneven."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from timglas.rules.periods import Frequency

TODAY = date(2025, 10, 15)


@dataclass(frozen=True, slots=True)
class Shape:
    """A municipality to make up.

    `goals` are the goals of a year on each level, from the top; `indicators` serve them, most of
    them a few goals. Values begin in the month `first` and end in September 2025; `targets` is how
    many years ahead each plan says. Shares are from 0 to 1: `by_sex` of the indicators have values
    for women and men too, `holes` of the values are missing, `corrected` have been, `moved` of the
    units have had another place, `revised` of the plans have a second version, and `collected` of
    the indicators on the levels between are reported by each unit below.
    """

    name: str
    bodies: int
    departments: int
    units: int
    people: int
    goals: tuple[int, ...]
    activities: int
    indicators: int
    plan_years: range
    first: date
    targets: int
    frequencies: Mapping[Frequency, float]
    by_sex: float
    holes: float
    corrected: float
    moved: float
    revised: float
    collected: float
    kpis: int
    events: int

    def scaled(self, scale: float) -> "Shape":
        """The same municipality, smaller: each number of things times the scale."""
        return replace(
            self,
            departments=max(2, round(self.departments * scale)),
            bodies=max(4, round(self.bodies * scale)),
            units=round(self.units * scale),
            people=max(20, round(self.people * scale)),
            goals=(self.goals[0], *(max(8, round(n * scale)) for n in self.goals[1:])),
            activities=round(self.activities * scale),
            indicators=round(self.indicators * scale),
            events=round(self.events * scale),
        )


# The shape on which two other open systems have been measured.
TOWN = Shape(
    name="Målstad",
    bodies=7,
    departments=10,
    units=73,
    people=100,
    goals=(8, 40, 200),
    activities=500,
    indicators=250,
    plan_years=range(2025, 2026),
    first=date(2022, 10, 1),
    targets=3,
    frequencies={Frequency.MONTH: 1.0},
    by_sex=0,
    holes=0,
    corrected=0,
    moved=0,
    revised=0,
    collected=0,
    kpis=0,
    events=1_000,
)

# A large city (Göteborg, Stockholm): 30,000 goals and activities a year, 4,000,000 outcomes.
CITY = Shape(
    name="Storstad",
    bodies=24,
    departments=90,
    units=3_000,
    people=4_000,
    goals=(20, 200, 1_500, 8_280),
    activities=20_000,
    indicators=30_000,
    plan_years=range(2022, 2026),
    first=date(2013, 10, 1),
    targets=3,
    frequencies={
        Frequency.MONTH: 0.37,
        Frequency.QUARTER: 0.10,
        Frequency.FOUR_MONTHS: 0.15,
        Frequency.YEAR: 0.38,
    },
    by_sex=0.35,
    holes=0.05,
    corrected=0.02,
    moved=0.03,
    revised=0.05,
    collected=0.012,
    kpis=20,
    events=300_000,
)
