"""Kolada's rows: understood, or refused with a reason, whatever comes over the wire."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.exchange.kolada_rows import (
    AreaRow,
    FaultyRow,
    GroupRow,
    KpiRow,
    ValueRow,
    area_row,
    group_row,
    kpi_row,
    single_values,
    value_row,
)

SICK_LEAVE = "N00092"
SVENLJUNGA = "1465"
MEASURED = {"gender": "T", "count": 1, "status": "", "value": Decimal("1.4"), "isdeleted": False}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=True)
    | st.text(alphabet=st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def outcome(understand: Callable[[object], object], raw: object) -> object:
    """The row, or the reason as it is stored in a report."""
    try:
        return understand(raw)
    except FaultyRow as fault:
        return str(fault).encode()


def test_a_line_break_written_out_becomes_one() -> None:
    row = kpi_row(
        {"id": "U00200", "title": "HME", "description": "Två\\nrader.\\n", "municipality_type": "A"}
        | {"is_divided_by_gender": 1, "publication_date": "2026-03-06", "publ_period": None}
    )

    assert row == KpiRow(
        id="U00200",
        title="HME",
        description="Två\nrader.",
        is_divided_by_gender=True,
        municipality_type="A",
        auspice="",
        operating_area="",
        perspective="",
        prel_publication_date=None,
        publication_date=date(2026, 3, 6),
        publ_period="",
        has_ou_data=False,
    )


@pytest.mark.parametrize(
    ("field_name", "value"),
    [
        ("kpi", "N0009"),
        ("kpi", "N٠٠٠٩٢"),
        ("municipality", "1465\n"),
        ("period", True),
        ("period", "2011"),
        ("period", 20110),
        ("gender", "k"),
        ("gender", ["K"]),
        ("value", True),
        ("value", Decimal("NaN")),
        ("value", Decimal("1e16")),
        ("status", "\0"),
        ("status", "\ud800"),
        ("count", -1),
        ("isdeleted", 2),
        ("isdeleted", "false"),
    ],
)
def test_a_value_row_with_one_wrong_field_is_refused_by_its_name(
    field_name: str, value: object
) -> None:
    right = {"kpi": SICK_LEAVE, "municipality": "G37535", "period": 2011} | MEASURED

    with pytest.raises(FaultyRow, match=f"”{field_name}”"):
        value_row(right | {field_name: value})


@pytest.mark.parametrize("text", ["2026-02-30", "snart", 20260306])
def test_a_date_that_is_none_is_refused_by_its_name(text: object) -> None:
    row = {"id": "U00200", "title": "HME", "municipality_type": "A", "publication_date": text}

    with pytest.raises(FaultyRow, match="”publication_date”"):
        kpi_row(row)


def test_a_missing_value_is_none_and_never_zero_while_a_missing_field_is_a_fault() -> None:
    right = {"kpi": SICK_LEAVE, "municipality": SVENLJUNGA, "period": 2011} | MEASURED

    assert value_row(right | {"value": None, "status": "Saknas", "count": None}) == ValueRow(
        SICK_LEAVE, SVENLJUNGA, 2011, "T", None, "Saknas", None, deleted=False
    )
    del right["value"]
    with pytest.raises(FaultyRow, match="fältet ”value” saknas"):
        value_row(right)


KPI_FIELDS = ["id", "title", "description", "municipality_type", "publication_date", "has_ou_data"]
VALUE_FIELDS = ["kpi", "municipality", "period", "values", *MEASURED]


@given(JSON | st.dictionaries(st.sampled_from([*KPI_FIELDS, "type", "members"]), JSON))
@pytest.mark.parametrize("understand", [kpi_row, area_row, group_row])
def test_any_json_gives_a_row_or_a_reason(
    understand: Callable[[object], object], raw: object
) -> None:
    assert isinstance(outcome(understand, raw), KpiRow | AreaRow | GroupRow | bytes)


@given(JSON | st.dictionaries(st.sampled_from(VALUE_FIELDS), JSON))
def test_any_json_gives_values_or_reasons(raw: object) -> None:
    for part in single_values(raw):
        assert isinstance(outcome(value_row, part), ValueRow | bytes)


@given(
    st.decimals("-1e15", "1e15", allow_nan=False), st.integers(1900, 2199), st.sampled_from("TKM")
)
def test_a_right_value_comes_through_digit_by_digit(value: Decimal, year: int, sex: str) -> None:
    text = (
        f'{{"kpi": "N00092", "municipality": "1465", "period": {year}, "values": '
        f'[{{"gender": "{sex}", "count": 1, "status": "", "value": {value}, "isdeleted": false}}]}}'
    )

    (part,) = single_values(json.loads(text, parse_float=Decimal))

    row = value_row(part)
    assert row == ValueRow(SICK_LEAVE, SVENLJUNGA, year, sex, value, "", 1, deleted=False)
    assert row.value is not None
    assert row.value.compare_total(value) == 0 or value == value.to_integral_value()
