"""Which indicator speaks for a goal to the public."""

from django.db import models

from timglas.models.goals import Goal
from timglas.models.indicators import Indicator


class ChosenFigure(models.Model):
    """The indicator that speaks for a goal on the open start; where none is chosen a rule does."""

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="chosen_figure")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="speaks_for")

    def __str__(self) -> str:
        return f"{self.goal}: {self.indicator}"
