"""The outbox as somebody reads it who answers for it, and the work that is done by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from timglas.access import Viewer
from timglas.models import Mail, ScheduledJob
from timglas.rules.outbox import LOST, MailState, kind_in_words, mail_state
from timglas.rules.permissions import Permission
from timglas.rules.scheduled import Job

PAGE_SIZE = 50
MAY_RETRY = frozenset({MailState.FAILED, MailState.LOST})


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail in the list. `at` is when it was sent, else when it was queued."""

    id: int
    to: str
    kind: str
    subject: str
    state: MailState
    at: datetime
    attempts: int
    error: str

    @property
    def may_retry(self) -> bool:
        """Whether somebody may have it tried again."""
        return self.state in MAY_RETRY


@dataclass(frozen=True, slots=True)
class MailPage:
    """A mail with what it says. `email` is where it goes, "" if nowhere."""

    row: MailRow
    email: str
    text: str
    link: str
    queued_at: datetime
    send_after: datetime


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """A page of the outbox, newest first; `failed` are how many in all that ask for attention."""

    rows: tuple[MailRow, ...]
    page: Page[Mail]
    failed: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """Work and its last run; None where it has not been done."""

    job: Job
    began_at: datetime | None
    ended_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class JobsPage:
    """All work that is done by itself, and how many tasks workers have."""

    rows: tuple[JobRow, ...]
    waiting: int
    running: int
    failed: int


@dataclass(frozen=True, slots=True)
class WantedMail:
    """What to look for: words of the subject or the person, and a state."""

    words: str = ""
    state: MailState | None = None


def outbox_page(
    viewer: Viewer, wanted: WantedMail, number: int | str, *, at: datetime
) -> OutboxPage:
    """A page of the mails that go out as they are: those in a digest are read in it."""
    mails = viewer.reach(Permission.MANAGE_OUTBOX, Mail).filter(digest=None)
    found = mails.filter(_in_state(wanted.state, at)) if wanted.state else mails
    for word in wanted.words.split():
        found = found.filter(Q(subject__icontains=word) | Q(to__name__icontains=word))
    page = Paginator(found.select_related("to").order_by("-queued_at", "-pk"), PAGE_SIZE)
    shown = page.get_page(number)
    to_see_to = _in_state(MailState.FAILED, at) | _in_state(MailState.LOST, at)
    return OutboxPage(
        rows=tuple(_row(mail, at) for mail in shown.object_list),
        page=shown,
        failed=mails.filter(to_see_to).count(),
    )


def mail_page(mail: Mail, *, at: datetime) -> MailPage:
    """A mail that the viewer has reached."""
    return MailPage(
        row=_row(mail, at),
        email=mail.to.email or "",
        text=mail.text,
        link=mail.link,
        queued_at=mail.queued_at,
        send_after=mail.send_after,
    )


def jobs_page() -> JobsPage:
    """The work that is done by itself, in the order it is done. Two queries."""
    last = {row.job: row for row in ScheduledJob.objects.order_by("began_at", "pk")}
    counts = dict(DBTaskResult.objects.values_list("status").annotate(n=Count("pk")).order_by())
    return JobsPage(
        rows=tuple(_jobs(last)),
        waiting=counts.get(TaskResultStatus.READY, 0),
        running=counts.get(TaskResultStatus.RUNNING, 0),
        failed=counts.get(TaskResultStatus.FAILED, 0),
    )


def _jobs(last: Mapping[str, ScheduledJob]) -> Iterable[JobRow]:
    for job in Job:
        row = last.get(job)
        if row:
            yield JobRow(job, row.began_at, row.ended_at, row.error)
        else:
            yield JobRow(job, None, None, "")


def _row(mail: Mail, at: datetime) -> MailRow:
    state = mail_state(
        sent_at=mail.sent_at,
        claimed_at=mail.claimed_at,
        given_up_at=mail.given_up_at,
        attempts=mail.attempts,
        at=at,
    )
    return MailRow(
        id=mail.pk,
        to=mail.to.name,
        kind=kind_in_words(mail.kind),
        subject=mail.subject,
        state=state,
        at=mail.sent_at or mail.queued_at,
        attempts=mail.attempts,
        error=mail.last_error,
    )


def _in_state(state: MailState, at: datetime) -> Q:
    """The mails in a state, as `mail_state` has it."""
    lost = at - LOST
    open_ = Q(sent_at=None, given_up_at=None)
    return {
        MailState.SENT: Q(sent_at__isnull=False),
        MailState.FAILED: Q(sent_at=None, given_up_at__isnull=False),
        MailState.LOST: open_ & Q(claimed_at__lte=lost),
        MailState.RETRYING: open_ & Q(claimed_at=None, attempts__gt=0),
        MailState.WAITING: open_ & (Q(claimed_at=None, attempts=0) | Q(claimed_at__gt=lost)),
    }[state]
