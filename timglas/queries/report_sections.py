"""A section of a report as it is written, with what units below have written of the same."""

from collections import defaultdict
from dataclasses import dataclass

from timglas.access import Viewer, placed_on
from timglas.models import Report, ReportSection, SectionText
from timglas.queries.report_parts import latest_texts
from timglas.rules.permissions import Permission
from timglas.rules.reports import nearest_written
from timglas.rules.rich_html import from_html, to_html
from timglas.rules.rich_text import Paragraph, Quote


@dataclass(frozen=True, slots=True)
class TextBeside:
    """What a unit below has written under the same heading."""

    section_id: int
    unit: str
    html: str

    @property
    def quoted(self) -> str:
        """The text as a quote of the unit's, as HTML. What is no paragraph stays as it is."""
        blocks = from_html(self.html)
        said = tuple(block.runs for block in blocks if isinstance(block, Paragraph))
        rest = tuple(block for block in blocks if not isinstance(block, Paragraph))
        quote = (Quote(said, self.unit),) if said else ()
        return to_html((*quote, *rest))


@dataclass(frozen=True, slots=True)
class WritingPage:
    """A section with its last text, if any, and the texts beside it."""

    text: SectionText | None
    beside: tuple[TextBeside, ...]

    @property
    def html(self) -> str:
        """What is written, "" for nothing."""
        return self.text.html if self.text else ""

    @property
    def number(self) -> int:
        """The number of the text's version, 0 before there is any."""
        return self.text.number if self.text else 0


def writing_page(viewer: Viewer, section: ReportSection) -> WritingPage:
    """What somebody who writes a section needs. Five queries, two of them kept."""
    return WritingPage(
        text=section.texts.select_related("by").order_by("-number").first(),
        beside=tuple(_beside(viewer, section)),
    )


def _beside(viewer: Viewer, section: ReportSection) -> list[TextBeside]:
    row = section.report.round_unit
    readable = viewer.reach(Permission.READ_REPORT, Report).filter(round_unit__round=row.round_id)
    same = ReportSection.objects.filter(report__in=readable, title=section.title)
    named = {
        one.report.round_unit.unit_id: one
        for one in same.select_related("report__round_unit__unit")
    }
    texts = latest_texts([one for one in named.values() if one.pk != section.pk])
    written = {
        unit: TextBeside(one.pk, one.report.round_unit.unit.name, texts[one.pk].html)
        for unit, one in named.items()
        if one.pk in texts and texts[one.pk].html
    }
    below: dict[int, list[int]] = defaultdict(list)
    for unit, parent, _kind in placed_on(row.round.as_of):
        if parent is not None:
            below[parent].append(unit)
    return [written[unit] for unit in nearest_written(row.unit_id, below, written)]
