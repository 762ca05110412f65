"""How much somebody has left to report, and about how long it takes."""

from dataclasses import dataclass
from datetime import date

from timglas.access import Viewer
from timglas.queries.outcomes import DuePage, DueRow, due_page
from timglas.rules.permissions import Permission, Role
from timglas.rules.start import minutes_for

MOST = 8
REPORTS = frozenset({Role.REPORTER, Role.UNIT_MANAGER})


@dataclass(frozen=True, slots=True)
class ToReport:
    """What is left to report: the first ones, how many, and about how many minutes it takes."""

    rows: tuple[DueRow, ...]
    left: int
    done: int
    minutes: int
    next_due: date | None

    @property
    def more(self) -> int:
        """How many are left beside those shown."""
        return self.left - len(self.rows)


def to_report(viewer: Viewer) -> ToReport | None:
    """What the viewer reports; not all that a controller could report in the whole municipality.

    None for somebody who reports nothing.
    """
    reports = viewer.roles & REPORTS or viewer.answers_for_something(Permission.REPORT_OUTCOME)
    return left_of(due_page(viewer)) if reports else None


def left_of(due: DuePage) -> ToReport:
    """What is left of a page of reporting."""
    left = tuple(row for row in due.rows if not (row.is_done or row.is_optional))
    return ToReport(
        rows=left[:MOST],
        left=len(left),
        done=due.done,
        minutes=minutes_for(sum(len(row.missing) for row in left)),
        next_due=due.next_due,
    )
