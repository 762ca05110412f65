"""The sections of a draft: laid out from the template or an earlier plan, and written."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from timglas.actions.audit import fields_of, record
from timglas.actions.immutability import require_draft
from timglas.models import Person, PlanSection, PlanVersion, TemplateSection

BATCH = 500


def lay_out_sections(version: PlanVersion) -> None:
    """Give a new plan the sections of the template, to be written."""
    kind = version.plan.unit.kind
    PlanSection.objects.bulk_create(
        PlanSection(
            version=version,
            order=order,
            title=section.title,
            guidance=section.guidance,
            part=section.part,
            is_required=kind in section.required_for,
        )
        for order, section in enumerate(TemplateSection.objects.order_by("order", "pk"), start=1)
    )


def copy_sections(copies: Mapping[int, PlanVersion]) -> None:
    """Let new versions begin with the sections of others, as they are written there.

    `copies` has the new version by the id of its source. What a source lacks of the template is
    laid out to be written.
    """
    written: dict[int, list[PlanSection]] = {source: [] for source in copies}
    for section in PlanSection.objects.filter(version__in=copies).order_by("order", "pk"):
        written[section.version_id].append(section)
    PlanSection.objects.bulk_create(
        (
            PlanSection(
                version=copies[source],
                order=section.order,
                title=section.title,
                guidance=section.guidance,
                part=section.part,
                is_required=section.is_required,
                body=section.body,
            )
            for source, sections in written.items()
            for section in sections
        ),
        batch_size=BATCH,
    )
    for version in _without(copies, written):
        lay_out_sections(version)


def _without(
    copies: Mapping[int, PlanVersion], written: Mapping[int, list[PlanSection]]
) -> Iterable[PlanVersion]:
    """The copies whose source is older than the template."""
    return (copy for source, copy in copies.items() if not written[source])


@transaction.atomic
def write_section(*, section: PlanSection, body: str, by: Person, at: datetime) -> None:
    """Write the text of a draft's section."""
    require_draft(section.version)
    before = fields_of(section, "body")
    section.body = body.strip()
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
