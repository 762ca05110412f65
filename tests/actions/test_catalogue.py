"""Storing pages of Kolada's catalogue."""

import pytest

from timglas.actions.catalogue import store_areas, store_groups
from timglas.exchange.kolada import AreaRow, GroupRow
from timglas.models import Area
from timglas.rules.external import Change


@pytest.mark.django_db
def test_a_group_gets_and_loses_members() -> None:
    store_areas([AreaRow("1465", "Svenljunga", "K"), AreaRow("1490", "Borås", "K")])
    group = GroupRow("G1", "Sjuhärad", ("1465", "9999"))
    assert store_groups([group]) == {Change.NEW: 1}
    assert store_groups([group]) == {Change.UNCHANGED: 1}
    assert store_groups([GroupRow("G1", "Sjuhärad", ("1490",))]) == {Change.CHANGED: 1}
    assert [area.title for area in Area.objects.get(pk="G1").members.all()] == ["Borås"]


@pytest.mark.django_db
def test_a_title_too_long_for_its_column_is_cut() -> None:
    store_areas([AreaRow("1465", "S" * 5000, "K")])
    assert len(Area.objects.get().title) == 200
