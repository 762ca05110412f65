"""The sand below the glass: a grain for each activity, while there is room."""

from dataclasses import replace

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.glass import GlassHeap, GlassLevel, GlassPile, GlassSand
from timglas.charts.glass_sand import grain_mark, heaps_of, lying

LEVEL = GlassLevel("Aktiviteter", "", "/akt/", (), (("wait", "Pågår", 1),), "", political=False)
GROUPS = ("ok", "wait", "unj", "risk")


def make_heap(name: str, counts: tuple[int, ...], href: str = "/akt/") -> GlassHeap:
    piles = tuple(GlassPile(g, g, n, href) for g, n in zip(GROUPS, counts, strict=False) if n)
    return GlassHeap(1, name, f"{sum(counts)} pågår", href, piles)


def make_sand(*heaps: GlassHeap) -> GlassSand:
    return GlassSand(LEVEL, make_heap("Alla", (sum(h.total for h in heaps),)), heaps)


def drawn(sand: GlassSand, *, narrow: bool = False) -> etree._Element:
    return etree.fromstring(f"<svg>{''.join(heaps_of(sand, narrow=narrow))}</svg>")


def test_each_activity_is_a_grain_in_a_pile_of_its_state_and_each_pile_a_link() -> None:
    svg = drawn(make_sand(make_heap("Barn <och> unga", (3, 2, 1, 5))))
    grains = {path.get("class"): path.get("d").count("M") for path in svg.iter("path")}
    assert grains == {"g-ok": 3, "g-wait": 2, "g-half": 2, "g-unj": 1, "g-risk": 5}
    assert [a.get("aria-label") for a in svg.iter("a")] == [
        "1 Barn <och> unga: ok 3",
        "1 Barn <och> unga: wait 2",
        "1 Barn <och> unga: unj 1",
        "1 Barn <och> unga: risk 5",
        "1 Barn <och> unga: 11 pågår",
    ]
    assert [node.text for node in svg.iter("text")] == ["3", "2", "1", "5", "1 Barn <och> unga"]


def test_a_name_that_does_not_fit_is_cut_and_a_phone_has_the_number_alone() -> None:
    long = make_sand(*(make_heap("Gemensamma åtaganden för barn", (1,)) for _ in range(6)))
    assert {node.text for node in drawn(long).iter("text")} == {"1", "1 Gemensamm…"}
    assert {node.text for node in drawn(long, narrow=True).iter("text")} == {"1"}


def test_nothing_is_a_link_for_those_who_may_not_read_activities() -> None:
    svg = drawn(make_sand(make_heap("Barn", (3,), href="")))
    assert list(svg.iter("a")) == []
    assert [g.get("role") for g in svg.iter("g")] == ["img", "img"]


def test_a_grain_stands_for_several_activities_when_there_are_many() -> None:
    heaps, size = lying(make_sand(make_heap("Barn", (20_000, 10_000))))
    assert (len(heaps), size) == (1, 100)


def test_all_lie_in_one_heap_when_there_is_no_room_for_one_each() -> None:
    sand = make_sand(*(make_heap("Mål", (1, 1, 1, 1)) for _ in range(9)))
    assert lying(sand) == ((sand.whole,), 1)


def test_nothing_is_drawn_of_nothing() -> None:
    assert list(heaps_of(make_sand(), narrow=False)) == []


def test_the_legend_has_a_grain_of_each_shape() -> None:
    assert [grain_mark(group).count("<path") for group in GROUPS] == [1, 2, 1, 1]


@given(st.lists(st.lists(st.integers(0, 30_000), min_size=4, max_size=4), max_size=9))
def test_the_sand_stays_below_the_rim(counts: list[list[int]]) -> None:
    svg = drawn(make_sand(*(make_heap("Mål", tuple(row)) for row in counts if any(row))))
    piles = [r for r in svg.iter("rect") if r.get("height") == "54"]
    assert all(float(r.get("x")) >= 284 for r in piles)
    assert all(float(r.get("x")) + float(r.get("width")) <= 896 for r in piles)


def test_the_words_of_goals_are_marked_as_swedish_for_who_reads_english() -> None:
    sand = make_sand(make_heap("Barn", (3,)), replace(make_heap("Other goals", (2,)), number=0))
    assert [a.get("lang") for a in drawn(sand).iter("a")] == [None] * 4
    with translation.override("en"):
        assert [a.get("lang") for a in drawn(sand).iter("a")] == ["sv", "sv", None, None]
