"""Makes up a municipality of a shape: the same one for the same seed, row by row.

Trees are skewed: a few units have many below them and most have none, a few goals have many
indicators and some have none. Values have holes and corrections, women's and men's rows; units
have moved. Nothing real is in it.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bench.rows import Text
from bench.shapes import TODAY, Shape
from timglas.models import UnitKind
from timglas.rules.periods import Frequency

BEGINNING = "2010-01-01"
MOMENT = "2025-01-02 08:00:00"
POLITICAL = (UnitKind.COUNCIL, UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY)
LEVELS: tuple[tuple[str, str, tuple[UnitKind, ...]], ...] = (
    ("Fullmäktigemål", "Fullmäktigemål", (UnitKind.COUNCIL,)),
    ("Nämndsmål", "Nämndsmål", POLITICAL[1:]),
    ("Verksamhetsmål", "Verksamhetsmål", (UnitKind.DEPARTMENT,)),
    ("Enhetsmål", "Enhetsmål", (UnitKind.UNIT,)),
)
WHO = ("Eleverna", "Brukarna", "Invånarna", "Medarbetarna", "Föräldrarna", "Besökarna", "Företagen")
WHAT = (
    "är trygga där de är",
    "får svar inom utlovad tid",
    "når målen för sin utbildning",
    "är nöjda med bemötandet",
    "kan påverka sin vardag",
    "har en hållbar arbetsmiljö",
    "får den vård de behöver",
    "använder digitala tjänster",
)
MEASURES = (
    ("Andel som är nöjda", "%", "up"),
    ("Andel med behörighet", "%", "up"),
    ("Sjukfrånvaro", "%", "down"),
    ("Väntetid", "dagar", "down"),
    ("Antal besök", "st", "up"),
    ("Nettokostnad per plats", "tkr", "down"),
)
KINDS = ("result", "quality", "effect", "efficiency", "volume", "economy", "staff")


@dataclass(slots=True)
class Goal:
    """A goal's identity: its number, level from 0, unit, and the goal above (0 for none)."""

    id: int
    level: int
    unit: int
    parent: int


@dataclass(slots=True)
class Indicator:
    """An indicator's identity, and what never changes from plan to plan."""

    id: int
    goal: int
    unit: int
    frequency: Frequency
    by_sex: bool
    is_collected: bool
    measure: int
    base: float
    manager: int


@dataclass(slots=True)
class MadeUp:
    """All that a shape gives, apart from what has a row for each plan and period.

    Units, people, goals and indicators are numbered from 1; `kinds`, `parents` and `managers` are
    by unit. `versions` are (plan, unit, year, number).
    """

    shape: Shape
    seed: int
    kinds: dict[int, UnitKind] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    managers: dict[int, int] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311 (made-up data)
        self._place_units(chance)
        for unit in self.kinds:
            self.managers[unit] = 1 + (unit - 1) % self.shape.people
        self._set_goals(chance)
        self._choose_indicators(chance)

    def _place_units(self, chance: random.Random) -> None:
        shape = self.shape
        self.kinds[1], self.parents[1] = UnitKind.COUNCIL, 0
        bodies = [self._add(1, self._body(n)) for n in range(shape.bodies)]
        departments = [
            self._add(_skewed(chance, bodies), UnitKind.DEPARTMENT)
            for _ in range(shape.departments)
        ]
        above = list(departments)
        while len(self.kinds) < shape.units:
            # Most lie straight below a department; every fourth below some other unit.
            parent = _skewed(chance, above if chance.random() < 0.25 else departments)
            above.append(self._add(parent, UnitKind.UNIT))

    def _body(self, number: int) -> UnitKind:
        if number == 0:
            return UnitKind.EXECUTIVE_BOARD
        return UnitKind.COMPANY if number % 3 == 2 else UnitKind.COMMITTEE

    def _add(self, parent: int, kind: UnitKind) -> int:
        unit = len(self.kinds) + 1
        self.kinds[unit], self.parents[unit] = kind, parent
        return unit

    def _set_goals(self, chance: random.Random) -> None:
        by_unit: dict[tuple[int, int], list[int]] = defaultdict(list)
        levels = len(self.shape.goals)
        for level, count in enumerate(self.shape.goals):
            # Where there are fewer levels, the lowest is still that of units.
            kinds = LEVELS[3 if level == levels - 1 else level][2]
            owners = [unit for unit, kind in self.kinds.items() if kind in kinds]
            for n in range(count):
                # Everybody has a goal before anybody has a second one.
                unit = owners[n] if n < len(owners) else _skewed(chance, owners)
                goal = len(self.goals) + 1
                above = self._above(by_unit, level, unit)
                loose = level == 0 or not above or chance.random() < 0.02
                self.goals.append(Goal(goal, level, unit, 0 if loose else chance.choice(above)))
                by_unit[level, unit].append(goal)

    def _above(self, by_unit: dict[tuple[int, int], list[int]], level: int, unit: int) -> list[int]:
        """The goals on the level above, of the nearest unit above that has any."""
        while unit:
            unit = self.parents[unit]
            if found := by_unit.get((level - 1, unit)):
                return found
        return []

    def _choose_indicators(self, chance: random.Random) -> None:
        shape = self.shape
        measured = [goal for goal in self.goals if chance.random() > 0.08]
        chance.shuffle(measured)
        for n in range(shape.indicators):
            goal = measured[n] if n < len(measured) else _skewed(chance, measured, 1.5)
            is_between = 0 < goal.level < len(shape.goals) - 1
            self.indicators.append(
                Indicator(
                    id=n + 1,
                    goal=goal.id,
                    unit=goal.unit,
                    frequency=chance.choices(
                        list(shape.frequencies), list(shape.frequencies.values())
                    )[0],
                    by_sex=chance.random() < shape.by_sex,
                    is_collected=is_between and chance.random() < shape.collected,
                    measure=chance.randrange(len(MEASURES)),
                    base=chance.uniform(20, 90),
                    manager=self.managers[goal.unit],
                )
            )

    def below(self, top: int) -> list[int]:
        """The lowest units under one."""
        children: dict[int, list[int]] = defaultdict(list)
        for unit, parent in self.parents.items():
            children[parent].append(unit)
        found, queue = [], list(children[top])
        while queue:
            unit = queue.pop()
            queue += children[unit]
            if not children[unit] and self.kinds[unit] is UnitKind.UNIT:
                found.append(unit)
        return found


def _skewed[T](chance: random.Random, choices: list[T], power: float = 2.0) -> T:
    """One of some choices, far more often an early one than a late one."""
    return choices[int(len(choices) * chance.random() ** power)]


def months(first: date) -> Iterator[tuple[int, int]]:
    """Every whole month from the first one until today, as (year, month)."""
    year, month = first.year, first.month
    while (year, month) < (TODAY.year, TODAY.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def number(value: float) -> Text:
    """A value as the database reads it."""
    return f"{value:.1f}"
