"""A year is closed for units, refuses what would change it, and is opened again with a reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.collected import collected
from tests.imported import applied, checked, undone, verdicts
from tests.plan_drafts import (
    draft_operational_plan,
    draft_term_plan,
    make_decision,
    make_goal,
    make_indicator,
)
from tests.planned import Planned, plan_everything, report_year
from timglas.actions.activities import add_activity, edit_activity, set_activity_state
from timglas.actions.assessments import assess_goal
from timglas.actions.external import tie_indicator
from timglas.actions.indicators import mark_break, remove_target, set_target
from timglas.actions.kolada_outcomes import Conflict, store_outcomes
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.actions.plans import decide_plan, revise_plan
from timglas.actions.process_changes import mark_process_change, withdraw_process_change
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import close_year, reopen_year
from timglas.exchange.kolada import ValueRow
from timglas.models import (
    Area,
    AreaKind,
    AuditEvent,
    GoalLevel,
    Kpi,
    Municipality,
    Outcome,
    PlanVersion,
    TieRole,
    Unit,
    YearClosing,
)
from timglas.rules.activities import State
from timglas.rules.external import Change
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import Status

REFUSED = (
    "Året 2024 är avslutat för Barn- och utbildningsnämnden. Öppna det igen om något måste rättas."
)


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def close(cast: Cast, *units: Unit, year: int = 2024) -> int:
    """Close a year for some units."""
    ids = [unit.pk for unit in units]
    return close_year(unit=cast.kf, year=year, units=ids, by=cast.controller, at=NOW)


def reopen(cast: Cast, *units: Unit, reason: str = "Fel värde.") -> int:
    """Open 2024 again for some units."""
    ids = [unit.pk for unit in units]
    return reopen_year(
        unit=cast.kf, year=2024, units=ids, reason=reason, by=cast.controller, at=NOW
    )


def refusal(act: Callable[[], object]) -> str:
    """What is refused, in words."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.message


def report(planned: Planned, **more: Any) -> Outcome:
    """The committee's share of 2024."""
    plain: dict[str, Any] = {"indicator": planned.indicator, "value": Decimal(84)}
    plain |= {"period": Period(Frequency.YEAR, 2024), "by": planned.cast.head, "at": NOW}
    return report_outcome(**plain | more)


def test_a_year_is_closed_for_many_units_in_one_press_that_is_one_event(cast: Cast) -> None:
    assert close(cast, cast.bun, cast.bjork) == 2
    rows = YearClosing.objects.order_by("unit__code").values_list("unit__code", "year", "is_closed")
    assert list(rows) == [("bjork", 2024, True), ("bun", 2024, True)]
    (event,) = AuditEvent.objects.filter(action="close_year")
    assert (event.unit, event.after) == (cast.kf, {"year": 2024, "units": 2})


def test_units_whose_year_is_closed_are_not_closed_again(cast: Cast) -> None:
    close(cast, cast.bun)
    assert close(cast, cast.bun, cast.bjork) == 1
    assert refusal(lambda: close(cast, cast.bun)) == (
        "Året är redan avslutat för alla som du har valt."
    )


def test_units_that_were_not_there_have_no_year_to_close(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.bjork.pk).update(opened_on=date(2025, 1, 1))
    assert close(cast, cast.bun, cast.bjork) == 1


def test_a_year_that_goes_on_is_not_closed(cast: Cast) -> None:
    assert refusal(lambda: close(cast, cast.bun, year=2025)) == (
        "2025 är inte slut. Året kan avslutas från den 1 januari 2026."
    )


def test_it_is_opened_again_with_a_reason_that_is_logged_and_the_history_stays(cast: Cast) -> None:
    close(cast, cast.bun, cast.ek)
    assert reopen(cast, cast.bun, cast.bjork, reason=" Fel värde. ") == 1
    assert list(YearClosing.objects.in_force().values_list("unit__code", flat=True)) == ["ek"]
    (event,) = AuditEvent.objects.filter(action="reopen_year")
    assert event.after == {"year": 2024, "units": 1, "reason": "Fel värde."}
    close(cast, cast.bun)
    rows = YearClosing.objects.filter(unit=cast.bun).order_by("pk")
    assert list(rows.values_list("is_closed", "reason")) == [
        (True, ""),
        (False, "Fel värde."),
        (True, ""),
    ]


def test_it_is_not_opened_without_a_reason_or_where_it_is_open(cast: Cast) -> None:
    assert refusal(lambda: reopen(cast, cast.bun)) == (
        "Året är inte avslutat för någon som du har valt."
    )
    close(cast, cast.bun)
    assert refusal(lambda: reopen(cast, cast.bun, reason=" ")) == "Skriv varför året öppnas igen."


