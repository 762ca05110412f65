"""Do the work that falls due."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timglas.actions.audit import seal_events
from timglas.actions.deviations import raise_deviations
from timglas.actions.forecasts import renew_forecasts
from timglas.actions.outbox import collect_digests
from timglas.actions.reminders import remind
from timglas.actions.scheduled import check_chain, prune, run_job, run_stuck_again
from timglas.actions.sending import ask_to_deliver
from timglas.clock import now, today
from timglas.rules.scheduled import Job

# Each finds for itself what is due, and can be run again at any time. People's days are those of
# `timglas.clock`; what computers do to each other has the computer's own time.
WORK: Mapping[Job, Callable[[], object]] = {
    Job.SEAL: lambda: seal_events(at=timezone.now()),
    Job.FORECAST: lambda: renew_forecasts(at=now()),
    Job.DEVIATE: lambda: raise_deviations(today=today(), at=now()),
    Job.REMIND: lambda: remind(today=today(), at=now()),
    Job.COLLECT: lambda: collect_digests(at=now()),
    Job.DELIVER: lambda: ask_to_deliver(at=now()),
    Job.STUCK: lambda: run_stuck_again(at=timezone.now()),
    Job.PRUNE: lambda: prune(at=timezone.now()),
    Job.VERIFY: lambda: check_chain(at=now()),
}


class Command(BaseCommand):
    """Run by a timer, at least every minute."""

    help = "Does the work that falls due: reminders, digests, mail, sealing, checks, pruning."

    def handle(self, **_options: Any) -> None:
        """Do every job; one that fails does not stop the others."""
        failed = [
            job
            for job, work in WORK.items()
            if not run_job(job, work, today=today(), at=timezone.now())
        ]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. See the log.")
