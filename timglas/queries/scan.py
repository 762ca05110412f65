"""Environmental scanning: the register of what was seen, its pages, and areas of development.

What weighs most comes first, then what was seen last. Only those with a role read of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import DevelopmentArea, Goal, Observation, Plan
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, PersonView, person_view
from timglas.rules.events import GRANTING, OF_SCAN, QUIET, REPORTING
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission
from timglas.rules.scan import Certainty, Effect, Horizon, Weight, urgency, weight

MOST = 5


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit, to name and lead to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """Something that was seen, in a list. `units` are those it affects."""

    id: int
    title: str
    unit: UnitName
    observed_on: date
    source: str
    horizon: Horizon
    effect: Effect
    certainty: Certainty
    weight: Weight
    is_current: bool
    units: tuple[UnitName, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area of development with its rank, and the titles of what it rests on, by id."""

    id: int
    rank: int
    name: str
    text: str
    unit: UnitName
    year: int
    observations: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """What a unit develops in a year, by rank; `may_manage` is whether the viewer may change it."""

    unit: UnitName
    year: int
    areas: tuple[AreaRow, ...]
    may_manage: bool


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """Everything the page of an observation shows; `goals` are those of this year's plans."""

    row: ObservationRow
    text: str
    link: str
    by: PersonView
    goals: tuple[GoalResult, ...]
    areas: tuple[AreaRow, ...]


@dataclass(frozen=True, slots=True)
class PlanScan:
    """What a unit's plan is made in the light of: what affects the unit, and its areas."""

    observations: tuple[ObservationRow, ...]
    areas: tuple[AreaRow, ...]

    def __bool__(self) -> bool:
        return bool(self.observations or self.areas)


@dataclass(frozen=True, slots=True)
class WantedObservations:
    """What the register is narrowed to; "" is all. `sort` names one of `OBSERVATION_ORDERS`.

    `unit` is one that is affected or that saw it; `current` is "ja" or "nej".
    """

    q: str = ""
    unit: str = ""
    weight: str = ""
    horizon: str = ""
    current: str = ""
    sort: str = ""


CURRENT, PAST = "ja", "nej"
OBSERVATION_ORDERS: Orders[ObservationRow] = {
    "iakttagelse": lambda row: alphabetical(row.title),
    "vikt": lambda row: urgency(row.weight),
    "sikt": lambda row: tuple(Horizon).index(row.horizon),
    "datum": lambda row: row.observed_on,
    "kalla": lambda row: alphabetical(row.source),
    "enhet": lambda row: alphabetical(row.unit.name),
}


def observations(viewer: Viewer) -> tuple[ObservationRow, ...]:
    """All that was seen that the viewer may read; what is no longer current last. Two queries."""
    return _rows(viewer.reach(Permission.READ_SCAN, Observation))


def listed_observations(
    rows: Iterable[ObservationRow], wanted: WantedObservations
) -> tuple[ObservationRow, ...]:
    """Those that are wanted, in the wanted order."""
    found = (row for row in rows if _is_wanted(row, wanted))
    return tuple(ordered(found, wanted.sort, OBSERVATION_ORDERS))


def observation_page(viewer: Viewer, observation: Observation) -> ObservationPage:
    """The page of an observation that the viewer has reached."""
    (row,) = _rows(Observation.objects.filter(pk=observation.pk))
    goals = year_results(viewer, viewer.today.year).goals
    affected = observation.goals.values_list("pk", flat=True)
    found = [goals[pk] for pk in affected if pk in goals]
    readable = viewer.reach(Permission.READ_SCAN, DevelopmentArea)
    return ObservationPage(
        row=row,
        text=observation.text,
        link=observation.link,
        by=person_view(
            viewer,
            id=observation.by.pk,
            name=observation.by.name,
            title=observation.by.title,
        ),
        goals=tuple(sorted(found, key=lambda goal: (goal.level_order, goal.unit_name, goal.id))),
        areas=_areas(viewer, readable.filter(observations=observation)),
    )


_of_goal: Kept[tuple[int | None, date, int], tuple[ObservationRow, ...]] = Kept(
    quiet=(QUIET | REPORTING) - OF_SCAN - GRANTING, most=1_000
)


def goal_observations(viewer: Viewer, goal: Goal) -> tuple[ObservationRow, ...]:
    """What weighs most of what is current and affects a goal; at most five. Kept."""
    person = viewer.person.pk if viewer.person else None
    return _of_goal.get((person, viewer.today, goal.pk), lambda: _weightiest(viewer, goal))


def _weightiest(viewer: Viewer, goal: Goal) -> tuple[ObservationRow, ...]:
    readable = viewer.reach(Permission.READ_SCAN, Observation)
    return _rows(readable.filter(goals=goal, is_current=True))[:MOST]


