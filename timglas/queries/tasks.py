"""Everything that somebody owes, from all subjects: now, soon, what waits for others, and done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Assessment, AuditEvent, Outcome, PlanVersion, RoundUnit, VersionState
from timglas.models.listed import among
from timglas.queries.activities import my_activities
from timglas.queries.assignments import waiting_assignments
from timglas.queries.cycle import my_steps
from timglas.queries.led import answered_for
from timglas.queries.results import year_results
from timglas.queries.to_report import ToReport, to_report
from timglas.queries.waiting import Waiting, own_goals, waiting
from timglas.rules.activities import State as ActivityState
from timglas.rules.assignments import ASKING
from timglas.rules.cycle import State as StepState
from timglas.rules.events import DUTIES, action_words
from timglas.rules.language import _, ngettext
from timglas.rules.tasks import DONE_DAYS, TaskKind, When, minutes_of, when

MOST_DONE = 20
# What the log calls by a number is told by its newest edition: by way of which fields.
NAMED_BY: tuple[tuple[str, type[Outcome] | type[Assessment], tuple[str, str]], ...] = (
    ("outcome", Outcome, ("indicator__editions", "name")),
    ("assessment", Assessment, ("goal__editions", "wording")),
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: `id` is of what its kind leads to, `about` says of what or for whom.

    `due_on` None is without a day; `begun` says how far it has come, "" if not at all.
    """

    kind: TaskKind
    id: int
    name: str
    about: str
    due_on: date | None
    minutes: int
    is_late: bool = False
    begun: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that the viewer has done and somebody else has not taken on yet."""

    kind: TaskKind
    id: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Did:
    """Something that the viewer did lately."""

    said: str
    label: str
    on: date


@dataclass(frozen=True, slots=True)
class TasksPage:
    """The viewer's tasks: the latest due first."""

    now: tuple[Task, ...]
    soon: tuple[Task, ...]
    waits: tuple[Waits, ...]
    done: tuple[Did, ...]
    more: int
    next_due: date | None

    @property
    def minutes(self) -> int:
        """About how many minutes all that is to be done now takes."""
        return sum(task.minutes for task in self.now)


def tasks_page(viewer: Viewer) -> TasksPage:
    """All that the viewer owes. Goals to judge beyond ten are counted as `more`."""
    report = to_report(viewer)
    waits = waiting(viewer, own_goals(viewer, year_results(viewer, viewer.today.year)))
    in_rounds = _in_rounds(viewer)
    found = [
        *_rounds(in_rounds, viewer.today),
        *(_outcomes(report) if report else ()),
        *_of_goals_and_plans(waits, viewer.today),
        *_activities(viewer),
        *_assignments(viewer),
        *_steps(viewer),
    ]
    found.sort(key=lambda task: (task.due_on or viewer.today, task.kind, task.id))
    times = [(when(task.due_on, viewer.today), task) for task in found]
    return TasksPage(
        now=tuple(task for time, task in times if time is When.NOW),
        soon=tuple(task for time, task in times if time is When.SOON),
        waits=(*_ready(in_rounds), *_proposed(viewer)),
        done=tuple(_done(viewer)),
        more=waits.more,
        next_due=report.next_due if report else None,
    )


def _in_rounds(viewer: Viewer) -> tuple[RoundUnit, ...]:
    """The viewer's units in the rounds that go on."""
    mine = answered_for(viewer)
    if not mine:
        return ()
    rows = RoundUnit.objects.filter(among("unit", mine), round__locked_at=None)
    related = rows.select_related("round__kind", "unit")
    return tuple(related.order_by("due_on", "unit__name"))


def _rounds(rows: Iterable[RoundUnit], today: date) -> Iterator[Task]:
    for row in rows:
        if row.ready_at is None:
            due, late = row.due_on, row.due_on < today
            kind, name = TaskKind.ROUND, str(row.round)
            yield Task(kind, row.round_id, name, row.unit.name, due, minutes_of(kind), is_late=late)


