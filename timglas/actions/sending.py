"""Sending mail: each is taken by one worker, sent, and tried again with longer and longer waits."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.mail import mailers
from django.db.models import F, QuerySet
from django.tasks import TaskResultStatus, task
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from timglas.clock import now
from timglas.exchange.mail import Letter, message
from timglas.models import Mail, Municipality, Person
from timglas.rules.outbox import next_attempt

logger = logging.getLogger(__name__)
MOST = 500
MOST_ERROR = 300

type Clock = Callable[[], datetime]


def spoken_to(person: Person) -> translation.override:
    """Speak somebody's language for a while."""
    return translation.override(person.language)


@task()
def deliver() -> int:
    """Send the mail that is due, a worker's share of it."""
    return send_due(clock=now)


def ask_to_deliver(*, at: datetime) -> bool:
    """Let a worker send, if there is anything due and nobody has been asked. Whether it was."""
    asked = DBTaskResult.objects.filter(
        task_path=deliver.module_path, status=TaskResultStatus.READY
    )
    if asked.exists() or not _due(at).exists():
        return False
    deliver.enqueue()
    return True


def send_due(*, clock: Clock, most: int = MOST) -> int:
    """Send what may go out now, one after another; returns how many went."""
    due = _due(clock()).values_list("pk", flat=True)
    return sum(send(pk, clock=clock) for pk in list(due[:most]))


def _due(at: datetime) -> QuerySet[Mail]:
    return Mail.objects.open().filter(send_after__lte=at).order_by("-is_urgent", "send_after", "pk")


def send(pk: int, *, clock: Clock) -> bool:
    """Send a mail unless somebody else has taken it. Whether it went.

    It is taken and committed before it is sent: whoever is killed in between leaves a mail that
    nobody sends again without being asked, since it may have been delivered.
    """
    taken = Mail.objects.open().filter(pk=pk)
    if not taken.update(claimed_at=clock(), attempts=F("attempts") + 1):
        return False
    mail = Mail.objects.select_related("to").get(pk=pk)
    if not (mail.to.is_active and mail.to.email):
        _give_up(mail, "", at=clock())
        return False
    try:
        _deliver(mail, mail.to.email)
    except Exception as error:  # whatever it is, the mail is not lost
        logger.exception("The mail %s was not sent.", pk)
        _failed(mail, str(error), at=clock())
        return False
    mail.sent_at, mail.last_error = clock(), ""
    mail.save(update_fields=["sent_at", "last_error"])
    return True


def _deliver(mail: Mail, email: str) -> None:
    with spoken_to(mail.to):
        letter = Letter(
            name=mail.to.name,
            email=email,
            key=mail.key,
            subject=mail.subject,
            text=mail.text,
            link=mail.link,
            choices=reverse("mail_choices"),
            municipality=str(Municipality.objects.get()),
        )
        mailers.default.send_messages([message(letter)])


def _failed(mail: Mail, error: str, *, at: datetime) -> None:
    again = next_attempt(mail.attempts, at=at)
    if again is None:
        _give_up(mail, error, at=at)
        return
    mail.claimed_at, mail.send_after, mail.last_error = None, again, error[:MOST_ERROR]
    mail.save(update_fields=["claimed_at", "send_after", "last_error"])


def _give_up(mail: Mail, error: str, *, at: datetime) -> None:
    mail.claimed_at, mail.given_up_at = None, at
    mail.last_error = (error or _("Personen har inget öppet konto med e-post."))[:MOST_ERROR]
    mail.save(update_fields=["claimed_at", "given_up_at", "last_error"])
