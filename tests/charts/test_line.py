"""The line chart shows gaps as gaps, and names what it draws."""

from dataclasses import replace
from decimal import Decimal

from django.utils import translation
from lxml import etree

from timglas.charts.figure import line_figure
from timglas.charts.line import Band, Break, Line, LineChart, Point, TargetStep, line_chart, runs
from timglas.rules.language import Written

SVG = "{*}"


def line(name: str, *values: str | None) -> Line:
    return Line(
        name,
        tuple(
            Point(str(2020 + n), 2020 + n, None if value is None else Decimal(value))
            for n, value in enumerate(values)
        ),
    )


CHART = LineChart(
    name="b",
    title="Behöriga <elever>",
    description="Andelen har ökat.",
    unit="%",
    decimals=1,
    line=line("Exempelby", "80", "81.25", None, "84", "86"),
)


def drawn(chart: LineChart, *, narrow: bool = False) -> etree._Element:
    return etree.fromstring(line_chart(chart, narrow=narrow))


def of_class(svg: etree._Element, css: str) -> list[etree._Element]:
    return [part for part in svg.iter() if css in part.get("class", "").split()]


def texts(svg: etree._Element) -> list[str]:
    return [part.text for part in svg.iter("text")]


def test_a_missing_value_breaks_the_line_and_has_no_dot() -> None:
    assert runs(CHART.line.points) == [
        [(2020, Decimal(80)), (2021, Decimal("81.25"))],
        [(2023, Decimal(84)), (2024, Decimal(86))],
    ]
    svg = drawn(CHART)
    assert of_class(svg, "c-line")[0].get("d").count("M") == 2
    assert len(of_class(svg, "c-dot")) == 4


def test_a_break_in_the_series_cuts_the_line_there() -> None:
    assert runs(CHART.line.points[:2], [Break(2021, "Ny metod")]) == [
        [(2020, Decimal(80))],
        [(2021, Decimal("81.25"))],
    ]


def test_a_break_is_marked_and_named() -> None:
    svg = drawn(replace(CHART, breaks=(Break(2023, "Ny metod"),)))
    assert len(of_class(svg, "c-break")) == 1
    assert "Ny metod" in texts(svg)


def test_the_latest_value_is_named_in_swedish_at_the_end_of_the_line() -> None:
    assert "Exempelby 86,0\u00a0%" in texts(drawn(CHART))


def test_each_target_is_a_step_and_the_last_one_is_named() -> None:
    steps = (TargetStep(2020, 2022, Decimal(82)), TargetStep(2023, 2025, Decimal(90)))
    svg = drawn(replace(CHART, targets=steps))
    assert len(of_class(svg, "c-target")) == 2
    assert "Mål 90,0\u00a0%" in texts(svg)


def test_women_men_other_places_and_their_range_are_drawn_beside() -> None:
    svg = drawn(
        replace(
            CHART,
            parts=(line("Kvinnor", "82", "83", "84", "85", "86"), line("Män", None, "79")),
            comparisons=(line("Riket", "84", None, "85", None, "86"),),
            band=(Band(2020, Decimal(78), Decimal(88)), Band(2024, Decimal(80), Decimal(90))),
            band_name="Liknande",
        )
    )
    assert len(of_class(svg, "c-second-dot")) == 6
    assert len(of_class(svg, "c-compare")) == 1
    assert len(of_class(svg, "c-common")) == 3, "values between gaps have no stroke to show them"
    assert of_class(svg, "c-band")[0].get("d").endswith("Z")
    assert {"Kvinnor 86,0\u00a0%", "Män 79,0\u00a0%", "Riket 86,0\u00a0%", "Liknande"} <= set(
        texts(svg)
    )


def test_only_what_people_have_named_is_marked_as_swedish_in_an_english_chart() -> None:
    riket = line(Written("Riket"), "84", "85")
    chart = replace(CHART, line=line("Outcome", "80", "81"), comparisons=(riket,))
    assert [part.get("lang") for part in drawn(chart).iter("text")].count("sv") == 0
    with translation.override("en"):
        marked = [part.text for part in drawn(chart).iter("text") if part.get("lang") == "sv"]
    assert marked == ["Riket 85.0\u00a0%"]


def test_a_chart_without_values_is_still_a_chart() -> None:
    empty = replace(CHART, line=Line("Exempelby", ()))
    assert drawn(empty).find(f"{SVG}title").text == "Behöriga <elever>"
    assert of_class(drawn(replace(CHART, line=line("Exempelby", None))), "c-dot") == []


def test_ids_are_unique_between_the_two_sizes_and_nothing_has_inline_style() -> None:
    both = line_chart(CHART) + line_chart(CHART, narrow=True)
    root = etree.fromstring(f"<div>{both}</div>")
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) == 4
    assert "style=" not in both


def test_only_as_many_periods_as_fit_are_named_and_the_latest_always_is() -> None:
    months = Line("Alla", tuple(Point(f"månad {n}", n, Decimal(n)) for n in range(36)))
    named = [
        name for name in texts(drawn(replace(CHART, line=months), narrow=True)) if "månad" in name
    ]
    assert named[-1] == "månad 35"
    assert len(named) < 8


def test_a_figure_carries_both_sizes_and_the_values_as_a_table() -> None:
    chart = replace(CHART, targets=(TargetStep(2023, 2024, Decimal(88)),))
    figure = line_figure(chart, message="Fler.", subtitle="Procent")
    assert (figure.wide, figure.narrow) == (line_chart(chart), line_chart(chart, narrow=True))
    assert figure.head == ("Period", "Exempelby", "Mål")
    assert figure.rows == (
        ("2020", "80,0", "–"),
        ("2021", "81,3", "–"),
        ("2022", "–", "–"),
        ("2023", "84,0", "88,0"),
        ("2024", "86,0", "88,0"),
    )
