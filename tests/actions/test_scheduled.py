"""Work that falls due is done once, tried again when it fails, and seen when it is stuck."""

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.actions.test_outbox import notice
from tests.cast import NOW, TODAY, Cast
from timglas.actions.outbox import collect_digests, queue_mail
from timglas.actions.scheduled import (
    MAIL_KEPT,
    BrokenChain,
    check_chain,
    prune,
    run_job,
    run_stuck_again,
)
from timglas.models import AuditEvent, Mail, ScheduledJob
from timglas.rules.scheduled import AGAIN, GONE, Job


def running(*, minutes: int, workers: int = 1) -> Any:
    """A task that a worker began so many minutes ago."""
    return DBTaskResult.objects.create(
        id=uuid4(),
        status=TaskResultStatus.RUNNING,
        started_at=NOW - timedelta(minutes=minutes),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="timglas.actions.sending.deliver",
        worker_ids=["w"] * workers,
        backend_name="default",
        run_after=NOW,
    )


def test_daily_work_is_done_once_a_day(db: None) -> None:
    done: list[int] = []
    for _turn in range(3):
        assert run_job(Job.PRUNE, lambda: done.append(1), today=TODAY, at=NOW)
    assert run_job(Job.PRUNE, lambda: done.append(2), today=TODAY + timedelta(days=1), at=NOW)
    assert done == [1, 2]


def test_work_of_all_the_time_is_done_each_time_and_kept_in_one_row(db: None) -> None:
    done: list[int] = []
    for _turn in range(3):
        run_job(Job.SEAL, lambda: done.append(1), today=TODAY, at=timezone.now())
    assert (len(done), ScheduledJob.objects.count()) == (3, 1)


def test_work_that_fails_says_why_and_is_tried_again_later(db: None) -> None:
    def work() -> None:
        raise ValueError("trasigt")

    assert not run_job(Job.PRUNE, work, today=TODAY, at=NOW)
    assert ScheduledJob.objects.get().error == "ValueError: trasigt"
    done: list[int] = []
    run_job(Job.PRUNE, lambda: done.append(1), today=TODAY, at=timezone.now())
    assert done == []
    run_job(Job.PRUNE, lambda: done.append(1), today=TODAY, at=timezone.now() + AGAIN)
    assert done == [1]


def test_work_that_is_going_on_is_left_alone(db: None) -> None:
    ScheduledJob.objects.create(job=Job.SEAL, began_at=NOW)
    done: list[int] = []
    assert run_job(Job.SEAL, lambda: done.append(1), today=TODAY, at=NOW)
    assert done == []


def test_a_task_whose_worker_is_gone_runs_again_but_not_for_ever(db: None) -> None:
    fresh, stuck = running(minutes=14), running(minutes=15)
    hopeless = running(minutes=20, workers=3)
    assert run_stuck_again(at=NOW) == 2
    states = {result.pk: result.status for result in DBTaskResult.objects.all()}
    assert states == {
        fresh.pk: TaskResultStatus.RUNNING,
        stuck.pk: TaskResultStatus.READY,
        hopeless.pk: TaskResultStatus.FAILED,
    }


def test_old_results_runs_and_mails_are_thrown_away(cast: Cast) -> None:
    queue_mail([notice(cast.manager)], at=NOW)
    collect_digests(at=NOW.replace(hour=13))
    run_stuck_again(at=NOW)
    ScheduledJob.objects.create(job=Job.SEAL, began_at=NOW)
    done = running(minutes=20, workers=3)
    run_stuck_again(at=NOW)
    prune(at=NOW)
    assert (Mail.objects.count(), DBTaskResult.objects.get()) == (2, done)
    prune(at=NOW + MAIL_KEPT + timedelta(days=1))
    left = (Mail, DBTaskResult, ScheduledJob)
    assert [model.objects.count() for model in left] == [0, 0, 0]


def test_a_broken_chain_is_an_error(cast: Cast) -> None:
    check_chain(at=NOW)
    AuditEvent.objects.create(at=NOW, action="sign_in", subject="person", label="Eva")
    with pytest.raises(BrokenChain, match="1 flaws; the first at event"):
        check_chain(at=NOW + timedelta(hours=1))


def test_the_command_does_all_that_is_due(cast: Cast) -> None:
    call_command("run_due_jobs")
    assert {row.job for row in ScheduledJob.objects.all()} == set(Job)
    assert not ScheduledJob.objects.filter(ended_at=None).exists()


def test_the_command_fails_when_a_job_does(cast: Cast, monkeypatch: Any) -> None:
    AuditEvent.objects.create(
        at=timezone.now() - timedelta(days=1), action="sign_in", subject="person", label="Eva"
    )
    monkeypatch.setattr(
        "timglas.management.commands.run_due_jobs.seal_events", lambda **_kwargs: None
    )
    with pytest.raises(CommandError, match="verify_audit"):
        call_command("run_due_jobs", stdout=StringIO())


def test_a_run_that_was_cut_off_begins_again(db: None) -> None:
    ScheduledJob.objects.create(job=Job.SEAL, began_at=NOW)
    done: list[int] = []
    run_job(Job.SEAL, lambda: done.append(1), today=TODAY, at=NOW + GONE)
    assert done == [1]
