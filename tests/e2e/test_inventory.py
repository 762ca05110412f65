"""Every page is found by somebody, and no link leads astray."""

from tests.e2e.inventory import UNLINKED, Inventory, address_names


def test_every_address_is_reached_by_a_link_or_a_form(inventory: Inventory) -> None:
    assert address_names() - inventory.reached() == set(UNLINKED)


def test_no_link_is_broken_for_the_one_who_sees_it(inventory: Inventory) -> None:
    assert inventory.broken == []
