"""Every page meets WCAG 2.2 AA as far as axe-core can tell, and fits a narrow window.

Each page is looked at once, theme, width and (for citizens) language alternating from page to page.
With TIMGLAS_FULL=1 (`script/test --full`) there are four turns, so that every page is met in every
theme and width.
"""

import os

import pytest

from tests.e2e import axe
from tests.e2e.inventory import AUDIENCES, PUBLIC, Inventory
from tests.e2e.pages import VIEWS, Visitors, overflow

TURNS = len(VIEWS) if os.environ.get("TIMGLAS_FULL") == "1" else 1


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_page_shuts_anybody_out(
    visitors: Visitors, inventory: Inventory, subtests: pytest.Subtests, audience: str, turn: int
) -> None:
    for number, example in enumerate(inventory.examples(audience)):
        view = VIEWS[(number + turn) % len(VIEWS)]
        in_english = audience == PUBLIC and (number // len(VIEWS) + turn) % 2
        path = f"/en{example.path}" if in_english else example.path
        with subtests.test(example.name, path=path, view=view):
            page = visitors.open(example.visitor, view, path)
            found = axe.look(page)
            print(f"Advice on {path}: {found.advice}")  # noqa: T201 (`pytest -rP` shows it)
            assert found.violations == []
            assert overflow(page) == []
