"""Work that a worker does after the page has answered."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone, translation

from timglas.actions.fetches import run_fetch
from timglas.actions.import_work import run_import
from timglas.actions.refusal import Refusal
from timglas.actions.year_changes import CHUNK, run_year_change
from timglas.clock import now, today
from timglas.exchange.kolada import Kolada
from timglas.models import Fetch, Import, YearChange


@task()
def fetch_from_kolada(fetch_id: int) -> None:
    """Take the steps that remain of a fetch."""
    fetch = Fetch.objects.get(pk=fetch_id)
    with Kolada(settings.KOLADA_URL) as client:
        try:
            run_fetch(fetch=fetch, client=client, clock=timezone.now)
        except Refusal:
            return  # asked for twice; the other run does it


@task()
def work_with_import(import_id: int) -> None:
    """Check an import's rows, read them in, or undo them: what was asked for."""
    batch = Import.objects.select_related("uploaded_by").get(pk=import_id)
    with translation.override(batch.uploaded_by.language):
        run_import(batch=batch, today=today(), clock=now)


def begin_import(batch: Import) -> None:
    """Do what was asked for at once when there are few rows, else let a worker do it."""
    if batch.is_small:
        run_import(batch=batch, today=today(), clock=now)
    else:
        transaction.on_commit(partial(work_with_import.enqueue, batch.pk))


@task()
def work_with_year_change(change_id: int) -> None:
    """Begin the plans that remain of a year change."""
    run_year_change(change=YearChange.objects.select_related("unit").get(pk=change_id), clock=now)


def begin_year_change(change: YearChange) -> None:
    """Begin the plans at once when they are few, else let a worker do it."""
    if len(change.units) <= CHUNK:
        run_year_change(change=change, clock=now)
    else:
        transaction.on_commit(partial(work_with_year_change.enqueue, change.pk))


def enqueue_fetch(fetch: Fetch) -> None:
    """Let a worker run a fetch as soon as what is being stored is stored."""
    transaction.on_commit(partial(fetch_from_kolada.enqueue, fetch.pk))
