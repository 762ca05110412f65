"""A controller's way with a spreadsheet: faults mended, read in, undone, read in again."""

import io
import re
import sqlite3
from contextlib import closing

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.pages import View
from tests.e2e.servers import Server

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (1280, 360)


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
def test_a_spreadsheet_is_mended_imported_undone_and_imported_again(
    start_server: StartServer, new_page: OpenPage, width: int
) -> None:
    server = start_server(demo=True)
    page = new_page(server, View("light", width))
    page.goto("/prova/")
    page.get_by_role("button", name="Cilla").first.click()
    name, unit = yearly(server)
    book = Workbook()
    book.active.append(["Indikator", "Enhet", "År", "Utfall"])
    for year, value in ((2001, 71.5), (2002, "ungefär 72"), ("2003-13", 73), (2004, 74)):
        book.active.append([name, unit, year, value])
    book.active.append([name, "Ingen sådan enhet", 2005, 75])

    upload(page, saved(book))
    expect(page.get_by_role("heading", name="3 rader har fel")).to_be_visible()
    expect(page.get_by_text("(cell D3)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
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
