"""Decisions: what a political body or an official has settled."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person, Unit


class Decision(models.Model):
    """A body's decision at a meeting (paragraph, registry number) or an official's own."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="decisions")
    decided_on = models.DateField(_("beslutsdatum"))
    paragraph = models.CharField(_("paragraf"), max_length=20, blank=True)
    registry_number = models.CharField(_("diarienummer"), max_length=40, blank=True)
    official = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="decisions_made"
    )
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="decisions_recorded")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(paragraph="") & Q(official=None))
                | (Q(paragraph="") & Q(official__isnull=False)),
                name="decision_is_political_or_official",
            ),
        ]

    def __str__(self) -> str:
        if self.paragraph:
            number = f" Dnr {self.registry_number}" if self.registry_number else ""
            return f"{self.body} {self.decided_on} § {self.paragraph}{number}"
        # Open pages show decisions, and they name the office, never the person.
        office = self.official.title if self.official else ""
        return f"{office or self.body} {self.decided_on}"
