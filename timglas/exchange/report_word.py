"""A report as a Word file: real styles, header rows, text alternatives, contents and captions.

It is written with Word's own styles, so that whoever opens it can give it another look, and a
municipality's own template can be used as it is. Loaded only by who makes a Word file.
"""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from timglas.exchange import word_parts as parts
from timglas.exchange.report_pdf import REGIONS, has_contents
from timglas.exchange.report_pictures import styled, symbol
from timglas.exchange.word_styles import CITED, FACT, NOTE, RISK, add_styles, dress
from timglas.rules.report_document import Chart, Fact, Goal, Heading, Note, ReportDocument, Table
from timglas.rules.report_layout import Placed, placed, subtitle, words_of
from timglas.rules.rich_text import Listing, Paragraph, Quote, Rich

# Word's styles for lists go three levels down.
DEEPEST_LIST = 3
WIDEST_CHART, SYMBOL = Cm(14.5), Cm(0.36)


def report_word(document: ReportDocument, template: bytes | None = None) -> bytes:
    """Write a report. The same report and template always give the same bytes.

    `template` is a .docx whose styles, headers and footers are used; its text is left out.
    """
    file = docx.Document(BytesIO(template) if template else None)
    if template:
        _emptied(file)
    else:
        dress(file)
    add_styles(file)
    _Writer(file, document, is_ours=template is None).write()
    saved = BytesIO()
    file.save(saved)
    return _undated(saved)


def _emptied(file: Document) -> None:
    """Leave the last section's page and the styles of a template, and nothing that it says."""
    body: Any = file.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _undated(saved: BytesIO) -> bytes:
    """The same file without the moment when it was written."""
    packed = BytesIO()
    with ZipFile(saved) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            told = ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            told.compress_type = ZIP_DEFLATED
            after.writestr(told, before.read(entry))
    return packed.getvalue()


