"""The sections of plans: those of the municipality's template, and those of a plan."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.plans import PlanVersion
from timglas.rules.plan_template import Part


class Section(models.Model):
    """A heading, what to write under it, and what it shows beside the text."""

    order = models.PositiveSmallIntegerField(_("ordning"), default=1)
    title = models.CharField(_("rubrik"), max_length=120)
    guidance = models.TextField(_("vägledning"), blank=True)
    part = models.CharField(
        _("visar också"),
        max_length=12,
        blank=True,
        choices=[(part.value, part.value) for part in Part],
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class TemplateSection(Section):
    """A section that new plans for three years begin with. `required_for` are kinds of unit."""

    required_for = models.JSONField(_("obligatorisk för"), default=list, blank=True)


class PlanSection(Section):
    """A section of a version: laid out from the template, then the plan's own. Frozen with it.

    The text is HTML, as `rules/section_text.py` writes it.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="sections")
    is_required = models.BooleanField(default=False)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "title"], name="one_section_of_a_title"),
        ]
