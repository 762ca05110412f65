"""The strip plot: a point for each value, within the drawing, and the chosen ones by name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.figure import strip_figure
from timglas.charts.strip import StripChart, StripPoint, strip_chart

values = st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=60)


def chart(*numbers: Decimal, named: tuple[StripPoint, ...] = (), **more: object) -> StripChart:
    points = tuple(StripPoint(f"Kommun {n}", value, n) for n, value in enumerate(numbers))
    return StripChart(
        name="spridning-1",
        title="Behöriga",
        description="Som många andra.",
        unit="%",
        decimals=1,
        points=points,
        named=named,
        **more,  # type: ignore[arg-type]
    )


@given(values, st.booleans())
def test_every_value_has_a_point_within_the_drawing(numbers: list[Decimal], narrow: bool) -> None:  # noqa: FBT001
    svg = etree.fromstring(strip_chart(chart(*numbers), narrow=narrow))
    _x, _y, width, height = map(float, svg.get("viewBox").split())
    points = svg.findall("circle")
    assert [point.get("data-row") for point in points] == [str(n) for n in range(len(numbers))]
    for point in points:
        assert 0 <= float(point.get("cx")) <= width
        assert 0 <= float(point.get("cy")) <= height


def test_equal_values_do_not_cover_each_other() -> None:
    svg = etree.fromstring(strip_chart(chart(*[Decimal(5)] * 9)))
    assert len({point.get("cy") for point in svg.findall("circle")}) == 9


def test_the_chosen_have_a_row_with_name_and_value_and_the_own_one_stands_out() -> None:
    named = (
        StripPoint("Exempelby", Decimal("83.1"), 2),
        StripPoint("Exempellänets kommuner (ovägt medel)", Decimal(80), 3),
    )
    drawn = chart(
        Decimal(70), Decimal(90), named=named, own="Exempelby", half=(Decimal(75), Decimal(85))
    )
    svg = etree.fromstring(strip_chart(drawn))
    words = [text.text.replace("\u00a0", " ") for text in svg.findall("text")]
    assert "Exempelby 83,1 %" in words
    assert "Exempellänets kommuner" in words
    assert [text.text for text in svg.findall("text[@class='t-ink']")] == ["Exempelby 83,1\u00a0%"]
    assert len(svg.findall("path[@class='c-band']")) == 1
    assert len(svg.findall("circle[@class='c-dot']")) == 1


@pytest.mark.parametrize("narrow", [False, True])
def test_names_lie_beside_the_points_and_not_on_them(narrow: bool) -> None:  # noqa: FBT001
    named = (StripPoint("Liknande kommuner, övergripande, Svenljunga, 2025", Decimal(5), 2),)
    svg = etree.fromstring(strip_chart(chart(Decimal(5), Decimal(9), named=named), narrow=narrow))
    longest = max(len(text.text) for text in svg.findall("text") if text.get("x") == "4")
    assert all(float(c.get("cx")) > longest * 6.9 for c in svg.findall("circle"))


def test_the_table_has_the_same_values_and_a_dash_for_what_is_missing() -> None:
    figure = strip_figure(
        chart(Decimal("70.25")),
        [("Kommun 0", Decimal("70.25")), ("Kommun 1", None)],
        message="Som många andra.",
        subtitle="Behöriga, %",
    )
    assert figure.head == ("Plats", "Värde")
    assert figure.rows == (("Kommun 0", "70,3"), ("Kommun 1", "–"))
    assert figure.readout == "Läs av en plats i taget"
