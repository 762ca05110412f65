"""Vintages: what each of the council's plans has said of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from timglas.access import Viewer
from timglas.models import PlanVersion
from timglas.queries.council_plans import VersionCited, cited, in_force
from timglas.rules.budget import Budget, FrameKind, total
from timglas.rules.language import _


@dataclass(frozen=True, slots=True)
class Vintage:
    """A unit's operating frame of a year, plan by plan; None where a plan says nothing of it."""

    name: str
    amounts: tuple[Decimal | None, ...]
    is_total: bool = False

    @property
    def change(self) -> Decimal | None:
        """From the first plan to the last."""
        first, last = self.amounts[0], self.amounts[-1]
        return None if first is None or last is None else last - first


@dataclass(frozen=True, slots=True)
class Vintages:
    """What each plan has said of a year, the oldest plan first."""

    plans: tuple[VersionCited, ...]
    rows: tuple[Vintage, ...]


def vintages(
    viewer: Viewer,
    versions: Iterable[PlanVersion],
    budgets: Mapping[int, Budget],
    *,
    names: Mapping[int, str],
    year: int,
) -> Vintages:
    """The operating frames of a year in each plan's version in force; `names` are by unit."""
    plans = groupby(versions, key=lambda version: version.plan_id)
    shown = [in_force(viewer, of_plan) for _plan, of_plan in plans]
    told = [
        {f.unit: f.amounts.get(year) for f in budgets[v.pk].of_kind(FrameKind.OPERATING)}
        for v in shown
    ]
    units = [unit for unit in names if any(unit in frames for frames in told)]
    rows = [Vintage(names[u], tuple(frames.get(u) for frames in told)) for u in units]
    if rows:
        totals = tuple(total(frames.values()) for frames in told)
        rows.append(Vintage(_("Summa"), totals, is_total=True))
    return Vintages(tuple(map(cited, shown)), tuple(rows))
