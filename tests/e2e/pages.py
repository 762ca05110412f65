"""Browser pages as the tests use them: how wide, which theme, who is looking, what went wrong."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.e2e.inventory import PUBLIC
from tests.e2e.servers import Server


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: theme and width in CSS pixels."""

    theme: Literal["light", "dark"] = "light"
    width: int = 1280


# In this order, so that pages taken in turn alternate both theme and width.
VIEWS = (View("light", 1280), View("dark", 320), View("light", 320), View("dark", 1280))


@dataclass  # without slots, since Playwright marks the object whose methods it calls
class Troubles:
    """What a browser tells that a reader does not see: refusals by the policy, script errors."""

    server: Server
    found: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note a refusal by the content security policy."""
        if "Content Security Policy" in message.text:
            self.found.append(f"{message.location.get('url')}: {message.text}")

    def see(self, request: Request) -> None:
        """Note a request to another server: Timglas fetches nothing from anybody else."""
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.found.append(f"asked another server: {request.url}")

    def watch(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self.hear)
        page.on("request", self.see)
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))


@contextmanager
def open_page(
    browser: Browser, server: Server, view: View, *, javascript: bool = True
) -> Iterator[Page]:
    """Open a page in a fresh context, addresses relative to the server; fail on troubles."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": view.width, "height": 800},
        color_scheme=view.theme,
        reduced_motion="reduce",
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        java_script_enabled=javascript,
    )
    context.set_default_timeout(10_000)
    troubles = Troubles(server)
    context.on("page", troubles.watch)
    try:
        yield context.new_page()
        assert troubles.found == []
    finally:
        context.close()


def sign_in_as(page: Page, role: str) -> None:
    """Sign in as the first person of Exempelby in a role, by a press on "Prova som …"."""
    page.goto("/prova/")
    heading = page.get_by_role("heading", name=role, exact=True)
    page.get_by_role("listitem").filter(has=heading).get_by_role("button").first.click()
    page.wait_for_url("**/start/")


class Visitors:
    """Pages of a server kept open, one for each visitor and view."""

    def __init__(self, browser: Browser, server: Server, stack: ExitStack) -> None:
        """Open nothing yet; the stack closes what is opened, and fails on troubles."""
        self.browser, self.server, self.stack = browser, server, stack
        self.pages: dict[tuple[str, View], Page] = {}

    def open(self, visitor: str, view: View, path: str) -> Page:
        """Return the visitor's page in a view, just come to an address."""
        if (visitor, view) not in self.pages:
            page = self.stack.enter_context(open_page(self.browser, self.server, view))
            self.pages[visitor, view] = page
            if visitor != PUBLIC:
                sign_in_as(page, visitor)
        page = self.pages[visitor, view]
        page.goto(path)
        return page


def overflow(page: Page) -> list[str]:
    """Return what makes a page wider than its window (WCAG 1.4.10), outermost first; [] if nothing.

    What lies inside an element with a scroll bar of its own, as a wide table may, is no overflow.
    """
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.body.querySelectorAll("*")]
            .filter(element => element.getBoundingClientRect().right > width + 0.5)
            .slice(0, 5)
            .map(element => element.outerHTML.slice(0, 120));
        }"""
    )
