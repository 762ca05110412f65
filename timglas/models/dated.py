"""Rows that hold from a day (included) to another (not included), or until further notice."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows with `valid_from` and `valid_to`, narrowed by date."""

    def on(self, day: date) -> Self:
        """The rows that hold on a day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
