"""Views of registers that people have saved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person


class SavedView(models.Model):
    """A register as somebody wants to come back to it: filters, order and columns, by a name.

    `query` is the address after the question mark, without year, day and page: a saved view shows
    the year that is asked about. A shared view is everybody's; a view that is `is_default` is where
    the register opens, for its owner or, if it is shared, for all who have no such view of their
    own.
    """

    register = models.CharField(max_length=20)
    name = models.CharField(_("namn"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    is_shared = models.BooleanField(_("delas med alla"), default=False)
    is_default = models.BooleanField(_("öppnas först"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "register", "name"], name="one_view_of_a_name_each"
            ),
            models.UniqueConstraint(
                fields=["owner", "register"],
                condition=Q(is_default=True, is_shared=False),
                name="one_default_view_each",
            ),
            models.UniqueConstraint(
                fields=["register"],
                condition=Q(is_default=True, is_shared=True),
                name="one_default_view_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name
