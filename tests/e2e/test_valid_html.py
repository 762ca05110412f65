"""Every page is valid HTML to the W3C's validator."""

from pathlib import Path

import httpx

from tests.e2e import vnu
from tests.e2e.inventory import Inventory
from tests.e2e.servers import Server


def test_every_page_is_valid_html(exempelby: Server, inventory: Inventory, tmp_path: Path) -> None:
    pages = {f"{page.path} (as {page.visitor})": page.html for page in inventory.pages}
    missing = "/finns-inte/"
    pages[missing] = httpx.get(exempelby.url + missing).text
    assert vnu.errors(pages, tmp_path) == []
