"""Rounds of follow-up: kinds, the round that is opened, when each unit is due, and who got it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.rules.legal_days import Law
from timglas.rules.rounds import round_name


class RoundKind(models.Model):
    """A kind of round; names, parts, receivers and days are the municipality's own.

    `month` is the last month of its period, 0 for each month. `parts` and `addressees` are values
    of the rules' `Part` and `Addressee`. Days are working days.
    """

    name = models.CharField(_("namn"), max_length=80, unique=True)
    month = models.PositiveSmallIntegerField(_("perioden slutar"))
    parts = models.JSONField(_("vad som rapporteras"), default=list)
    addressees = models.JSONField(_("lämnas till"), default=list, blank=True)
    law = models.CharField(
        _("lag"), max_length=20, choices=[(law.value, law.value) for law in Law], blank=True
    )
    first_days = models.PositiveSmallIntegerField(_("arbetsdagar till första sista dagen"))
    step_days = models.PositiveSmallIntegerField(_("arbetsdagar mellan nivåer"))
    grace_days = models.PositiveSmallIntegerField(_("respit i arbetsdagar"))
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(month__range=(0, 12)), name="round_ends_with_a_month"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="round_kind_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """A round that is opened for all units: how it is as of a day."""

    kind = models.ForeignKey(RoundKind, models.PROTECT, related_name="rounds")
    as_of = models.DateField(_("per den"))
    grace_days = models.PositiveSmallIntegerField(_("respit i arbetsdagar"))
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="rounds_opened")
    opened_at = models.DateTimeField()
    locked_by = models.ForeignKey(
        Person, models.PROTECT, related_name="rounds_locked", null=True, blank=True
    )
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "as_of"], name="one_round_of_a_kind_and_day"),
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None)
                | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="round_is_locked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return round_name(str(self.kind), self.as_of)


class RoundUnit(models.Model):
    """A unit in a round: its depth in the tree then, 0 at the top; when it is due and was ready."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds")
    depth = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("ska vara klar"))
    ready_by = models.ForeignKey(
        Person, models.PROTECT, related_name="rounds_ready", null=True, blank=True
    )
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="a_unit_is_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(ready_at=None, ready_by=None)
                | Q(ready_at__isnull=False, ready_by__isnull=False),
                name="unit_is_ready_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.round}"


class RoundReceipt(models.Model):
    """That a body has received what a round came to, at a meeting; append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="receipts")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="round_receipts")
    by = models.ForeignKey(Person, models.PROTECT, related_name="round_receipts")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "decision"], name="a_receipt_of_a_decision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.decision}"


class RoundLink(models.Model):
    """A link in a mail to somebody, which opens what they report in a round.

    What stands in the address is signed (see `queries.round_links`). It opens nothing by itself:
    whoever it is for signs in.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="round_links")
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="one_link_to_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.person}"
