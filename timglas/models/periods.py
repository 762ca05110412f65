"""Terms of office."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A term of office (mandatperiod), for which the council words its goals."""

    first_year = models.PositiveSmallIntegerField(_("första år"), unique=True)
    last_year = models.PositiveSmallIntegerField(_("sista år"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="term_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}–{self.last_year}"
