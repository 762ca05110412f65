"""Relinkings: what became of a draft goal's link to a goal of the council that no longer holds."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.goals import Goal, GoalEdition
from timglas.models.org import Person


class Relinking(models.Model):
    """A link that was moved to a new goal of the council, or ended or kept with a reason.

    `new` is the old goal itself where the link is kept, and nothing where it ended.

    What it said before is kept, so that it can be taken back. `is_made` is whether the new link
    came of it: the goal may have had one already.
    """

    edition = models.ForeignKey(GoalEdition, models.CASCADE, related_name="relinkings")
    old = models.ForeignKey(Goal, models.CASCADE, related_name="relinked_from")
    new = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="relinked_to")
    is_made = models.BooleanField(default=False)
    contribution = models.TextField(_("så bidrog det"))
    was_primary = models.BooleanField(default=False)
    reason = models.TextField(_("varför kopplingen upphör"), blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="relinkings")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "old"], name="a_link_is_relinked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.old} → {self.new or self.reason}"
