"""The whole of a page, or the part that htmx asks for."""

import pytest
from django.test import Client
from lxml import html

from tests.cast import Cast

PAGE = "/valkommen/varden/"


def drawn(client: Client, target: str) -> tuple[str, str | None]:
    """Return the outermost element of what htmx gets for a target, and its id."""
    response = client.get(PAGE, headers={"HX-Request": "true", "HX-Target": target})
    element = html.fromstring(response.text)
    return element.tag, element.get("id")


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def test_htmx_gets_the_part_whose_element_it_names(administrator: Client) -> None:
    assert drawn(administrator, "div#hamtningar") == ("div", "hamtningar")


@pytest.mark.parametrize("target", ["body", "div", "div#annat", "div#innehall"])
def test_any_other_target_gets_the_whole_page(administrator: Client, target: str) -> None:
    assert drawn(administrator, target)[0] == "html"


def test_without_htmx_the_whole_page_is_drawn(administrator: Client) -> None:
    assert "<!doctype html>" in administrator.get(PAGE).text
