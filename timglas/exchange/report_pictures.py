"""Charts and symbols outside the web: SVG that carries its own colours, and the same as PNG.

On the web a drawing gets its colours from `figures.css`. PDF and Word read no style sheet, so the
rules there are written into the drawing as attributes, with the tokens' light values. There is
still one place where a colour is decided.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

STATIC = Path(__file__).resolve().parent.parent / "static/timglas"
SPRITE = STATIC.parent.parent / "templates/parts/sprite.html"
SVG = "http://www.w3.org/2000/svg"
SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
FONTS = (
    ("font_source_sans_pro", "SourceSansPro", ("Regular", "It", "Semibold", "Bold", "BoldIt")),
    ("font_source_serif_pro", "SourceSerifPro", ("Regular", "It", "Bold", "BoldIt")),
)
# What a drawing may take from the style sheet.
PROPERTIES = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap"}
    | {"font-size", "font-weight", "font-style", "font-family", "paint-order"}
)
# What screens need and print does not.
DROPPED = ("id", "class", "role", "aria-labelledby", "aria-hidden", "data-row", "lang", "href")
STATUS_COLOURS = {"ok": "ok", "way": "ok", "risk": "risk", "dev": "dev"}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\(\s*(#\w+)[^)]*\)|(#\w+))")
_SELECTOR = re.compile(r"(?:\.(chart|icicle|hourglass|spark)\s+)?(?:\.([\w-]+)|(text))")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_MIX = re.compile(r"color-mix\(in oklab, (#\w{6}), (#\w{6}) (\d+)%\)")
_FONT = re.compile(r"(italic )?(\d+) ([\d.]+px)\S* (.+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a class, or every text, looks like inside a drawing of a kind ("" is any)."""

    inside: str
    name: str
    looks: Mapping[str, str]


@lru_cache(maxsize=512)
def styled(svg: str) -> str:
    """A drawing with its colours in it, that stands by itself."""
    root = ET.fromstring(svg)  # noqa: S314 (drawn by timglas.charts, never sent by anybody)
    kinds = set(root.get("class", "").split())
    for parent in list(root.iter()):
        for child in [child for child in parent if _local(child) in {"title", "desc"}]:
            parent.remove(child)
        _style(parent, kinds)
    _, _, width, height = root.get("viewBox", "0 0 1 1").split()
    root.attrib |= {"xmlns": SVG, "width": width, "height": height, "font-family": SANS}
    return ET.tostring(root, encoding="unicode")


@cache
def symbol(name: str) -> str:
    """A symbol of status or the mark, in its colour, that stands by itself."""
    found = re.search(rf'<symbol id="s-{name}" viewBox="([^"]+)">(.*?)</symbol>', _sprite())
    if found is None:
        raise KeyError(name)
    colour = tokens()[STATUS_COLOURS.get(name, "none")]
    pen = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"'
    inside = (
        found[2]
        .replace('class="solid"', f'fill="{colour}"')
        .replace('class="neg"', pen.replace(colour, "#ffffff"))
        .replace('class="pos"', pen)
    )
    return f'<svg xmlns="{SVG}" viewBox="{found[1]}" width="20" height="20">{inside}</svg>'


def mark() -> str:
    """The hourglass with its red thread."""
    return (STATIC / "mark.svg").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=512)
def png(svg: str, width: int) -> bytes:
    """A drawing that stands by itself as PNG, so many pixels wide."""
    import resvg_py  # noqa: PLC0415 (5 MB, wanted by who makes a Word file only)

    picture: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=[str(file) for file in fonts()],
        font_family=SANS,
    )
    return bytes(picture)


@cache
def fonts() -> tuple[Path, ...]:
    """The fonts of reports: packages hold them, so that every machine sets alike."""
    return tuple(
        _folder(package) / f"files/{family}-{cut}.otf"
        for package, family, cuts in FONTS
        for cut in cuts
    )


@cache
def tokens() -> Mapping[str, str]:
    """The colours of the light theme, by token."""
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    return {name: light or plain for name, light, plain in _TOKEN.findall(css)}


@cache
def rules() -> tuple[Rule, ...]:
    """What `figures.css` says of what is drawn, in its order."""
    css = _COMMENT.sub("", (STATIC / "figures.css").read_text(encoding="utf-8"))
    return tuple(
        Rule(part[1] or "", part[2] or part[3], looks)
        for selectors, body in _RULE.findall(css)
        for selector in selectors.split(",")
        if (part := _SELECTOR.fullmatch(selector.strip())) and (looks := dict(_looks(body)))
    )


def _sprite() -> str:
    return SPRITE.read_text(encoding="utf-8")


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _style(element: ET.Element, kinds: set[str]) -> None:
    names = set(element.get("class", "").split()) | (
        {"text"} if _local(element) == "text" else set()
    )
    for rule in rules():
        if rule.name in names and (not rule.inside or rule.inside in kinds):
            element.attrib |= rule.looks
    for name in DROPPED:
        element.attrib.pop(name, None)


def _looks(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font" and (font := _FONT.fullmatch(value)):
            yield from zip(
                ("font-style", "font-weight", "font-size", "font-family"),
                (font[1] or "normal", font[2], font[3], SERIF),
                strict=True,
            )
        elif name in PROPERTIES and not (set(_VARIABLE.findall(value)) - tokens().keys()):
            yield name, _resolved(value)


def _resolved(value: str) -> str:
    """A value of the style sheet with the colour of each token, light theme."""
    plain = _VARIABLE.sub(lambda found: tokens()[found[1]], value)
    return _MIX.sub(lambda mix: _mixed(mix[1], mix[2], int(mix[3]) / 100), plain)


def _mixed(one: str, other: str, share: float) -> str:
    channels = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)
