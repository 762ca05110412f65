"""Environmental scanning: what is seen in the surroundings, and what it makes units develop."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.goals import Goal
from timglas.models.org import Person, Unit
from timglas.rules.scan import Certainty, Effect, Horizon


class Observation(models.Model):
    """Something that a unit has seen outside the municipality, and what it affects."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="observations")
    title = models.CharField(_("iakttagelse"), max_length=150)
    text = models.TextField(_("beskrivning"), blank=True)
    source = models.CharField(_("källa"), max_length=200)
    link = models.URLField(_("länk"), max_length=500, blank=True)
    observed_on = models.DateField(_("datum"))
    horizon = models.CharField(
        _("sikt"), max_length=10, choices=[(h.value, h.value) for h in Horizon]
    )
    effect = models.CharField(
        _("påverkan"), max_length=10, choices=[(e.value, e.value) for e in Effect]
    )
    certainty = models.CharField(
        _("säkerhet"), max_length=10, choices=[(c.value, c.value) for c in Certainty]
    )
    is_current = models.BooleanField(_("aktuell"), default=True)
    units = models.ManyToManyField(Unit, related_name="affected_by", blank=True)
    goals = models.ManyToManyField(Goal, related_name="affected_by", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(source=""), name="observation_says_what_and_whence"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DevelopmentArea(models.Model):
    """What a unit chooses to develop in a planning year, by rank, from what has been seen."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="development_areas")
    year = models.PositiveSmallIntegerField(_("år"))
    order = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("utvecklingsområde"), max_length=150)
    text = models.TextField(_("beskrivning"), blank=True)
    observations = models.ManyToManyField(Observation, related_name="areas", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="development_area_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
