"""Seal the audit events that are not yet in the chain."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from timglas.actions.audit import seal_events


class Command(BaseCommand):
    """Chain new audit events; run_due_jobs does the same every time it runs."""

    help = "Seals new audit events into the chain of hashes."

    def handle(self, **options: Any) -> None:
        """Seal, and say how many if asked to say anything."""
        count = seal_events(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Sealed {count} events.")
