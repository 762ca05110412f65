"""The styles of a Word file: Word's own where Word has one, and a few of ours.

A municipality's own template keeps its looks: what it lacks is added to it, and nothing that it
has is changed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from timglas.exchange.report_pictures import tokens

SERIF, SANS = "Palatino Linotype", "Calibri"
FACT, NOTE, RISK, CITED, CELL, COLUMN, LINK, TABLE = (
    *("Timglas fakta", "Timglas notis", "Timglas risk", "Timglas citat"),
    *("Timglas cell", "Timglas kolumn", "Hyperlink", "Timglas tabell"),
)
FACT_WIDTH = Cm(4.8)
# Size in points, space above and below, of what Word has its own styles for.
HEADINGS = {1: (20, 26, 8), 2: (15, 20, 6), 3: (12.5, 16, 4)}


def dress(document: Document) -> None:
    """Give a document of our own the look of Timglas in print."""
    normal = document.styles["Normal"]
    _look(normal, size=10.5, font=SANS, after=6)
    normal.paragraph_format.line_spacing = 1.2
    _look(document.styles["Title"], size=32, font=SERIF, after=8)
    _look(document.styles["Subtitle"], size=13, font=SANS, colour="ink-2", after=6)
    _look(document.styles["Caption"], size=10, font=SANS, before=14, after=4, bold=True)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for level in range(1, 10):
        size, before, after = HEADINGS.get(level, (10.5, 12, 4))
        font = SERIF if level in HEADINGS else SANS
        style = document.styles[f"Heading {level}"]
        _look(style, size=size, font=font, before=before, after=after, bold=level not in HEADINGS)
    _without(document.styles["Title"], "w:pPr", "w:pBdr")
    for name in ("Title", "Subtitle"):
        _without(document.styles[name], "w:rPr", "w:spacing")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.5)


def add_styles(document: Document) -> None:
    """Add what is missing: our own styles, and those of Word that its templates may lack."""
    known = {style.name for style in document.styles}
    for name, make in MISSING.items():
        if name not in known:
            make(document, name)
    for level in range(1, 10):
        if f"Heading {level}" not in known:
            _heading(document, level)


def _look(style: Any, *, size: float, font: str, colour: str = "ink", **space: Any) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.bold, style.font.italic = space.get("bold", False), False
    style.font.color.rgb = RGBColor.from_string(tokens()[colour][1:].upper())
    # The theme's fonts would win over the name otherwise.
    fonts = style.element.get_or_add_rPr().rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)
    style.paragraph_format.space_before = Pt(space.get("before", 0))
    style.paragraph_format.space_after = Pt(space.get("after", 0))


def _without(style: Any, *path: str) -> None:
    """Take away what Word's own template gives a style: a rule under it, letters spaced out."""
    for known in style.element.findall("/".join(map(qn, path))):
        known.getparent().remove(known)


def _paragraph(document: Document, name: str, based_on: str = "Normal") -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[based_on]
    style.quick_style = True
    return style


def _plain(document: Document, name: str) -> None:
    _paragraph(document, name)


def _heading(document: Document, level: int) -> None:
    style = _paragraph(document, f"Heading {level}")
    style.font.bold = True
    style.paragraph_format.keep_with_next = True
    outline = f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>'
    style.element.get_or_add_pPr().append(parse_xml(outline))


def _fact(document: Document, name: str) -> None:
    style = _paragraph(document, name)
    style.font.size = Pt(10)
    lies = style.paragraph_format
    lies.left_indent, lies.first_line_indent = FACT_WIDTH, -FACT_WIDTH
    lies.tab_stops.add_tab_stop(FACT_WIDTH, WD_TAB_ALIGNMENT.LEFT)
    lies.space_after = Pt(3)


def _boxed(document: Document, name: str) -> None:
    """A note: a line at its left and a soft ground."""
    line, ground = ("risk", "risk-soft") if name == RISK else ("edge", "mist")
    style = _paragraph(document, name)
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.3)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(10)
    properties = style.element.get_or_add_pPr()
    border = (
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8"'
        f' w:color="{tokens()[line][1:]}"/></w:pBdr>'
    )
    fill = tokens()[ground][1:]
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'
    properties.insert_element_before(parse_xml(border), *AFTER_BORDER)
    properties.insert_element_before(parse_xml(shade), *AFTER_BORDER[1:])


# Word reads the parts of a paragraph's looks in this order only.
AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def _cited(document: Document, name: str) -> None:
    style = _paragraph(document, name)
    style.paragraph_format.left_indent = Cm(1)
    style.font.italic = True


def _cell(document: Document, name: str) -> None:
    style = _paragraph(document, name)
    style.font.size = Pt(9.5)
    style.font.bold = name == COLUMN
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = 1


def _link(document: Document, name: str) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.underline = True
    style.font.color.rgb = RGBColor.from_string(tokens()["accent"][1:].upper())


def _table(document: Document, name: str) -> None:
    """Hairlines between rows, and a stronger one under the header."""
    line, edge = tokens()["line"][1:], tokens()["edge"][1:]
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{line}"'
    xml = f"""
      <w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Timglastabell">
        <w:name w:val="{name}"/><w:uiPriority w:val="99"/>
        <w:tblPr>
          <w:tblBorders><w:bottom {thin}/><w:insideH {thin}/></w:tblBorders>
          <w:tblCellMar>
            <w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/>
          </w:tblCellMar>
        </w:tblPr>
        <w:tblStylePr w:type="firstRow">
          <w:tcPr><w:tcBorders>
            <w:bottom w:val="single" w:sz="6" w:space="0" w:color="{edge}"/>
          </w:tcBorders></w:tcPr>
        </w:tblStylePr>
      </w:style>"""
    document.styles.element.append(parse_xml(xml))


MISSING: Mapping[str, Callable[[Document, str], None]] = {
    **dict.fromkeys(("Title", "Subtitle", "Caption", "List Bullet", "List Number"), _plain),
    **dict.fromkeys(("List Bullet 2", "List Number 2", "List Bullet 3", "List Number 3"), _plain),
    **dict.fromkeys(("TOC 1", "TOC 2", "TOC Heading"), _plain),
    FACT: _fact,
    **dict.fromkeys((NOTE, RISK), _boxed),
    CITED: _cited,
    **dict.fromkeys((CELL, COLUMN), _cell),
    LINK: _link,
    TABLE: _table,
}
