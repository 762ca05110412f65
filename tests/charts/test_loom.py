"""Cards of a thread stand beside their parents; nothing overlaps; lines meet the cards."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.loom import (
    GAP,
    KNOT,
    ROW,
    LoomCard,
    LoomLink,
    PlacedCard,
    bit_classes,
    height_of,
    thread_of,
    weave,
)

COLUMNS = [
    [LoomCard("v", "Vision")],
    [LoomCard("k1", "Ekonomi"), LoomCard("k2", "Skola")],
    [LoomCard("n1", "Budget"), LoomCard("n2", "Läsning"), LoomCard("n3", "Trygghet")],
]
LINKS = [
    LoomLink("v", "k1"),
    LoomLink("v", "k2"),
    LoomLink("k1", "n1"),
    LoomLink("k2", "n2"),
    LoomLink("k2", "n3"),
    LoomLink("k1", "n3", also=True),
]
PLAIN = height_of(LoomCard("", "Ekonomi"), 40)
MARKED = PLAIN + 1


def keys(loom_column: tuple[PlacedCard, ...]) -> list[str]:
    return [card.key for card in loom_column]


def test_the_thread_is_what_a_goal_builds_on_and_what_builds_on_it() -> None:
    assert thread_of("k2", LINKS) == {"v", "k2", "n2", "n3"}
    assert thread_of("n3", LINKS) == {"n3", "k2", "v"}
    assert thread_of(None, LINKS) == frozenset()


def test_a_ring_of_links_ends() -> None:
    assert thread_of("a", [LoomLink("a", "b"), LoomLink("b", "a")]) == {"a", "b"}


def test_with_nothing_chosen_all_cards_stand_plainly_in_order() -> None:
    loom = weave(COLUMNS, LINKS)
    assert loom.columns[1].cards == (
        PlacedCard("k1", "plain", 0, 0, PLAIN),
        PlacedCard("k2", "plain", PLAIN, 0, PLAIN),
    )
    assert loom.rows == 3 * PLAIN


def test_the_thread_comes_first_and_the_rest_is_dimmed() -> None:
    loom = weave(COLUMNS, LINKS, chosen="k2")
    assert loom.columns[1].cards == (
        PlacedCard("k2", "on", 0, 0, MARKED),
        PlacedCard("k1", "dim", MARKED, 0, PLAIN),
    )
    assert keys(loom.columns[2].cards) == ["n2", "n3", "n1"]


def test_children_follow_the_order_of_their_parents_and_start_beside_them() -> None:
    columns = [
        [LoomCard("v", "Vision")],
        [LoomCard("a", "A"), LoomCard("b", "B")],
        [LoomCard("b1", "Under b"), LoomCard("a1", "Under a")],
    ]
    links = [LoomLink("v", "a"), LoomLink("v", "b"), LoomLink("b", "b1"), LoomLink("a", "a1")]
    a1, b1 = weave(columns, links, chosen="v").columns[2].cards
    assert (a1.key, b1.key) == ("a1", "b1")
    links[3] = LoomLink("b", "a1")
    first, second = weave(columns, links, chosen="v").columns[2].cards
    assert (first.key, first.top, first.above) == ("b1", MARKED, MARKED)
    assert (second.key, second.top, second.above) == ("a1", 2 * MARKED, 0)


def test_a_column_hides_what_is_beyond_the_rest_but_never_the_thread() -> None:
    loom = weave(COLUMNS, LINKS, chosen="k2", rest=0)
    assert [(keys(column.cards), column.hidden) for column in loom.columns] == [
        (["v"], 0),
        (["k2"], 1),
        (["n2", "n3"], 1),
    ]
    assert "thread-soft" not in loom.drawing


def test_long_names_make_taller_cards() -> None:
    card = LoomCard("", "Alla elever möter behöriga lärare", extra=2)
    assert [height_of(card, letters) for letters in (40, 22, 12)] == [6, 7, 9]


def test_rows_are_written_as_bits() -> None:
    assert [bit_classes("t", n) for n in (0, 1, 9, 200)] == ["", "t1", "t1 t8", "t8 t64 t128"]
    assert PlacedCard("k", "in", 12, 3, 9).css == "slot a1 a2 t1 t8"


@given(
    st.lists(
        st.lists(st.text(alphabet="abc åäö", max_size=90), max_size=12), min_size=1, max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_no_two_cards_in_a_column_overlap(titles: list[list[str]], chance: object) -> None:
    columns = [
        [LoomCard(f"{c}.{n}", title) for n, title in enumerate(names)]
        for c, names in enumerate(titles)
    ]
    links = [
        LoomLink(chance.choice(columns[c - 1]).key, card.key)  # type: ignore[attr-defined]
        for c, column in enumerate(columns)
        if c and columns[c - 1]
        for card in column
    ]
    chosen = next((card.key for column in columns for card in column), None)
    loom = weave(columns, links, chosen=chosen)
    for column in loom.columns:
        bottom = 0
        for card in column.cards:
            assert card.top == bottom + card.above
            assert card.above >= 0
            bottom = card.top + card.tall
        assert bottom <= loom.rows


def test_lines_meet_the_cards_at_their_knots_and_tell_their_kind() -> None:
    loom = weave(COLUMNS, LINKS, chosen="n3")
    svg = etree.fromstring(loom.drawing)
    paths = {path.get("class"): path.get("d") for path in svg}
    assert list(paths) == ["thread-soft", "thread-also", "thread-line", "thread-knot"]
    assert svg.get("viewBox") == f"0 0 1180 {loom.rows * ROW:g}"
    assert paths["thread-line"].count("M") == 2
    assert paths["thread-also"].count("M") == 1
    k1 = loom.columns[1].cards[1]
    start = re.match(r"M([\d.]+) ([\d.]+)H", paths["thread-also"])
    assert start
    assert start.groups() == ("773.3", f"{(k1.top + KNOT) * ROW:g}")
    assert k1.tall - GAP >= KNOT


def test_an_empty_loom_is_empty() -> None:
    loom = weave([[], []], [])
    assert (loom.rows, [column.cards for column in loom.columns]) == (0, [(), ()])
    assert etree.fromstring(loom.drawing).get("class") == "weft"
