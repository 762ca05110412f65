"""When a task is to be done, and about how long it takes."""

from datetime import date, timedelta

import pytest

from timglas.rules.tasks import TaskKind, When, minutes_of, when

TODAY = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-400, When.NOW), (7, When.NOW), (8, When.SOON), (45, When.SOON), (46, When.LATER)],
)
def test_what_is_due_within_a_week_is_done_now(days: int, expected: When) -> None:
    assert when(TODAY + timedelta(days=days), TODAY) is expected


def test_what_has_no_day_is_done_now() -> None:
    assert when(None, TODAY) is When.NOW


def test_how_long_a_step_of_the_year_takes_is_not_known() -> None:
    assert [kind for kind in TaskKind if not minutes_of(kind)] == [TaskKind.OUTCOMES, TaskKind.STEP]
