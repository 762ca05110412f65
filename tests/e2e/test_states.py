"""States that no link leads to shut nobody out either: axe, narrow windows and the HTML validator.

Theme and width alternate from state to state; with TIMGLAS_FULL=1 every state is met in all.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response

from tests.e2e import axe, vnu
from tests.e2e.conftest import OpenPage
from tests.e2e.inventory import SIGNED_IN, Inventory
from tests.e2e.pages import VIEWS, View, Visitors, overflow
from tests.e2e.servers import Server, running
from tests.e2e.states import WALKS, Walk, send_empty

FULL = os.environ.get("TIMGLAS_FULL") == "1"


@pytest.fixture(scope="module")
def server(
    templates: Callable[[bool], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Exempelby, to be changed; the walks keep out of each other's way."""
    var = tmp_path_factory.mktemp("states") / "var"
    with running(templates(True), var, demo=True, extra={}) as server:
        yield server


def troubles(page: Page, view: View) -> list[str]:
    """What shuts somebody out of a page as it stands, looked at in a view."""
    page.emulate_media(color_scheme=view.theme)
    page.set_viewport_size({"width": view.width, "height": 800})
    return axe.look(page).violations + overflow(page)


def views(number: int) -> tuple[View, ...]:
    """The views whose turn it is."""
    return VIEWS if FULL else (VIEWS[number % len(VIEWS)],)


class Heard:
    """The newest document that the server sent to a page."""

    def __init__(self, page: Page) -> None:
        """Listen from now on."""
        self.newest: Response | None = None
        page.on("response", self.hear)

    def hear(self, response: Response) -> None:
        """Keep a document, but no redirect to one."""
        if response.request.is_navigation_request() and not httpx.codes.is_redirect(
            response.status
        ):
            self.newest = response

    def html(self) -> str:
        """Return its HTML."""
        return self.newest.text() if self.newest else ""


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_no_state_shuts_anybody_out(
    server: Server, new_page: OpenPage, subtests: pytest.Subtests, tmp_path: Path, walk: Walk
) -> None:
    page = new_page(server)
    heard, pages = Heard(page), {}
    for number, state in enumerate(walk(page)):
        pages[state] = heard.html()
        for view in views(number):
            with subtests.test(state, view=view):
                assert troubles(page, view) == []
        page.set_viewport_size({"width": 1280, "height": 800})
    assert vnu.errors(pages, tmp_path) == []


def test_no_refused_form_shuts_anybody_out(
    server: Server,
    chromium: Browser,
    inventory: Inventory,
    subtests: pytest.Subtests,
    tmp_path: Path,
) -> None:
    pages: dict[str, str] = {}
    with ExitStack() as stack:
        visitors = Visitors(chromium, server, stack)
        for example in inventory.examples(SIGNED_IN):
            page = visitors.open(example.visitor, VIEWS[0], example.path)
            refusal = send_empty(page)
            if refusal is None:
                continue
            pages[example.name] = refusal
            for view in views(len(pages)):
                with subtests.test(example.name, path=example.path, view=view):
                    assert troubles(page, view) == []
    assert vnu.errors(pages, tmp_path) == []


PRINTED = ("/mal/1/", "/mal/5/", "/indikatorer/1/", "/indikatorer/53/", "/indikatorer/1/jamfor/")


@pytest.mark.parametrize("path", PRINTED)
def test_what_is_taken_to_a_meeting_fits_two_sheets(
    server: Server, new_page: OpenPage, path: str
) -> None:
    page = new_page(server)
    page.goto(path)
    assert len(re.findall(rb"/Type */Page[^s]", page.pdf(format="A4"))) <= 2
