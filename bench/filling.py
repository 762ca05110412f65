"""Puts a made-up municipality into an empty, migrated database, table by table."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from bench import rows
from bench.making import (
    BEGINNING,
    KINDS,
    LEVELS,
    MEASURES,
    MOMENT,
    WHAT,
    WHO,
    Indicator,
    MadeUp,
    months,
    number,
)
from bench.rows import Text
from timglas import models as m
from timglas.models.immutability import create_guards, drop_guards
from timglas.rules.periods import Frequency, period_of

type Rows = Iterator[tuple[Text, ...]]
KPI_YEARS = range(2013, 2025)


def fill(made: MadeUp, say: Callable[[str], None] = lambda _line: None) -> None:
    """Write all of it. `say` is told of each table and its number of rows."""
    writer = Filling(made)
    # The guards keep parts from being added to decided plans, row by row; they stand again after.
    with connection.schema_editor() as editor:
        drop_guards(editor)
    for part in writer.parts():
        with transaction.atomic():
            for model, names, found in part:
                say(f"{rows.write(model, names, found):>9,} {model._meta.verbose_name_plural}")
    with connection.schema_editor() as editor:
        create_guards(editor)
    rows.finish(apps.get_app_config("timglas").get_models())


type Table = tuple[type[models.Model], tuple[str, ...], Rows]


class Filling:
    """Gives the rows of every table, in the order that their references allow."""

    def __init__(self, made: MadeUp) -> None:
        self.made = made
        self.chance = random.Random(made.seed + 1)  # noqa: S311 (made-up data)
        self.versions = list(self._versions())
        self.editions: list[tuple[int, int, int]] = []  # goal edition, goal, year
        self.numbers = count(1)  # of outcomes
        self.measured: list[tuple[int, int, int]] = []  # indicator edition, indicator, year

    def parts(self) -> Iterator[list[Table]]:
        """The tables, in parts that are each written in one transaction."""
        yield [
            (m.Municipality, ("id", "name", "kolada_id", "set_up_at"), self._municipality()),
            (m.Unit, ("id", "code", "name", "kind", "opened_on"), self._units()),
            (m.Placement, ("unit_id", "parent_id", "valid_from", "valid_to"), self._placements()),
            (m.Person, ("id", "password", "email", "name", "title"), self._people()),
            (m.Grant, ("person_id", "role", "unit_id", "valid_from"), self._grants()),
            (m.Term, ("id", "first_year", "last_year"), iter([("1", "2023", "2026")])),
            (m.GoalLevel, ("id", "name", "plural", "order", "unit_kinds"), self._levels()),
        ]
        yield [
            (m.Decision, DECISION, self._decisions()),
            (m.Plan, PLAN, self._plans()),
            (m.PlanVersion, VERSION, self._version_rows()),
            (m.Goal, ("id", "unit_id", "level_id", "created_at"), self._goals()),
            (m.GoalEdition, EDITION, self._editions()),
            (m.GoalLink, LINK, self._links()),
            (m.Ground, ("edition_id", "kind", "reference"), self._grounds()),
            (m.GoalResponsibility, ("goal_id", "person_id", "valid_from"), self._goal_people()),
            (m.Assessment, ASSESSMENT, self._assessments()),
        ]
        yield [
            (m.Indicator, ("id", "unit_id", "created_at"), self._indicators()),
            (m.IndicatorEdition, MEASURE, self._indicator_editions()),
            (m.Target, TARGET, self._targets()),
            (m.IndicatorResponsibility, ANSWERS, self._indicator_people()),
        ]
        yield [(m.Activity, ACTIVITY, self._activities())]
        yield [(m.Release, RELEASE, self._releases())]
        yield [(m.Outcome, OUTCOME, self._outcomes())]
        yield [
            (m.Kpi, ("id", "title", "search_text"), self._kpis()),
            (m.Area, ("id", "title", "kind"), self._areas()),
            (m.KpiTie, ("indicator_id", "kpi_id", "area_id", "role"), self._ties()),
            (m.ExternalValue, VALUE, self._values()),
            (m.AuditEvent, EVENT, self._events()),
        ]

    def _municipality(self) -> Rows:
        yield "1", self.made.shape.name, "0000", MOMENT

    def _units(self) -> Rows:
        for unit, kind in self.made.kinds.items():
            yield str(unit), f"e{unit}", f"{kind.label} {unit}", kind.value, BEGINNING

    def _placements(self) -> Rows:
        """Some have been moved: last year they lay where somebody else's unit does."""
        parents = self.made.parents
        for unit, parent in parents.items():
            moved = parent and self.chance.random() < self.made.shape.moved
            earlier = parents[self.chance.randrange(2, unit)] if moved and unit > 40 else 0
            if earlier and earlier != unit:
                yield str(unit), str(earlier), BEGINNING, "2024-07-01"
                yield str(unit), str(parent), "2024-07-01", None
            else:
                yield str(unit), str(parent) if parent else None, BEGINNING, None

    def _people(self) -> Rows:
        """Nobody can sign in with a password; the measuring makes its own sessions."""
        unusable = make_password(None)
        for person in range(1, self.made.shape.people + 1):
            email = f"person{person}@storstad.example"
            yield str(person), unusable, email, f"Person {person}", f"Chef för enhet {person}"

    def _grants(self) -> Rows:
        yield "1", "controller", "1", BEGINNING
        yield "1", "system_administrator", "1", BEGINNING
        for unit, person in self.made.managers.items():
            if unit > 1:
                kind = self.made.kinds[unit]
                role = "unit_manager" if kind is m.UnitKind.UNIT else "department_head"
                yield str(person), role, str(unit), BEGINNING

    def _levels(self) -> Rows:
        last = len(self.made.shape.goals)
        chosen = [*LEVELS[: last - 1], LEVELS[-1]]
        for order, (name, plural, kinds) in enumerate(chosen, 1):
            listed = ", ".join(f'"{kind.value}"' for kind in kinds)
            yield str(order), name, plural, str(order), f"[{listed}]"

    def _versions(self) -> Iterator[tuple[int, int, int, int]]:
        """Each version as (plan, unit, year, number); the council's plan is the term's."""
        plans = count(1)
        owners = sorted({goal.unit for goal in self.made.goals})
        for unit in owners:
            years = [2023] if unit == 1 else self.made.shape.plan_years
            for year in years:
                plan = next(plans)
                yield plan, unit, year, 1
                if self.chance.random() < self.made.shape.revised:
                    yield plan, unit, year, 2

    def _decisions(self) -> Rows:
        for pk, (_plan, unit, year, version) in enumerate(self.versions, 1):
            day = f"{year - 1}-12-10" if version == 1 else f"{year}-05-20"
            yield str(pk), str(unit), day, str(1 + pk % 200), "1", MOMENT

    def _plans(self) -> Rows:
        for plan, unit, year, version in self.versions:
            if version == 1 and unit == 1:
                yield str(plan), "1", "term", "1", str(year), str(year + 3)
            elif version == 1:
                yield str(plan), str(unit), "operational", None, str(year), str(year + 2)

    def _version_rows(self) -> Rows:
        for pk, (plan, unit, year, version) in enumerate(self.versions, 1):
            day = f"{year}-01-01" if version == 1 else f"{year}-06-01"
            vision = "En stad för alla, hela livet." if unit == 1 else ""
            yield str(pk), str(plan), str(version), "decided", day, str(pk), vision, "1", MOMENT

    def _goals(self) -> Rows:
        for goal in self.made.goals:
            yield str(goal.id), str(goal.unit), str(goal.level + 1), MOMENT

    def _editions(self) -> Rows:
        goals = defaultdict(list)
        for goal in self.made.goals:
            goals[goal.unit].append(goal.id)
        numbers = count(1)
        for version, (_plan, unit, year, _number) in enumerate(self.versions, 1):
            for order, goal in enumerate(goals[unit], 1):
                pk = next(numbers)
                self.editions.append((pk, goal, year))
                wording = f"{WHO[goal % len(WHO)]} {WHAT[goal % len(WHAT)]} ({goal})"
                perspective = ("service", "staff", "economy")[goal % 3]
                yield (*map(str, (pk, goal, version, order)), wording, perspective)

    def _links(self) -> Rows:
        goals = self.made.goals
        for pk, goal, _year in self.editions:
            parent = goals[goal - 1].parent
            if not parent:
                continue
            yield str(pk), str(parent), "Vi gör vår del av helheten.", "1"
            beside = goals[parent - 1].parent
            if beside and goal % 7 == 0:
                yield str(pk), str(beside), "Det märks också direkt.", "0"

    def _grounds(self) -> Rows:
        for pk, goal, _year in self.editions:
            if goal % 50 == 0:
                yield str(pk), "mandate", "Reglementet 3 §"

    def _goal_people(self) -> Rows:
        for goal in self.made.goals:
            if self.chance.random() < 0.95:
                yield str(goal.id), str(self.made.managers[goal.unit]), BEGINNING

    def _assessments(self) -> Rows:
        for year in self.made.shape.plan_years:
            for goal in self.made.goals:
                for day in ("04-30", "08-31"):
                    if self.chance.random() < 0.4:
                        status = self.chance.choice(("on_track", "at_risk", "off_track"))
                        who = str(self.made.managers[goal.unit])
                        row = (str(goal.id), str(year), f"{year}-{day}", status, status)
                        yield (*row, who, MOMENT)

    def _indicators(self) -> Rows:
        for one in self.made.indicators:
            yield str(one.id), str(one.unit), MOMENT

    def _indicator_editions(self) -> Rows:
        of_goal: dict[int, list[Indicator]] = defaultdict(list)
        for one in self.made.indicators:
            of_goal[one.goal].append(one)
        numbers = count(1)
        for edition, goal, year in self.editions:
            for order, one in enumerate(of_goal[goal], 1):
                pk = next(numbers)
                self.measured.append((pk, one.id, year))
                name, unit, direction = MEASURES[one.measure]
                yield (
                    *(str(pk), str(one.id), str(edition), str(order), f"{name} ({one.id})"),
                    *("Så mäts det.", unit, "1", direction, KINDS[one.id % len(KINDS)]),
                    *(one.frequency.value, "units" if one.is_collected else "own"),
                    *("mean" if one.is_collected else "none", "Egen statistik"),
                    str(int(one.by_sex)),
                )

    def _targets(self) -> Rows:
        for edition, indicator, year in self.measured:
            one = self.made.indicators[indicator - 1]
            if indicator % 20 == 0:
                continue  # some have none
            up = MEASURES[one.measure][2] == "up"
            for ahead in range(self.made.shape.targets):
                bound = number(one.base + (ahead if up else -ahead))
                ends = (bound, None) if up else (None, bound)
                yield (*map(str, (edition, one.unit, year + ahead)), *ends, "each_period")

    def _activities(self) -> Rows:
        """Most under the goals of units; begun in the newest year, some late."""
        goals = self.made.goals
        year = max(self.made.shape.plan_years)
        for n in range(self.made.shape.activities):
            goal = goals[-1 - n % len(goals)]
            month = 1 + n % 9
            state = ("not_started", "ongoing", "done")[n % 3]
            yield (
                *(str(goal.id), str(goal.unit), f"Aktivitet {n}", "Det blir bättre."),
                *(str(self.made.managers[goal.unit]), f"{year}-0{month}-01", f"{year}-12-01"),
                *(state, MOMENT),
            )

    def _indicator_people(self) -> Rows:
        for one in self.made.indicators:
            if one.id % 33:
                yield str(one.id), str(one.manager), BEGINNING

    def _releases(self) -> Rows:
        """All but the newest plans of some companies."""
        newest = max(self.made.shape.plan_years)
        for pk, (_plan, unit, year, _number) in enumerate(self.versions, 1):
            held = self.made.kinds[unit] is m.UnitKind.COMPANY and unit % 3 == 0
            if not (held and year == newest):
                yield str(pk), str(pk), "1", MOMENT

    def _outcomes(self) -> Rows:
        """Period by period, as they come in real life: an indicator's rows lie far apart."""
        chance, shape = self.chance, self.made.shape
        below = {i.id: self.made.below(i.unit) for i in self.made.indicators if i.is_collected}
        for year, month in months(shape.first):
            due = [f for f in Frequency if month % f.months == 0]
            spans = {f: period_of(date(year, month, 1), f) for f in due}
            days = {f: (p.start.isoformat(), p.end.isoformat()) for f, p in spans.items()}
            years = year - shape.first.year
            for one in self.made.indicators:
                if one.frequency not in days:
                    continue
                for unit in (one.unit, *below.get(one.id, ())):
                    if chance.random() < shape.holes:
                        continue
                    value = one.base + years * 0.3 + 12 * (chance.random() - 0.5)
                    place = (str(one.id), str(unit), *days[one.frequency])
                    yield from self._values_of(one, place, value)

    def _values_of(self, one: Indicator, place: tuple[str, ...], value: float) -> Rows:
        """A period's value for all, for women and men where they are told apart; some mended."""
        sexes = (("T", 0.0), ("K", 2.0), ("M", -2.0)) if one.by_sex else (("T", 0.0),)
        for sex, more in sexes:
            pk = str(next(self.numbers))
            yield (pk, *place, sex, number(value + more), None, "", str(one.manager), MOMENT)
            if self.chance.random() < self.made.shape.corrected:
                again = str(next(self.numbers))
                mended = number(value + more + 1)
                why = "Fel underlag."
                yield (again, *place, sex, mended, pk, why, str(one.manager), MOMENT)

    def _kpis(self) -> Rows:
        for kpi in range(self.made.shape.kpis):
            yield f"N{kpi:05}", f"Nyckeltal {kpi}, andel (%)", f"nyckeltal {kpi} andel"

    def _areas(self) -> Rows:
        if self.made.shape.kpis:
            for area in range(290):
                yield f"{area:04}", f"Kommun {area}", "K"

    def _ties(self) -> Rows:
        """Ten council indicators for each key figure, each compared with five municipalities."""
        tied = self.made.indicators[: 10 * self.made.shape.kpis]
        for one in tied:
            for area in range(5):
                kpi = one.id % self.made.shape.kpis
                yield str(one.id), f"N{kpi:05}", f"{one.id * 7 % 280 + area:04}", "comparison"

    def _values(self) -> Rows:
        for kpi in range(self.made.shape.kpis):
            for area in range(290):
                for year in KPI_YEARS:
                    value = number(40 + 40 * self.chance.random())
                    yield f"N{kpi:05}", f"{area:04}", str(year), "T", value, MOMENT

    def _events(self) -> Rows:
        """The newest part of the log."""
        for n in range(self.made.shape.events):
            who, unit = 1 + n % self.made.shape.people, 1 + n % len(self.made.kinds)
            what = ("report_outcome", "outcome", str(n + 1), f"Utfall {n}")
            yield MOMENT, str(who), *what, str(unit)


