"""A unit's report in a round as a document: its texts, and what its sections show.

In Swedish, the language that a Swedish municipality's reports are written and decided in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils import timezone, translation

from timglas.models import Report, ReportSection, Round, SectionText, Unit
from timglas.queries.live_parts import LiveParts
from timglas.queries.municipality import municipality
from timglas.rules.annual_report import Changed
from timglas.rules.language import SOURCE
from timglas.rules.periods import date_words
from timglas.rules.report_document import Block, Fact, Goal, Heading, ReportDocument
from timglas.rules.report_template import ReportPart
from timglas.rules.reports import ReportState, without_tags
from timglas.rules.rich_html import from_html
from timglas.rules.rich_text import words
from timglas.rules.rounds import YEAR_END

# What a report of a whole year shows whatever its template says, and where: at its end.
MANDATORY = (ReportPart.GOALS, ReportPart.DIFFERENCES)


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
            blocks=tuple(_blocks(report)),
        )


def with_decision(document: ReportDocument, report: Report) -> ReportDocument:
    """An approved report with the decision about it; all else stays as it was approved."""
    decision = report.decision
    if decision is None:
        return document
    with translation.override(SOURCE):
        state = ReportState.DECIDED.name_in_words
        facts = (Fact("Beslut", words(str(decision))),)
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
    """Each section's text and after it what it shows; then what no annual report can leave out."""
    sections = list(report.sections.order_by("order", "pk"))
    texts = latest_texts(sections)
    parts = _live(report, texts.values())
    for section in sections:
        text = texts.get(section.pk)
        written = from_html(text.html) if text else ()
        shown = parts.blocks(ReportPart(section.part))
        yield from _headed(section.title, (*written, *shown))
    told = {section.part for section in sections}
    for part in MANDATORY if is_annual(report) else ():
        if part not in told:
            yield from _headed(part.name_in_words, parts.blocks(part))


def _headed(title: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks under a heading; nothing where there are none."""
    if blocks:
        yield Heading(1, title)
        yield from map(_lowered, blocks)


def is_annual(report: Report) -> bool:
    """Whether a report is of a whole year: then all that was decided for it is there."""
    return report.round_unit.round.kind.month == YEAR_END


def unexplained_of(report: Report) -> tuple[Changed, ...]:
    """What differs from what was decided that an annual report says nothing of; else nothing."""
    if not is_annual(report):
        return ()
    texts = latest_texts(report.sections.all())
    return _live(report, texts.values()).unexplained


def part_blocks(part: ReportPart, unit: Unit, opened: Round) -> tuple[Block, ...]:
    """What a part shows of a unit in a round."""
    with translation.override(SOURCE):
        return LiveParts(unit, opened.as_of).blocks(part)


def _live(report: Report, texts: Iterable[SectionText]) -> LiveParts:
    row = report.round_unit
    text = "\n".join(without_tags(text.html) for text in texts)
    return LiveParts(row.unit, row.round.as_of, text)


def _lowered(block: Block) -> Block:
    """A heading within a section stands under the section's own."""
    if isinstance(block, Heading | Goal):
        return replace(block, level=block.level + 1)
    return block
