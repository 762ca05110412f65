"""The year wheel: every step has its dot, nothing overlaps in a lane, all lies in the drawing."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import timglas
from tests.charts.test_palette import DARK, LIGHT, contrast, palette
from timglas.charts.year_wheel import FEWEST_DAYS, Wheel, WheelStep, laid_in_lanes, year_wheel

CSS = Path(timglas.__file__).parent / "static/timglas/cycle.css"


def step(number: int, begins: date, length: int, *, ring: int = 0, **more: object) -> WheelStep:
    ends = begins + timedelta(days=length)
    return WheelStep(number, ring, begins, ends, "coming", **more)  # type: ignore[arg-type]


steps = st.lists(
    st.builds(
        lambda day, length, ring: (day, length, ring),
        st.dates(date(2025, 6, 1), date(2027, 6, 30)),
        st.integers(0, 700),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=30,
).map(
    lambda found: tuple(
        step(n, day, length, ring=ring) for n, (day, length, ring) in enumerate(found, 1)
    )
)


def wheel(*found: WheelStep, today: date = date(2026, 10, 15)) -> Wheel:
    return Wheel("arshjul", "Årshjul 2026", "Ett varv är ett år.", 2026, found, today)


@given(steps)
def test_steps_of_a_lane_do_not_overlap_and_none_is_lost(found: tuple[WheelStep, ...]) -> None:
    lanes = laid_in_lanes(found)
    assert sorted(s.number for lane in lanes for s in lane) == [s.number for s in found]
    for lane in lanes:
        for one, other in pairwise(lane):
            least = one.begins_on + timedelta(days=FEWEST_DAYS)
            assert other.begins_on >= max(one.ends_on, least)


@given(steps, st.booleans())
def test_every_step_has_a_dot_within_the_drawing(
    found: tuple[WheelStep, ...],
    narrow: bool,  # noqa: FBT001
) -> None:
    svg = etree.fromstring(year_wheel(wheel(*found), narrow=narrow))
    _x, _y, width, height = map(float, svg.get("viewBox").split())
    dots = svg.xpath(".//circle[contains(@class, 'w-dot')]")
    assert len(dots) == len(found)
    for dot in dots:
        assert 0 < float(dot.get("cx")) < width
        assert 0 < float(dot.get("cy")) < height


def test_a_year_begins_at_the_top_and_goes_clockwise() -> None:
    svg = etree.fromstring(
        year_wheel(wheel(step(1, date(2026, 1, 1), 0), step(2, date(2026, 4, 2), 9)))
    )
    first, second = svg.xpath(".//circle[contains(@class, 'w-dot')]")
    middle = float(svg.get("viewBox").split()[2]) / 2
    assert float(first.get("cx")) == middle
    assert float(first.get("cy")) < middle
    assert float(second.get("cx")) > middle
    assert abs(float(second.get("cy")) - middle) < 2


def test_numbers_months_today_and_the_laws_days_are_there() -> None:
    proposal = step(7, date(2026, 9, 1), 40, deadline=date(2026, 10, 31))
    interim = step(8, date(2026, 9, 1), 40, deadline=date(2026, 10, 31))
    svg = etree.fromstring(year_wheel(wheel(proposal, interim)))
    words = [text.text for text in svg.findall("text")]
    assert {"jan", "dec", "7", "8", "2026"} <= set(words)
    assert words.count("§") == 1
    assert svg.xpath("count(.//*[@class='w-today'])") == 1


def test_today_is_not_drawn_in_another_year() -> None:
    svg = etree.fromstring(year_wheel(wheel(step(1, date(2026, 1, 1), 9), today=date(2025, 1, 1))))
    assert svg.xpath("count(.//*[@class='w-today'])") == 0


def test_a_crowd_is_drawn_without_numbers() -> None:
    crowd = [step(n, date(2026, 1, 1), 300) for n in range(40)]
    svg = etree.fromstring(year_wheel(wheel(*crowd)))
    assert svg.xpath("count(.//text[contains(@class, 'w-number')])") == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_its_colours_stand_out(theme: int) -> None:
    colours = palette(theme)
    css = CSS.read_text(encoding="utf-8")
    drawn = set(re.findall(r"\.wheel[^{]*\{[^}]*?(?:stroke|fill): var\(--([a-z0-9-]+)\)", css))
    assert drawn == {"edge", "c-common", "ink", "risk", "paper"}
    assert all(contrast(colours[name], colours["paper"]) >= 3 for name in drawn - {"paper"})
    # Numbers on filled dots are text.
    for ground in ("c-common", "ink", "risk"):
        assert contrast(colours["paper"], colours[ground]) >= 4.5
