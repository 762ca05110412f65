"""Servers, a browser and the inventory of pages, for tests that use Timglas as people do."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.inventory import Inventory, explore
from tests.e2e.pages import View, Visitors, open_page
from tests.e2e.servers import Server, prepare, running

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code. Tests
# beside these use the database in the same thread, one at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("TIMGLAS_CHROMIUM") or shutil.which("chromium") or "chromium"
OPTIONS = [
    "--no-sandbox",  # Chromium's own sandbox does not work as root, which CI is
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class StartServer(Protocol):
    """Starts a server that the test has for itself; settings are environment variables."""

    def __call__(self, *, demo: bool, **settings: str) -> Server: ...


class OpenPage(Protocol):
    """Opens a page of a server as it looks in a view."""

    def __call__(self, server: Server, view: View = ..., *, javascript: bool = ...) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder `e2e`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all processes of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def once(target: Path, make: Callable[[Path], None]) -> Path:
    """Return a file or folder that the first process to ask makes, and the others wait for."""
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            make(target)
    return target


@pytest.fixture(scope="session")
def templates(shared: Path) -> Callable[[bool], Path]:
    """Return a function giving a folder of data to copy: with Exempelby, or empty."""

    def template(demo: bool) -> Path:  # noqa: FBT001 (one question)
        name = "exempelby" if demo else "empty"
        return once(shared / f"template-{name}", lambda folder: prepare(folder, demo=demo))

    return template


@pytest.fixture(scope="session")
def exempelby(
    templates: Callable[[bool], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Return a server with Exempelby, for tests that only look at it."""
    var = tmp_path_factory.mktemp("exempelby") / "var"
    with running(templates(True), var, demo=True, extra={}) as server:
        yield server


@pytest.fixture
def start_server(templates: Callable[[bool], Path], tmp_path: Path) -> Iterator[StartServer]:
    """Return a function that starts a server for this test alone."""
    with ExitStack() as stack:

        def start(*, demo: bool, **settings: str) -> Server:
            var = tmp_path / f"var-{len(list(tmp_path.iterdir()))}"
            return stack.enter_context(running(templates(demo), var, demo=demo, extra=settings))

        yield start


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[OpenPage]:
    """Return a function that opens pages; the test fails if the browser met troubles on them."""
    with ExitStack() as stack:

        def new(server: Server, view: View = View(), *, javascript: bool = True) -> Page:  # noqa: B008 (immutable)
            return stack.enter_context(open_page(chromium, server, view, javascript=javascript))

        yield new


@pytest.fixture
def visitors(chromium: Browser, exempelby: Server) -> Iterator[Visitors]:
    """Return visitors of Exempelby, who look at pages and change nothing."""
    with ExitStack() as stack:
        yield Visitors(chromium, exempelby, stack)


@pytest.fixture(scope="session")
def inventory(exempelby: Server, shared: Path) -> Inventory:
    """Return every page that visitors of Exempelby find."""
    return Inventory.load(once(shared / "inventory", lambda file: explore(exempelby).dump(file)))
