"""Results that people understand: read in, told from noise, compared and printed.

A controller reads in a spreadsheet, a head of department finds what a series says and how others
do, and an elected representative takes the hourglass along to the meeting.
"""

import io
import re
import sqlite3
from contextlib import closing

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.pages import View, overflow
from tests.e2e.servers import Server

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (1280, 360)
SERIES = "Sjukfrånvaro i förskolan"
GOAL = re.compile("En attraktiv kommun för alla")
REASON = "Ny bemanning i två arbetslag sedan årsskiftet."


def yearly(server: Server) -> tuple[str, str]:
    """The name and unit of an indicator that is measured once a year."""
    query = """SELECT e.name, u.name FROM timglas_indicatoredition e
        JOIN timglas_indicator i ON i.id = e.indicator_id JOIN timglas_unit u ON u.id = i.unit_id
        WHERE e.frequency = 'year' AND e.aggregation = 'none' ORDER BY e.id LIMIT 1"""
    with closing(sqlite3.connect(server.var / "timglas.sqlite3")) as database:
        name, unit = database.execute(query).fetchone()
    return str(name), str(unit)


def upload(page: Page, content: bytes) -> None:
    """Upload a workbook, and take the columns as they are guessed."""
    page.goto("/importera/")
    page.get_by_role("link", name="Utfall", exact=True).click()
    file = FilePayload(name="utfall.xlsx", mimeType=XLSX, buffer=content)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stämmer kolumnerna?")
    page.get_by_role("button", name="Kontrollera raderna").click()


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
def test_results_are_read_in_understood_compared_and_printed(
    start_server: StartServer, new_page: OpenPage, width: int
) -> None:
    server = start_server(demo=True)
    view = View("light", width)
    a_controller_reads_in_a_spreadsheet(server, signed_in(new_page(server, view), "Cilla"))
    head = signed_in(new_page(server, view), "Folke Förvaltningschef")
    sees_a_signal_and_has_the_limits_computed_anew(head)
    compares_with_five_municipalities(head)
    reads_the_hourglass_and_prints_it(signed_in(new_page(server, view), "Fatima"))


def signed_in(page: Page, name: str) -> Page:
    """The page as somebody of the example opens it."""
    page.goto("/prova/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/start/")
    return page


def a_controller_reads_in_a_spreadsheet(server: Server, page: Page) -> None:
    """Three faulty rows are mended; what is read in is undone, and read in again."""
    name, unit = yearly(server)
    book = Workbook()
    book.active.append(["Indikator", "Enhet", "År", "Utfall"])
    for year, value in ((2001, 71.5), (2002, "ungefär 72"), ("2003-13", 73), (2004, 74)):
        book.active.append([name, unit, year, value])
    book.active.append([name, "Ingen sådan enhet", 2005, 75])

    upload(page, saved(book))
    expect(page.get_by_role("heading", name="3 rader har fel")).to_be_visible()
    expect(page.get_by_text("(cell D3)")).to_be_visible()
    assert overflow(page) == []
    with page.expect_download() as waited:
        page.get_by_role("link", name="Hämta raderna med fel (Excel)").click()
    faulty = load_workbook(io.BytesIO(waited.value.path().read_bytes()))
    assert [row[-1] for row in faulty.active.iter_rows(min_row=2, values_only=True)] == [
        "Utfall: ”ungefär 72” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.",
        "År: ”2003-13” är ingen period. Skriv till exempel 2026.",
        "Enhet: Ingen enhet heter ”Ingen sådan enhet”.",
    ]

    book.active["D3"], book.active["C4"], book.active["B6"] = 72, 2003, unit
    for attempt in ("first", "again"):
        upload(page, saved(book))
        page.get_by_role("button", name="Läs in 5 rader").click()
        expect(page.get_by_text("Importen är klar: 5 nya, 0 ändrade")).to_be_visible()
        page.get_by_role("link", name="Se utfallen").click()
        expect(page.get_by_role("status").filter(has_text="5 utfall.")).to_be_visible()
        page.go_back()
        if attempt == "first":
            page.get_by_role("link", name="Ångra hela importen").click()
            page.get_by_label("Varför ångras importen?").fill("Fel läsår.")
            page.get_by_role("button", name="Ångra importen").click()
            expect(page.get_by_text("Importen är ångrad.")).to_be_visible()
    page.goto("/importera/")
    expect(page.get_by_role("row", name=re.compile("^utfall.xlsx"))).to_have_count(3)


def sees_a_signal_and_has_the_limits_computed_anew(page: Page) -> None:
    """A head of department knows what has changed, and says so."""
    page.goto("/indikatorer/?q=sjukfr%C3%A5nvaro")
    page.get_by_role("link", name=SERIES).click()
    sentence = page.locator("figcaption b").first
    expect(sentence).to_contain_text(f"{SERIES} har brutit sitt mönster")
    expect(page.get_by_text("Försämring uppåt")).to_be_visible()
    page.get_by_role("link", name="Har ni ändrat arbetssättet?").click()
    page.get_by_role("button", name="Räkna om gränserna").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Första perioden med det nya arbetssättet").select_option("2025-02")
    page.get_by_label("Vad har ni ändrat i arbetssättet?").fill(REASON)
    page.get_by_role("button", name="Räkna om gränserna").click()
    expect(
        page.get_by_text(f"Gränserna är räknade från och med februari 2025: {REASON}")
    ).to_be_visible()
    expect(page.get_by_text("Försämring uppåt")).to_have_count(0)
    assert overflow(page) == []


def compares_with_five_municipalities(page: Page) -> None:
    """Five are found by their names, and are named in the drawing and in its table."""
    page.goto("/indikatorer/?q=Beh%C3%B6riga")
    page.get_by_role("link", name="Behöriga till gymnasiet").first.click()
    page.get_by_role("link", name=re.compile("jämfört med andra kommuner")).click()
    page.get_by_label("Sök fler kommuner").fill("a")
    page.get_by_role("button", name="Visa", exact=True).click()
    boxes = page.get_by_role("group", name="Platser").get_by_role("checkbox", checked=False)
    expect(boxes.nth(4)).to_be_visible()
    names = [box.evaluate("box => box.closest('label').textContent") for box in boxes.all()[:5]]
    for name in names:
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Visa", exact=True).click()
    table = page.locator("figure").first.get_by_role("table", include_hidden=True)
    for name in names:
        expect(table.get_by_role("rowheader", name=name, include_hidden=True)).to_have_count(1)
    assert overflow(page) == []


def reads_the_hourglass_and_prints_it(page: Page) -> None:
    """An elected representative follows a part of the picture, and gets it on one sheet."""
    page.goto("/timglaset/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Målen ned, resultaten upp")
    picture = page.get_by_role("group", name=re.compile("timglas", re.IGNORECASE))
    expect(picture.locator("visible=true").first).to_be_visible()
    assert overflow(page) == []
    assert len(re.findall(rb"/Type */Page[^s]", page.pdf(format="A4"))) == 1
    goal = (
        page.get_by_role("main").get_by_role("link", name=re.compile("En attraktiv kommun")).first
    )
    goal.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("En attraktiv kommun för alla")
