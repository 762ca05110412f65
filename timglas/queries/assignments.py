"""Assignments: the register, an assignment's page, and lists for goals, bodies and start pages.

For those with a role. Lists come with what asks for attention first: late, returned, given,
reported, acknowledged, ongoing, closed, replaced; then by the day when they are due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from timglas.access import Viewer, placed_on
from timglas.kept import Kept
from timglas.models import Assignment, AssignmentNote, Decision, Goal, GoalEdition, Unit, UnitKind
from timglas.queries.activities import latest_wording
from timglas.queries.placed import BODIES
from timglas.queries.views import PersonView, StateView, person_view
from timglas.rules.assignments import ASKING, OPEN, Side, State, shown_state, urgency, waits_for
from timglas.rules.events import GRANTING, OF_ASSIGNMENTS, QUIET, REPORTING
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission

MOST = 10


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment in a list, as seen on the viewer's day; `amount` in kronor, None if none."""

    id: int
    name: str
    text: str
    giver_id: int
    giver: str
    receiver_id: int
    receiver: str
    unit_id: int
    unit: str
    decided_on: date
    given_at: datetime
    decision: str
    due_on: date
    amount: Decimal | None
    stored: State
    state: StateView[State]

    @property
    def turn(self) -> str:
        """The body that is to do or say something next, "" when all is said."""
        side = waits_for(self.stored)
        return {Side.GIVER: self.giver, Side.RECEIVER: self.receiver}[side] if side else ""


@dataclass(frozen=True, slots=True)
class AssignmentNoteView:
    """What was said of an assignment on a day, and by which decision, "" if none."""

    state: StateView[State]
    note: str
    by: PersonView
    on: date
    decision: str


@dataclass(frozen=True, slots=True)
class ServedGoal:
    """A goal that an assignment serves."""

    id: int
    wording: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """An assignment before or after another: what it replaces, or what replaces it."""

    id: int
    name: str
    decision: str


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """Everything the page of an assignment shows; `notes` lie newest first."""

    row: AssignmentRow
    goals: tuple[ServedGoal, ...]
    notes: tuple[AssignmentNoteView, ...]
    before: Sibling | None
    after: Sibling | None


@dataclass(frozen=True, slots=True)
class WaitingAssignments:
    """What a start page tells of assignments: those of the viewer's bodies, at most ten of each.

    `theirs` wait for the viewer's answer: late, returned and newly given ones. `late` are those of
    others that are late, for those who see to that what was asked is done. `more` is how many there
    are beside these.
    """

    theirs: tuple[AssignmentRow, ...] = ()
    late: tuple[AssignmentRow, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.theirs or self.late)


@dataclass(frozen=True, slots=True)
class WantedAssignments:
    """What the register is narrowed to; "" is all. `sort` names one of `ASSIGNMENT_ORDERS`."""

    q: str = ""
    receiver: str = ""
    giver: str = ""
    state: str = ""
    year: str = ""
    sort: str = ""


ASSIGNMENT_ORDERS: Orders[AssignmentRow] = {
    "namn": lambda row: alphabetical(row.name),
    "lage": lambda row: urgency(row.state.state),
    "mottagare": lambda row: alphabetical(row.receiver),
    "datum": lambda row: row.due_on,
    "beslut": lambda row: row.decided_on,
    "kronor": lambda row: row.amount,
    "enhet": lambda row: alphabetical(row.unit),
}


def assignments(viewer: Viewer) -> tuple[AssignmentRow, ...]:
    """All assignments that the viewer may read."""
    return _rows(viewer, viewer.reach(Permission.READ_ASSIGNMENT, Assignment))


def listed_assignments(
    rows: Iterable[AssignmentRow], wanted: WantedAssignments
) -> tuple[AssignmentRow, ...]:
    """Those assignments that are wanted, in the wanted order."""
    found = (row for row in rows if _is_wanted(row, wanted))
    return tuple(ordered(found, wanted.sort, ASSIGNMENT_ORDERS))


def goal_assignments(viewer: Viewer, goal: Goal) -> tuple[AssignmentRow, ...]:
    """The assignments that serve a goal of the council; others have none, and cost no query."""
    councils = {unit for unit, _parent, kind in placed_on(viewer.today) if kind == UnitKind.COUNCIL}
    if goal.unit_id not in councils:
        return ()
    readable = viewer.reach(Permission.READ_ASSIGNMENT, Assignment)
    return _rows(viewer, readable.filter(goals__goal=goal))


def body_assignments(viewer: Viewer, body: Unit) -> tuple[AssignmentRow, ...]:
    """The assignments of a body that are not closed or replaced; units below have none."""
    if body.kind not in BODIES:
        return ()
    readable = viewer.reach(Permission.READ_ASSIGNMENT, Assignment).filter(receiver=body)
    return tuple(row for row in _rows(viewer, readable) if row.turn)


def assignments_followed_up(viewer: Viewer, unit: Unit, as_of: date) -> tuple[AssignmentRow, ...]:
    """What a body was to do in the year of a day, given by then, to it or by it. One query.

    Those that are closed are there if they were to be reported in the year; those that have been
    replaced are not.
    """
    given = Assignment.objects.filter(
        Q(receiver=unit) | Q(decision__body=unit),
        decision__decided_on__lte=as_of,
        replaced_by=None,
    )
    rows = _rows(viewer, given)
    return tuple(row for row in rows if row.turn or row.due_on.year == as_of.year)


