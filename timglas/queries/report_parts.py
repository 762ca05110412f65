"""A unit's report in a round as a document: its texts, and what its sections show.

In Swedish, the language that a Swedish municipality's reports are written and decided in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils import timezone, translation

from timglas.models import Report, ReportSection, SectionText
from timglas.queries.municipality import municipality
from timglas.rules.language import SOURCE
from timglas.rules.periods import date_words
from timglas.rules.report_document import Block, Fact, Heading, ReportDocument
from timglas.rules.reports import ReportState
from timglas.rules.rich_html import from_html
from timglas.rules.rich_text import words


def report_document(report: Report) -> ReportDocument:
    """The report as it stands now. Whoever reads an approved one reads its snapshot instead."""
    row = report.round_unit
    ours = municipality()
    with translation.override(SOURCE):
        return ReportDocument(
            kind="Rapport",
            title=str(row.round),
            unit=row.unit.name,
            publisher=ours.name if ours else "",
            period=f"per den {date_words(row.round.as_of)}",
            version=ReportState(report.state).name_in_words.lower(),
            dated=_dated(report),
            facts=(Fact("Läge", words(ReportState(report.state).name_in_words)),),
            blocks=tuple(_blocks(report)),
        )


def with_decision(document: ReportDocument, report: Report) -> ReportDocument:
    """An approved report with the decision about it; all else stays as it was approved."""
    decision = report.decision
    if decision is None:
        return document
    with translation.override(SOURCE):
        state = ReportState.DECIDED.name_in_words
        facts = (Fact("Läge", words(state)), Fact("Beslut", words(str(decision))))
        return replace(
            document, version=state.lower(), dated=decision.decided_on.isoformat(), facts=facts
        )


def latest_texts(sections: Iterable[ReportSection]) -> dict[int, SectionText]:
    """The last version of each section's text, by the section's id. One query."""
    texts = SectionText.objects.filter(section__in=sections).select_related("by")
    return {text.section_id: text for text in texts.order_by("number")}


def _dated(report: Report) -> str:
    """The day of the last step, or the round's day before there is any."""
    at = report.steps.order_by("-pk").values_list("at", flat=True).first()
    return (timezone.localdate(at) if at else report.round_unit.round.as_of).isoformat()


def _blocks(report: Report) -> Iterator[Block]:
    sections = list(report.sections.order_by("order", "pk"))
    texts = latest_texts(sections)
    for section in sections:
        text = texts.get(section.pk)
        written = from_html(text.html) if text else ()
        if written:
            yield Heading(1, section.title)
            yield from map(_lowered, written)


def _lowered(block: Block) -> Block:
    """A heading that somebody wrote stands under the section's own."""
    return replace(block, level=block.level + 1) if isinstance(block, Heading) else block
