"""Fetch from Kolada now, without a worker: what is asked for, or all of it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from timglas.actions.fetches import request_fetch, run_fetch
from timglas.actions.refusal import Refusal
from timglas.exchange.kolada import Kolada
from timglas.models import FetchKind, FetchState
from timglas.queries.fetches import FetchPage, fetch_page


class Command(BaseCommand):
    """Says what came and what failed; ends with an error if a fetch was cut off."""

    help = "Hämtar Koladas katalog och värden, och fortsätter där en avbruten hämtning slutade."

    def add_arguments(self, parser: CommandParser) -> None:
        """Both kinds are fetched unless one is chosen."""
        parser.add_argument("--catalogue", action="store_true", help="Bara katalogen.")
        parser.add_argument("--values", action="store_true", help="Bara värden.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the fetches, the catalogue first."""
        chosen = [kind for kind in FetchKind if options[kind.value]]
        pages = [self._fetch(kind) for kind in chosen or list(FetchKind)]
        if any(page.fetch.state != FetchState.DONE for page in pages):
            raise CommandError("Hämtningen avbröts. Kör kommandot igen för att fortsätta.")

    def _fetch(self, kind: FetchKind) -> FetchPage:
        try:
            fetch = request_fetch(kind=kind, by=None, at=timezone.now())
            with Kolada(settings.KOLADA_URL) as client:
                run_fetch(fetch=fetch, client=client, clock=timezone.now)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        page = fetch_page(fetch, timezone.now())
        self._tell(page)
        return page

    def _tell(self, page: FetchPage) -> None:
        self.stdout.write(f"{page.fetch.kind.label}: {page.fetch.state.label}")
        for row in page.counts:
            numbers = f"{row.new} nya, {row.changed} ändrade, {row.unchanged} oförändrade"
            self.stdout.write(f"  {row.name} {row.detail}: {numbers}, {row.withdrawn} upphörda")
        for conflict in page.conflicts:
            about = f"{conflict.indicator_name} {conflict.year} {conflict.sex}"
            self.stdout.write(f"  {about}: rapporterat {conflict.own}, Kolada {conflict.kolada}")
        for note in page.notes:
            self.stdout.write(f"  {note.message}")
        for problem in page.problems:
            self.stderr.write(f"  {problem.message}")
