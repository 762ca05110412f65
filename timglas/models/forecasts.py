"""Forecasts of what indicators will end a year at, and those that are to be made anew."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.indicators import Indicator
from timglas.models.org import Person, Unit
from timglas.rules.forecasts import Method


class Forecast(models.Model):
    """What an indicator was forecast to end a year at, made on a day; append-only.

    `as_of` is the last day of what was known of it. A rule tells its interval and how it has done
    in `trials`: `error` and `error_unchanged` as in `rules.forecasts.YearEnd`, in the indicator's
    unit. A person tells a reason instead.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="forecasts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forecasts")
    year = models.PositiveSmallIntegerField(_("år"))
    as_of = models.DateField(_("läget per"))
    method = models.CharField(
        _("metod"), max_length=16, choices=[(method.value, method.value) for method in Method]
    )
    value = models.DecimalField(_("värde"), max_digits=20, decimal_places=8)
    low = models.DecimalField(_("lägst"), null=True, blank=True, max_digits=20, decimal_places=8)
    high = models.DecimalField(_("högst"), null=True, blank=True, max_digits=20, decimal_places=8)
    trials = models.PositiveSmallIntegerField(_("prov"), default=0)
    error = models.DecimalField(null=True, max_digits=20, decimal_places=8)
    error_unchanged = models.DecimalField(null=True, max_digits=20, decimal_places=8)
    reason = models.TextField(_("motivering"), blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="forecasts", null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["indicator", "year"], name="forecasts_of_an_indicator")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(made_by__isnull=False, method=Method.PERSON.value) & ~Q(reason="")
                | Q(made_by=None, reason="", low__isnull=False, high__isnull=False)
                & Q(error__isnull=False, error_unchanged__isnull=False)
                & ~Q(method=Method.PERSON.value),
                name="forecast_by_rule_or_person",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("value"), high__gte=F("value")),
                name="forecast_lies_in_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class ForecastDue(models.Model):
    """An indicator whose values have changed: its forecast is to be made anew, and the row goes.

    Rows are never the same one, so that nobody who reports waits for somebody else who does.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="forecasts_due")

    def __str__(self) -> str:
        return str(self.indicator)