DECISION = ("id", "body_id", "decided_on", "paragraph", "recorded_by_id", "recorded_at")
PLAN = ("id", "unit_id", "kind", "term_id", "first_year", "last_year")
VERSION = (
    *("id", "plan_id", "number", "state", "valid_from", "decision_id", "vision"),
    *("created_by_id", "created_at"),
)
EDITION = ("id", "goal_id", "version_id", "order", "wording", "perspective")
LINK = ("edition_id", "parent_id", "contribution", "is_primary")
ASSESSMENT = ("goal_id", "year", "as_of", "proposed", "judged", "judged_by_id", "judged_at")
MEASURE = (
    *("id", "indicator_id", "goal_edition_id", "order", "name", "definition", "measure_unit"),
    *("decimals", "direction", "kind", "frequency", "collected_from", "aggregation", "source"),
    "by_sex",
)
TARGET = ("edition_id", "unit_id", "year", "low", "high", "basis")
ACTIVITY = (
    *("goal_id", "unit_id", "name", "expected_effect", "person_id", "starts_on", "ends_on"),
    *("state", "created_at"),
)
ANSWERS = ("indicator_id", "person_id", "valid_from")
RELEASE = ("version_id", "decision_id", "released_by_id", "released_at")
OUTCOME = (
    *("id", "indicator_id", "unit_id", "period_start", "period_end", "sex", "value"),
    *("supersedes_id", "reason", "reported_by_id", "known_at"),
)
VALUE = ("kpi_id", "area_id", "year", "sex", "value", "fetched_at")
EVENT = ("at", "person_id", "action", "subject", "subject_id", "label", "unit_id")
