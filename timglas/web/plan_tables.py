"""What stands in a version of a plan, as tables that can be changed and read in again."""

from django.utils.translation import gettext as _

from timglas.models import PlanVersion
from timglas.queries.goal_rows import goal_cells
from timglas.rules.goal_sheet import GOAL_COLUMNS
from timglas.web.data import Column, Table


def goals_of_version(version: PlanVersion) -> Table:
    """The goals of a version, in the columns that goals are read in by."""
    columns = tuple(Column(column.key, _(column.heading)) for column in GOAL_COLUMNS)
    return Table(f"mal-i-plan-{version.pk}", columns, tuple(goal_cells(version)))
