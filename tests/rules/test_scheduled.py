"""When work that falls due may begin."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from timglas.rules.scheduled import AGAIN, GONE, Job, may_begin

AT = datetime(2025, 10, 15, 13, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
JUST_NOW = AT - timedelta(seconds=30)


@pytest.mark.parametrize(
    ("began", "ended", "has_failed", "is_daily", "expected"),
    [
        (JUST_NOW, None, False, False, False),
        (AT - GONE, None, False, True, True),
        (JUST_NOW, JUST_NOW, False, False, True),
        (JUST_NOW, JUST_NOW, True, False, True),
        (JUST_NOW, JUST_NOW, False, True, False),
        (JUST_NOW, JUST_NOW, True, True, False),
        (JUST_NOW, AT - AGAIN, True, True, True),
    ],
)
def test_work_begins_when_the_run_before_is_over_or_gone(
    began: datetime,
    ended: datetime | None,
    *,
    has_failed: bool,
    is_daily: bool,
    expected: bool,
) -> None:
    begins = may_begin(
        began_at=began, ended_at=ended, has_failed=has_failed, is_daily=is_daily, at=AT
    )
    assert begins is expected


def test_every_job_has_a_name() -> None:
    assert all(job.name_in_words for job in Job)
