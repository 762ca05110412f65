"""Bars are as long as their numbers: shares, deviations, and a value on a scale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.bars import BarRow, Bars, bars_chart
from timglas.charts.bullet import Bullet, Range, bullet_chart
from timglas.charts.diverging import Deviation, Diverging, diverging_chart
from timglas.charts.rows import NAME, NARROW, WIDE
from timglas.charts.shares import TOTAL, Kind, ShareRow, Shares, shares_chart

KINDS = (Kind("ok", "Uppnått"), Kind("risk", "Risk"), Kind("none", "Utan resultat"))
SIZES = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def boxes(svg: str, css: str = "") -> list[tuple[str, float, float]]:
    """Class, left and right of every box, or of those of a class."""
    found = etree.fromstring(svg).iter("rect")
    return [
        (str(r.get("class")), float(r.get("x", 0)), float(r.get("x", 0)) + float(r.get("width", 0)))
        for r in found
        if css in str(r.get("class"))
    ]


def words(svg: str, css: str) -> list[str]:
    return [t.text or "" for t in etree.fromstring(svg).iter("text") if t.get("class") == css]


def shares(*rows: ShareRow, narrow: bool = False) -> str:
    return shares_chart(Shares("andelar", "Andelar", "Så går det.", KINDS, rows), narrow=narrow)


@SIZES
def test_shares_divide_the_bar_and_are_numbered_where_there_is_room(narrow: bool) -> None:  # noqa: FBT001
    svg = shares(ShareRow("Nämndmål", (30, 10, 0)), narrow=narrow)
    left = 0 if narrow else NAME
    room = (NARROW if narrow else WIDE) - TOTAL - left
    parts = [(css, round(low), round(high)) for css, low, high in boxes(svg)]
    edge = left + room * 0.75
    assert parts == [("p-ok", left, round(edge - 2)), ("p-risk", round(edge), left + room - 2)]
    assert words(svg, "t-on") == ["30", "10"]
    assert words(svg, "t-ink") == ["40"]


def test_a_share_too_small_for_its_number_is_drawn_without_it() -> None:
    svg = shares(ShareRow("Enhetsmål", (999, 1, 0)))
    assert len(boxes(svg)) == 2
    assert words(svg, "t-on") == ["999"]


def test_a_row_without_any_part_has_no_bar() -> None:
    svg = shares(ShareRow("Enhetsmål", (0, 0, 0)))
    assert boxes(svg) == []
    assert words(svg, "t-ink") == ["0"]


@given(st.lists(st.tuples(*[st.integers(0, 10_000)] * 3), min_size=1, max_size=6))
def test_shares_never_leave_their_bar(counts: list[tuple[int, int, int]]) -> None:
    svg = shares(*(ShareRow(f"Nivå {n}", row) for n, row in enumerate(counts)))
    assert all(left >= NAME and right <= WIDE - TOTAL + 1.1 for _, left, right in boxes(svg))


def deviations(*values: str, narrow: bool = False) -> str:
    rows = tuple(Deviation(f"Indikator {v}", Decimal(v), v) for v in values)
    return diverging_chart(
        Diverging("avvikelser", "Avvikelser", "Två av tre.", "Sämre", "Bättre", rows), narrow=narrow
    )


@SIZES
def test_bars_go_right_when_better_and_left_when_worse_as_far_as_they_differ(narrow: bool) -> None:  # noqa: FBT001
    worse, none, better = boxes(deviations("-0.2", "0", "0.1", narrow=narrow))
    middle = worse[2]
    assert [worse[0], none[0], better[0]] == ["c-worse", "c-better", "c-better"]
    assert better[1] == pytest.approx(middle, abs=0.11)
    assert worse[2] - worse[1] == pytest.approx(2 * (better[2] - better[1]), abs=0.3)


def test_nothing_that_differs_still_has_its_rows() -> None:
    assert len(boxes(deviations("0", "0"))) == 2


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=8))
def test_bars_never_leave_the_sheet(values: list[Decimal]) -> None:
    for narrow, width in ((False, WIDE), (True, NARROW)):
        found = boxes(deviations(*map(str, values), narrow=narrow))
        assert all(0 <= left <= right <= width + 1 for _, left, right in found)


def amounts(*rows: tuple[str, str | None], narrow: bool = False) -> str:
    drawn = tuple(
        BarRow(f"Nämnd {n}", Decimal(value), value, Decimal(first) if first else None)
        for n, (value, first) in enumerate(rows)
    )
    return bars_chart(Bars("ramar", "Ramar", "Så delas pengarna.", drawn), narrow=narrow)


@SIZES
def test_plain_bars_are_as_long_as_their_numbers_with_a_mark_where_they_began(narrow: bool) -> None:  # noqa: FBT001
    svg = amounts(("50", "100"), ("25", "25"), ("0", None), narrow=narrow)
    half, quarter, nothing = boxes(svg, "c-common")
    assert half[2] - half[1] == pytest.approx(2 * (quarter[2] - quarter[1]), abs=0.3)
    assert nothing[2] - nothing[1] == 1
    (mark,) = [str(path.get("d")) for path in etree.fromstring(svg).iter("path")]
    at = float(mark.removeprefix("M").split()[0])
    assert at - half[1] == pytest.approx(2 * (half[2] - half[1]), abs=0.2)


def test_nothing_at_all_still_has_its_rows() -> None:
    assert len(boxes(amounts(("0", None), ("0", "0")), "c-common")) == 2


def bullet(value: str, *, low: str | None = None, high: str | None = None, **more: object) -> str:
    green = Range(Decimal(low) if low else None, Decimal(high) if high else None, 0)
    targets = tuple(Decimal(end) for end in (low, high) if end)
    return bullet_chart(
        Bullet("mot-malet", "Mot målet", "Under.", Decimal(value), targets, (green,), "Mål", **more)  # type: ignore[arg-type]
    )


def test_a_value_is_a_bar_from_zero_where_the_scale_has_zero() -> None:
    svg = bullet("50", low="100")
    ((_, left, right),) = boxes(svg, "c-bar")
    (target,) = [p.get("d") for p in etree.fromstring(svg).iter("path")]
    at = float(str(target).removeprefix("M").split()[0])
    assert right - left == pytest.approx((at - left) / 2, abs=0.2)


def test_a_value_is_a_dot_where_the_scale_begins_above_zero() -> None:
    svg = etree.fromstring(bullet("101", low="100", earlier=Decimal(99)))
    assert [c.get("class") for c in svg.iter("circle")] == ["c-dot", "c-second-dot"]
    assert boxes(bullet("101", low="100"), "c-bar") == []


NUMBERS = st.decimals(-(10**6), 10**6, places=2)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_bullet_keeps_every_value_on_its_scale(value: Decimal, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    for narrow, width in ((False, WIDE), (True, NARROW)):
        ranges = (Range(None, low, 2), Range(low, high, 0), Range(high, None, 2))
        chart = Bullet("m", "", "", value, (low, high), ranges, "Mål", earlier=a)
        found = boxes(bullet_chart(chart, narrow=narrow))
        assert all(-0.1 <= left <= right <= width + 1.6 for _, left, right in found)
