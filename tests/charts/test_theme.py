"""Markup is escaped, lengths are short, and labels never collide."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.theme import Svg, coordinate, picture, spread, tag, text, wrapped


def test_a_tag_escapes_its_attributes_and_writes_python_names_as_svg() -> None:
    assert tag("path", cls='a"b', stroke_width=1.25, d="M0 0") == (
        '<path class="a&quot;b" stroke-width="1.2" d="M0 0"/>'
    )


def test_a_text_escapes_its_words() -> None:
    assert text("<b> & c", 1, 2) == '<text x="1" y="2">&lt;b&gt; &amp; c</text>'


def test_svg_tells_templates_that_it_is_markup() -> None:
    assert Svg("<svg/>").__html__() == "<svg/>"


def test_coordinates_have_at_most_one_decimal() -> None:
    assert [coordinate(n) for n in (3.0, 2.25, 100.04, 0)] == ["3", "2.2", "100", "0"]


def test_a_picture_is_an_image_named_by_title_and_description() -> None:
    drawn = etree.fromstring(
        picture("<g/>", name="x", title="A & B", description="d", width=10, height=5.5, css="chart")
    )
    assert drawn.attrib == {
        "class": "chart",
        "viewBox": "0 0 10 5.5",
        "role": "img",
        "aria-labelledby": "x-t x-d",
    }
    assert [(part.tag, part.get("id"), part.text) for part in drawn[:2]] == [
        ("title", "x-t", "A & B"),
        ("desc", "x-d", "d"),
    ]


def test_labels_that_collide_are_moved_apart_in_order() -> None:
    assert spread([50, 52, 10], [15, 15, 15], low=0, high=200) == [50, 65, 10]


def test_labels_at_the_foot_are_pushed_up() -> None:
    assert spread([95, 96], [15, 15], low=0, high=100) == [70, 85]


def test_labels_that_cannot_fit_start_at_the_top() -> None:
    assert spread([5, 6, 7], [15, 15, 15], low=0, high=30) == [0, 15, 30]


@given(st.lists(st.floats(min_value=0, max_value=300), max_size=8))
def test_no_two_labels_ever_overlap(wanted: list[float]) -> None:
    tops = sorted(spread(wanted, [15.0] * len(wanted), low=0, high=300))
    assert all(below - above >= 14.999 for above, below in pairwise(tops))


def test_long_labels_are_broken_between_words() -> None:
    assert wrapped("Liknande kommuner 6,0 %", 92) == ["Liknande", "kommuner 6,0", "%"]
    assert wrapped("", 92) == [""]
