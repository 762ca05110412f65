"""Which first page each role meets."""

from datetime import date

import pytest

from timglas.rules.permissions import Role
from timglas.rules.start import Start, chosen_start, is_planning, minutes_for, starts_of


@pytest.mark.parametrize(
    ("roles", "starts"),
    [
        ([], (Start.COWORKER,)),
        ([Role.READER], (Start.COWORKER,)),
        ([Role.UNIT_MANAGER, Role.REPORTER], (Start.MANAGER,)),
        ([Role.MANAGEMENT_TEAM, Role.DEPARTMENT_HEAD], (Start.HEAD, Start.CHIEF)),
        ([Role.ELECTED_REP, Role.UNIT_MANAGER], (Start.MANAGER, Start.ELECTED)),
    ],
)
def test_what_one_does_oneself_weighs_more_than_what_one_reads(
    roles: list[Role], starts: tuple[Start, ...]
) -> None:
    assert starts_of(roles) == starts


def test_every_role_has_a_start_page_with_a_name() -> None:
    assert {starts_of([role])[0] for role in Role} == set(Start)
    assert all(start.label for start in Start)


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ("", Start.HEAD),
        ("kommunchef", Start.CHIEF),
        ("controller", Start.HEAD),
        ("nonsens", Start.HEAD),
    ],
)
def test_only_the_pages_of_ones_own_roles_can_be_asked_for(asked: str, start: Start) -> None:
    assert chosen_start([Role.MANAGEMENT_TEAM, Role.DEPARTMENT_HEAD], asked) is start


@pytest.mark.parametrize(("values", "minutes"), [(0, 0), (1, 1), (2, 1), (3, 2), (40, 20)])
def test_a_value_takes_half_a_minute_to_report(values: int, minutes: int) -> None:
    assert minutes_for(values) == minutes


def test_next_years_plans_are_asked_for_from_september() -> None:
    assert [is_planning(date(2025, month, 1)) for month in (8, 9, 12)] == [False, True, True]
