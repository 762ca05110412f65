"""Parts of a Word file that python-docx has no word for: fields, links, lists, tables, pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from timglas.exchange.report_pictures import png
from timglas.exchange.word_styles import CELL, COLUMN, LINK, TABLE
from timglas.rules.report_document import Grid
from timglas.rules.report_layout import is_long, shares

SVG_IN_A_PICTURE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
DECORATION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# How many pixels wide a picture is for who cannot draw SVG, at its width in print.
PIXELS_PER_INCH = 150
TWIP = 635  # twentieths of a point, in Word's other unit


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Write a field with what it shows until Word works it out anew."""
    _field_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _field_mark(paragraph, "end")


def begin_contents(paragraph: Paragraph) -> None:
    """Open the field that lists the headings; what follows is what it shows until worked out."""
    _field_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = r' TOC \o "1-2" \h \z \u '
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")


def end_contents(paragraph: Paragraph) -> None:
    """Close the field that lists the headings."""
    _field_mark(paragraph, "end")


def link(paragraph: Paragraph, href: str, text: str) -> Run:
    """Write a link; its tooltip is where it leads."""
    known = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), known)
    element.set(qn("w:tooltip"), href)
    run = paragraph.add_run(text, style=LINK)
    element.append(run._r)
    paragraph._p.append(element)
    return run


def new_numbering(document: Document, style: str) -> int:
    """A numbering of its own for a list, that begins at 1."""
    numbering: Any = document.part.numbering_part.element
    properties: Any = document.styles[style].element.pPr
    known = properties.numPr if properties is not None else None
    if known is None or known.numId is None:
        return 0
    model = numbering.num_having_numId(known.numId.val)
    number = numbering.add_num(model.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


SIDES = {False: "", True: '<w:jc w:val="right"/>'}


@dataclass(frozen=True, slots=True)
class _Line:
    """How the rows of a table are written: the style, and each column's width and side."""

    style: str
    widths: tuple[int, ...]
    numeric: tuple[bool, ...]
    is_head: bool = False

    def row(self, cells: Sequence[str], *, stays: bool) -> str:
        """A row, that is never split; the header is repeated on every page.

        One that stays is on the same page as the next row.
        """
        columns = zip(cells, self.widths, self.numeric, strict=True)
        style, keep = quoteattr(self.style), "<w:keepNext/>" if stays else ""
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:pPr><w:pStyle w:val={style}/>{keep}{SIDES[is_numeric]}</w:pPr>"
            f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
            for text, width, is_numeric in columns
        )
        head = "<w:tblHeader/>" if self.is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def table(document: Document, grid: Grid, *, caption: str, width: Length) -> None:
    """Write a table. As text, since thousands of cells take seconds by python-docx."""
    styles, wide = document.styles, _widths(grid, int(width / TWIP))
    numeric = tuple(column.is_numeric for column in grid.columns)
    head = _Line(styles[COLUMN].style_id, wide, numeric, is_head=True)
    line = _Line(styles[CELL].style_id, wide, numeric)
    said, last = quoteattr(caption), len(grid.rows) - 1
    rows = "".join(
        line.row(row, stays=n < last and not is_long(grid)) for n, row in enumerate(grid.rows)
    )
    xml = f"""<w:tbl {nsdecls("w")}><w:tblPr>
      <w:tblStyle w:val={quoteattr(styles[TABLE].style_id)}/>
      <w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>
      <w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"
        w:noHBand="0" w:noVBand="0"/>
      <w:tblCaption w:val={said}/><w:tblDescription w:val={said}/></w:tblPr>
      <w:tblGrid>{"".join(f'<w:gridCol w:w="{each}"/>' for each in wide)}</w:tblGrid>
      {head.row([column.title for column in grid.columns], stays=True)}
      {rows}</w:tbl>"""
    document._body._body._insert_tbl(parse_xml(xml))


def _widths(grid: Grid, whole: int) -> tuple[int, ...]:
    """Widths in twentieths of a point: figures get what they need, and text shares the rest."""
    wanted = shares(grid)
    return tuple(int(whole * share / sum(wanted)) for share in wanted)


def picture(run: Run, svg: str, *, alternative: str, width: Length) -> None:
    """Put a drawing in a text: SVG, with PNG for who cannot draw it. "" is decoration."""
    pixels = round(width.inches * PIXELS_PER_INCH)
    shape: Any = run.add_picture(BytesIO(png(svg, pixels)), width=Emu(width))
    shape._inline.docPr.set("descr", alternative)
    if not alternative:
        shape._inline.docPr.append(_decoration())
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    known = _svg_part(run, svg)
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{A}"><a:ext uri="{SVG_IN_A_PICTURE}">'
            f'<asvg:svgBlip xmlns:asvg="{ASVG}" {nsdecls("r")} r:embed="{known}"/>'
            "</a:ext></a:extLst>"
        )
    )
    shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("descr", alternative)


def _decoration() -> Any:
    return parse_xml(
        f'<a:extLst xmlns:a="{A}"><a:ext uri="{DECORATION}">'
        f'<adec:decorative xmlns:adec="{ADEC}" val="1"/></a:ext></a:extLst>'
    )


def _svg_part(run: Run, svg: str) -> str:
    """The relation from the document to a drawing; the same drawing is stored once."""
    content = svg.encode()
    for known, relation in run.part.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.IMAGE and relation.target_part.blob == content:
            return str(known)
    package: Any = run.part.package
    name: PackURI = package.next_partname("/word/media/drawing%d.svg")
    part = Part(name, "image/svg+xml", content, package)
    return str(run.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))


def set_language(document: Document, code: str) -> None:
    """Say what language the document is in, everywhere that a style says otherwise."""
    root: Any = document.styles.element
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in [defaults, *root.iter(qn("w:rPr"))]:
        for known in properties.findall(qn("w:lang")) if properties is not None else ():
            known.set(qn("w:val"), code)
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{code}"/>'))


def update_fields_when_opened(document: Document) -> None:
    """Let Word work out page numbers of the contents when the file is opened."""
    settings: Any = document.settings.element
    if settings.find(qn("w:updateFields")) is not None:
        return
    update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
    follower = next((e for e in settings if e.tag in AFTER_UPDATE), None)
    settings.append(update) if follower is None else follower.addprevious(update)


# What comes after updateFields in Word's settings; Word refuses another order.
AFTER_UPDATE = {
    qn(f"w:{name}")
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids"),
        *("attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats"),
        *("doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
        *("smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
} | {"{http://schemas.openxmlformats.org/officeDocument/2006/math}mathPr"}


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def fill_footer(paragraph: Paragraph, words: Iterable[str]) -> None:
    """Write "Sida 1 av 9": words, the page, words, how many there are."""
    first, second = words
    paragraph.add_run(f"{first} ")
    field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {second} ")
    field(paragraph, "NUMPAGES", "1")
