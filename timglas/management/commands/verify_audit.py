"""Verify the chain of audit events."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timglas.queries.chain import Flaw, verify_chain


class Command(BaseCommand):
    """Recompute the chain: exit code 1 and a list if anything is changed, missing or unsealed.

    The printed head, kept somewhere else, proves later that nothing was cut off at the end.
    """

    help = "Verifies that no audit event has been changed or removed."

    def handle(self, **_options: Any) -> None:
        """Verify and report."""
        report = verify_chain(timezone.now())
        self.stdout.write(f"Sealed events: {report.sealed}. Waiting: {report.waiting}.")
        self.stdout.write(f"Head: {report.head}")
        if report.flaws:
            lines = "\n".join(f"  {sentence(flaw)}" for flaw in report.flaws)
            raise CommandError(f"The chain is broken in {len(report.flaws)} places:\n{lines}")
        self.stdout.write("The chain is whole.")


def sentence(flaw: Flaw) -> str:
    """A flaw as a line."""
    place = f"position {flaw.position}, " if flaw.position else ""
    return f"{place}event {flaw.event}: {flaw.problem}"
