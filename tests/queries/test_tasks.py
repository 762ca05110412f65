"""Everything that somebody owes: now, soon, what waits for others, and what was done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import NOW, TODAY, Cast
from tests.documents import make_document
from tests.plan_drafts import draft_operational_plan
from tests.planned import plan_everything
from tests.reported import report_some
from tests.rounds import make_round, row_of
from tests.years import empty_year, make_step
from timglas.actions.assessments import assess_goal
from timglas.actions.outcomes import report_outcome
from timglas.actions.rounds import finish_unit, lock_round
from timglas.models import PlanVersion
from timglas.queries.led import answered_for
from timglas.queries.tasks import Did, Task, Waits, tasks_page
from timglas.rules.periods import Frequency, Period
from timglas.rules.scale import Status
from timglas.rules.tasks import TaskKind

ROUND = "Delårsbokslut per den 31 augusti 2025"


def kinds(tasks: tuple[Task, ...]) -> list[tuple[str, str]]:
    return [(task.kind.value, task.name) for task in tasks]


def test_somebody_who_owes_nothing_has_nothing_to_do(cast: Cast) -> None:
    found = tasks_page(cast.viewer(cast.outsider))
    assert (found.now, found.soon, found.waits, found.done, found.minutes) == ((), (), (), (), 0)


def test_a_unit_in_a_round_is_a_task_until_it_is_ready(cast: Cast) -> None:
    opened = make_round(cast)
    viewer = cast.viewer(cast.manager)
    (task,) = tasks_page(viewer).now
    due = date(2025, 9, 10)
    assert task == Task(TaskKind.ROUND, opened.pk, ROUND, "Björkskolan", due, 2, is_late=True)
    finish_unit(row=row_of(opened, cast.bjork), by=cast.manager, at=NOW)
    found = tasks_page(viewer)
    assert found.now == ()
    assert found.waits == (Waits(TaskKind.ROUND, opened.pk, ROUND, "Björkskolan"),)
    assert found.done == (Did("Enheten blev klar i en omgång", f"Björkskolan: {ROUND}", TODAY),)
    lock_round(opened=opened, by=cast.controller, at=NOW)
    assert tasks_page(viewer).waits == ()


def test_who_leads_answers_for_units_below_that_nobody_leads_closer_by(cast: Cast) -> None:
    answered = {
        name: set(answered_for(cast.viewer(person))) for name, person in cast.everyone.items()
    }
    assert answered["head"] == {cast.bun.pk, cast.buf.pk, cast.ek.pk}
    assert answered["manager"] == answered["reporter"] == {cast.bjork.pk}
    assert answered["chief"] == {cast.kf.pk, cast.ks.pk, cast.klk.pk}
    assert answered["director"] == {cast.ab.pk}
    assert answered["controller"] == {cast.kf.pk}
    assert answered["reader"] == answered["anonymous"] == set()


def test_tasks_come_from_every_subject(cast: Cast) -> None:
    scene = report_some(cast)
    activity = make_activity(scene.planned, person=cast.head, ends_on=TODAY)
    assignment = make_assignment(cast)
    document = make_document(cast, person=cast.head, revise_on=TODAY - timedelta(days=1))
    draft = draft_operational_plan(cast, cast.buf)
    step = make_step(cast, empty_year(), unit_kind="committee", role="department_head")
    found = tasks_page(cast.viewer(cast.head))
    tasks = {(task.kind, task.id) for task in (*found.now, *found.soon)}
    assert tasks >= {
        (TaskKind.OUTCOMES, 0),
        (TaskKind.ACTIVITY, activity.pk),
        (TaskKind.ASSIGNMENT, assignment.pk),
        (TaskKind.DOCUMENT, document.pk),
        (TaskKind.DRAFT, draft.pk),
        (TaskKind.STEP, step.pk),
        (TaskKind.JUDGEMENT, scene.planned.eligible.pk),
    }
    assert found.minutes == sum(task.minutes for task in found.now)
    (late,) = [task for task in found.now if task.kind is TaskKind.DOCUMENT]
    assert late.is_late


def test_a_proposed_plan_waits_for_others(cast: Cast) -> None:
    plan_everything(cast)
    draft = draft_operational_plan(cast, cast.ek)
    PlanVersion.objects.filter(pk=draft.pk).update(proposed_by=cast.head, proposed_at=NOW)
    found = tasks_page(cast.viewer(cast.head))
    assert [(one.kind, one.id) for one in found.waits] == [(TaskKind.DRAFT, draft.pk)]


def test_what_was_reported_and_judged_is_told_by_its_name(cast: Cast) -> None:
    scene = report_some(cast)
    report_outcome(
        indicator=scene.planned.indicator,
        period=Period(Frequency.YEAR, 2024),
        value=Decimal(84),
        by=cast.head,
        at=NOW,
    )
    assess_goal(
        goal=scene.planned.eligible,
        year=2025,
        as_of=TODAY,
        proposed=Status.ON_TRACK,
        judged=Status.ON_TRACK,
        by=cast.head,
        at=NOW,
    )
    done = {(one.said, one.label) for one in tasks_page(cast.viewer(cast.head)).done}
    assert done >= {
        ("Målet bedömdes", "Alla når gymnasiet"),
        ("Utfallet rapporterades", scene.edition.name),
    }


@pytest.mark.parametrize("more", [1, 10])
def test_the_page_takes_as_many_queries_whatever_the_number_of_tasks(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    scene = report_some(cast)
    make_round(cast)
    for _number in range(more):
        make_activity(scene.planned, person=cast.head, ends_on=TODAY)
    viewer = cast.viewer(cast.head)
    # Half of them are kept between requests (see tests/web/test_page_queries.py).
    with django_assert_num_queries(32):
        found = tasks_page(viewer)
    assert len([task for task in found.now if task.kind is TaskKind.ACTIVITY]) == more
