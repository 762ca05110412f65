"""Forecast where every indicator ends the year."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from timglas.actions.forecasts import make_forecasts
from timglas.models import Indicator


class Command(BaseCommand):
    """Run when a year has begun or much has been brought in; it does no harm at any time."""

    help = "Forecasts where every indicator ends the year, and keeps what is new."

    def handle(self, **_options: Any) -> None:
        """Forecast them all."""
        indicators = set(Indicator.objects.values_list("pk", flat=True))
        made = make_forecasts(indicators=indicators, at=timezone.now())
        self.stdout.write(f"{made} new forecasts of {len(indicators)} indicators.")
