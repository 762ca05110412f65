"""A report's way from draft to decision, and what stands beside it."""

import pytest

from timglas.rules.legal_days import Law
from timglas.rules.permissions import Permission
from timglas.rules.report_template import ReportPart, default_sections
from timglas.rules.reports import (
    ReportState,
    can_return,
    nearest_written,
    next_step,
    word_count,
)

S = ReportState


@pytest.mark.parametrize(
    ("state", "to", "permission"),
    [
        (S.DRAFT, S.READY, Permission.WRITE_REPORT),
        (S.READY, S.REVIEWED, Permission.REVIEW_REPORT),
        (S.REVIEWED, S.APPROVED, Permission.APPROVE_REPORT),
        (S.APPROVED, S.DECIDED, Permission.DECIDE_REPORT),
    ],
)
def test_a_report_goes_from_writer_to_board(
    state: ReportState, to: ReportState, permission: Permission
) -> None:
    step = next_step(state, is_political=True)
    assert step is not None
    assert (step.to, step.permission) == (to, permission)
    assert step.words


def test_an_officials_report_is_done_when_it_is_approved() -> None:
    assert next_step(S.APPROVED, is_political=False) is None
    assert next_step(S.DECIDED, is_political=True) is None


def test_a_report_goes_back_until_it_is_done() -> None:
    back = {state for state in S if can_return(state, is_political=True)}
    assert back == {S.READY, S.REVIEWED, S.APPROVED}
    assert not can_return(S.APPROVED, is_political=False)


def test_what_is_approved_is_frozen() -> None:
    assert {state for state in S if state.is_frozen} == {S.APPROVED, S.DECIDED}


def test_every_state_and_part_has_words() -> None:
    assert all(state.name_in_words and state.symbol for state in S)
    assert len({part.name_in_words for part in ReportPart}) == len(ReportPart)


@pytest.mark.parametrize(
    ("html", "count"),
    [("", 0), ("<p>Det går <strong>bra</strong></p><p>nu</p>", 4)],
)
def test_words_are_counted_without_marks(html: str, count: int) -> None:
    assert word_count(html) == count


def test_below_a_unit_that_has_not_written_stand_those_under_it() -> None:
    below = {1: [2, 3], 2: [4, 5], 3: [6]}
    assert list(nearest_written(1, below, {3, 4, 6})) == [4, 3]
    assert list(nearest_written(1, below, set())) == []


def test_the_summary_comes_first_and_the_annual_report_tells_of_differences() -> None:
    kinds = [
        default_sections(law=None, is_monthly=True),
        default_sections(law=Law.INTERIM_REPORT, is_monthly=False),
        default_sections(law=Law.ANNUAL_REPORT, is_monthly=False),
    ]
    assert {sections[0].title for sections in kinds} == {"Sammanfattning"}
    has_differences = [
        any(section.part is ReportPart.DIFFERENCES for section in sections) for sections in kinds
    ]
    assert has_differences == [False, False, True]
