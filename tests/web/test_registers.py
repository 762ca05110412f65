"""Registers give out what they show: Excel, CSV and JSON hold the same rows."""

import csv
import io
import json
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from tests.cast import NOW, Cast, make_person
from tests.reported import report_some
from timglas.models import Person

REGISTERS = (
    "/mal/",
    "/indikatorer/",
    "/administration/enheter/",
    "/administration/personer/",
)


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def controller(cast: Cast) -> Client:
    report_some(cast)
    client = Client()
    client.force_login(cast.controller)
    return client


def in_excel(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def written(value: object) -> str:
    """A typed cell of Excel as CSV has it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d}"
        case int() | float():
            return str(Decimal(str(value))).replace(".", ",")
    return str(value)


@pytest.mark.parametrize("address", REGISTERS)
def test_every_form_of_a_register_holds_the_same_rows(controller: Client, address: str) -> None:
    book = in_excel(controller.get(address, {"format": "xlsx"}).content)
    text = controller.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    table = json.loads(controller.get(address, {"format": "json"}).content)
    assert [[written(cell) for cell in row] for row in book] == list(
        csv.reader(io.StringIO(text, newline=""), delimiter=";")
    )
    assert book[0] == list(table["columns"].values())
    assert len(book) == len(table["rows"]) + 1 > 1


@pytest.mark.parametrize("address", REGISTERS)
def test_a_register_links_to_all_its_forms(controller: Client, address: str) -> None:
    page = controller.get(address).text
    assert [f"format={form}" in page for form in ("xlsx", "csv", "json")] == [True] * 3


def test_units_come_in_the_order_of_the_tree_with_the_code_above(controller: Client) -> None:
    answer = controller.get("/administration/enheter/", {"format": "xlsx"})
    assert answer["Content-Disposition"] == 'attachment; filename="enheter-2025-10-15.xlsx"'
    codes = [(row[0], row[3]) for row in in_excel(answer.content)[1:]]
    assert dict(codes) == {
        "kf": None,
        "ks": "kf",
        "klk": "ks",
        "bun": "kf",
        "buf": "bun",
        "bjork": "buf",
        "ek": "buf",
        "ab": "kf",
    }


def test_people_are_given_out_to_those_with_a_role_only(controller: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.manager.pk).update(is_hidden=True)
    address = "/administration/personer/?format=xlsx"
    rows = in_excel(controller.get(address).content)
    roles = ["Enhetschef (Björkskolan)", "Enhetschef (bjork)"]
    assert ["Eva Enhetschef", "Rektor för Björkskolan", *roles, "ja"] in [row[1:] for row in rows]
    manages = Client()
    manages.force_login(cast.admin)
    assert "E-post" in in_excel(manages.get(address).content)[0]
    assert Client().get(address).status_code == 302
    outside = Client()
    outside.force_login(cast.outsider)
    assert outside.get(address).status_code == 403


def heads(text: str) -> list[tuple[str, str | None]]:
    """The columns of a page, with how they are sorted."""
    found = html.fromstring(text).xpath("//thead//th")
    return [(head.text_content().strip(), head.get("aria-sort")) for head in found]


def names(text: str) -> list[str]:
    return [link.text_content() for link in html.fromstring(text).xpath("//tbody/tr/th/a")]


@pytest.mark.parametrize("address", REGISTERS)
def test_a_heading_sorts_and_then_turns_the_order(controller: Client, address: str) -> None:
    for _again in range(2):
        (link,) = html.fromstring(controller.get(address).text).xpath("(//thead//a)[1]/@href")
        there = controller.get(f"{address}{link}").text
        assert heads(there)[0][1] == "ascending"
        (back,) = html.fromstring(there).xpath("(//thead//a)[1]/@href")
    turned = controller.get(f"{address}{back}").text
    assert heads(turned)[0][1] == "descending"
    assert names(turned) == names(there)[::-1]


@pytest.mark.parametrize("address", REGISTERS)
def test_every_column_has_a_cell_in_every_row(controller: Client, address: str) -> None:
    page = html.fromstring(controller.get(address).text)
    columns = page.xpath("//input[@name='kolumner']/@value")
    for chosen in (columns[:1], *([columns[0], name] for name in columns[1:]), columns):
        shown = html.fromstring(controller.get(address, {"kolumner": chosen}).text)
        assert len(shown.xpath("//thead//th")) == len(chosen)
        assert {len(row) for row in shown.xpath("//tbody/tr")} == {len(chosen)}
        assert len(shown.xpath("//input[@name='kolumner'][@checked]")) == len(chosen) - 1


def test_files_have_the_columns_that_are_chosen_else_all(controller: Client) -> None:
    def columns(**asked: object) -> list[str]:
        answer = controller.get("/mal/", {"format": "json", **asked})
        return list(json.loads(answer.content)["columns"])

    assert columns(kolumner=["enhet", "?"]) == ["id", "goal", "unit"]
    assert columns(kolumner="alla") == columns()
    assert len(columns()) == 11


def test_a_page_has_fifty_rows_and_files_have_all(controller: Client) -> None:
    for number in range(60):
        make_person(f"Zåke {number:02}")
    address = "/administration/personer/"
    asked = {"q": "zåke", "sida": "2", "sortera": "-namn"}
    page = controller.get(address, asked)
    assert names(page.text) == [f"Zåke {number:02}" for number in range(9, -1, -1)]
    assert "60 personer. Här är 51–60." in " ".join(page.text.split())
    assert "Sida 2 av 2" in page.text
    assert len(in_excel(controller.get(address, asked | {"format": "xlsx"}).content)) == 61
    assert names(controller.get(address, asked | {"sida": "sista"}).text)[0] == "Zåke 59"


def test_nothing_found_offers_to_drop_each_filter(controller: Client) -> None:
    asked = {"q": "finns inte", "perspektiv": "staff", "ar": "2025", "sortera": "enhet"}
    page = html.fromstring(controller.get("/mal/", asked).text)
    ways = {
        " ".join(link.text_content().split()): link.get("href")
        for link in page.xpath("//div[@class='empty']//a")
    }
    assert ways == {
        "Ta bort Sök: finns inte": "?perspektiv=staff&ar=2025&sortera=enhet",
        "Ta bort Perspektiv: Personal": "?q=finns+inte&ar=2025&sortera=enhet",
    }
    (all_of_them,) = page.xpath("//p[@role='status']/a/@href")
    assert all_of_them == "?ar=2025&sortera=enhet"


def filters(text: str) -> dict[str, list[tuple[str, bool]]]:
    """What can be chosen in the selects of a register, and whether it is, by their labels."""
    form = html.fromstring(text).xpath("//form[@role='search']")[0]
    return {
        form.xpath(f"string(.//label[@for='{select.get('id')}'])"): [
            (option.text_content().strip(), option.get("selected") is not None)
            for option in select.xpath("option")
        ]
        for select in form.xpath(".//select")
    }


@pytest.mark.parametrize("address", ["/mal/", "/indikatorer/"])
def test_a_unit_is_chosen_with_all_below_it(controller: Client, cast: Cast, address: str) -> None:
    page = controller.get(address, {"inom": str(cast.kf.pk)}).text
    assert names(page) == names(controller.get(address).text)
    units = filters(page)["Inom enhet"]
    assert units[:2] == [("Alla", False), ("Kommunfullmäktige", True)]
    assert "<summary>Filter (1 vald)</summary>" in page
    assert "Ta bort Inom enhet: Ekskolan" in " ".join(
        controller.get(address, {"inom": str(cast.ek.pk)}).text.split()
    )
    for nonsense in ("-1", "x", "9" * 5000):
        assert names(controller.get(address, {"inom": nonsense}).text) == names(page)


@pytest.mark.parametrize("address", ["/mal/", "/indikatorer/"])
def test_an_older_view_of_a_single_unit_still_works(
    controller: Client, cast: Cast, address: str
) -> None:
    asked = {"enhet": str(cast.bun.pk)}
    rows = json.loads(controller.get(address, {**asked, "format": "json"}).content)["rows"]
    assert {row["unit"] for row in rows} == {cast.bun.name}
    only = filters(controller.get(address, asked).text)["Bara enheten"]
    assert only == [("Alla", False), (cast.bun.name, True)]
    plain = controller.get(address, {"q": "a", "ar": "2025"}).text
    assert "<summary>Filter</summary>" in plain
    assert "Bara enheten" not in filters(plain)


def test_filters_carry_order_and_columns_along(cast: Cast) -> None:
    report_some(cast)
    asked = {"q": "a", "sortera": "namn", "kolumner": ["namn", "lage"], "sida": "1"}
    page = html.fromstring(Client().get("/mal/", asked).text)

    def hidden(form: str) -> list[tuple[str, str]]:
        return [(i.name, i.value) for i in page.xpath(f"{form}//input[@type='hidden']")]

    assert hidden("//form[@role='search']") == [
        ("sortera", "namn"),
        ("kolumner", "namn"),
        ("kolumner", "lage"),
    ]
    assert hidden("//details[@class='choose']//form") == [
        ("sortera", "namn"),
        ("q", "a"),
        ("kolumner", "namn"),
    ]
