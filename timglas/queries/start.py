"""The first page of somebody who has signed in: one for each role, composed of what there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.queries.activities import MyActivities, my_activities
from timglas.queries.assignments import WaitingAssignments, waiting_assignments
from timglas.queries.results import year_results
from timglas.queries.start_chief import chief_start
from timglas.queries.start_controller import controller_start
from timglas.queries.start_coworker import coworker_start
from timglas.queries.start_elected import elected_start
from timglas.queries.start_head import head_start
from timglas.queries.start_manager import manager_start
from timglas.queries.to_report import ToReport, to_report
from timglas.queries.views import YearResults
from timglas.queries.waiting import Waiting, own_goals, waiting
from timglas.rules.permissions import ROLES
from timglas.rules.start import Start, chosen_start, starts_of


@dataclass(frozen=True, slots=True)
class StartPage:
    """What a start page shows around what its role is told (`body`, by `start`).

    `others` are the start pages of the viewer's other roles.
    """

    start: Start
    others: tuple[Start, ...]
    year: int
    as_of: date
    name: str
    roles: tuple[str, ...]
    report: ToReport | None
    waiting: Waiting
    activities: MyActivities
    assignments: WaitingAssignments
    body: object

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        late = self.activities.own or self.activities.late_in_units
        waits = self.waiting or self.assignments or late
        return not (waits or (self.report and self.report.left))


COMPOSED: Mapping[Start, Callable[[Viewer, YearResults], object]] = {
    Start.CHIEF: chief_start,
    Start.CONTROLLER: controller_start,
    Start.HEAD: head_start,
    Start.MANAGER: manager_start,
    Start.ELECTED: elected_start,
    Start.COWORKER: coworker_start,
}


# Those who answer for what their bodies are asked to do, or see to that it is done.
ASKED = (Start.CONTROLLER, Start.HEAD)
# Those who do the work themselves, or lead those who do.
DOERS = (Start.HEAD, Start.MANAGER, Start.COWORKER)


def start_page(viewer: Viewer, asked: str = "") -> StartPage:
    """The viewer's first page this year: the one asked for, if a role of theirs has it."""
    results = year_results(viewer, viewer.today.year)
    start = chosen_start(viewer.roles, asked)
    return StartPage(
        start=start,
        others=tuple(other for other in starts_of(viewer.roles) if other is not start),
        year=results.year,
        as_of=results.as_of,
        name=viewer.person.name if viewer.person else "",
        roles=tuple(sorted(ROLES[role].title for role in viewer.roles)),
        # Who leads units is told of their reporting as a whole.
        report=None if start is Start.HEAD else to_report(viewer),
        waiting=waiting(viewer, own_goals(viewer, results)),
        activities=my_activities(viewer) if start in DOERS else MyActivities((), ()),
        assignments=waiting_assignments(viewer) if start in ASKED else WaitingAssignments(),
        body=COMPOSED[start](viewer, results),
    )
