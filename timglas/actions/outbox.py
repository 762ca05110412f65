"""The outbox: mail is queued in the transaction of what it tells of, and collected in digests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.sending import ask_to_deliver, spoken_to
from timglas.models import Mail, Person
from timglas.rules.outbox import LOST, Rhythm, is_time

DIGEST = "digest"
PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to be told by mail: nothing that is secret, since mail is not.

    `key` is about what and when, so that it is told of once. `link` is an address in Timglas. What
    is urgent goes out at once; the rest in the person's digest. `subject` and `text` are in the
    person's language (`spoken_to`).
    """

    to: Person
    kind: str
    key: str
    subject: str
    text: str
    link: str
    is_urgent: bool = False

    def is_wanted(self) -> bool:
        """Whether the person reads mail, and wants this."""
        reads = self.to.is_active and bool(self.to.email)
        return reads and (self.is_urgent or self.to.mail_rhythm != Rhythm.NEVER)


@transaction.atomic
def queue_mail(notices: Iterable[Notice], *, at: datetime) -> None:
    """Queue mails in the caller's transaction; those already queued, and unwanted ones, are not."""
    mails = [
        Mail(
            to=notice.to,
            kind=notice.kind,
            key=notice.key,
            subject=notice.subject[:200],
            text=notice.text,
            link=notice.link,
            is_urgent=notice.is_urgent,
            goes_alone=notice.is_urgent,
            queued_at=at,
            send_after=at,
        )
        for notice in notices
        if notice.is_wanted()
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    if any(mail.is_urgent for mail in mails):
        transaction.on_commit(partial(ask_to_deliver, at=at))


def collect_digests(*, at: datetime) -> int:
    """Make the digests that may go out now, one a person and day; returns how many."""
    waiting = Mail.objects.to_collect().values("to")
    readers = Person.objects.filter(pk__in=waiting, is_active=True)
    due = [p.pk for p in readers if is_time(Rhythm(p.mail_rhythm), p.mail_hour, at=at)]
    chunks = (due[n : n + PEOPLE] for n in range(0, len(due), PEOPLE))
    return sum(_collect(chunk, at=at) for chunk in chunks)


@transaction.atomic
def _collect(people: list[int], *, at: datetime) -> int:
    """Make the digests of some people, but for those who have had one today."""
    today = at.date()
    had = Mail.objects.filter(key__in=[_digest_key(pk, today) for pk in people])
    left = set(people).difference(had.values_list("to", flat=True))
    rows = Mail.objects.to_collect().filter(to__in=left).select_related("to")
    items = [list(mine) for _to, mine in groupby(rows.order_by("to", "pk"), lambda m: m.to_id)]
    digests = Mail.objects.bulk_create(_digest(mine, at) for mine in items)
    told = []
    for digest, mine in zip(digests, items, strict=True):
        for mail in mine:
            mail.digest = digest
        told += mine
    Mail.objects.bulk_update(told, ["digest"], batch_size=500)
    return len(digests)


def _digest_key(person: int, day: date) -> str:
    return f"{DIGEST}:{person}:{day}"


def _digest(items: list[Mail], at: datetime) -> Mail:
    to = items[0].to
    with spoken_to(to):
        count = len(items)
        told = ngettext("En sak för dig i Timglas", "%(n)s saker för dig i Timglas", count)
        subject = items[0].subject if count == 1 else told % {"n": count}
    return Mail(
        to=to,
        kind=DIGEST,
        key=_digest_key(to.pk, at.date()),
        subject=subject,
        text="\n\n".join(f"{mail.subject}\n{mail.text}" for mail in items),
        link=items[0].link if count == 1 else reverse("start:mine"),
        goes_alone=True,
        queued_at=at,
        send_after=at,
    )


@transaction.atomic
def retry_mail(*, mail: Mail, by: Person, at: datetime) -> None:
    """Let a mail that failed, or that was cut off while it was sent, be tried again at once."""
    is_lost = mail.claimed_at is not None and mail.claimed_at <= at - LOST
    if mail.sent_at or not (mail.given_up_at or is_lost):
        raise Refusal(_("Mejlet är redan skickat eller på väg."))
    before = fields_of(mail, "last_error")
    mail.claimed_at = mail.given_up_at = None
    mail.attempts, mail.send_after = 0, at
    mail.save(update_fields=["claimed_at", "given_up_at", "attempts", "send_after"])
    record("retry_mail", mail, by=by, at=at, before=before)
