"""The start page of who leads a department: which units have reported, and how it goes there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.queries.outcomes import due_rows
from timglas.queries.standing_signals import StandingSignal, standing_signals
from timglas.queries.told import Told, told
from timglas.queries.views import GoalResult, YearResults
from timglas.rules.events import ASSIGNING, GRANTING, OF_SERIES, OF_YEARS, QUIET, REPORTING
from timglas.rules.permissions import Permission
from timglas.rules.status import Colour
from timglas.rules.summary import goals_in_words

MOST = 8
MOST_UNITS = 40


@dataclass(frozen=True, slots=True)
class UnitState:
    """What a unit has been asked for and has reported, and how many of its goals deviate."""

    unit_id: int
    name: str
    wanted: int
    done: int
    goals: int
    deviating: int
    unjudged: int

    @property
    def left(self) -> int:
        """How many outcomes are still to come."""
        return self.wanted - self.done


@dataclass(frozen=True, slots=True)
class HeadStart:
    """The units below the viewer, those with most left first, and what deviates in them.

    `more` is how many units have nothing left and are not shown.
    """

    says: str
    units: tuple[UnitState, ...]
    more: int
    deviating: tuple[Told, ...]
    signals: tuple[StandingSignal, ...]

    @property
    def left(self) -> int:
        """How many of the units shown have something left to report."""
        return sum(unit.left > 0 for unit in self.units)


def head_start(viewer: Viewer, results: YearResults) -> HeadStart:
    """How it stands in the viewer's units. At most five queries, kept."""
    units = viewer.units(Permission.REPORT_OUTCOME)
    goals = tuple(goal for goal in results.goals.values() if goal.unit_id in units)
    states = unit_states(goals, _wanted_of(viewer))
    indicators = {i.id: i for goal in goals for i in goal.indicators}
    return HeadStart(
        says=goals_in_words(goal.status.status for goal in goals),
        units=states[:MOST_UNITS],
        more=len(states[MOST_UNITS:]),
        deviating=told(goals, Colour.RED)[:MOST],
        signals=standing_signals(indicators.values(), until=results.as_of)[:MOST],
    )


class Wanted(NamedTuple):
    """A unit that an outcome is wanted from, and whether it has come."""

    unit_id: int
    unit_name: str
    is_done: bool


_wanted: Kept[tuple[int, date], tuple[Wanted, ...]] = Kept(
    quiet=(QUIET | REPORTING) - ASSIGNING - GRANTING - OF_SERIES - OF_YEARS, most=200
)


def _wanted_of(viewer: Viewer) -> tuple[Wanted, ...]:
    """Every outcome that is wanted from the viewer's units, done or not."""
    return _wanted.get(
        (viewer.person.pk if viewer.person else 0, viewer.today),
        lambda: tuple(
            Wanted(row.unit_id, row.unit_name, row.is_done)
            for row in due_rows(viewer)
            if not row.is_optional
        ),
    )


def unit_states(goals: Iterable[GoalResult], rows: Iterable[Wanted]) -> tuple[UnitState, ...]:
    """The state of every unit that has a goal or is asked to report, most left first."""
    of_unit: dict[int, list[GoalResult]] = defaultdict(list)
    asked: dict[int, list[Wanted]] = defaultdict(list)
    names: dict[int, str] = {}
    for goal in goals:
        of_unit[goal.unit_id].append(goal)
        names[goal.unit_id] = goal.unit_name
    for row in rows:
        asked[row.unit_id].append(row)
        names[row.unit_id] = row.unit_name
    states = (
        UnitState(
            unit_id=unit,
            name=name,
            wanted=len(asked[unit]),
            done=sum(row.is_done for row in asked[unit]),
            goals=len(of_unit[unit]),
            deviating=sum(g.status.status.colour is Colour.RED for g in of_unit[unit]),
            unjudged=sum(g.judgement is None for g in of_unit[unit]),
        )
        for unit, name in names.items()
    )
    return tuple(sorted(states, key=lambda s: (-s.left, -s.deviating, s.name)))
