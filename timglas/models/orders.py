"""What bodies reply to the council's order; the order itself is what has been decided elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.rules.orders import Reply

REPLIES = [(reply.value, reply.value) for reply in Reply]


class OrderReply(models.Model):
    """What a committee or a company has said of its order for a year; append-only."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="order_replies")
    year = models.PositiveSmallIntegerField(_("år"))
    reply = models.CharField(_("svar"), max_length=12, choices=REPLIES)
    text = models.TextField(_("text"), blank=True)
    on = models.DateField(_("datum"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="order_replies", null=True, blank=True
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="order_replies")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
