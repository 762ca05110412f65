"""Load Exempelby, the demonstration municipality."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from timglas.actions.exempelby import Built, load_exempelby
from timglas.actions.refusal import Refusal
from timglas.models import Municipality


class Command(BaseCommand):
    """Build Exempelby and say how to sign in."""

    help = "Loads the demonstration municipality Exempelby into an empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-empty` makes a second run do nothing instead of failing."""
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing if there already is a municipality",
        )

    def handle(self, **options: Any) -> None:
        """Load, or say why not."""
        if options["if_empty"] and Municipality.objects.exists():
            return
        try:
            built = load_exempelby(at=timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if options["verbosity"]:
            self.stdout.write(_told(built))


def _told(built: Built) -> str:
    return (
        f"Exempelby: {built.units} units, {built.people} people, {built.plans} plans, "
        f"{built.goals} goals, {built.indicators} indicators and {built.outcomes} outcomes.\n"
        "Everything is invented; only figures marked “Källa: Kolada” are real.\n"
        "Sign in at /prova/ with TIMGLAS_DEMO=1: choose a person, no password."
    )
