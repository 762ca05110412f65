"""The texts and figures of Exempelby, as the TOML files hold them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

FIRST_YEAR = 2024
COUNCIL, COMMITTEE, OPERATIONAL, UNIT = "council", "committee", "operational", "unit"

type Table = Mapping[str, Any]
type Link = tuple[str, str]  # the goal above, and how this one contributes


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalText:
    """A goal as its file words it; goals are named by keys. `owner` None is the unit's manager."""

    key: str
    level: str
    unit: str
    wording: str
    need: str = ""
    result: str = ""
    perspective: str = "service"
    sound_finance: bool = False
    agenda: tuple[int, ...] = ()
    primary: Link | None = None
    supporting: tuple[Link, ...] = ()
    grounds: tuple[Link, ...] = ()
    why_not: str = ""
    owner: str | None = None
    since: int = FIRST_YEAR
    judgements: tuple[Table, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The primary link, if any, and then the supporting ones."""
        return (*([self.primary] if self.primary else []), *self.supporting)

    def judged_as_of(self, as_of: date) -> Table | None:
        """What the goal is judged to be as things stood on a day; None when it is not judged."""
        return next((told for told in self.judgements if told["as_of"] == as_of), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorText:
    """An indicator as its file defines it. `target` holds the years from FIRST_YEAR on.

    `values`, `women` and `men` go period by period from `start`; "" is a hole. `series` are the
    parameters of a monthly series instead, and `units` numerators and denominators that units below
    report, by the unit's key. `comments` are by the period's code.
    """

    key: str
    goal: str
    name: str
    unit: str
    direction: str
    kind: str
    frequency: str
    source: str
    also: tuple[str, ...] = ()
    definition: str = ""
    decimals: int = 0
    accumulation: str = "level"
    basis: str = ""
    by_sex: bool = False
    tolerance_absolute: Decimal | None = None
    base: tuple[Decimal, int] | None = None
    target: tuple[Any, ...] = ()
    since: int = FIRST_YEAR
    start: str = ""
    values: tuple[Any, ...] = ()
    women: tuple[Any, ...] = ()
    men: tuple[Any, ...] = ()
    series: Table | None = None
    units: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    estimated: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    break_at: tuple[str, str] | None = None
    kpi: str = ""
    reporter: str = ""

    def bounds(self, year: int) -> tuple[Decimal | None, Decimal | None] | None:
        """What the year's value should be, at least and at most; None without a target."""
        index = year - FIRST_YEAR
        wanted = self.target[index] if 0 <= index < len(self.target) else ""
        if wanted == "":
            return None
        if self.direction == "span":
            return Decimal(wanted[0]), Decimal(wanted[1])
        value = Decimal(wanted)
        return (value, None) if self.direction == "up" else (None, value)


@dataclass(frozen=True, slots=True)
class Content:
    """All the files. What is named by keys keeps the files' order."""

    organisation: Table
    people: Mapping[str, Table]
    term_plan: Table
    goals: Mapping[str, GoalText]
    indicators: Mapping[str, IndicatorText]
    plans: Table
    sections: Table
    kolada: Table
    activities: Table
    documents: Mapping[str, Table]
    scan: Table
    budget: Table
    assignments: Table
    cycle: Table
    proposals: Table
    rounds: Table
    reports: Table
    deviations: Table

    def goals_of(self, unit: str, year: int) -> tuple[GoalText, ...]:
        """A unit's goals in its plan of a year."""
        return tuple(g for g in self.goals.values() if g.unit == unit and g.since <= year)

    def indicators_of(self, goal: str, year: int) -> tuple[IndicatorText, ...]:
        """The indicators under a goal in a year's plan."""
        found = (i for i in self.indicators.values() if goal in (i.goal, *i.also))
        return tuple(i for i in found if i.since <= year)

    def manager_of(self, unit: str) -> str:
        """The key of the person who manages a unit, or writes the plan of one without manager."""
        writers: Mapping[str, str] = self.plans["writers"]
        managers = (key for key, p in self.people.items() if unit in p.get("manages", ()))
        return writers.get(unit) or next(managers)

    def head_of(self, unit: str) -> str:
        """The key of the person who heads the department, or the company, that a unit is in."""
        heads: Mapping[str, str] = self.assignments["heads"]
        while unit not in heads:
            unit = self.organisation["units"][unit]["under"]
        return heads[unit]

    def owner_of(self, goal: str) -> str:
        """The key of the person who answers for a goal, or manages its unit if nobody does."""
        text = self.goals[goal]
        return text.owner or self.manager_of(text.unit)

    def reporter_of(self, indicator: str) -> str:
        """The key of the person who reports an indicator."""
        text = self.indicators[indicator]
        return text.reporter or self.owner_of(text.goal)


def read_content() -> Content:
    """Read every file."""
    goals = _read("goals")
    return Content(
        organisation=_read("organisation"),
        people=_read("people")["people"],
        term_plan=goals["term_plan"],
        goals={
            **_goals(goals["goals"], COMMITTEE),
            **_goals(_read("goals_operational")["goals"], OPERATIONAL),
            **_goals(_read("goals_unit")["goals"], UNIT),
        },
        indicators={
            **_indicators("indicators"),
            **_indicators("indicators_operational"),
            **_indicators("indicators_unit"),
        },
        plans=_read("plans"),
        sections=_read("sections"),
        kolada=_read("kolada"),
        activities=_read("activities")["activities"],
        documents=_read("documents")["documents"],
        scan=_read("scan"),
        budget=_read("budget"),
        assignments=_read("assignments"),
        cycle=_read("cycle"),
        proposals=_read("proposals"),
        rounds=_read("rounds"),
        reports=_read("reports"),
        deviations=_read("deviations"),
    )


def day(table: Table, name: str) -> date:
    """A date of a table."""
    value: date = table[name]
    return value


def _read(name: str) -> dict[str, Any]:
    text = (files("timglas") / "exempelby" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _goals(tables: Mapping[str, dict[str, Any]], level: str) -> dict[str, GoalText]:
    return {
        key: GoalText(**{"key": key, "level": level, **_frozen(table)})
        for key, table in tables.items()
    }


def _indicators(name: str) -> dict[str, IndicatorText]:
    tables = _read(name)["indicators"]
    return {key: IndicatorText(**{"key": key, **_frozen(t)}) for key, t in tables.items()}


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    """A table with tuples for lists; `break` is a word of Python and has another name."""
    names = {"break": "break_at"}
    return {names.get(name, name): _tuple(value) for name, value in table.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(v) for v in value) if isinstance(value, list) else value
