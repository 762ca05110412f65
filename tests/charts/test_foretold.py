"""A forecast is drawn as one, and the table tells it."""

from dataclasses import replace
from decimal import Decimal

from lxml import etree

from tests.charts.test_line import CHART, drawn, of_class, texts
from timglas.charts.figure import Figure, line_figure, xmr_figure
from timglas.charts.foretold import Foretold
from timglas.charts.xmr import XmrChart, XmrPoint, xmr_chart

TOLD = Foretold("2025", 2025, Decimal(88), Decimal(86), Decimal(90))
XMR = XmrChart(
    name="x",
    title="Dagar",
    description="",
    unit="dagar",
    decimals=0,
    points=tuple(XmrPoint(str(2020 + n), 2020 + n, Decimal(n)) for n in range(4)),
    foretold=replace(TOLD, value=Decimal(5), low=None, high=None),
)


def test_a_forecast_is_an_open_diamond_with_its_interval_and_a_dashed_way_to_it() -> None:
    svg = drawn(replace(CHART, foretold=TOLD))
    for css in ("c-foretold", "c-interval", "c-way"):
        assert len(of_class(svg, css)) == 1
    assert len(of_class(svg, "c-dot")) == 4
    assert "Prognos 88,0\u00a0%" in texts(svg)
    assert "2025" in texts(svg)
    assert not of_class(drawn(CHART), "c-foretold")


def test_a_forecast_where_nothing_is_known_has_no_way_to_it() -> None:
    empty = replace(CHART, line=replace(CHART.line, points=()), foretold=TOLD)
    assert not of_class(drawn(empty), "c-way")


def test_a_forecast_without_interval_has_none() -> None:
    svg = etree.fromstring(xmr_chart(XMR))
    assert (len(of_class(svg, "c-foretold")), of_class(svg, "c-interval")) == (1, [])
    assert "Prognos 5\u00a0dagar" in texts(svg)


def test_the_table_tells_the_forecast_in_a_column_of_its_own() -> None:
    def last(figure: Figure) -> tuple[str, ...]:
        assert figure.head[-1] == "Prognos"
        return figure.rows[-1]

    made = line_figure(replace(CHART, foretold=TOLD), message="", subtitle="")
    assert last(made) == ("2025", "–", "88,0 (mellan 86,0 och 90,0)")
    assert made.rows[0][-1] == "–"
    assert last(xmr_figure(XMR, message="", subtitle=""))[-1] == "5"
