"""Year changes: the press that begins next year's plans, and what becomes of each goal then.

A goal and an indicator are the same through the years; what a new plan holds are editions of them.
So next to the editions there is only the choice, and for what is ended the reason.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.goals import Goal, GoalEdition
from timglas.models.indicators import Indicator, IndicatorEdition
from timglas.models.org import Person, Unit
from timglas.models.plans import PlanVersion


class YearChange(models.Model):
    """One press that begins the plans of a year for a unit and those under it.

    `units` are the ids of those whose plans are to be begun; `done` is how many have been. It is
    undone as a whole while nothing in it is decided.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="year_changes")
    year = models.PositiveSmallIntegerField(_("första år"))
    units = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="year_changes")
    started_at = models.DateTimeField()
    worked_at = models.DateTimeField(
        null=True, help_text="When it last took a step; work that stands still is dead."
    )
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    versions = models.ManyToManyField(PlanVersion, related_name="year_changes")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="who_undid_a_year_change_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class RenewalChoice(models.TextChoices):
    """What becomes of a goal or an indicator in next year's plan."""

    KEEP = "keep", _("Behåll")
    CHANGE = "change", _("Ändra")
    END = "end", _("Avsluta")


class Renewal(models.Model):
    """What is chosen for something of last year's plan; "" until somebody has chosen."""

    choice = models.CharField(_("val"), max_length=6, choices=RenewalChoice, blank=True)
    reason = models.CharField(_("skäl"), max_length=600, blank=True)
    chosen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class GoalRenewal(Renewal):
    """What becomes of a goal. `source` is its edition of last year."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="goal_renewals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="renewals")
    source = models.ForeignKey(GoalEdition, models.PROTECT, related_name="renewals")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "goal"], name="one_renewal_of_a_goal"),
            models.CheckConstraint(
                condition=~Q(choice="end") | ~Q(reason=""), name="ended_goal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.choice}"


class IndicatorRenewal(Renewal):
    """What becomes of an indicator. `source` is its edition of last year."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="indicator_renewals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="renewals")
    source = models.ForeignKey(IndicatorEdition, models.PROTECT, related_name="renewals")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "source"], name="one_renewal_of_an_indicator"
            ),
            models.CheckConstraint(
                condition=~Q(choice="end") | ~Q(reason=""), name="ended_indicator_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.choice}"