def waiting_assignments(viewer: Viewer) -> WaitingAssignments:
    """What waits for the viewer of assignments, for a start page. At most one query, kept."""
    if viewer.person is None:
        return WaitingAssignments()
    return _kept.get((viewer.person.pk, viewer.today), lambda: _waiting(viewer))


def assignment_page(viewer: Viewer, assignment: Assignment) -> AssignmentPage:
    """The page of an assignment that the viewer has reached."""
    (row,) = _rows(viewer, Assignment.objects.filter(pk=assignment.pk))
    return AssignmentPage(
        row=row,
        goals=served_goals(viewer, assignment),
        notes=tuple(_note(viewer, said) for said in _notes(assignment)),
        before=_sibling(Assignment.objects.filter(replaced_by=assignment)),
        after=_sibling(Assignment.objects.filter(replaces=assignment)),
    )


def served_goals(viewer: Viewer, assignment: Assignment) -> tuple[ServedGoal, ...]:
    """The goals that an assignment serves and the viewer may read."""
    served = assignment.goals.annotate(
        wording=Subquery(latest_wording(viewer, OuterRef("goal_id")))
    )
    rows = served.order_by("pk").values_list("goal_id", "wording")
    return tuple(ServedGoal(pk, wording) for pk, wording in rows if wording)


def goals_to_serve(viewer: Viewer) -> tuple[ServedGoal, ...]:
    """The council's goals that hold today, which assignments can serve."""
    own = Goal.objects.filter(unit__kind=UnitKind.COUNCIL)
    term = GoalEdition.objects.filter(
        version__plan__first_year__lte=viewer.today.year,
        version__plan__last_year__gte=viewer.today.year,
    )
    current = viewer.reach(Permission.READ, Goal).filter(pk__in=own.values("pk"), editions__in=term)
    named = current.annotate(wording=Subquery(latest_wording(viewer, OuterRef("pk")))).distinct()
    return tuple(ServedGoal(*row) for row in named.order_by("pk").values_list("pk", "wording"))


_kept: Kept[tuple[int, date], WaitingAssignments] = Kept(
    quiet=(QUIET | REPORTING) - OF_ASSIGNMENTS - GRANTING, most=1_000
)


def _waiting(viewer: Viewer) -> WaitingAssignments:
    answers = viewer.reach(Permission.ANSWER_ASSIGNMENT, Assignment)
    watches = viewer.reach(Permission.GIVE_ASSIGNMENT, Assignment).filter(due_on__lt=viewer.today)
    rows = _rows(viewer, (answers | watches).filter(state__in=OPEN))
    mine = viewer.units(Permission.ANSWER_ASSIGNMENT)
    asking = tuple(row for row in rows if row.state.state in ASKING)
    theirs = tuple(row for row in asking if row.receiver_id in mine)
    late = tuple(row for row in asking if row.receiver_id not in mine)
    more = len(theirs[MOST:]) + len(late[MOST:])
    return WaitingAssignments(theirs[:MOST], late[:MOST], more)


def _rows(viewer: Viewer, found: QuerySet[Assignment]) -> tuple[AssignmentRow, ...]:
    related = ("decision__body", "decision__official", "receiver", "unit")
    rows = (_row(viewer, one) for one in found.select_related(*related))
    return tuple(sorted(rows, key=lambda row: (urgency(row.state.state), row.due_on, row.id)))


def _row(viewer: Viewer, found: Assignment) -> AssignmentRow:
    state, decision = State(found.state), found.decision
    shown = shown_state(state, due_on=found.due_on, today=viewer.today)
    return AssignmentRow(
        id=found.pk,
        name=found.name,
        text=found.text,
        giver_id=decision.body_id,
        giver=decision.body.name,
        receiver_id=found.receiver_id,
        receiver=found.receiver.name,
        unit_id=found.unit_id,
        unit=found.unit.name,
        decided_on=decision.decided_on,
        given_at=found.created_at,
        decision=str(decision),
        due_on=found.due_on,
        amount=found.amount,
        stored=state,
        state=StateView(shown),
    )


def _is_wanted(row: AssignmentRow, wanted: WantedAssignments) -> bool:
    words = f"{row.name} {row.text} {row.receiver} {row.unit} {row.decision}".casefold()
    return (
        wanted.q.casefold() in words
        and wanted.receiver in {"", str(row.receiver_id)}
        and wanted.giver in {"", str(row.giver_id)}
        and wanted.state in {"", row.state.state.value}
        and wanted.year in {"", str(row.due_on.year)}
    )


def _sibling(found: QuerySet[Assignment]) -> Sibling | None:
    one = found.select_related("decision__body", "decision__official").first()
    return Sibling(one.pk, one.name, str(one.decision)) if one else None


def _notes(assignment: Assignment) -> QuerySet[AssignmentNote]:
    related = ("by", "decision__body", "decision__official")
    return assignment.notes.select_related(*related).order_by("-pk")


def _note(viewer: Viewer, said: AssignmentNote) -> AssignmentNoteView:
    by = person_view(viewer, id=said.by.pk, name=said.by.name, title=said.by.title)
    decision: Decision | None = said.decision
    return AssignmentNoteView(
        state=StateView(State(said.state)),
        note=said.note,
        by=by,
        on=said.on,
        decision=str(decision) if decision else "",
    )