def test_the_database_keeps_who_closed_and_who_opened(cast: Cast) -> None:
    close(cast, cast.bun)
    for change in (
        lambda: YearClosing.objects.update(is_closed=False, reason="x"),
        lambda: YearClosing.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_no_outcome_of_a_closed_year_is_reported_or_corrected(cast: Cast, planned: Planned) -> None:
    report_year(planned, 2023, "83")
    close(cast, cast.bun)
    close(cast, cast.bun, year=2023)
    assert refusal(lambda: report(planned)) == REFUSED
    with pytest.raises(Refusal, match="Året 2023 är avslutat"):
        correct_outcome(
            outcome=planned.indicator.outcomes.get(),
            value=Decimal(1),
            reason="Fel",
            by=cast.head,
            at=NOW,
        )
    reopen(cast, cast.bun)
    assert report(planned).value == Decimal(84)


def test_a_unit_whose_year_is_open_reports_although_the_one_above_has_closed(cast: Cast) -> None:
    indicator = collected(cast)
    close(cast, cast.bun, cast.ek)
    december = Period(Frequency.MONTH, 2024, 12)
    for unit, is_open in ((cast.bjork, True), (cast.ek, False)):
        told = {"indicator": indicator, "unit": unit, "period": december, "value": Decimal(3)}
        if is_open:
            assert report_outcome(**told, by=cast.head, at=NOW).unit == unit
        else:
            with pytest.raises(Refusal, match="Året 2024 är avslutat för Ekskolan"):
                report_outcome(**told, by=cast.head, at=NOW)


def test_no_goal_is_judged_for_a_closed_year(cast: Cast, planned: Planned) -> None:
    def judge() -> object:
        return assess_goal(
            goal=planned.young,
            year=2024,
            as_of=date(2024, 12, 31),
            proposed=Status.MET,
            judged=Status.MET,
            by=cast.controller,
            at=NOW,
        )

    close(cast, cast.kf)
    assert refusal(judge).startswith("Året 2024 är avslutat för Kommunfullmäktige.")
    reopen(cast, cast.kf)
    assert judge()


def test_no_target_of_a_closed_year_is_set_or_removed_but_those_of_later_years_are(
    cast: Cast, planned: Planned
) -> None:
    draft = draft_operational_plan(cast, cast.bun, first_year=2024)
    goal = make_goal(cast, draft, GoalLevel.objects.get(order=2), parent=planned.young)
    edition = make_indicator(cast, goal, "Simkunniga")
    close(cast, cast.bun)

    def aim(year: int) -> object:
        return set_target(
            edition=edition, year=year, low=Decimal(9), high=None, by=cast.controller, at=NOW
        )

    assert refusal(lambda: aim(2024)) == REFUSED
    target = edition.targets.get()
    assert refusal(lambda: remove_target(target=target, by=cast.controller, at=NOW)) == REFUSED
    assert aim(2025)


def test_no_plan_of_a_closed_year_is_begun_or_decided(cast: Cast, planned: Planned) -> None:
    draft = draft_operational_plan(cast, cast.bun, first_year=2024)
    make_goal(cast, draft, GoalLevel.objects.get(order=2), parent=planned.young)
    close(cast, cast.bun, cast.ks)
    decision = make_decision(cast, cast.bun)
    assert (
        refusal(lambda: decide_plan(version=draft, decision=decision, by=cast.registrar, at=NOW))
        == REFUSED
    )
    with pytest.raises(Refusal, match="Året 2024 är avslutat för Kommunstyrelsen"):
        draft_operational_plan(cast, cast.ks, first_year=2024)


def test_a_term_plan_is_not_changed_from_within_a_closed_year(cast: Cast, planned: Planned) -> None:
    term = PlanVersion.objects.get(goal_editions__goal=planned.young).plan
    close(cast, cast.kf)

    def revise(day: date) -> object:
        return revise_plan(plan=term, valid_from=day, by=cast.controller, at=NOW)

    assert refusal(lambda: revise(date(2024, 6, 1))).startswith("Året 2024 är avslutat")
    assert revise(date(2025, 6, 1))


def test_rows_of_a_closed_year_are_rejected_from_a_file_unless_they_change_nothing(
    cast: Cast, planned: Planned
) -> None:
    number = planned.indicator.pk
    report_year(planned, 2023, "83")
    close(cast, cast.bun)
    close(cast, cast.bun, year=2023)
    batch = checked(
        (number, "", 2024, "84", ""),
        (number, "", 2023, "83", ""),
        (number, "", 2022, "82", ""),
        by=cast.head,
    )
    assert verdicts(batch) == [
        (2, "reject", [["period", REFUSED]]),
        (3, "same", []),
        (4, "add", []),
    ]


def test_a_file_is_not_undone_where_it_holds_outcomes_of_a_closed_year(
    cast: Cast, planned: Planned
) -> None:
    batch = applied((planned.indicator.pk, "", 2024, "84", ""), by=cast.head)
    close(cast, cast.bun)
    assert undone(batch, by=cast.head).problem == REFUSED
    reopen(cast, cast.bun)
    assert undone(batch, by=cast.head).problem == ""


def test_what_kolada_says_of_a_closed_year_is_told_as_a_conflict(
    cast: Cast, planned: Planned
) -> None:
    Municipality.objects.update(kolada_id="1465")
    area = Area.objects.create(id="1465", title="Exempelby", kind=AreaKind.MUNICIPALITY)
    kpi = Kpi.objects.create(id="N15436", title="Behöriga", search_text="n15436")
    tie_indicator(
        indicator=planned.indicator, kpi=kpi, area=area, role=TieRole.OWN, by=cast.admin, at=NOW
    )
    close(cast, cast.bun)

    def fetched(year: int) -> ValueRow:
        return ValueRow("N15436", "1465", year, "T", Decimal(84), "", None, deleted=False)

    stored = store_outcomes([fetched(2023), fetched(2024)], by=None, at=NOW)
    assert dict(stored.counts["N15436", "1465"]) == {Change.NEW: 1, Change.CONFLICT: 1}
    assert stored.conflicts == [
        Conflict(planned.indicator.pk, "N15436", 2024, "T", own=None, kolada=Decimal(84))
    ]


def test_a_plan_of_the_term_is_drafted_in_an_open_year(cast: Cast) -> None:
    close(cast, cast.kf)
    assert draft_term_plan(cast).number == 1


def test_no_change_of_the_process_or_break_is_noted_in_a_closed_year(
    cast: Cast, planned: Planned
) -> None:
    report_year(planned, 2023, "83")
    report_year(planned, 2024, "84")
    process: dict[str, Any] = {"reason": "Ny metod.", "by": cast.controller, "at": NOW}
    period = Period(Frequency.YEAR, 2024)
    change = mark_process_change(indicator=planned.indicator, period=period, **process)
    close(cast, cast.bun)
    tries = (
        lambda: withdraw_process_change(change=change, **process),
        lambda: mark_process_change(indicator=planned.indicator, period=period, **process),
        lambda: mark_break(
            indicator=planned.indicator,
            period_start=period.start,
            explanation="Ny källa.",
            by=cast.controller,
            at=NOW,
        ),
    )
    assert [refusal(act) for act in tries] == [REFUSED] * 3
    reopen(cast, cast.bun)
    assert withdraw_process_change(change=change, **process).withdraws == change


def test_an_activity_of_a_closed_year_stays_but_what_was_not_done_is_moved_to_an_open_one(
    cast: Cast, planned: Planned
) -> None:
    signature: dict[str, Any] = {"by": cast.head, "at": NOW}
    told = plan_of(cast.bun, ends_on=date(2024, 12, 31))
    going_on, done = (
        add_activity(goal=planned.eligible, person=None, **told, **signature) for _ in range(2)
    )
    set_activity_state(activity=done, state=State.DONE, note="", **signature)
    close(cast, cast.bun)
    later = plan_of(cast.bun, ends_on=date(2025, 12, 31))
    tries = (
        lambda: add_activity(goal=planned.eligible, person=None, **told, **signature),
        lambda: edit_activity(activity=going_on, **told, **signature),
        lambda: edit_activity(activity=done, **later, **signature),
        lambda: set_activity_state(activity=going_on, state=State.DONE, note="", **signature),
    )
    assert [refusal(act) for act in tries] == [REFUSED] * 4
    going_on.refresh_from_db()
    edit_activity(activity=going_on, **later, **signature)
    set_activity_state(activity=going_on, state=State.DONE, note="", **signature)
    assert (going_on.ends_on.year, going_on.state) == (2025, State.DONE)


def plan_of(unit: Unit, *, ends_on: date) -> Any:
    """What is planned of an activity that begins in 2024."""
    return {
        "unit": unit,
        "name": "Läxhjälp",
        "description": "",
        "expected_effect": "",
        "indicator": None,
        "starts_on": date(2024, 9, 1),
        "ends_on": ends_on,
    }
