"""Rows out of files as people have them: encodings, separators, headings, Excel's own types."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from timglas.exchange import sheet_rows
from timglas.exchange.sheet_rows import (
    Heading,
    SheetProblem,
    SheetRow,
    expected_rows,
    heading_of,
    rows_of,
)


def cells_of(content: bytes, name: str = "fil.csv") -> list[tuple[str, ...]]:
    return [row.cells for row in rows_of(content, name)]


def book(*rows: list[object], merge: str = "") -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if merge:
        made.active.merge_cells(merge)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def problem_of(content: bytes, name: str = "fil.csv") -> str:
    with pytest.raises(SheetProblem) as caught:
        list(rows_of(content, name))
    return caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_found(encoding: str, separator: str) -> None:
    text = f"Enhet{separator}Värde\r\nÅsskolan{separator}7\r\n"
    assert cells_of(text.encode(encoding)) == [("Enhet", "Värde"), ("Åsskolan", "7")]


def test_decimal_commas_do_not_part_columns() -> None:
    assert cells_of("Enhet;Värde\nA;83,1\nB;7,5\n".encode()) == [
        ("Enhet", "Värde"),
        ("A", "83,1"),
        ("B", "7,5"),
    ]


def test_a_quoted_cell_keeps_its_lines_and_an_escaped_one_loses_its_apostrophe() -> None:
    assert cells_of(b'A;B\n"ett\ntv\xc3\xa5";\'=1+1\n') == [("A", "B"), ("ett\ntvå", "=1+1")]


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers() -> None:
    assert list(rows_of(b"A;B\n\n;;\n1;2;;\n", "fil.csv")) == [
        SheetRow(1, ("A", "B")),
        SheetRow(4, ("1", "2")),
    ]


def test_the_heading_need_not_be_first() -> None:
    content = book(
        ["Utfall för skolorna", None, None],
        [],
        ["Enhet", "Period", "Värde"],
        ["Björkskolan", "2025", 7],
        merge="A1:C1",
    )
    assert heading_of(content, "fil.xlsx") == Heading(3, ("Enhet", "Period", "Värde"))


def test_a_heading_of_a_single_column_is_found() -> None:
    assert heading_of("Värde\n83,1\n".encode(), "fil.csv") == Heading(1, ("Värde",))


def test_excel_types_become_text_that_can_be_read() -> None:
    content = book(
        [83.1, 0.1 + 0.2, 100 / 3, 7, -0.000000001, True, False],
        [date(2025, 1, 9), datetime(2025, 1, 9, 8), " text ", "0012", 1e15],  # noqa: DTZ001
    )
    assert cells_of(content, "fil.xlsx") == [
        ("83,1", "0,3", "33,33333333", "7", "0", "ja", "nej"),
        ("2025-01-09", "2025-01-09", "text", "0012", "1000000000000000"),
    ]


def test_a_share_that_excel_shows_as_percent_is_read_as_it_is_shown() -> None:
    made = Workbook()
    made.active.append([0.831, 0.5, 1 / 3, 12.5, 2.5])
    formats = ("0.0%", "0%", "0.00 %", '0.0" st"', "0.00")
    for cell, format_ in zip(made.active[1], formats, strict=True):
        cell.number_format = format_
    file = io.BytesIO()
    made.save(file)
    assert cells_of(file.getvalue(), "fil.xlsx") == [("83,1", "50", "33,33333333", "12,5", "2,5")]


def sheet_of(xml: str) -> bytes:
    """A workbook whose first sheet is written by hand."""
    whole, file = zipfile.ZipFile(io.BytesIO(book(["x"]))), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in whole.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            archive.writestr(name, xml if is_sheet else whole.read(name))
    return file.getvalue()


SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_cells_without_places_formulas_errors_dates_and_rich_text_are_read() -> None:
    xml = (
        f'<x:worksheet xmlns:x="{SPACE}"><x:dimension ref="A1:F3"/><x:sheetData>'
        "<x:row><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c/>"
        '<x:c t="inlineStr"><x:is><x:r><x:t>Björk</x:t></x:r> <x:r><x:t>skolan</x:t></x:r></x:is>'
        '</x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="d"><x:v>2025-04-30T00:00:00</x:v></x:c>'
        '</x:row><x:row r="4"><x:c r="B4" t="str"><x:f>A1</x:f><x:v> två </x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    content = sheet_of(xml)
    assert list(rows_of(content, "fil.xlsx")) == [
        SheetRow(1, ("2", "", "Björkskolan", "#N/A", "2025-04-30")),
        SheetRow(4, ("", "två")),
    ]
    assert expected_rows(content) == 3


def test_a_sheet_with_a_document_type_is_refused() -> None:
    xml = f'<!DOCTYPE a [<!ENTITY b "bb">]><worksheet xmlns="{SPACE}"><sheetData/></worksheet>'
    assert problem_of(sheet_of(xml), "fil.xlsx").startswith("Filen är skadad")


def test_a_cell_that_never_ends_and_a_row_that_is_too_wide_are_told() -> None:
    long = f'<c t="str"><v>{"&#10;x" * 6000}</v></c>'
    wide = '<c t="str"><v>x</v></c>' * 200
    for cells, said in ((long, "Cell A1 är för lång."), (wide, "Rad 1 har fler än 100 kolumner.")):
        xml = f'<worksheet xmlns="{SPACE}"><sheetData><row>{cells}</row></sheetData></worksheet>'
        assert problem_of(sheet_of(xml), "fil.xlsx").startswith(said)


def test_it_is_told_about_how_many_rows_there_are() -> None:
    assert expected_rows(b"A\n1\n2\n") == 3
    assert expected_rows(book(["A"], [1], [2])) == 3
    assert expected_rows(b"PK\x03\x04 torn") == 0
    assert expected_rows(sheet_of(f'<worksheet xmlns="{SPACE}"/>')) == 0


def test_the_first_sheet_that_holds_anything_is_read() -> None:
    made = Workbook()
    made.create_sheet("Data").append(["A"])
    file = io.BytesIO()
    made.save(file)
    assert cells_of(file.getvalue(), "fil.xlsx") == [("A",)]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "fil.csv", "Filen är tom."),
        (b" \n ", "fil.csv", "Filen är tom."),
        (b"\xd0\xcf\x11\xe0 old", "fil.xls", "Formatet kan inte läsas."),
        (b"PK\x03\x04 torn", "fil.xlsx", "Filen är skadad"),
        (b"\x89PNG\x00\x00", "fil.csv", "Filen är varken CSV eller XLSX."),
        (b"A;" * 101 + b"B", "fil.csv", "Rad 1 har fler än 100 kolumner."),
        (b"A;" + b"x" * 5001, "fil.csv", "Cell B1 är för lång."),
        (b"x" * 5001, "fil.csv", "Cell A1 är för lång."),
        (b'"' + b"x" * 140_000, "fil.csv", "Filen kan inte läsas från rad 1."),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, said: str) -> None:
    assert problem_of(content, name).startswith(said)


def test_a_file_that_only_looks_like_a_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hej.txt", "hej")
    assert problem_of(file.getvalue(), "fil.xlsx").startswith("Filen är skadad")


def test_a_heading_is_not_sought_in_nothing() -> None:
    with pytest.raises(SheetProblem, match="Filen är tom"):
        heading_of(b";;\n", "fil.csv")


def test_a_file_that_unpacks_to_too_much_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setattr(sheet_rows, "MOST_UNPACKED", 2_000_000)
    assert len(file.getvalue()) < 10_000
    assert problem_of(file.getvalue(), "fil.xlsx").startswith("Filen är för stor när den packas")


def test_a_file_has_at_most_so_many_bytes_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 2)
    assert problem_of(b"A\n1\n2\n").startswith("Filen har fler än")
    monkeypatch.setattr(sheet_rows, "MOST_BYTES", 3)
    assert problem_of(b"A\n1\n").startswith("Filen är större än 20 MB.")


@given(st.binary(max_size=400), st.sampled_from(["fil.csv", "fil.xlsx"]))
def test_whatever_the_file_it_gives_rows_or_a_problem(content: bytes, name: str) -> None:
    with suppress(SheetProblem):
        assert [row for row in rows_of(content, name) if row.is_empty] == []
