"""Each part of the icicle is as high as what hangs from it, and stays within the drawing."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timglas.charts.icicle import MOST, TOP, Icicle, Part, cells_of, icicle

HEADS = ("Fullmäktigemål", "Nämndmål", "Verksamhetsmål", "Enhetsmål")


def part(column: int, label: str, *below: Part, group: str = "ok") -> Part:
    return Part(column, label, "Skolan", "Nivå", "Uppnått", group, f"/mal/{label}/", below)


def drawn(*parts: Part, narrow: bool = False) -> etree._Element:
    shown = Icicle("oversikt", "Översikt", "Fyra mål.", HEADS, parts)
    return etree.fromstring(icicle(shown, narrow=narrow))


TREE = part(0, "A", part(1, "B", part(2, "C"), part(2, "D")), part(1, "E"))


def test_a_part_is_as_high_as_the_ends_that_hang_from_it() -> None:
    cells = cells_of(Icicle("o", "", "", HEADS, (TREE,)))
    whole = cells[0].height
    assert [(c.part.label, c.row, round(c.height / whole, 3)) for c in cells] == [
        ("A", 0, 1.0),
        ("B", 1, 0.667),
        ("C", 2, 0.333),
        ("D", 3, 0.333),
        ("E", 4, 0.333),
    ]
    assert [c.part.under for c in cells] == [4, 2, 0, 0, 0]


@st.composite
def trees(draw: st.DrawFn, column: int = 0) -> Part:
    below = draw(st.lists(trees(column + 1), max_size=3)) if column < len(HEADS) - 1 else []
    return part(column, draw(st.text("abc åäö", min_size=1, max_size=60)), *below)


@given(st.lists(trees(), min_size=1, max_size=5))
def test_parts_lie_inside_the_one_they_hang_from_and_never_over_each_other(
    parts: list[Part],
) -> None:
    cells = cells_of(Icicle("o", "", "", HEADS, tuple(parts)))
    for n, cell in enumerate(cells):
        below = cells[n + 1 : n + 1 + cell.part.under]
        assert all(cell.y - 0.01 <= c.y for c in below)
        assert all(c.y + c.height <= cell.y + cell.height + 0.01 for c in below)
    assert all(c.y >= TOP and c.y + c.height <= TOP + MOST + 0.01 for c in cells)
    column = sorted((c.y, c.height) for c in cells if c.part.column == 0)
    assert all(y + high <= column[n + 1][0] + 0.01 for n, (y, high) in enumerate(column[:-1]))


def test_every_part_is_drawn_and_a_large_one_is_a_link_with_a_whole_name() -> None:
    svg = drawn(TREE)
    ns = {"s": svg.nsmap.get(None, "")} if svg.nsmap else None
    assert ns is None
    assert [rect.get("data-row") for rect in svg.iter("rect")] == ["0", "1", "2", "3", "4"]
    assert {a.get("aria-label") for a in svg.iter("a")} == {
        f"{label}, Skolan: Uppnått" for label in "ABCDE"
    }


def test_what_is_too_small_for_a_finger_is_no_link_but_keeps_its_shape() -> None:
    svg = drawn(part(0, "Alla", *(part(1, f"M{n}", group="risk") for n in range(80))))
    assert len(list(svg.iter("a"))) == 1
    assert len([p for p in svg.iter("path") if p.get("class") == "k-risk"]) == 80
    assert [t.text for t in svg.iter("text") if t.get("class") != "t-ink"] == ["Alla"]


def test_a_phone_shows_the_first_columns() -> None:
    four = part(0, "A", part(1, "B", part(2, "C", part(3, "D"))))
    assert len(list(drawn(four).iter("rect"))) == 4
    assert len(list(drawn(four, narrow=True).iter("rect"))) == 3


def test_words_that_do_not_fit_show_that_there_is_more() -> None:
    long = " ".join(["Barn och unga får förutsättningar för studier"] * 20)
    words = [t.text or "" for t in drawn(part(0, long)).iter("text")]
    assert words[-1].endswith(" …")
