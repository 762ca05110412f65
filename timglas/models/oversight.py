"""The executive board's yearly decisions on the municipal companies (KL 6:9)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.rules.oversight import Finding

FINDINGS = [(finding.value, finding.value) for finding in Finding]


class OversightDecision(models.Model):
    """What the board found of a company and a year; append-only, the latest holds."""

    company = models.ForeignKey(Unit, models.PROTECT, related_name="oversight_decisions")
    year = models.PositiveSmallIntegerField(_("år"))
    finding = models.CharField(_("bedömning"), max_length=10, choices=FINDINGS)
    text = models.TextField(_("text"), blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="oversight_decisions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="oversight_decisions")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finding="yes") | ~Q(text=""), name="finding_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.year}"
