"""Reports: begun with their round, and written section by section, every version kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.models import (
    Person,
    Report,
    ReportSection,
    ReportTemplateSection,
    Round,
    RoundKind,
    RoundUnit,
    SectionText,
)
from timglas.rules.legal_days import Law
from timglas.rules.report_template import default_sections
from timglas.rules.reports import ReportState, word_count
from timglas.rules.rounds import EVERY_MONTH, Part
from timglas.rules.section_text import section_html

BATCH = 500


class Conflict(Refusal):
    """Somebody else has written meanwhile: `theirs` is that text, and `ours` the one refused.

    Nothing is lost: whoever writes is shown both, and saves again on top of `theirs`.
    """

    def __init__(self, theirs: SectionText, ours: str) -> None:
        super().__init__(
            _("%(who)s har sparat avsnittet medan du skrev. Båda texterna finns kvar här.")
            % {"who": theirs.by},
            "html",
        )
        self.theirs, self.ours = theirs, ours


def lay_out_report_template(kind: RoundKind) -> None:
    """Give a new kind of round the sections that its reports usually have."""
    law = Law(kind.law) if kind.law else None
    told = default_sections(law=law, is_monthly=kind.month == EVERY_MONTH)
    ReportTemplateSection.objects.bulk_create(
        ReportTemplateSection(
            kind=kind,
            order=order,
            title=section.title,
            guidance=section.guidance,
            part=section.part.value,
            words=section.words,
            is_required=section.is_required,
        )
        for order, section in enumerate(told, start=1)
    )


def begin_reports(opened: Round, units: Sequence[RoundUnit]) -> None:
    """Give every unit of a round that asks for texts a report, to be written.

    Three queries; one where the kind has no sections, and so no reports.
    """
    if Part.TEXT not in opened.kind.parts:
        return
    template = list(opened.kind.sections.order_by("order", "pk"))
    if not template:
        return
    reports = [Report(round_unit=unit) for unit in units]
    Report.objects.bulk_create(reports, batch_size=BATCH)
    ReportSection.objects.bulk_create(
        (
            ReportSection(
                report=report,
                order=section.order,
                title=section.title,
                guidance=section.guidance,
                part=section.part,
                words=section.words,
                is_required=section.is_required,
            )
            for report in reports
            for section in template
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def write_section_text(
    *, section: ReportSection, html: str, based_on: int, by: Person, at: datetime
) -> SectionText:
    """Write a section of a draft, as a new version of its text.

    `html` is what an editor sends; what no output can show is left out. `based_on` is the number
    of the version that the writer began from, 0 if there was none. Raises Refusal, and Conflict
    where another version has come since.
    """
    require_writable(section.report)
    html = section_html(html)
    last = section.texts.select_related("by").order_by("-number").first()
    if last and last.html == html:
        return last
    number = last.number if last else 0
    if last and number != based_on:
        raise Conflict(last, html)
    text = SectionText.objects.create(section=section, number=number + 1, html=html, by=by, at=at)
    unit = section.report.round_unit.unit
    after = {"words": word_count(html), "number": text.number}
    record("write_section_text", section, by=by, at=at, unit=unit, after=after)
    return text


def require_writable(report: Report) -> None:
    """Refuse to change a report that is no draft any more, as the database has it now."""
    state = Report.objects.select_for_update().values_list("state", flat=True).get(pk=report.pk)
    if state != ReportState.DRAFT:
        raise Refusal(
            _("Rapporten är lämnad vidare och kan inte ändras. Be att få tillbaka den först.")
        )
    if report.round_unit.round.locked_at:
        raise Refusal(_("Omgången är låst. Be den som samordnar uppföljningen att öppna den."))
