"""What breaks a rule, and how far something has been done about it."""

from datetime import date
from decimal import Decimal

import pytest

from timglas.rules.deviations import State, Subject, breaks, limit_in_words, state_on, urgency

TODAY = date(2025, 10, 15)


def test_the_limit_itself_breaks_no_rule() -> None:
    limit = Decimal(8)
    above = [breaks(Subject.ABOVE, Decimal(value), limit) for value in ("7.9", "8", "8.1")]
    below = [breaks(Subject.BELOW, Decimal(value), limit) for value in ("7.9", "8", "8.1")]
    assert (above, below) == ([False, False, True], [True, False, False])


@pytest.mark.parametrize(
    ("has_action", "action_on", "is_closed", "expected"),
    [
        (False, None, False, State.NEW),
        (True, TODAY, False, State.ACTED),
        (True, date(2025, 10, 14), False, State.LATE),
        (True, date(2025, 10, 14), True, State.CLOSED),
    ],
)
def test_a_deviation_says_how_far_it_has_come(
    action_on: date | None, expected: State, *, has_action: bool, is_closed: bool
) -> None:
    found = state_on(TODAY, has_action=has_action, action_on=action_on, is_closed=is_closed)
    assert found == expected


def test_what_broke_the_rule_is_told_without_the_value() -> None:
    told = [
        limit_in_words(Subject.ABOVE, Decimal("8.50000000")),
        limit_in_words(Subject.BELOW, Decimal(80)),
        limit_in_words(Subject.ACTIVITY, None),
    ]
    assert told == [
        "Värdet är över gränsen 8,5",
        "Värdet är under gränsen 80",
        "En aktivitet är försenad",
    ]


def test_every_subject_and_state_has_words() -> None:
    assert all(subject.name_in_words for subject in Subject)
    assert all(state.name_in_words and state.symbol for state in State)
    assert sorted(State, key=urgency) == list(State)
    assert [s for s in Subject if s.is_measured] == [Subject.ABOVE, Subject.BELOW]
