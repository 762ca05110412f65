"""Röda tråden as it was on a day, by its page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.planned import plan_everything

PAGE = reverse("thread:page")
NOTE = "Så här var tråden 1 mars 2025, efter de planer som gällde då."


@pytest.fixture
def visitor(client: Client, cast: Cast) -> Client:
    """Somebody who has not signed in, and there are plans for 2025."""
    plan_everything(cast)
    return client


def test_a_day_shows_the_thread_as_it_was_then_and_links_keep_the_day(visitor: Client) -> None:
    page = visitor.get(f"{PAGE}?datum=2025-03-01").text
    assert NOTE in page
    assert "Alla når gymnasiet" in page
    assert "?datum=2025-03-01&amp;mal=" in page
    assert 'name="ar"' not in page
    assert 'value="2025-03-01"' in page


def test_before_the_plans_there_was_no_thread(visitor: Client) -> None:
    assert "Alla når gymnasiet" not in visitor.get(f"{PAGE}?datum=2019-03-01").text


@pytest.mark.parametrize("day", ["", "i går", "0001-01-01", "2199-01-01"])
def test_what_is_no_earlier_day_shows_the_thread_of_the_year(visitor: Client, day: str) -> None:
    page = visitor.get(f"{PAGE}?ar=2025&datum={day}").text
    assert "Så här var tråden" not in page
    assert "Alla når gymnasiet" in page
    assert 'name="ar"' in page
