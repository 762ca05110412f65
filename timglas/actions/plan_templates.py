"""Changes to the template of plans. Plans that are begun keep the sections they have."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.order import move_among
from timglas.actions.refusal import Refusal
from timglas.models import Person, TemplateSection, UnitKind
from timglas.rules.plan_template import DEFAULT_SECTIONS, Part

NAMED = ("title", "guidance", "part", "required_for")
# Who must write what is compulsory from the start: those whose plans are decided politically.
BODIES = tuple(kind.value for kind in UnitKind if kind.is_political and kind != UnitKind.COUNCIL)


def lay_out_template() -> None:
    """Give a new municipality the sections that the model asks for."""
    TemplateSection.objects.bulk_create(
        TemplateSection(
            order=order,
            title=section.title,
            guidance=section.guidance,
            part=section.part.value,
            required_for=list(BODIES) if section.is_required else [],
        )
        for order, section in enumerate(DEFAULT_SECTIONS, start=1)
    )


@transaction.atomic
def add_section(
    *,
    title: str,
    guidance: str,
    part: Part,
    required_for: Sequence[str],
    by: Person,
    at: datetime,
) -> TemplateSection:
    """Add a section at the end of the template. `required_for` are kinds of unit."""
    section = TemplateSection(order=TemplateSection.objects.count() + 1)
    _describe(section, title=title, guidance=guidance, part=part, required_for=required_for)
    section.save()
    record("add_section", section, by=by, at=at, after=fields_of(section, *NAMED))
    return section


@transaction.atomic
def edit_section(
    *,
    section: TemplateSection,
    title: str,
    guidance: str,
    part: Part,
    required_for: Sequence[str],
    by: Person,
    at: datetime,
) -> None:
    """Change a section of the template."""
    before = fields_of(section, *NAMED)
    _describe(section, title=title, guidance=guidance, part=part, required_for=required_for)
    section.save(update_fields=NAMED)
    record("edit_section", section, by=by, at=at, before=before, after=fields_of(section, *NAMED))


@transaction.atomic
def move_section(*, section: TemplateSection, steps: int, by: Person, at: datetime) -> None:
    """Move a section of the template up (−1) or down (+1)."""
    before = fields_of(section, "order")
    move_among(TemplateSection.objects.all(), section, steps)
    after = fields_of(section, "order")
    record("move_section", section, by=by, at=at, before=before, after=after)


@transaction.atomic
def remove_section(*, section: TemplateSection, by: Person, at: datetime) -> None:
    """Take a section out of the template."""
    record("remove_section", section, by=by, at=at, before=fields_of(section, *NAMED))
    section.delete()


def _describe(
    section: TemplateSection,
    *,
    title: str,
    guidance: str,
    part: Part,
    required_for: Sequence[str],
) -> None:
    same = TemplateSection.objects.filter(title__iexact=title.strip()).exclude(pk=section.pk)
    if same.exists():
        raise Refusal(_("Mallen har redan ett avsnitt med den rubriken."), "title")
    section.title, section.guidance = title.strip(), guidance.strip()
    section.part, section.required_for = Part(part).value, list(required_for)
