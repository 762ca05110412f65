"""The sections of a draft: laid out from the template or an earlier plan, and written."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.bulk import insert
from timglas.actions.immutability import require_draft
from timglas.actions.refusal import Refusal
from timglas.models import Person, PlanSection, PlanVersion, TemplateSection
from timglas.models.listed import among
from timglas.rules.section_text import fingerprint, section_html

BATCH = 500


def lay_out_sections(versions: Iterable[PlanVersion]) -> None:
    """Give new plans the sections of the template, to be written. Two queries."""
    template = TemplateSection.objects.order_by("order", "pk")
    PlanSection.objects.bulk_create(
        (
            PlanSection(
                version=version,
                order=order,
                title=section.title,
                guidance=section.guidance,
                part=section.part,
                is_required=version.plan.unit.kind in section.required_for,
            )
            for version in versions
            for order, section in enumerate(template, start=1)
        ),
        batch_size=BATCH,
    )


def copy_sections(copies: Mapping[int, PlanVersion]) -> None:
    """Let new versions begin with the sections of others, as they are written there.

    `copies` has the new version by the id of its source. What a source lacks of the template is
    laid out to be written.
    """
    columns = [f.attname for f in PlanSection._meta.concrete_fields if not f.primary_key]
    place = columns.index("version_id")
    rows = PlanSection.objects.filter(among("version", copies)).order_by("order", "pk")
    found = list(rows.values_list(*columns))
    written = {row[place] for row in found}
    insert(
        PlanSection,
        columns,
        [(*row[:place], copies[row[place]].pk, *row[place + 1 :]) for row in found],
    )
    # A source may be older than the template.
    lay_out_sections(copy for source, copy in copies.items() if source not in written)


class Meanwhile(Refusal):
    """Somebody wrote the section while somebody else did. The section has their text."""


@transaction.atomic
def write_section(
    *, section: PlanSection, body: str, by: Person, at: datetime, based_on: str | None = None
) -> None:
    """Write the text of a draft's section, as HTML from an editor.

    `based_on` is the fingerprint of the text that the writer began from. Raises Meanwhile where
    the text is another by now, so that nobody's words are lost.
    """
    require_draft(section.version)
    section.refresh_from_db(fields=["body"], from_queryset=PlanSection.objects.select_for_update())
    if based_on is not None and based_on != fingerprint(section.body):
        raise Meanwhile(_("Någon annan har skrivit i avsnittet medan du skrev."), "body")
    before = fields_of(section, "body")
    section.body = section_html(body)
    section.save(update_fields=["body"])
    record(
        "write_section",
        section,
        by=by,
        at=at,
        unit=section.version.plan.unit,
        before=before,
        after=fields_of(section, "body"),
    )
