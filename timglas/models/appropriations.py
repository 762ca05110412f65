"""What the council adds to a frame during the year, by decision; append-only."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.models.plans import PlanVersion
from timglas.rules.appropriations import PAYS, Financing

FRAMES = [(kind.value, kind.value) for kind in PAYS]
FINANCING = [(way.value, way.value) for way in Financing]


class Appropriation(models.Model):
    """A supplementary appropriation or a carry-forward of last year's unused means, in kronor.

    `version` is the one whose frame it was decided against; it adds to the frame of the plan's
    first year, and goes on doing so when a later version is decided.
    """

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="appropriations")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appropriations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appropriations")
    kind = models.CharField(_("slag"), max_length=20, choices=FRAMES)
    carries_forward = models.BooleanField(_("ombudgetering"), default=False)
    amount = models.DecimalField(_("belopp"), max_digits=15, decimal_places=2)
    purpose = models.CharField(_("ändamål"), max_length=300)
    financing = models.CharField(_("finansiering"), max_length=12, choices=FINANCING)
    payer = models.ForeignKey(
        Unit, models.PROTECT, related_name="appropriations_paid", null=True, blank=True
    )
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="appropriations_recorded")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="appropriation_adds"),
            models.CheckConstraint(
                condition=(Q(financing="frame") & Q(payer__isnull=False) & ~Q(payer=F("unit")))
                | (~Q(financing="frame") & Q(payer=None)),
                name="appropriation_says_whose_frame_pays",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="appropriation_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.purpose}"
