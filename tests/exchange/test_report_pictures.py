"""A drawing outside the web has the colours that it has there."""

import re

import pytest

from tests.report_sample import chart
from timglas.charts.hourglass import hourglass_mark
from timglas.exchange.report_pictures import mark, png, rules, styled, symbol, tokens


def test_a_chart_carries_its_own_looks_and_nothing_for_screens() -> None:
    drawn = styled(chart().svg)
    assert 'xmlns="http://www.w3.org/2000/svg"' in drawn
    assert f'stroke="{tokens()["ink"]}"' in drawn
    assert f'stroke="{tokens()["c-target"]}"' in drawn
    assert not re.search(r' (?:class|id|role|data-row)="|<title|<desc|var\(', drawn)


def test_the_hourglass_has_its_red_thread() -> None:
    assert f'stroke="{tokens()["thread"]}"' in styled(hourglass_mark())
    assert tokens()["thread"] in mark()


def test_every_look_is_one_that_can_be_drawn() -> None:
    values = [value for rule in rules() for value in rule.looks.values()]
    assert [v for v in values if "var(" in v or "color-mix" in v or "rem" in v] == []


@pytest.mark.parametrize(
    ("name", "token"),
    [("ok", "ok"), ("way", "ok"), ("risk", "risk"), ("dev", "dev"), ("unj", "none")],
)
def test_a_symbol_has_the_colour_of_its_status(name: str, token: str) -> None:
    assert tokens()[token] in symbol(name)
    assert "class=" not in symbol(name)


def test_a_symbol_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        symbol("smile")


def test_a_drawing_becomes_a_picture_for_who_cannot_draw_it() -> None:
    picture = png(styled(chart().svg), 300)
    assert picture.startswith(b"\x89PNG")
    assert png(styled(chart().svg), 300) is picture
