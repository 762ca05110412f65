"""Activities under goals; outside the frozen part of a plan, since they are about how and who."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.goals import Goal
from timglas.models.indicators import Indicator
from timglas.models.org import Person, Unit
from timglas.rules.activities import STORED, State

STATES = [(state.value, state.value) for state in STORED]


class Activity(models.Model):
    """What a unit does to reach a goal, by when, and which indicator it is to move."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="activities", null=True, blank=True
    )
    name = models.CharField(_("aktivitet"), max_length=200)
    description = models.TextField(_("beskrivning"), blank=True)
    expected_effect = models.TextField(_("väntad effekt"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="activities", null=True, blank=True
    )
    starts_on = models.DateField(_("börjar"))
    ends_on = models.DateField(_("ska vara klar"))
    state = models.CharField(
        _("läge"), max_length=20, choices=STATES, default=State.NOT_STARTED.value
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="activity_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityNote(models.Model):
    """What was said of an activity, and the state it came to or stayed in; append-only."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=20, choices=STATES)
    note = models.TextField(_("notering"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="activity_notes")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.activity}: {self.state}"