def plan_scan(viewer: Viewer, plan: Plan) -> PlanScan:
    """What affects a plan's unit, at most five, and what it develops in the plan's years."""
    seen = viewer.reach(Permission.READ_SCAN, Observation)
    areas = viewer.reach(Permission.READ_SCAN, DevelopmentArea).filter(unit=plan.unit_id)
    return PlanScan(
        observations=_rows(seen.filter(units=plan.unit_id, is_current=True))[:MOST],
        areas=_areas(viewer, areas.filter(year__range=(plan.first_year, plan.last_year))),
    )


def area_groups(
    viewer: Viewer, *, unit: int | None = None, year: int | None = None
) -> tuple[AreaGroup, ...]:
    """Areas by year, the latest first, and unit; of one unit or year if that is asked for."""
    found = viewer.reach(Permission.READ_SCAN, DevelopmentArea)
    if unit:
        found = found.filter(unit=unit)
    if year:
        found = found.filter(year=year)
    managed = viewer.units(Permission.MANAGE_SCAN)
    groups: dict[tuple[int, UnitName], list[AreaRow]] = defaultdict(list)
    for area in _areas(viewer, found):
        groups[area.year, area.unit].append(area)
    rows = [
        AreaGroup(unit=name, year=of, areas=tuple(areas), may_manage=name.id in managed)
        for (of, name), areas in groups.items()
    ]
    return tuple(sorted(rows, key=lambda group: (-group.year, alphabetical(group.unit.name))))


def observation_titles(viewer: Viewer, area: DevelopmentArea | None = None) -> dict[int, str]:
    """What an area can rest on, by id: what is current, and what it already rests on."""
    chosen = set(area.observations.values_list("pk", flat=True)) if area else set()
    rows = observations(viewer)
    return {row.id: row.title for row in rows if row.is_current or row.id in chosen}


def _rows(found: QuerySet[Observation]) -> tuple[ObservationRow, ...]:
    read = list(found.select_related("unit"))
    affected = _affected([observation.pk for observation in read])
    return tuple(sorted((_row(o, affected.get(o.pk, ())) for o in read), key=_as_listed))


def _as_listed(row: ObservationRow) -> tuple[bool, int, int, int]:
    return not row.is_current, urgency(row.weight), -row.observed_on.toordinal(), row.id


def _affected(ids: list[int]) -> Mapping[int, tuple[UnitName, ...]]:
    """The units that some observations affect. No query where there are none."""
    if not ids:
        return {}
    pairs = Observation.units.through.objects.filter(observation__in=ids).order_by("unit__code")
    found: dict[int, tuple[UnitName, ...]] = defaultdict(tuple)
    for observation, unit, name in pairs.values_list("observation_id", "unit_id", "unit__name"):
        found[observation] += (UnitName(unit, name),)
    return found


def _row(observation: Observation, affected: tuple[UnitName, ...]) -> ObservationRow:
    effect, certainty = Effect(observation.effect), Certainty(observation.certainty)
    return ObservationRow(
        id=observation.pk,
        title=observation.title,
        unit=UnitName(observation.unit_id, observation.unit.name),
        observed_on=observation.observed_on,
        source=observation.source,
        horizon=Horizon(observation.horizon),
        effect=effect,
        certainty=certainty,
        weight=weight(effect, certainty),
        is_current=observation.is_current,
        units=affected,
    )


def _areas(viewer: Viewer, found: QuerySet[DevelopmentArea]) -> tuple[AreaRow, ...]:
    """Areas by year, unit and rank, with those observations that the viewer may read."""
    read = list(found.select_related("unit").order_by("year", "unit__code", "order", "pk"))
    cited = _cited(viewer, [area.pk for area in read])
    return tuple(_area(area, cited.get(area.pk, ())) for area in read)


def _area(area: DevelopmentArea, cited: tuple[tuple[int, str], ...]) -> AreaRow:
    return AreaRow(
        id=area.pk,
        rank=area.order,
        name=area.name,
        text=area.text,
        unit=UnitName(area.unit_id, area.unit.name),
        year=area.year,
        observations=cited,
    )


def _cited(viewer: Viewer, ids: list[int]) -> Mapping[int, tuple[tuple[int, str], ...]]:
    if not ids:
        return {}
    readable = viewer.reach(Permission.READ_SCAN, Observation)
    pairs = DevelopmentArea.observations.through.objects.filter(
        developmentarea__in=ids, observation__in=readable
    )
    found: dict[int, tuple[tuple[int, str], ...]] = defaultdict(tuple)
    columns = ("developmentarea_id", "observation_id", "observation__title")
    for area, observation, title in pairs.order_by("pk").values_list(*columns):
        found[area] += ((observation, title),)
    return found


def _is_wanted(row: ObservationRow, wanted: WantedObservations) -> bool:
    near = {str(row.unit.id), *(str(unit.id) for unit in row.units)}
    return (
        wanted.q.casefold() in f"{row.title} {row.source} {row.unit.name}".casefold()
        and (not wanted.unit or wanted.unit in near)
        and wanted.weight in {"", row.weight.value}
        and wanted.horizon in {"", row.horizon.value}
        and wanted.current in {"", CURRENT if row.is_current else PAST}
    )
