"""The XmR chart shows each point's meaning by shape, and its numbers are those of its table."""

import re
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from timglas.charts.figure import xmr_figure
from timglas.charts.line import Break, TargetStep
from timglas.charts.xmr import LimitStep, XmrChart, XmrPoint, xmr_chart
from timglas.rules.spc import PointType

TYPES = (PointType.COMMON, PointType.IMPROVEMENT, PointType.CONCERN, PointType.NEUTRAL)
CHART = XmrChart(
    name="s",
    title="Sjukfrånvaro <alla>",
    description="Den varierar som vanligt.",
    unit="%",
    decimals=1,
    points=(
        *(XmrPoint(f"p{n}", n, Decimal(n), kind) for n, kind in enumerate(TYPES, start=1)),
        XmrPoint("p5", 5, None),
        XmrPoint("p6", 6, Decimal("5.25")),
    ),
    limits=(
        LimitStep(1, 3, Decimal(3), Decimal("0.5"), Decimal("5.5")),
        LimitStep(6, 6, Decimal(4), Decimal(1), Decimal(7), preliminary=True),
    ),
    targets=(TargetStep(4, 6, Decimal("4.5")),),
    changes=(Break(6, "Nytt arbetssätt"),),
)


def of_class(chart: XmrChart, css: str) -> list[etree._Element]:
    svg = etree.fromstring(xmr_chart(chart))
    return [part for part in svg.iter() if css in part.get("class", "").split()]


def test_each_type_of_point_has_its_own_shape() -> None:
    assert [part.tag for part in of_class(CHART, "c-common")] == ["circle", "circle"]
    corners = {
        css: of_class(CHART, css)[0].get("d").count("L") + 1
        for css in ("c-better", "c-worse", "c-neutral")
    }
    assert corners == {"c-better": 3, "c-worse": 4, "c-neutral": 4}


def test_a_missing_value_has_no_mark_and_breaks_the_line() -> None:
    svg = etree.fromstring(xmr_chart(CHART))
    marks = [part.get("data-row") for part in svg.iter() if part.get("data-row")]
    assert sorted(marks) == ["0", "1", "2", "3", "5"]
    assert of_class(CHART, "c-second")[0].get("d").count("M") == 2


def test_limits_are_drawn_for_each_segment_and_preliminary_ones_differ() -> None:
    assert len(of_class(CHART, "c-limit")) == 4
    assert len(of_class(CHART, "c-limit--preliminary")) == 2
    assert len(of_class(CHART, "c-mean")) == 2
    assert len(of_class(CHART, "c-break")) == 1


def test_the_table_has_limits_target_and_what_each_value_means() -> None:
    figure = xmr_figure(CHART, message="m", subtitle="s")
    assert figure.head == (
        *("Period", "Utfall", "Undre gräns", "Medel", "Övre gräns", "Mål", "Betyder", "Ändring"),
    )
    assert figure.rows == (
        ("p1", "1,0", "0,5", "3,0", "5,5", "–", "Vanlig variation", ""),
        ("p2", "2,0", "0,5", "3,0", "5,5", "–", "Förbättring", ""),
        ("p3", "3,0", "0,5", "3,0", "5,5", "–", "Försämring", ""),
        ("p4", "4,0", "–", "–", "–", "4,5", "Förändring", ""),
        ("p5", "–", "–", "–", "–", "4,5", "–", ""),
        ("p6", "5,3", "1,0", "4,0", "7,0", "4,5", "Vanlig variation", "Nytt arbetssätt"),
    )


def test_every_number_named_in_the_drawing_is_in_the_table() -> None:
    figure = xmr_figure(CHART, message="m", subtitle="s")
    cells = {cell for row in figure.rows for cell in row}
    for drawing in (figure.wide, figure.narrow):
        words = " ".join(
            part.text for part in etree.fromstring(drawing).iter("text") if part.get("class")
        )
        named = re.findall(r"\d+,\d", words)
        assert len(named) == 5
        assert set(named) <= cells


def test_a_series_without_limits_or_target_is_a_line_with_its_values() -> None:
    bare = replace(CHART, limits=(), targets=(), changes=())
    assert of_class(bare, "c-limit") == of_class(bare, "c-target") == []
    figure = xmr_figure(bare, message="m", subtitle="s")
    assert figure.head == ("Period", "Utfall", "Betyder")
    assert figure.rows[0] == ("p1", "1,0", "Vanlig variation")


def test_ids_are_unique_between_the_two_sizes_and_nothing_has_inline_style() -> None:
    both = xmr_chart(CHART) + xmr_chart(CHART, narrow=True)
    ids = [part.get("id") for part in etree.fromstring(f"<div>{both}</div>").iter()]
    found = [key for key in ids if key]
    assert len(found) == len(set(found)) == 4
    assert "style=" not in both
