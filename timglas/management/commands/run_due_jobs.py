"""Do the work that falls due."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timglas.actions.audit import seal_events

logger = logging.getLogger(__name__)

# Each is called with the moment, finds for itself what is due, and can be run again at any time.
JOBS: Mapping[str, Callable[[datetime], object]] = {
    "seal_audit": lambda now: seal_events(at=now),
}


class Command(BaseCommand):
    """Run by a timer, at least every minute."""

    help = "Does the work that falls due, such as sealing the audit trail."

    def handle(self, **_options: Any) -> None:
        """Do every job; one that fails does not stop the others."""
        failed = [name for name, job in JOBS.items() if not done(name, job)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. See the log.")


def done(name: str, job: Callable[[datetime], object]) -> bool:
    """Run a job; log what goes wrong, whatever it is."""
    try:
        job(timezone.now())
    except Exception:
        logger.exception("The job %s failed.", name)
        return False
    return True
