"""A line in a table row shows gaps as gaps, marks its last value and says how it has gone."""

from decimal import Decimal

import pytest
from lxml import etree

from timglas.charts.line import Point
from timglas.charts.sparkline import MOST_POINTS, Sparkline, sparkline

LABEL = "Värdet har ökat från 80 % (2022) till 90 % (2024)."


def drawn(*values: int | None, targets: tuple[Decimal, ...] = ()) -> list[tuple[str, str]]:
    """What is drawn: each part's class, and its path or place."""
    svg = etree.fromstring(sparkline(Sparkline(LABEL, points(*values), targets)))
    return [
        (part.get("class"), part.get("d") or f"{part.get('cx')} {part.get('cy')}") for part in svg
    ]


def points(*values: int | None) -> tuple[Point, ...]:
    return tuple(
        Point(str(2022 + n), 2022 + n, None if value is None else Decimal(value))
        for n, value in enumerate(values)
    )


def test_the_line_fills_its_height_and_its_last_value_is_marked() -> None:
    assert drawn(80, 85, 90) == [
        ("c-line", "M18 21L48 12L78 3"),
        ("c-dot", "78 3"),
    ]


def test_a_gap_breaks_the_line_and_a_lone_value_is_a_dot() -> None:
    assert drawn(80, 90, None, 90, None) == [
        ("c-line", "M12 21L30 3M66 3h0"),
        ("c-dot", "66 3"),
    ]


@pytest.mark.parametrize("values", [(7, 7), (0, 0)])
def test_what_never_changes_lies_in_the_middle(values: tuple[int, ...]) -> None:
    assert drawn(*values) == [("c-line", "M25.5 12L70.5 12"), ("c-dot", "70.5 12")]


def test_a_target_is_a_line_under_the_values_and_has_its_place_in_the_height() -> None:
    assert drawn(80, 85, targets=(Decimal(90),)) == [
        ("c-target", "M0 3H96"),
        ("c-line", "M25.5 21L70.5 12"),
        ("c-dot", "70.5 12"),
    ]


def test_a_span_has_a_line_at_each_end() -> None:
    parts = drawn(2, 3, targets=(Decimal(1), Decimal(4)))
    assert [place for css, place in parts if css == "c-target"] == ["M0 21H96", "M0 3H96"]


def test_a_reader_hears_one_image_with_its_label_escaped() -> None:
    svg = etree.fromstring(sparkline(Sparkline('Från "<1" till 2', points(1, 2))))
    assert dict(svg.attrib) == {
        "class": "chart spark",
        "viewBox": "0 0 96 24",
        "role": "img",
        "aria-label": 'Från "<1" till 2',
    }


def test_it_weighs_little_beside_its_label() -> None:
    values = [(n * 37) % 100 for n in range(MOST_POINTS)]
    svg = sparkline(Sparkline("", points(*values), (Decimal(50),)))
    assert len(svg.encode()) < 430
