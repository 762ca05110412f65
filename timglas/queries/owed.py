"""What is to be done around a day, by whom, and whose chief is told when it is not done."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from timglas.access import Viewer
from timglas.models import Activity, Assignment, CycleStep, GoverningDocument, RoundUnit
from timglas.queries.leaders import Leaders
from timglas.queries.whose_steps import GrantReach
from timglas.rules import activities, assignments
from timglas.rules.language import N_
from timglas.rules.permissions import Role
from timglas.rules.reminders import AWAY, Stage, stage_on

REPORTING_ROLES = frozenset({Role.REPORTER, Role.UNIT_MANAGER})
# What is a company's own is not named in mail, which anybody may come to read.
HELD = N_("Se namnet i Timglas")


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to be done by some people, and which reminder of it is the right one.

    `what` is the kind of thing, for translation; `name` is "" where mail may not name it.
    """

    key: str
    what: str
    name: str
    unit: str
    due_on: date
    stage: Stage
    people: tuple[int, ...]
    link: str


def owed(today: date) -> Iterator[Owed]:
    """All that somebody is to be reminded of on a day. Seven queries."""
    leaders = Leaders(today)
    for gather in (_rounds, _assignments, _activities, _documents, _steps):
        yield from gather(today, leaders)


def _told(
    leaders: Leaders, stage: Stage, unit: int, *, people: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Who is told: those who are to do it, or their chief."""
    doers = people or leaders.leading(unit)
    return leaders.leading(unit, without=doers) if stage is Stage.CHIEF else doers


def _rounds(today: date, leaders: Leaders) -> Iterator[Owed]:
    rows = RoundUnit.objects.filter(
        ready_at=None, round__locked_at=None, due_on__range=(today - AWAY, today + AWAY)
    )
    for row in rows.select_related("round__kind", "unit").order_by("pk"):
        if stage := stage_on(row.due_on, today):
            people = leaders.with_role(row.unit_id, REPORTING_ROLES)
            yield Owed(
                key=f"round:{row.pk}",
                what=N_("Rapportering"),
                name=str(row.round),
                unit=row.unit.name,
                due_on=row.due_on,
                stage=stage,
                people=_told(leaders, stage, row.unit_id, people=people),
                link=reverse("outcomes:mine"),
            )


def _assignments(today: date, leaders: Leaders) -> Iterator[Owed]:
    rows = Assignment.objects.filter(
        state__in=assignments.OPEN, due_on__range=(today - AWAY, today + AWAY)
    )
    for row in rows.select_related("unit").order_by("pk"):
        if stage := stage_on(row.due_on, today):
            yield Owed(
                key=f"assignment:{row.pk}",
                what=N_("Uppdrag"),
                name=row.name,
                unit=row.unit.name,
                due_on=row.due_on,
                stage=stage,
                people=_told(leaders, stage, row.unit_id),
                link=reverse("assignments:detail", args=[row.pk]),
            )


def _activities(today: date, leaders: Leaders) -> Iterator[Owed]:
    rows = Activity.objects.filter(
        state__in=activities.OPEN, ends_on__range=(today - AWAY, today + AWAY)
    )
    held = Viewer(None, today).companies
    for row in rows.select_related("unit").order_by("pk"):
        if stage := stage_on(row.ends_on, today):
            people = (row.person_id,) if row.person_id else ()
            yield Owed(
                key=f"activity:{row.pk}",
                what=N_("Aktivitet"),
                name="" if row.unit_id in held else row.name,
                unit=row.unit.name,
                due_on=row.ends_on,
                stage=stage,
                people=_told(leaders, stage, row.unit_id, people=people),
                link=reverse("activities:detail", args=[row.pk]),
            )


def _documents(today: date, leaders: Leaders) -> Iterator[Owed]:
    near = (today - AWAY, today + AWAY)
    rows = GoverningDocument.objects.filter(
        Q(revise_on__range=near) | Q(follow_up_on__range=near), person__isnull=False
    ).exclude(repeal__ends_on__lte=today)
    held = Viewer(None, today).companies
    for row in rows.select_related("unit").prefetch_related("versions").order_by("pk"):
        days = [day for day in (row.revise_on, row.follow_up_on) if day and stage_on(day, today)]
        due_on = min(days, default=None)
        if due_on and (stage := stage_on(due_on, today)):
            newest = max(row.versions.all(), key=lambda version: (version.valid_from, version.pk))
            people = (row.person_id,) if row.person_id else ()
            yield Owed(
                key=f"document:{row.pk}",
                what=N_("Översyn av styrdokument"),
                name="" if row.unit_id in held else newest.title,
                unit=row.unit.name,
                due_on=due_on,
                stage=stage,
                people=_told(leaders, stage, row.unit_id, people=people),
                link=reverse("documents:detail", args=[row.pk]),
            )


def _steps(today: date, leaders: Leaders) -> Iterator[Owed]:
    """The year's steps: those who take them, and when the day has passed who leads the year."""
    rows = CycleStep.objects.filter(
        withdrawn_at=None, done_on=None, ends_on__range=(today - AWAY, today + AWAY)
    )
    reaches = list(_reaches(leaders))
    for step in rows.select_related("cycle").order_by("pk"):
        stage = stage_on(step.ends_on, today)
        if stage is None or stage is Stage.CHIEF:
            continue
        doers = dict.fromkeys(person for reach, person in reaches if reach.covers(step))
        yield Owed(
            key=f"step:{step.pk}",
            what=N_("Steg i årets arbete"),
            name=step.name,
            unit=str(step.cycle),
            due_on=step.ends_on,
            stage=stage,
            people=leaders.everywhere({Role.CONTROLLER}) if stage.is_late else tuple(doers),
            link=reverse("cycle:step", args=[step.pk]),
        )


def _reaches(leaders: Leaders) -> Iterator[tuple[GrantReach, int]]:
    """What each grant reaches, with whose it is."""
    above = {unit: parent for unit, parent, _kind in leaders.placed}
    kinds = {unit: kind for unit, _parent, kind in leaders.placed}
    below: dict[int, set[str]] = defaultdict(set)
    for start in above:
        unit: int | None = start
        while unit is not None:
            below[unit].add(kinds[start])
            unit = above.get(unit)
    for unit, role, person in leaders.grants():
        if unit in kinds:
            yield GrantReach(role, kinds[unit], frozenset(below[unit])), person
