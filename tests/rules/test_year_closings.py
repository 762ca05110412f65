"""A year that is closed for a unit, in words, and when it can be."""

from datetime import date

import pytest

from timglas.rules.year_closings import closed_in_words, may_close


def test_a_refusal_says_which_year_for_whom_and_what_to_do() -> None:
    assert closed_in_words("Björkskolan", 2025) == (
        "Året 2025 är avslutat för Björkskolan. Öppna det igen om något måste rättas."
    )


@pytest.mark.parametrize(
    ("today", "may"),
    [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2031, 5, 5), True)],
)
def test_a_year_can_be_closed_from_the_day_after_its_last(today: date, *, may: bool) -> None:
    assert may_close(2024, today) == may
