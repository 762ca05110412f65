"""Tables as CSV and JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest

from timglas.web.data import Cell, Column, Table, csv_response, json_response, written

TABLE = Table(
    "exempel",
    (Column("unit", "Enhet"), Column("value", "Värde"), Column("on", "Datum")),
    (("Björkskolan", Decimal("83.10000000"), date(2025, 1, 9)), ("=1+1", None, None)),
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nej"),
        (7, "7"),
        (Decimal("-1234.50"), "-1234,5"),
        (Decimal(200), "200"),
        (Decimal("1E+3"), "1000"),
        (date(2025, 1, 9), "2025-01-09"),
        ("Ekskolan", "Ekskolan"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+46", "'+46"),
        ("-2", "'-2"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("'=x", "''=x"),
    ],
)
def test_a_cell_of_csv_is_never_a_formula(cell: Cell, text: str) -> None:
    assert written(cell) == text


def test_csv_opens_in_a_swedish_spreadsheet() -> None:
    heads = tuple(column.heading for column in TABLE.columns)
    response = csv_response([heads, *TABLE.rows], "exempel.csv")
    assert response.content.decode() == (
        "\ufeffEnhet;Värde;Datum\r\nBjörkskolan;83,1;2025-01-09\r\n'=1+1;;\r\n"
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="exempel.csv"'


def test_json_keeps_every_digit_and_tells_missing_from_zero() -> None:
    assert json.loads(json_response(TABLE).content) == {
        "name": "exempel",
        "columns": {"unit": "Enhet", "value": "Värde", "on": "Datum"},
        "rows": [
            {"unit": "Björkskolan", "value": "83.1", "on": "2025-01-09"},
            {"unit": "=1+1", "value": None, "on": None},
        ],
    }
