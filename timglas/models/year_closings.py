"""Closing a year of a unit, and opening it again."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person, Unit


class YearClosingQuerySet(models.QuerySet["YearClosing"]):
    """Closings, narrowed to what holds."""

    def in_force(self) -> "YearClosingQuerySet":
        """The closings that have not been opened again."""
        later = YearClosing.objects.filter(
            unit=OuterRef("unit"), year=OuterRef("year"), pk__gt=OuterRef("pk")
        )
        return self.filter(is_closed=True).exclude(Exists(later))


class YearClosing(models.Model):
    """That a unit's year was closed, or opened again, which needs a reason; append-only.

    The newest row of a unit and a year holds.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="year_closings")
    year = models.PositiveSmallIntegerField(_("år"))
    is_closed = models.BooleanField(_("avslutat"))
    reason = models.CharField(_("skäl"), max_length=600, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="year_closings")
    at = models.DateTimeField()

    objects = YearClosingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_closed=True) | ~Q(reason=""), name="opened_year_has_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "year"], name="closings_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
