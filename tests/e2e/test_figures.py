"""Every figure says the same in its drawing, its sentence, its table and its file.

The pages are those that a citizen meets in Exempelby, and all indicators, goals and comparisons
that the registers lead to.
"""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest
from lxml import html

from tests.e2e.servers import Server

type Cells = list[list[str]]
type Numbers = list[Decimal]
type Places = list[float]
NUMBER = re.compile(r"[−-]?\d[\d\u00a0]*(?:,\d+)?")
# A coordinate is written with one decimal.
NEAR = 0.16
SOME = 12


def pages(client: httpx.Client) -> Iterator[str]:
    """Addresses of pages with figures: every kind, and many of each."""
    yield "/roda-traden/?visa=oversikt"
    for register in ("/indikatorer/", "/mal/"):
        tree = html.fromstring(client.get(register).content)
        found = [a.get("href", "") for a in tree.xpath("//tbody//th/a")]
        yield from dict.fromkeys(found)
    for pk in range(1, SOME):
        yield f"/indikatorer/{pk}/jamfor/"


@pytest.fixture
def client(exempelby: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=exempelby.url, timeout=30) as client:
        yield client


def test_every_figure_says_the_same_in_drawing_sentence_table_and_file(
    client: httpx.Client,
) -> None:
    seen: dict[str, int] = {}
    for address in pages(client):
        answer = client.get(address)
        if answer.status_code != httpx.codes.OK:
            continue
        for figure in html.fromstring(answer.content).xpath("//figure[@class='figure']"):
            kind = check(figure, client, address)
            seen[kind] = seen.get(kind, 0) + 1
    assert {kind for kind, count in seen.items() if count} == {
        *("bars", "bullet", "icicle", "line", "shares", "strip", "xmr"),
    }, seen


def check(figure: html.HtmlElement, client: httpx.Client, address: str) -> str:
    """Compare a figure's parts, and return its kind."""
    where = f"{figure.get('id')} on {address}"
    assert figure.xpath("string(figcaption/b)").strip(), f"no sentence: {where}"
    rows = [[cell.text_content() for cell in row] for row in figure.xpath(".//tbody/tr")]
    head = [cell.text_content() for cell in figure.xpath(".//thead/tr/th")]
    (link,) = figure.xpath(".//details//a[contains(@href, 'format=csv')]/@href")
    file = client.get(httpx.URL(address).join(link).path, params=httpx.URL(link).params)
    lines = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff")), delimiter=";"))
    assert plain(lines) == plain([head, *rows]), f"the file differs: {where}"
    kind = kind_of(figure)
    for drawing in figure.xpath("./svg"):
        for values, places in drawn(kind, drawing, rows):
            assert values, f"nothing drawn: {where}"
            assert proportional(values, places), f"{kind} differs: {where} {values} {places}"
    return kind


def plain(rows: Cells) -> Cells:
    """Cells without what a file puts before a sign, and with one kind of space."""
    return [[cell.lstrip("'").replace("\u00a0", " ").strip() for cell in row] for row in rows]


def kind_of(figure: html.HtmlElement) -> str:
    """What is drawn, known by its parts."""
    svg = figure.find("svg")
    css = {name for part in svg.iter() for name in part.get("class", "").split()}
    if "icicle" in css:
        return "icicle"
    if "c-range-0" in css:
        return "bullet"
    if svg.xpath("./g[@data-row]"):
        return "shares" if css & {"p-ok", "p-way", "p-risk", "p-dev", "p-none"} else "bars"
    if "c-axis" not in css:
        return "strip"
    return "xmr" if "c-mean" in css else "line"


def drawn(kind: str, svg: html.HtmlElement, rows: Cells) -> Iterator[tuple[Numbers, Places]]:
    """Numbers of the table with the places or sizes they have in a drawing."""
    match kind:
        case "line" | "xmr":
            yield along(svg, rows, "cy", column=1)
        case "strip":
            yield along(svg, rows, "cx", column=1)
        case "bullet":
            yield bullet(svg, rows)
        case "shares":
            for bar in svg.xpath("./g[@data-row]"):
                counts = [number(cell) for cell in rows[int(bar.get("data-row"))][1:-1]]
                widths = [float(box.get("width")) for box in bar.iter("rect")]
                yield [count for count in counts if count], widths
        case "bars":
            sides = [bar.find("rect").get("class") for bar in svg.xpath("./g[@data-row]")]
            worse = {row[2] for row, side in zip(rows, sides, strict=True) if side == "c-worse"}
            assert worse <= {"Sämre än målet"}
        case "icicle" if "chart--wide" in svg.get("class"):
            parts = [box.get("data-row") for box in svg.iter("rect") if box.get("data-row")]
            assert parts == [str(row) for row in range(len(rows))]


def along(svg: html.HtmlElement, rows: Cells, axis: str, *, column: int) -> tuple[Numbers, Places]:
    """The values of the points that are circles, and where they lie."""
    marks = [mark for mark in svg.iter("circle") if mark.get("data-row")]
    known = [number(rows[int(mark.get("data-row"))][column]) for mark in marks]
    assert None not in known
    return [value for value in known if value is not None], [float(m.get(axis)) for m in marks]


def bullet(svg: html.HtmlElement, rows: Cells) -> tuple[Numbers, Places]:
    """The value, the targets and what it is compared with, along the scale."""
    values = [value for row in rows if (value := number(row[1])) is not None]
    bar = svg.xpath("./rect[@class='c-bar']")
    places = [float(dot.get("cx")) for dot in svg.xpath("./circle[@class='c-dot']")]
    if bar:
        left, width = float(bar[0].get("x")), float(bar[0].get("width"))
        places = [left + width if values[0] >= 0 else left]
    targets = [path.get("d")[1:].split()[0] for path in svg.xpath("./path[@class='c-target']")]
    earlier = [dot.get("cx") for dot in svg.xpath("./circle[@class='c-second-dot']")]
    shown = values[: 1 + len(targets)] + (values[-1:] if earlier else [])
    return shown, places + [float(place) for place in (*targets, *earlier)]


def number(cell: str) -> Decimal | None:
    """The number that a cell begins with; None where there is none."""
    found = NUMBER.match(cell.strip().lstrip("+"))
    if found is None:
        return None
    return Decimal(found[0].replace("\u00a0", "").replace("−", "-").replace(",", "."))


def proportional(values: Numbers, places: Places) -> bool:
    """Whether places lie as values do: the same steps, on some scale."""
    if len(values) != len(places):
        return False
    low, high = min(values), max(values)
    if low == high:
        return max(places) - min(places) <= 2 * NEAR
    first, last = places[values.index(low)], places[values.index(high)]
    step = (last - first) / float(high - low)
    # The table rounds: half a unit of its last decimal may be seen in the drawing.
    exponent = min(int(v.as_tuple().exponent) for v in values)
    slack = 2 * NEAR + abs(step) * 10.0**exponent
    return all(
        abs(first + step * float(value - low) - place) <= slack
        for value, place in zip(values, places, strict=True)
    )
