"""Registers give out what they show: Excel, CSV and JSON hold the same rows."""

import csv
import io
import json
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import NOW, Cast
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
    assert ["Eva Enhetschef", "Rektor för Björkskolan", "Enhetschef (Björkskolan)", "ja"] in [
        row[1:] for row in rows
    ]
    assert Client().get(address).status_code == 302
    outside = Client()
    outside.force_login(cast.outsider)
    assert outside.get(address).status_code == 403