def _outcomes(report: ToReport) -> Iterator[Task]:
    if report.left:
        begun = _("Påbörjad") if report.done else ""
        name = ngettext("Rapportera ett utfall", "Rapportera {n} utfall", report.left)
        name = name.format(n=report.left)
        yield Task(TaskKind.OUTCOMES, 0, name, "", None, report.minutes, begun=begun)


def _of_goals_and_plans(waits: Waiting, today: date) -> Iterator[Task]:
    for goal in waits.unjudged:
        yield _task(TaskKind.JUDGEMENT, goal.id, goal.wording, goal.unit_name)
    for row in waits.documents:
        due = min((day for day in (row.revise_on, row.follow_up_on) if day), default=None)
        task = _task(TaskKind.DOCUMENT, row.id, row.title, row.unit_name, due)
        yield replace(task, is_late=due is not None and due < today)
    for draft in waits.drafts:
        yield _task(TaskKind.DRAFT, draft.version_id, draft.name, "")


def _activities(viewer: Viewer) -> Iterator[Task]:
    for row in my_activities(viewer).own:
        task = _task(TaskKind.ACTIVITY, row.id, row.name, row.unit_name, row.ends_on)
        begun = row.state.name if row.state.state is ActivityState.ONGOING else ""
        yield replace(task, is_late=row.ends_on < viewer.today, begun=begun)


def _assignments(viewer: Viewer) -> Iterator[Task]:
    for row in waiting_assignments(viewer).theirs:
        task = _task(TaskKind.ASSIGNMENT, row.id, row.name, row.receiver, row.due_on)
        # One that is new is to be acknowledged at once, whenever it is to be done.
        is_new = row.stored in ASKING
        due = None if is_new and row.due_on >= viewer.today else row.due_on
        yield replace(task, due_on=due, is_late=row.due_on < viewer.today, begun=row.state.name)


def _steps(viewer: Viewer) -> Iterator[Task]:
    for row in my_steps(viewer):
        task = _task(TaskKind.STEP, row.id, row.name, row.who, row.ends_on)
        is_late = row.state.state is StepState.LATE
        begun = row.state.name if row.state.state is StepState.NOW else ""
        yield replace(task, is_late=is_late, begun=begun)


def _task(kind: TaskKind, id: int, name: str, about: str, due_on: date | None = None) -> Task:  # noqa: A002, PLR0917 (a task)
    return Task(kind, id, name, about, due_on, minutes_of(kind))


def _ready(rows: Iterable[RoundUnit]) -> Iterator[Waits]:
    for row in rows:
        if row.ready_at is not None:
            yield Waits(TaskKind.ROUND, row.round_id, str(row.round), row.unit.name)


def _proposed(viewer: Viewer) -> Iterator[Waits]:
    """The plans that the viewer has proposed and nobody has decided yet."""
    rows = PlanVersion.objects.filter(state=VersionState.DRAFT, proposed_by=viewer.person)
    for version in rows.exclude(proposed_at=None).select_related("plan__unit", "plan__term"):
        yield Waits(TaskKind.DRAFT, version.pk, str(version.plan), "")


def _done(viewer: Viewer) -> Iterator[Did]:
    """What the viewer did the last two weeks, newest first. Three queries at most."""
    since = viewer.today - timedelta(days=DONE_DAYS)
    rows = AuditEvent.objects.filter(person=viewer.person, action__in=DUTIES, at__date__gte=since)
    latest = list(rows.order_by("-pk")[:MOST_DONE])
    names = _names(latest)
    for event in latest:
        label = names.get((event.subject, event.subject_id), event.label)
        yield Did(action_words(event.action), label, timezone.localdate(event.at))


def _names(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """What the indicators and goals of some events are called, by the events' subjects."""
    ids: dict[str, list[str]] = defaultdict(list)
    for event in events:
        ids[event.subject].append(event.subject_id)
    found: dict[tuple[str, str], str] = {}
    for subject, model, name in NAMED_BY:
        rows = model._default_manager.filter(pk__in=ids[subject])
        for pk, words in rows.order_by(f"{name[0]}__pk").values_list("pk", "__".join(name)):
            found[subject, str(pk)] = words
    return found
