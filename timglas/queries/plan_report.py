"""A decided plan as a report, made of its frozen document. One query."""

from django.utils import translation

from timglas.models import PlanKind, PlanVersion
from timglas.queries.differences import in_words
from timglas.queries.municipality import municipality
from timglas.rules.language import SOURCE
from timglas.rules.plan_document import read
from timglas.rules.plan_report import Given
from timglas.rules.plan_report import plan_report as report_of
from timglas.rules.report_document import ReportDocument


def plan_report(version: PlanVersion) -> ReportDocument:
    """The report of a decided version, in Swedish whoever reads it."""
    ours = municipality()
    stored = version.document
    with translation.override(SOURCE):
        given = Given(
            publisher=ours.name if ours else "",
            kind=str(PlanKind(version.plan.kind).label),
            checksum=stored.sha256,
            in_words=in_words,
        )
        return report_of(read(stored.body), given)
