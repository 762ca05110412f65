"""Fetching from Kolada: asked for, run step by step, and gone on with after a fault or a crash.

Each page is stored in one transaction together with where to go on, so that nothing is lost and
nothing is stored twice, wherever a run ends.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.fetch_steps import STEPS, Note
from timglas.actions.refusal import Refusal
from timglas.exchange.kolada import Kolada, KoladaProblem, Page, PassingProblem, UnknownId
from timglas.models import Fetch, FetchKind, FetchState, Person
from timglas.rules.external import Change

# One answer may be waited for this long: five attempts, two minutes each, and the pauses between.
SILENCE = timedelta(minutes=20)
# An interrupted fetch older than this is not gone on with: Kolada may have changed meanwhile.
RESUMABLE = timedelta(days=1)
MOST_NOTES = 200

type Clock = Callable[[], datetime]


class TakenOver(Exception):
    """Another run has gone on with the same fetch; this one stops without a trace."""


@transaction.atomic
def request_fetch(*, kind: str, by: Person | None, at: datetime) -> Fetch:
    """Ask for a fetch, which a job then runs. One that was cut off within a day goes on."""
    latest = Fetch.objects.filter(kind=kind).order_by("-pk").first()
    if latest and latest.state != FetchState.DONE and latest.requested_at > at - RESUMABLE:
        if latest.state != FetchState.WAITING:
            resume_fetch(fetch=latest, by=by, at=at)
        return latest
    if latest and is_running(latest, at):
        raise Refusal(_("En hämtning pågår redan. Vänta tills den är klar."))
    fetch = Fetch.objects.create(kind=FetchKind(kind), requested_by=by, requested_at=at)
    record("request_fetch", fetch, by=by, at=at, after={"kind": fetch.kind})
    return fetch


@transaction.atomic
def resume_fetch(*, fetch: Fetch, by: Person | None, at: datetime) -> None:
    """Ask for a fetch that was cut off to go on from where it stopped."""
    if fetch.state == FetchState.DONE:
        raise Refusal(_("Hämtningen är redan klar."))
    if is_running(fetch, at):
        raise Refusal(_("Hämtningen pågår redan. Vänta tills den är klar."))
    before = {"state": fetch.state, "steps_done": fetch.steps_done}
    fetch.state, fetch.finished_at = FetchState.WAITING, None
    fetch.save(update_fields=["state", "finished_at"])
    record("resume_fetch", fetch, by=by, at=at, before=before, after={"state": fetch.state})


def is_running(fetch: Fetch, at: datetime) -> bool:
    """Whether a fetch is under way, and has shown so lately."""
    worked_at = fetch.worked_at or fetch.requested_at
    return fetch.state == FetchState.RUNNING and worked_at > at - SILENCE


def run_fetch(*, fetch: Fetch, client: Kolada, clock: Clock) -> None:
    """Take all the steps that remain. Ends as done, or as failed with the reason in the report.

    Raises Refusal if the fetch is done or runs already, and whatever was not foreseen.
    """
    _begin(fetch, at=clock())
    try:
        while fetch.cursor["questions"]:
            _answer(fetch, client, clock)
        _end(fetch, at=clock())
    except KoladaProblem as problem:
        _fail(fetch, Note(problem.message, problem.address), at=clock())
    except TakenOver:
        return
    except Exception:
        _fail(fetch, Note(_("Ett fel i Timglas avbröt hämtningen.")), at=clock())
        raise


@transaction.atomic
def _begin(fetch: Fetch, *, at: datetime) -> None:
    fetch.refresh_from_db(from_queryset=Fetch.objects.select_for_update())
    if fetch.state == FetchState.DONE or is_running(fetch, at):
        raise Refusal(_("Hämtningen är klar eller pågår redan."))
    if not fetch.cursor:
        fetch.cursor, notes = STEPS[fetch.kind].plan()
        fetch.report = {"counts": {}, "problems": [], "notes": [], "conflicts": []}
        _note(fetch, notes)
    fetch.cursor["claim"] = uuid.uuid4().hex
    fetch.cursor["questions"] += fetch.cursor.pop("again", [])
    fetch.state, fetch.worked_at, fetch.finished_at = FetchState.RUNNING, at, None
    fetch.steps_total = fetch.steps_done + len(fetch.cursor["questions"])
    fetch.save()


def _answer(fetch: Fetch, client: Kolada, clock: Clock) -> None:
    """Ask the first question that remains, and store its answer page by page."""
    steps = STEPS[fetch.kind]
    question = fetch.cursor["questions"][0]
    unknown: UnknownId | None = None
    try:
        for page in steps.pages(client, question, fetch.cursor.get("address")):
            _store(fetch, question, page, at=clock())
    except PassingProblem:
        raise
    except UnknownId as problem:
        unknown = problem
    except KoladaProblem as problem:
        if not steps.can_wait:
            raise
        _postpone(fetch, problem, at=clock())
        return
    _close(fetch, question, unknown, at=clock())


@transaction.atomic
def _store(fetch: Fetch, question: dict[str, Any], page: Page[Any], *, at: datetime) -> None:
    _hold(fetch)
    stored = STEPS[fetch.kind].store(question, page.rows, fetch=fetch, at=at)
    for name, counts in stored.counts.items():
        told = fetch.report["counts"].setdefault(name, {})
        for change, count in counts.items():
            told[change.value] = told.get(change.value, 0) + count
    fetch.report["conflicts"] += stored.conflicts
    _note(fetch, [Note(fault, page.address) for fault in page.faulty] + stored.notes)
    fetch.cursor["address"] = page.next_address
    fetch.cursor["is_whole"] = fetch.cursor.get("is_whole", True) and not page.faulty
    fetch.steps_done += 1
    remaining = len(fetch.cursor["questions"]) - 1 + bool(page.next_address)
    _save_step(fetch, remaining, at)


@transaction.atomic
def _close(
    fetch: Fetch, question: dict[str, Any], unknown: UnknownId | None, *, at: datetime
) -> None:
    """All pages of a question have come: settle what could not be known before."""
    _hold(fetch)
    if unknown:
        _note(fetch, [Note(unknown.message, unknown.address)])
    missing = unknown.ids if unknown else ()
    counts = STEPS[fetch.kind].close(question, fetch.cursor, missing=missing, at=at)
    for name, count in counts.items():
        told = fetch.report["counts"].setdefault(name, {})
        told[Change.WITHDRAWN.value] = told.get(Change.WITHDRAWN.value, 0) + count
    _next_question(fetch)
    _save_step(fetch, len(fetch.cursor["questions"]), at)


@transaction.atomic
def _postpone(fetch: Fetch, problem: KoladaProblem, *, at: datetime) -> None:
    """Leave a question that cannot be answered now until the fetch is gone on with."""
    _hold(fetch)
    _tell(fetch, Note(problem.message, problem.address), at)
    fetch.cursor.setdefault("again", []).append(fetch.cursor["questions"][0])
    _next_question(fetch)
    _save_step(fetch, len(fetch.cursor["questions"]), at)


@transaction.atomic
def _end(fetch: Fetch, *, at: datetime) -> None:
    _hold(fetch)
    fetch.state = FetchState.FAILED if fetch.cursor.get("again") else FetchState.DONE
    _finish(fetch, at)


@transaction.atomic
def _fail(fetch: Fetch, problem: Note, *, at: datetime) -> None:
    fetch.refresh_from_db()  # what a broken step left in memory was never stored
    _tell(fetch, problem, at)
    fetch.state = FetchState.FAILED
    _finish(fetch, at)


def _finish(fetch: Fetch, at: datetime) -> None:
    fetch.worked_at = fetch.finished_at = at
    fetch.save()
    after = {"state": fetch.state, "steps_done": fetch.steps_done} | _sums(fetch)
    record("finish_fetch", fetch, by=fetch.requested_by, at=at, after=after)


def _sums(fetch: Fetch) -> dict[str, int]:
    sums: dict[str, int] = {}
    for counts in fetch.report["counts"].values():
        for change, count in counts.items():
            sums[change] = sums.get(change, 0) + count
    return sums


def _hold(fetch: Fetch) -> None:
    """Make sure that this run still has the fetch. Raises TakenOver."""
    now = Fetch.objects.select_for_update().get(pk=fetch.pk)
    if now.state != FetchState.RUNNING or now.cursor["claim"] != fetch.cursor["claim"]:
        raise TakenOver


def _next_question(fetch: Fetch) -> None:
    del fetch.cursor["questions"][0]
    fetch.cursor |= {"address": None, "is_whole": True, "seen": []}


def _save_step(fetch: Fetch, remaining: int, at: datetime) -> None:
    fetch.steps_total = fetch.steps_done + remaining
    fetch.worked_at = at
    fetch.save(update_fields=["cursor", "report", "steps_done", "steps_total", "worked_at"])


def _note(fetch: Fetch, notes: Iterable[Note]) -> None:
    kept = fetch.report["notes"]
    kept += [{"message": n.message, "address": n.address} for n in notes]
    del kept[MOST_NOTES:]


def _tell(fetch: Fetch, problem: Note, at: datetime) -> None:
    told = {"message": problem.message, "address": problem.address, "at": at.isoformat()}
    fetch.report["problems"].append(told)
