"""The order to a committee or a company for a year: goals, targets, assignments and frames.

Nothing is written for it: an order is what the council has decided, gathered on a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from timglas.access import Viewer
from timglas.models import Appropriation, OrderReply, PlanVersion, Unit, UnitKind
from timglas.queries.assignments import AssignmentRow, assignments
from timglas.queries.budget import budgets_of
from timglas.queries.council_plans import VersionCited, cited, council_versions, in_force
from timglas.queries.frames import frame_now
from timglas.queries.oversight import FindingView, findings
from timglas.queries.placed import bodies_on
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, PersonView, StateView, YearResults, person_view
from timglas.rules.assignments import SETTLED
from timglas.rules.budget import FrameKind
from timglas.rules.ordering import alphabetical
from timglas.rules.orders import Reply


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What a body has said of its order; `decision` is "" where there is none."""

    state: StateView[Reply]
    text: str
    on: date
    by: PersonView
    decision: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in the list of a year: how much it holds, and the latest reply, if any."""

    unit_id: int
    name: str
    goals: int
    assignments: int
    reply: StateView[Reply] | None


@dataclass(frozen=True, slots=True)
class OrderedGoal:
    """A goal above, of the council, and the body's own goals that serve it first of all."""

    above: GoalResult | None
    own: tuple[GoalResult, ...]


@dataclass(frozen=True, slots=True)
class OrderFrame:
    """A frame, or what is asked of a company; kronor or per cent by kind, None if unknown."""

    kind: FrameKind
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything the page of an order shows; `replies` lie newest first.

    `frames_from` is the version of the council's plan that the frames are read from. `is_changed`
    tells that something was decided after the latest reply. `findings` are the executive board's
    of a company and the year, newest first.
    """

    unit_id: int
    name: str
    year: int
    goals: tuple[OrderedGoal, ...]
    assignments: tuple[AssignmentRow, ...]
    frames: tuple[OrderFrame, ...]
    frames_from: VersionCited | None
    replies: tuple[ReplyView, ...]
    is_changed: bool
    is_company: bool
    findings: tuple[FindingView, ...]


def orders(viewer: Viewer, year: int) -> tuple[OrderRow, ...]:
    """The orders of a year to all bodies that there are today, by name."""
    results, given = year_results(viewer, year), assignments(viewer)
    replies = {said.unit_id: said for said in OrderReply.objects.filter(year=year).order_by("pk")}
    bodies = sorted(bodies_on(viewer.today), key=lambda body: alphabetical(body.name))
    return tuple(
        OrderRow(
            unit_id=body.id,
            name=body.name,
            goals=len(_own(results, body.id)),
            assignments=len(_of_year(given, body.id, year)),
            reply=StateView(Reply(replies[body.id].reply)) if body.id in replies else None,
        )
        for body in bodies
    )


def order_page(viewer: Viewer, unit: Unit, year: int) -> OrderPage:
    """What the council orders of a body for a year, as far as the viewer may read it."""
    results = year_results(viewer, year)
    given = _of_year(assignments(viewer), unit.pk, year)
    frames_from, frames, decided_at = _frames(viewer, unit, year)
    said = _replies(unit, year)
    moments = [*(row.given_at for row in given), *decided_at]
    return OrderPage(
        unit_id=unit.pk,
        name=unit.name,
        year=year,
        goals=_goals(results, unit.pk),
        assignments=given,
        frames=frames,
        frames_from=frames_from,
        replies=tuple(_reply(viewer, one) for one in said),
        is_changed=bool(said) and any(moment > said[0].at for moment in moments),
        is_company=unit.kind == UnitKind.COMPANY,
        findings=findings(viewer, unit, year) if unit.kind == UnitKind.COMPANY else (),
    )


def _own(results: YearResults, unit: int) -> tuple[GoalResult, ...]:
    return tuple(goal for goal in results.goals.values() if goal.unit_id == unit)


def _goals(results: YearResults, unit: int) -> tuple[OrderedGoal, ...]:
    """The body's goals under the goals that they serve first of all, in the order of those."""
    under: dict[int | None, list[GoalResult]] = {}
    for goal in _own(results, unit):
        above = goal.primary_parent if goal.primary_parent in results.goals else None
        under.setdefault(above, []).append(goal)
    known = [goal for goal in results.goals.values() if goal.id in under]
    ordered = [OrderedGoal(goal, tuple(under[goal.id])) for goal in known]
    if loose := under.get(None):
        ordered.append(OrderedGoal(None, tuple(loose)))
    return tuple(ordered)


def _of_year(given: Iterable[AssignmentRow], unit: int, year: int) -> tuple[AssignmentRow, ...]:
    """What a body is asked to do in a year: decided by its end, and not settled before it."""
    return tuple(
        row
        for row in given
        if row.receiver_id == unit
        and row.decided_on.year <= year
        and (row.due_on.year == year or (row.due_on.year > year and row.stored not in SETTLED))
    )


def _frames(
    viewer: Viewer, unit: Unit, year: int
) -> tuple[VersionCited | None, tuple[OrderFrame, ...], list[datetime]]:
    """The frames of a body, the version in force they are from, and when they were recorded."""
    own = [v for v in council_versions(viewer) if v.plan.first_year == year]
    if not own:
        return None, (), []
    version = in_force(viewer, own)
    held = {f.kind for f in budgets_of([version])[version.pk].frames if f.unit == unit.pk}
    kinds = (kind for kind in FrameKind if kind in held)
    frames = tuple(OrderFrame(kind, frame_now(version, unit.pk, kind)) for kind in kinds)
    return cited(version), frames, _decided_at(version, unit)


def _decided_at(version: PlanVersion, unit: Unit) -> list[datetime]:
    """When a version was recorded, and what has been added to a unit's frames since."""
    added = Appropriation.objects.filter(version__plan=version.plan_id, unit=unit)
    recorded = list(added.values_list("decision__recorded_at", flat=True))
    return [*recorded, *([version.decision.recorded_at] if version.decision else [])]


def _replies(unit: Unit, year: int) -> list[OrderReply]:
    found = OrderReply.objects.filter(unit=unit, year=year)
    related = ("by", "decision__body", "decision__official")
    return list(found.select_related(*related).order_by("-pk"))


def _reply(viewer: Viewer, said: OrderReply) -> ReplyView:
    by = person_view(viewer, id=said.by.pk, name=said.by.name, title=said.by.title)
    return ReplyView(
        state=StateView(Reply(said.reply)),
        text=said.text,
        on=said.on,
        by=by,
        decision=str(said.decision) if said.decision else "",
    )
