"""Doing what falls due: once for each period, by one process at a time, and again if it failed."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from timglas.models import Mail, ScheduledJob
from timglas.queries.chain import verify_chain
from timglas.rules.scheduled import GONE, Job, may_begin

logger = logging.getLogger(__name__)
MOST_ERROR = 300
MOST_ATTEMPTS = 3
RESULTS_KEPT = timedelta(days=14)
MAIL_KEPT = timedelta(days=730)


class BrokenChain(Exception):
    """The audit trail has been changed, or something in it was removed."""


def run_job(job: Job, work: Callable[[], object], *, today: date, at: datetime) -> bool:
    """Do some work, unless it is done or being done; whatever goes wrong is kept. Whether it went.

    `today` is its period if it is done once a day; `at` is the computer's own time.
    """
    row = _begin(job, str(today) if job.is_daily else "", at=at)
    if row is None:
        return True
    error = ""
    try:
        work()
    except Exception as problem:
        logger.exception("The job %s failed.", job)
        error = f"{type(problem).__name__}: {problem}"[:MOST_ERROR]
    row.ended_at, row.error = timezone.now(), error
    row.save(update_fields=["ended_at", "error"])
    return not error


@transaction.atomic
def _begin(job: Job, period: str, *, at: datetime) -> ScheduledJob | None:
    """Take the work; None if it is somebody else's, or done."""
    row, is_new = ScheduledJob.objects.get_or_create(
        job=job, period=period, defaults={"began_at": at}
    )
    if is_new:
        return row
    is_free = may_begin(
        began_at=row.began_at,
        ended_at=row.ended_at,
        has_failed=bool(row.error),
        is_daily=job.is_daily,
        at=at,
    )
    mine = ScheduledJob.objects.filter(pk=row.pk, began_at=row.began_at)
    if not (is_free and mine.update(began_at=at, ended_at=None)):
        return None
    return row


@transaction.atomic
def run_stuck_again(*, at: datetime) -> int:
    """Let tasks whose worker is gone run again, at most three times in all; returns how many.

    Workers tell nothing while they work, so a task that has run for a quarter of an hour is taken
    for cut off. Every task stands being run twice: what is done is not done again.
    """
    stuck = list(DBTaskResult.objects.running().filter(started_at__lte=at - GONE))
    for result in stuck:
        is_hopeless = len(result.worker_ids) >= MOST_ATTEMPTS
        same = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if is_hopeless:
            same.update(status=TaskResultStatus.FAILED, finished_at=at)
        else:
            same.update(status=TaskResultStatus.READY, started_at=None)
    return len(stuck)


@transaction.atomic
def prune(*, at: datetime) -> None:
    """Throw away what nobody asks for: old results of tasks, runs of jobs, and mails."""
    DBTaskResult.objects.finished().filter(finished_at__lte=at - RESULTS_KEPT).delete()
    ScheduledJob.objects.filter(began_at__lte=at - MAIL_KEPT).delete()
    old = Mail.objects.filter(queued_at__lte=at - MAIL_KEPT)
    old.filter(goes_alone=False).delete()
    old.filter(goes_alone=True, collected=None).delete()


def check_chain(*, at: datetime) -> None:
    """Raise `BrokenChain` if the audit trail does not hold together."""
    flaws = verify_chain(at).flaws
    if flaws:
        first = flaws[0]
        raise BrokenChain(f"{len(flaws)} flaws; the first at event {first.event}: {first.problem}")
