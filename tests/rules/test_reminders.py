"""Who is reminded when, counted in working days."""

from datetime import date

import pytest

from timglas.rules.reminders import Stage, stage_on, subject_of, text_of

FRIDAY = date(2025, 10, 17)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 10, 9), None),
        (date(2025, 10, 10), Stage.EARLY),
        (date(2025, 10, 15), Stage.EARLY),
        (date(2025, 10, 16), Stage.CLOSE),
        (date(2025, 10, 17), Stage.CLOSE),
        (date(2025, 10, 19), None),  # a Sunday
        (date(2025, 10, 20), Stage.LATE),
        (date(2025, 10, 22), Stage.CHIEF),
        (date(2025, 10, 28), Stage.CHIEF),
        (date(2025, 10, 29), None),
    ],
)
def test_a_reminder_comes_before_and_after_the_last_day_and_then_the_chief_is_told(
    today: date, expected: Stage | None
) -> None:
    assert stage_on(FRIDAY, today) == expected


def test_a_reminder_says_what_where_and_when() -> None:
    assert subject_of(Stage.EARLY, "Läsgrupper", FRIDAY) == (
        "Klart senast 17 oktober 2025: Läsgrupper"
    )
    assert subject_of(Stage.CHIEF, "Läsgrupper", FRIDAY) == "Försenat: Läsgrupper"
    said = text_of(Stage.LATE, what="Aktivitet", unit="Björkskolan", due_on=FRIDAY)
    assert said == (
        "Aktivitet, Björkskolan. Sista dagen var 17 oktober 2025. Gör det klart, eller säg varför."
    )