class _Writer:
    """Writes one report into one file."""

    def __init__(self, file: Document, document: ReportDocument, *, is_ours: bool) -> None:
        self.file, self.document, self.is_ours = file, document, is_ours
        self.places = placed(document)
        self.said = words_of(document)
        self.styles = {str(style.name): style.style_id for style in file.styles}

    def write(self) -> None:
        """Write all of it."""
        self._properties()
        self._first_page()
        if has_contents(self.document):
            self._contents()
        if self.is_ours:
            footer = self.file.sections[0].footer.paragraphs[0]
            footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            parts.fill_footer(footer, (self.said["page"], self.said["of"]))
        for place in self.places:
            self._block(place)

    def _properties(self) -> None:
        told, document = self.file.core_properties, self.document
        day = datetime.fromisoformat(document.dated)
        told.title, told.subject, told.author = document.title, document.kind, document.publisher
        told.language = f"{document.language}-{REGIONS.get(document.language, 'SE')}"
        told.created = told.modified = day
        told.last_modified_by, told.comments, told.keywords = document.publisher, "", ""
        told.revision, told.version = 1, document.version
        parts.set_language(self.file, told.language)
        parts.update_fields_when_opened(self.file)

    def _first_page(self) -> None:
        document = self.document
        publisher = self._text(document.publisher)
        kind = self._text(document.kind)
        if self.is_ours:
            publisher.paragraph_format.space_after = Cm(4.5)
            kind.paragraph_format.space_after = Pt(0)
        self._text(document.title, "Title")
        self._text(subtitle(document), "Subtitle").paragraph_format.space_after = Cm(1)
        for fact in document.facts:
            self._fact(fact)
        self._page_break()

    def _contents(self) -> None:
        """The headings as a field, with what it shows until Word has found the pages."""
        self._text(self.said["contents"], "TOC Heading")
        shown = [place for place in self.places if 0 < place.level <= 2]
        for n, place in enumerate(shown):
            line = self._text("", f"TOC {place.level}")
            if n == 0:
                parts.begin_contents(line)
            line.add_run(place.title)
            if n == len(shown) - 1:
                parts.end_contents(line)
        self._page_break()

    def _block(self, place: Placed) -> None:
        match place.block:
            case Heading(level=level, text=text):
                self._text(text, f"Heading {min(level, 9)}")
            case Paragraph(runs=runs):
                self._rich(runs)
            case Note(runs=runs, is_risk=is_risk):
                self._rich(runs, RISK if is_risk else NOTE)
            case Listing() as listing:
                self._list(listing, 1)
            case Quote(paragraphs=paragraphs, origin=origin):
                for runs in paragraphs:
                    self._rich(runs, CITED)
                if origin:
                    self._text(origin, CITED).runs[0].italic = False
            case _:
                self._figure(place)

    def _figure(self, place: Placed) -> None:
        match place.block:
            case Goal() as goal:
                self._goal(goal)
            case Table() as table:
                self._table(table, place.label)
            case Chart() as chart:
                self._chart(chart, place.label)

    def _goal(self, goal: Goal) -> None:
        self._text(goal.wording, f"Heading {min(goal.level, 9)}")
        if goal.status:
            line = self._text(f"{self.said['status']}\t", FACT)
            picture = symbol(goal.status.symbol)
            parts.picture(line.add_run(), picture, alternative="", width=SYMBOL)
            line.add_run(f"\u2002{goal.status.name}").bold = True
        for fact in goal.facts:
            self._fact(fact)

    def _fact(self, fact: Fact) -> None:
        self._fill(self._text(f"{fact.name}\t", FACT), fact.value)

    def _table(self, table: Table, label: str) -> None:
        caption = f"{label}. {table.caption}"
        if table.is_landscape:
            self._turn(WD_ORIENT.LANDSCAPE)
        line = self._text("", "Caption")
        name, number = label.split(" ")
        line.add_run(f"{name} ")
        parts.field(line, f"SEQ {name} \\* ARABIC", number)
        line.add_run(f". {table.caption}")
        parts.table(self.file, table.grid, caption=caption, width=self._width())
        self._gap()
        if table.is_landscape:
            self._turn(WD_ORIENT.PORTRAIT)

    def _chart(self, chart: Chart, label: str) -> None:
        caption = f"{label}. {chart.sentence}"
        line = self._text("", "Caption")
        name, number = label.split(" ")
        line.add_run(f"{name} ")
        parts.field(line, f"SEQ {name} \\* ARABIC", number)
        line.add_run(f". {chart.sentence}")
        if chart.subtitle:
            self._text(chart.subtitle).paragraph_format.keep_with_next = True
        drawn = self._text("")
        drawn.paragraph_format.keep_with_next = True
        drawn.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        width = Length(min(WIDEST_CHART, self._width()))
        svg = styled(chart.svg)
        parts.picture(drawn.add_run(), svg, alternative=chart.alternative, width=width)
        parts.table(self.file, chart.grid, caption=caption, width=width)
        self._gap()

    def _list(self, listing: Listing, level: int) -> None:
        kind = "List Number" if listing.is_numbered else "List Bullet"
        style = kind if level == 1 else f"{kind} {min(level, DEEPEST_LIST)}"
        number = parts.new_numbering(self.file, style) if listing.is_numbered else 0
        for item in listing.items:
            line = self._rich(item.runs, style)
            if number:
                line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            for inside in item.inside:
                self._list(inside, level + 1)

    def _text(self, text: str, style: str = "Normal") -> WordParagraph:
        line = self.file.add_paragraph(text)
        # By id: python-docx looks through all styles for each paragraph that is given a name.
        line._p.style = self.styles[style]
        return line

    def _rich(self, runs: Rich, style: str = "Normal") -> WordParagraph:
        return self._fill(self._text("", style), runs)

    def _fill(self, line: WordParagraph, runs: Rich) -> WordParagraph:
        for run in runs:
            written = parts.link(line, run.href, run.text) if run.href else line.add_run(run.text)
            written.bold = run.strong or None
            written.italic = run.emphasis or None
        return line

    def _gap(self) -> None:
        """Room under a table, where Word keeps none."""
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)

    def _page_break(self) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _turn(self, way: WD_ORIENT) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        sides = sorted((section.page_width or 0, section.page_height or 0))
        short, long = map(Length, sides)
        is_wide = way == WD_ORIENT.LANDSCAPE
        section.orientation = way
        section.page_width, section.page_height = (long, short) if is_wide else (short, long)

    def _width(self) -> Length:
        """How wide the text is on the page as it lies now."""
        section = self.file.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        return Length((page or Cm(21)) - (left or 0) - (right or 0))
