"""The glass keeps its shape, and every goal has its place in it, few or many."""

from dataclasses import replace
from itertools import pairwise

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.glass import (
    MOST,
    Glass,
    GlassHeap,
    GlassLevel,
    GlassSand,
    Knot,
    Mark,
    laid_out,
    level_heights,
)
from timglas.charts.hourglass_map import hourglass_map


def make_level(
    keys: range, *, political: bool, groups: tuple[str, ...] = ("ok", "none")
) -> GlassLevel:
    knots = tuple(
        Knot(k, groups[k % len(groups)], f"Mål <{k}>", "Läge", f"/mal/{k}/") for k in keys
    )
    counts = {g: sum(k.group == g for k in knots) for g in groups}
    tallies = tuple((g, g, n) for g, n in counts.items())
    return GlassLevel("Nivå", "Hint", "/mal/", knots, tallies, "Läge", political)


def make_glass(count: int) -> Glass:
    """Two goals of the council, each with half of the goals of the units."""
    top, units = range(2), range(2, 2 + count)
    strands = tuple((k % 2, k) for k in sorted(units, key=lambda k: k % 2))
    ordered = [key for _parent, key in strands]
    below = make_level(units, political=False)
    knots = {knot.key: knot for knot in below.knots}
    return Glass(
        title="Glas",
        description="Mål",
        top=GlassLevel("Vision", "", "/vision/", (), (("", "", 1),), "", political=True),
        waist=("Vad", "Hur"),
        directions=("Ned", "Upp"),
        levels=(
            make_level(top, political=True),
            GlassLevel("Enhetsmål", "", "/mal/", tuple(knots[k] for k in ordered),
                       below.tallies, "", political=False),
        ),
        strands=strands,
        red=strands[0],
        marks=(Mark("A", "end", frozenset(units), "A: slutar", "#tunn-a"),),
        sand=GlassSand(
            level=GlassLevel("Aktiviteter", "", "", (), (), "", political=False),
            whole=GlassHeap(0, "Alla mål", "", "", ()),
            heaps=(),
        ),
    )  # fmt: skip


def links(glass: Glass) -> list[str]:
    svg = etree.fromstring(hourglass_map(glass, narrow=True))
    return [a.get("href") for a in svg.iter("a")]


def test_levels_share_the_glass_above_and_below_the_waist() -> None:
    assert level_heights(4, 2) == (220, 356, 635, 778)
    assert level_heights(2, 0) == (635, 778)
    assert level_heights(1, 1) == (288,)


def test_every_goal_is_a_link_with_its_name_while_there_is_room() -> None:
    found = links(make_glass(MOST))
    assert {f"/mal/{key}/" for key in range(MOST + 2)} <= set(found)
    assert 'aria-label="Mål &lt;0&gt;: Läge"' in hourglass_map(make_glass(3))


def test_many_goals_share_places_and_lead_to_a_list_of_them() -> None:
    glass = make_glass(30_000)
    found = links(glass)
    assert found.count("/mal/") == MOST
    assert len(hourglass_map(glass)) < 60_000


@given(st.integers(1, 200))
def test_goals_of_a_level_never_cross_and_stay_within_the_glass(count: int) -> None:
    layout = laid_out(make_glass(count))
    assert set(layout.spots) == set(range(count + 2))
    for row in layout.bundles:
        assert len(row) <= MOST
        assert all(left.x < right.x for left, right in pairwise(row))
        assert all(270 < bundle.x < 910 for bundle in row)


def test_a_thread_to_what_is_not_measured_is_dotted_and_one_is_red() -> None:
    svg = etree.fromstring(hourglass_map(make_glass(6)))
    paths = {path.get("class"): path.get("d") for path in svg.iter("path")}
    # Three goals of six are not measured; the red thread is drawn in one.
    assert paths["strand strand--thin"].count("M") >= 3
    assert paths["red"].startswith("M")
    assert svg.get("role") == "group"


def test_a_name_has_three_short_lines_beside_its_knot_and_is_cut_where_it_has_more() -> None:
    glass = make_glass(3)
    council, *below = glass.levels
    long = "Barn och unga får förutsättningar för studier"
    knots = (replace(council.knots[0], wording=long), *council.knots[1:])
    drawn = hourglass_map(replace(glass, levels=(replace(council, knots=knots), *below)))
    words = [text.text for text in etree.fromstring(drawn).iter("text")]
    first = words.index("1 Barn och")
    assert words[first : first + 4] == ["1 Barn och", "unga får", "förutsättni…", "2 Mål <1>"]


def test_goals_and_levels_are_marked_as_swedish_for_who_reads_english() -> None:
    glass = make_glass(3)
    assert "lang=" not in hourglass_map(glass)
    with translation.override("en"):
        svg = etree.fromstring(hourglass_map(glass))
    marked = [a for a in svg.iter("a") if a.get("lang") == "sv"]
    assert [a.get("href") for a in marked] == [f"/mal/{key}/" for key in (0, 1, 2, 4, 3)]
    assert [t.get("lang") for t in svg.iter("text") if t.text == "Nivå"] == ["sv"]
    assert [t.get("lang") for t in svg.iter("text") if t.text == "Vision"] == [None]
