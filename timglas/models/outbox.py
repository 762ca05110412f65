"""The outbox: every mail with what became of it; and the work that falls due at times."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person


class MailQuerySet(models.QuerySet["Mail"]):
    """Mails, narrowed by what became of them."""

    def open(self) -> "MailQuerySet":
        """Mails that go out by themselves and have not: not those that wait for a digest."""
        return self.filter(goes_alone=True, sent_at=None, given_up_at=None, claimed_at=None)

    def to_collect(self) -> "MailQuerySet":
        """Mails that wait for their person's digest."""
        return self.filter(goes_alone=False, digest=None)


class Mail(models.Model):
    """A mail to somebody. `key` is about what and when: the same is never queued twice.

    A mail that does not go alone waits until it is told of in a `digest`, which is a mail too.
    `claimed_at` is when somebody took it to send it; who takes it is decided by the database.
    """

    to = models.ForeignKey(Person, models.PROTECT, related_name="mails")
    kind = models.CharField(_("slag"), max_length=30)
    key = models.CharField(max_length=160, unique=True)
    subject = models.CharField(_("ämne"), max_length=200)
    text = models.TextField(_("text"))
    link = models.CharField(_("länk"), max_length=300)
    is_urgent = models.BooleanField(_("brådskande"), default=False)
    goes_alone = models.BooleanField(default=False)
    digest = models.ForeignKey(
        "self", models.PROTECT, related_name="collected", null=True, blank=True
    )
    queued_at = models.DateTimeField()
    send_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(_("fel"), max_length=300, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest=None) | Q(goes_alone=False), name="mail_goes_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(attempts__gt=0), name="sent_mail_was_attempted"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["queued_at"], name="mail_by_time"),
            models.Index(
                fields=["send_after"],
                condition=Q(goes_alone=True, sent_at=None, given_up_at=None),
                name="mail_to_send",
            ),
            models.Index(
                fields=["to"], condition=Q(goes_alone=False, digest=None), name="mail_to_collect"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class ScheduledJob(models.Model):
    """Work that falls due: done once for each period, as a day; `period` is "" for all the time."""

    job = models.CharField(max_length=40)
    period = models.CharField(max_length=20, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "period"], name="a_job_is_done_once_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period}".strip()
