"""The sentence above an indicator's chart, where somebody has written one of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.indicators import Indicator
from timglas.models.org import Person

SENTENCE_LENGTH = 200


class Headline(models.Model):
    """What somebody says that the values show; append-only, and the newest one counts.

    It was written when the period that ends on `period_end` was the newest. Empty, it gives the
    word back to the rule.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="headlines")
    sentence = models.CharField(_("mening"), max_length=SENTENCE_LENGTH, blank=True)
    period_end = models.DateField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="headlines")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sentence
