"""The council's budget, as a version of its plan holds it: frames, and the other lines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Unit
from timglas.models.plans import PlanVersion
from timglas.rules.budget import FrameKind, LineKind

FRAME_KINDS = [(kind.value, kind.value) for kind in FrameKind]
LINE_KINDS = [(kind.value, kind.value) for kind in LineKind]


class BudgetFrame(models.Model):
    """What a unit is given, or a company is asked for, in a year; kronor or per cent by kind."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="frames")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="frames")
    kind = models.CharField(_("slag"), max_length=20, choices=FRAME_KINDS)
    year = models.PositiveSmallIntegerField(_("år"))
    amount = models.DecimalField(_("belopp"), max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "unit", "kind", "year"], name="one_frame_of_a_kind_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.year}"


class BudgetLine(models.Model):
    """A line of the budget that is no unit's frame: tax, central costs, equity."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="budget_lines")
    kind = models.CharField(_("slag"), max_length=12, choices=LINE_KINDS)
    name = models.CharField(_("namn"), max_length=100)
    order = models.PositiveSmallIntegerField(_("ordning"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="budget_line_has_a_name"),
            models.UniqueConstraint(fields=["version", "name"], name="one_budget_line_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetAmount(models.Model):
    """A line's amount in a year: kronor, or kronor of a hundred for the tax rate."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField(_("år"))
    amount = models.DecimalField(_("belopp"), max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "year"], name="one_amount_of_a_line_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"
