"""Pages about the organisation, people and the trail ask as often for ten rows as for one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tests.cast import BEGINNING, NOW, Cast, make_person, make_unit
from timglas.actions.audit import record
from timglas.models import Grant, UnitKind
from timglas.rules.permissions import Role

type Counting = Callable[[int], AbstractContextManager[object]]

COUNTS = {
    "/administration/": 3,
    "/administration/enheter/": 4,
    "/administration/enheter/{unit}/": 12,
    "/administration/personer/": 6,
    "/administration/personer/roller/": 3,
    "/administration/personer/{person}/": 6,
    "/administration/handelser/": 9,
    "/administration/handelser/?format=csv": 9,
    "/administration/malnivaer/": 4,
}


def add_rows(cast: Cast, count: int) -> None:
    """So many units with somebody in charge, roles of the manager, and events."""
    for number in range(count):
        unit = make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
        head = make_person(f"Chef {number}")
        for person in (head, cast.manager):
            Grant.objects.create(
                person=person, role=Role.UNIT_MANAGER, unit=unit, valid_from=BEGINNING
            )
        record("edit_unit", unit, by=head, at=NOW, unit=unit, before={"name": "S"})


@pytest.mark.parametrize("rows", [1, 10])
@pytest.mark.parametrize("url", COUNTS)
def test_a_page_asks_as_often_for_ten_rows_as_for_one(
    cast: Cast, keeping: None, django_assert_num_queries: Counting, url: str, rows: int
) -> None:
    add_rows(cast, rows)
    client = Client()
    client.force_login(cast.admin)
    address = url.format(unit=cast.buf.pk, person=cast.manager.pk)
    client.get(address.partition("?")[0])
    with django_assert_num_queries(COUNTS[url]):
        assert client.get(address).status_code == 200
