"""Changes of the process behind an indicator: from when its chart has new limits, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.indicators import Indicator
from timglas.models.org import Person, Unit


class ProcessChangeQuerySet(models.QuerySet["ProcessChange"]):
    """Changes, narrowed to what holds."""

    def current(self) -> "ProcessChangeQuerySet":
        """Changes that have not been withdrawn."""
        return self.filter(withdraws=None, withdrawn_by=None)


class ProcessChange(models.Model):
    """From this period on a unit works in another way; append-only.

    One that was wrong is withdrawn by a new row that says why.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="process_changes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="process_changes")
    period_start = models.DateField(_("från och med"))
    reason = models.CharField(_("skäl"), max_length=600)
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawn_by")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="process_changes")
    made_at = models.DateTimeField()

    objects = ProcessChangeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="process_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_start}: {self.reason}"
