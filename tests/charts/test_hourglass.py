"""The mark is a symmetrical glass with one red thread."""

from lxml import etree

from timglas.charts.hourglass import hourglass_mark, thread_path


def test_the_outer_threads_go_from_rim_to_waist_to_rim() -> None:
    assert thread_path(-1) == "M14 14C14 150 193 128 193 215S14 280 14 416"
    assert thread_path(1) == "M406 14C406 150 227 128 227 215S406 280 406 416"


def test_one_thread_is_red_and_the_rest_are_strands() -> None:
    svg = etree.fromstring(hourglass_mark(threads=5, red=2))
    paths = {path.get("class"): path.get("d") for path in svg.iter("path")}
    assert paths["strand"].count("M") == 4
    assert paths["red"] == thread_path(0)
    assert [knot.get("cx") for knot in svg.iter("circle")] == ["210", "210"]
    assert svg.get("aria-hidden") == "true"
