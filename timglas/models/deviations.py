"""Deviations: the municipality's rules for what one is, and each one until it is closed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.activities import Activity
from timglas.models.assignments import Assignment
from timglas.models.goals import Goal
from timglas.models.indicators import Indicator
from timglas.models.org import Person, Unit
from timglas.rules.deviations import Subject

MEASURED = (Subject.ABOVE.value, Subject.BELOW.value)
ONE_OF = ("indicator", "goal", "activity", "assignment")


class DeviationRule(models.Model):
    """When something is a deviation, who is told, and whether at once.

    Rules about values have an indicator and a limit. One that is changed is retired, and a new
    one comes in its place, so that it is known why each deviation was raised.
    """

    subject = models.CharField(
        _("när"), max_length=12, choices=[(s.value, s.value) for s in Subject]
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="deviation_rules", null=True, blank=True
    )
    limit = models.DecimalField(_("gräns"), max_digits=20, decimal_places=8, null=True, blank=True)
    tells_chief = models.BooleanField(_("närmaste chef"), default=True)
    tells_controller = models.BooleanField(_("controller"), default=True)
    tells_body = models.BooleanField(_("nämnden eller bolagsstyrelsen"), default=False)
    tells_board = models.BooleanField(_("kommunstyrelsen"), default=False)
    is_urgent = models.BooleanField(_("genast"), default=False)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(subject__in=MEASURED, indicator__isnull=False, limit__isnull=False)
                | (~Q(subject__in=MEASURED) & Q(indicator=None, limit=None)),
                name="a_limit_is_of_an_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.limit or ''}".strip()


class Deviation(models.Model):
    """Something that broke a rule, at a unit; open until somebody closes it with a reason.

    `name` is what the thing was called then. Only one is open of the same thing at a unit. Its
    history is in the audit trail.
    """

    rule = models.ForeignKey(DeviationRule, models.PROTECT, related_name="deviations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deviations")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="deviations", null=True, blank=True)
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    name = models.CharField(_("vad"), max_length=300)
    as_of = models.DateField(_("läget per"))
    raised_at = models.DateTimeField(_("upptäckt"))
    cause = models.TextField(_("orsak"), blank=True)
    action = models.TextField(_("åtgärd"), blank=True)
    action_on = models.DateField(_("åtgärden klar"), null=True, blank=True)
    action_by = models.ForeignKey(
        Person, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cause="", action="", action_on=None, action_by=None)
                | (
                    ~Q(cause="")
                    & ~Q(action="")
                    & Q(action_on__isnull=False, action_by__isnull=False)
                ),
                name="deviation_is_explained_whole",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "unit"],
                    condition=Q(closed_at=None),
                    name=f"one_open_deviation_of_{name}",
                )
                for name in ONE_OF
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["as_of"], name="deviation_by_day")]

    def __str__(self) -> str:
        return self.name
