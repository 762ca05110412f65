"""What something seen in the surroundings can be said to affect: units and this year's goals."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import Observation, Unit
from timglas.queries.results import year_results

MOST = 12


@dataclass(frozen=True, slots=True)
class Affectable:
    """Units and goals to choose among, by id and name, those already chosen first.

    `more` is how many beside these fit the search.
    """

    units: tuple[tuple[int, str], ...]
    goals: tuple[tuple[int, str], ...]
    more: int


def affectable(
    viewer: Viewer,
    search: str,
    *,
    units: Collection[int],
    goals: Collection[int],
) -> Affectable:
    """Those already chosen, and at most twelve of each that a search finds, the highest first."""
    wanted = search.strip().casefold()
    chosen_units, found_units = _parted(_units(viewer), units, wanted)
    chosen_goals, found_goals = _parted(_goals(viewer), goals, wanted)
    return Affectable(
        units=(*chosen_units, *found_units[:MOST]),
        goals=(*chosen_goals, *found_goals[:MOST]),
        more=len(found_units[MOST:]) + len(found_goals[MOST:]),
    )


def chosen_of(viewer: Viewer, observation: Observation) -> tuple[list[int], list[int]]:
    """The ids of the units and of the goals of this year's plans that an observation affects."""
    goals = year_results(viewer, viewer.today.year).goals
    affected = observation.goals.values_list("pk", flat=True)
    units = observation.units.order_by("code").values_list("pk", flat=True)
    return list(units), [pk for pk in affected if pk in goals]


type Named = tuple[int, str]


def _parted(
    rows: Iterator[Named], chosen: Collection[int], wanted: str
) -> tuple[list[Named], list[Named]]:
    """Those that are chosen, and those of the others that a search finds."""
    taken: list[Named] = []
    found: list[Named] = []
    for pk, name in rows:
        if pk in chosen:
            taken.append((pk, name))
        elif wanted in name.casefold():
            found.append((pk, name))
    return taken, found


def _units(viewer: Viewer) -> Iterator[Named]:
    rows = Unit.objects.open_on(viewer.today).order_by("code")
    yield from rows.values_list("pk", "name")


def _goals(viewer: Viewer) -> Iterator[Named]:
    goals = year_results(viewer, viewer.today.year).goals.values()
    for goal in sorted(goals, key=lambda goal: (goal.level_order, goal.unit_name, goal.id)):
        yield goal.id, f"{goal.wording} ({goal.unit_name})"
