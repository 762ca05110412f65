"""Every page can be used with the keyboard alone."""

import pytest

from tests.e2e import keyboard
from tests.e2e.inventory import AUDIENCES, Inventory
from tests.e2e.pages import View, Visitors

WIDE, NARROW = View("light", 1280), View("light", 320)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_tab_reaches_everything_in_plain_sight_and_is_never_trapped(
    visitors: Visitors, inventory: Inventory, subtests: pytest.Subtests, audience: str
) -> None:
    for number, example in enumerate(inventory.examples(audience)):
        view = NARROW if number % 2 else WIDE
        with subtests.test(example.name, path=example.path, view=view):
            page = visitors.open(example.visitor, view, example.path)
            assert keyboard.faults(page) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_first_tab_stop_skips_to_the_content(
    visitors: Visitors, inventory: Inventory, subtests: pytest.Subtests, audience: str
) -> None:
    for example in inventory.examples(audience):
        with subtests.test(example.name, path=example.path):
            page = visitors.open(example.visitor, WIDE, example.path)
            assert keyboard.skip_link_faults(page) == []
