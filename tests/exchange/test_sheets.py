"""Workbooks written and read back: types, headings, and every digit and letter."""

import io
import string
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from timglas.exchange.sheets import Cell, Sheet, workbook

HEADS = ("Enhet", "Värde", "Datum", "Antal", "Klart")
ROWS: list[tuple[Cell, ...]] = [
    ("Björkskolan", Decimal("83.10000000"), date(2025, 1, 9), 7, True),
    ("=1+1", None, None, None, False),
    ("#N/A", Decimal("123456789012.123456"), None, 0, None),
]

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=30).map(
    str.strip
)
numbers = st.decimals(
    min_value=-(10**12) + 1, max_value=10**12 - 1, places=8, allow_nan=False, allow_infinity=False
)


def test_cells_are_typed_and_text_is_never_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(workbook(Sheet("Utfall", HEADS, ROWS)))).active
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)][
        1:
    ] == [
        [("=1+1", "s"), (None, "n"), (None, "n"), (None, "n"), ("nej", "s")],
        [("#N/A", "s"), ("123456789012,123456", "s"), (None, "n"), (0, "n"), (None, "n")],
    ]
    first = [cell.value for cell in sheet[2]]
    assert first[:2] == ["Björkskolan", 83.1]
    assert (sheet["B2"].data_type, sheet["C2"].is_date, first[3:]) == ("n", True, [7, "ja"])


def test_the_heading_stays_in_sight_and_can_be_filtered() -> None:
    sheet = load_workbook(io.BytesIO(workbook(Sheet("Utfall", HEADS, ROWS)))).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E4")
    assert sheet["A1"].font.bold
    assert sheet.title == "Utfall"


def test_columns_are_as_wide_as_what_stands_in_them_within_limits() -> None:
    sheet = load_workbook(
        io.BytesIO(workbook(Sheet("x" * 40, ("A", "B"), [("b" * 30, "c" * 90)])))
    ).active
    assert len(sheet.title) == 31
    widths = [sheet.column_dimensions[letter].width for letter in string.ascii_uppercase[:2]]
    assert widths == [32, 60]


def test_what_excel_cannot_hold_is_left_out_of_a_text() -> None:
    book = workbook(Sheet("x", ("A",), [("ett\x00 två\x1f tre",)]))
    assert load_workbook(io.BytesIO(book)).active["A2"].value == "ett två tre"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(texts.filter(bool), numbers), min_size=1, max_size=5))
def test_no_letter_and_no_digit_is_lost(rows: list[tuple[str, Decimal]]) -> None:
    sheet = load_workbook(io.BytesIO(workbook(Sheet("x", ("Text", "Tal"), rows)))).active
    read = sheet.iter_rows(min_row=2, values_only=True)
    assert [(text, Decimal(str(number).replace(",", "."))) for text, number in read] == rows
