"""Texts that are being written: by whom, where, and what is not saved yet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person


class Writing(models.Model):
    """Somebody who has a text open, and their draft of it, until it is saved or thrown away.

    `place` says which text: what it belongs to, and its id. `based_on` is the text that the draft
    was begun from, by its fingerprint. A draft without a moment is nothing yet.
    """

    place = models.CharField(_("text"), max_length=60)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    based_on = models.CharField(max_length=64, blank=True)
    html = models.TextField(_("utkast"), blank=True)
    saved_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "by"], name="one_writing_each_of_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.place} ({self.by})"
