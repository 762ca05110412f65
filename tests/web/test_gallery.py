"""Every component can be drawn, and what it refers to is on the page."""

from collections import Counter

import pytest
from django.test import Client
from lxml import html

from tests.cast import Cast
from timglas import urls
from timglas.web import gallery

# The gallery has an address only while developing; here it has one of its own.
urlpatterns = [
    *urls.urlpatterns,
    *gallery.urls[0],
]


@pytest.fixture
def drawn(client: Client, cast: Cast) -> html.HtmlElement:
    return html.fromstring(client.get("/komponenter/").content)


pytestmark = pytest.mark.urls(__name__)


def test_ids_are_unique(drawn: html.HtmlElement) -> None:
    counted = Counter(drawn.xpath("//@id"))
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_shape_is_in_the_sprite(drawn: html.HtmlElement) -> None:
    asked = set(drawn.xpath("//*[local-name()='use']/@href"))
    kept = {f"#{key}" for key in drawn.xpath("//*[local-name()='symbol']/@id")}
    assert asked <= kept
    assert len(asked) >= 7


def test_whatever_is_described_or_labelled_by_another_element_has_that_element(
    drawn: html.HtmlElement,
) -> None:
    names = drawn.xpath("//@aria-labelledby | //@aria-describedby | //label/@for")
    asked = {key for name in names for key in name.split()}
    assert asked - set(drawn.xpath("//@id")) == set()


def test_nothing_is_styled_or_scripted_inline(drawn: html.HtmlElement) -> None:
    assert (
        drawn.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(),'on')]")
        == []
    )
