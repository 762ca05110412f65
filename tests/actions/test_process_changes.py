"""A change of the process is recorded with a reason, and taken back with another."""

import pytest

from tests.cast import NOW, Cast
from tests.measured_monthly import FIRST, SHIFT, measure_monthly
from timglas.actions.process_changes import mark_process_change, withdraw_process_change
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Indicator, ProcessChange
from timglas.rules.periods import Frequency, Period


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    return measure_monthly(cast)


def mark(cast: Cast, indicator: Indicator, period: Period = SHIFT, reason: str = "Ny rutin"):
    return mark_process_change(
        indicator=indicator, period=period, reason=reason, by=cast.head, at=NOW
    )


def test_a_change_is_recorded_with_its_reason(cast: Cast, indicator: Indicator) -> None:
    change = mark(cast, indicator, reason=" Ny rutin ")
    assert list(ProcessChange.objects.current()) == [change]
    assert (change.unit, change.period_start, change.reason, change.made_by) == (
        cast.bun,
        SHIFT.start,
        "Ny rutin",
        cast.head,
    )
    event = AuditEvent.objects.get(action="mark_process_change")
    assert (event.unit, event.after["reason"], event.after["period_start"]) == (
        cast.bun,
        "Ny rutin",
        "2025-03-01",
    )


@pytest.mark.parametrize(
    ("period", "reason", "field"),
    [
        (SHIFT, " ", "reason"),
        (SHIFT, "x" * 601, "reason"),
        (FIRST, "Ny rutin", "period"),
        (Period(Frequency.MONTH, 2025, 10), "Ny rutin", "period"),
    ],
)
def test_a_change_has_a_reason_and_values_on_both_sides(
    cast: Cast, indicator: Indicator, period: Period, reason: str, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        mark(cast, indicator, period, reason)
    assert refusal.value.field == field
    assert not ProcessChange.objects.exists()


def test_a_period_has_one_change_unless_it_was_taken_back(cast: Cast, indicator: Indicator) -> None:
    first = mark(cast, indicator)
    with pytest.raises(Refusal):
        mark(cast, indicator)
    withdraw_process_change(change=first, reason="Fel månad", by=cast.head, at=NOW)
    again = mark(cast, indicator)
    assert list(ProcessChange.objects.current()) == [again]


def test_what_is_taken_back_stays_with_both_reasons(cast: Cast, indicator: Indicator) -> None:
    change = mark(cast, indicator)
    withdrawal = withdraw_process_change(change=change, reason="Fel", by=cast.controller, at=NOW)
    assert (withdrawal.withdraws, withdrawal.reason) == (change, "Fel")
    assert not ProcessChange.objects.current().exists()
    event = AuditEvent.objects.get(action="withdraw_process_change")
    assert (event.before["reason"], event.after) == ("Ny rutin", {"reason": "Fel"})
    with pytest.raises(Refusal):
        withdraw_process_change(change=change, reason="Fel igen", by=cast.head, at=NOW)
    with pytest.raises(Refusal):
        withdraw_process_change(change=withdrawal, reason="Fel igen", by=cast.head, at=NOW)


def test_taking_back_needs_a_reason(cast: Cast, indicator: Indicator) -> None:
    change = mark(cast, indicator)
    with pytest.raises(Refusal) as refusal:
        withdraw_process_change(change=change, reason="", by=cast.head, at=NOW)
    assert refusal.value.field == "reason"
