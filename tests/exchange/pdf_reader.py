"""Reads a tagged PDF back: what its structure says, in order, with the text of the pages.

It follows the structure tree, as a screen reader does, and decodes what is marked on the pages by
the fonts' own tables. What is not in the tree (page numbers, lines) is not read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from tests.report_sample import SAMPLE
from timglas.rules.report_layout import Piece, words_of

TEXTS = {"/P": "text", "/LBody": "item", "/Title": "title", "/Caption": "caption", "/TD": "cell"}


def pdf_pieces(file: bytes) -> tuple[Piece, ...]:
    """All that a report says, read from its PDF."""
    with pikepdf.open(BytesIO(file)) as pdf:
        reader = Reader(pdf)
        return tuple(reader.pieces(pdf.Root.StructTreeRoot.K, pdf.pages[0].obj))


def elements(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """The elements of some kinds, in reading order."""
    return [e for e in _all(pdf.Root.StructTreeRoot.K) if e.S in kinds]


def _all(node: Any) -> Iterator[Any]:
    for child in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _all(child.get("/K", pikepdf.Array()))


class Reader:
    """Reads the pieces of a PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.texts = {page.obj.objgen: _marked(page) for page in pdf.pages}

    def pieces(self, node: Any, page: Any, inside: str = "") -> Iterator[Piece]:
        """What is said from a node on; `inside` is the kind of what it stands in."""
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if not isinstance(child, pikepdf.Dictionary) or "/S" not in child:
                continue
            if child.S == "/TOC" or child.get("/T") == words_of(SAMPLE)["contents"]:
                continue  # the list of headings says nothing of its own
            here = child.get("/Pg", page)
            piece = self._piece(child, here, inside)
            if piece:
                yield piece
            else:
                yield from self.pieces(child.K, here, str(child.S))

    def _piece(self, element: Any, page: Any, inside: str) -> Piece | None:
        """What an element says, if it says it as a whole."""
        kind = str(element.S)
        if kind == "/Figure":
            return "picture", str(element.Alt)
        if kind == "/LI":
            if not _is_facts(element.P):
                return None
            name, value = element.K
            return "fact", f"{self.text(name, page)}: {self.text(value, page)}"
        said = _said_as(element, kind, inside)
        return (said, self.text(element, page)) if said else None

    def text(self, node: Any, page: Any) -> str:
        """The words of an element, with all that stands inside it."""
        words = []
        for part in node.K if isinstance(node.K, pikepdf.Array) else [node.K]:
            if isinstance(part, int):
                words.append(self.texts[node.get("/Pg", page).objgen][part])
            elif "/MCID" in part:
                words.append(self.texts[part.get("/Pg", page).objgen][int(part.MCID)])
            elif "/S" in part:
                words.append(self.text(part, part.get("/Pg", node.get("/Pg", page))))
        return "".join(words)


def _is_facts(listing: Any) -> bool:
    return any(part.get("/ListNumbering") == "/None" for part in listing.get("/A", []))


def _said_as(element: Any, kind: str, inside: str) -> str:
    """The kind of piece that an element with text is; "" where there are others inside it."""
    if kind == "/TH":
        scope = next(str(part.Scope) for part in element.A if "/Scope" in part)
        return "row" if scope == "/Row" else "column"
    if kind == "/P" and inside == "/BlockQuote":
        return "quote"
    return kind[1:].lower() if re.fullmatch(r"/H\d", kind) else TEXTS.get(kind, "")


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """What each marked part of a page says, by number."""
    fonts = {n: _letters(f) for n, f in page.obj.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = defaultdict(str)
    font: dict[int, str] = {}
    marks = [Mark(None, is_replaced=False)]
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            marks.append(_mark(operands, marks[-1], texts))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and marks[-1].number is not None and not marks[-1].is_replaced:
            texts[marks[-1].number] += _decoded(operands[0], font)
    return texts


@dataclass(frozen=True, slots=True)
class Mark:
    """The number that what is drawn belongs to, and whether other words stand for it."""

    number: int | None
    is_replaced: bool


def _mark(operands: Any, around: Mark, texts: dict[int, str]) -> Mark:
    said = operands[1] if len(operands) > 1 else None
    if not isinstance(said, pikepdf.Dictionary):
        return around
    number = int(said.MCID) if "/MCID" in said else around.number
    if "/ActualText" in said and number is not None:
        texts[number] += str(said.ActualText)
    return Mark(number, around.is_replaced or "/ActualText" in said)


def _decoded(drawn: Any, font: dict[int, str]) -> str:
    strings = drawn if isinstance(drawn, pikepdf.Array) else [drawn]
    codes = b"".join(bytes(string) for string in strings if isinstance(string, pikepdf.String))
    return "".join(font[int.from_bytes(codes[n : n + 2], "big")] for n in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """The letters of a font by code, as its own table tells."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _text(letters)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for n in range(int(last, 16) - int(first, 16) + 1):
                start = _text(letters)
                found[int(first, 16) + n] = start[:-1] + chr(ord(start[-1]) + n)
    return found


def _text(letters: str) -> str:
    return bytes.fromhex(letters).decode("utf-16-be")
