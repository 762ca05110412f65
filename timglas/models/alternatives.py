"""Alternatives to a proposed budget, written beside it by a party group or the executive board."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person
from timglas.models.plans import PlanVersion


class AlternativeBudget(models.Model):
    """A copy of the proposal that somebody moves money in; `body` is the budget as JSON.

    Its author alone sees it until it is put forward; after that it is not changed. It goes when the
    draft that it was copied from is discarded.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="alternatives")
    name = models.CharField(_("vems förslag"), max_length=80)
    body = models.TextField()
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="alternatives")
    created_at = models.DateTimeField()
    put_forward_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="one_alternative_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="alternative_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.version}"
