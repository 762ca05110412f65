"""Alternatives to the proposed budget, and what each moves."""

from dataclasses import dataclass
from datetime import datetime

from timglas.access import Viewer
from timglas.models import AlternativeBudget, PlanKind, PlanVersion, Unit, UnitKind, VersionState
from timglas.queries.budget import budget_of, plan_years
from timglas.rules.alternatives import (
    Effect,
    FrameEffect,
    Move,
    effects,
    frame_effects,
    from_text,
    moves,
    why_not,
)
from timglas.rules.budget import Budget
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """An alternative in the list."""

    id: int
    name: str
    by: str
    put_forward_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed budget, with the alternatives that the viewer may read; open while a draft."""

    version: int
    plan: str
    alternatives: tuple[AlternativeRow, ...]
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class AlternativePage:
    """What an alternative moves, what it does to results and committees, and what it lacks."""

    years: tuple[int, ...]
    moves: tuple[Move, ...]
    effects: tuple[Effect, ...]
    frames: tuple[FrameEffect, ...]
    lacks: tuple[str, ...]


def proposals(viewer: Viewer) -> tuple[Proposal, ...]:
    """The proposed budgets, the latest plan first. Two queries."""
    versions = viewer.reach(Permission.READ_ALTERNATIVE, PlanVersion).filter(
        plan__kind=PlanKind.OPERATIONAL,
        plan__unit__kind=UnitKind.COUNCIL,
        state=VersionState.DRAFT,
    )
    written = viewer.reach(Permission.READ_ALTERNATIVE, AlternativeBudget)
    rows = list(written.select_related("created_by").order_by("name"))
    return tuple(
        Proposal(
            version.pk,
            f"{version.plan.first_year}–{version.plan.last_year}",
            tuple(_row(row) for row in rows if row.version_id == version.pk),
            is_open=version.proposed_at is None,
        )
        for version in versions.select_related("plan").order_by("-plan__first_year")
    )


def alternative_page(alternative: AlternativeBudget) -> AlternativePage:
    """An alternative against the proposal as it stands now. Four queries."""
    version = alternative.version
    before, after = budget_of(version), from_text(alternative.body)
    names, years = _names_of(before, after), plan_years(version)
    return AlternativePage(
        years=years,
        moves=moves(before, after, names=names, years=years),
        effects=effects(before, after, years),
        frames=frame_effects(before, after, names=names, years=years),
        lacks=why_not(after, years, names=names, proposal=before),
    )


def lacks_of(alternative: AlternativeBudget) -> tuple[str, ...]:
    """Why an alternative cannot be put forward, a sentence each. Four queries."""
    return alternative_page(alternative).lacks


def _names_of(*budgets: Budget) -> dict[int, str]:
    ids = {frame.unit for budget in budgets for frame in budget.frames}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _row(row: AlternativeBudget) -> AlternativeRow:
    by = row.created_by
    return AlternativeRow(row.pk, row.name, by.title or by.name, row.put_forward_at)
