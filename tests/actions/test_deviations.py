"""What breaks a rule is raised once, told of the same day, explained, followed up and closed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import BEGINNING, NOW, TODAY, Cast
from tests.deviations import absence_rule, raised, report
from tests.planned import plan_everything, report_year
from timglas.actions.assessments import Remedy, assess_goal
from timglas.actions.deviations import (
    add_deviation_rule,
    close_deviation,
    explain_deviation,
    follow_up_deviation,
    raise_deviations,
    retire_deviation_rule,
)
from timglas.actions.indicators import assign_indicator
from timglas.actions.outcomes import report_outcome
from timglas.actions.refusal import Refusal
from timglas.models import Activity, AuditEvent, Deviation, Grant, Indicator, Mail, Unit
from timglas.rules.assessments import GoalForecast
from timglas.rules.deviations import Subject
from timglas.rules.periods import Frequency, Period
from timglas.rules.permissions import Role
from timglas.rules.status import Status

YESTERDAY, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=30)


def told() -> list[str]:
    """The first names of those who are mailed."""
    return [mail.to.name.split()[0] for mail in Mail.objects.order_by("pk").select_related("to")]


def explain(deviation: Deviation, cast: Cast, **more: Any) -> None:
    """What the school's head says."""
    said = {"cause": "Influensa.", "action": "Fler vikarier.", "action_on": LATER} | more
    explain_deviation(deviation=deviation, action_by=cast.manager, by=cast.manager, at=NOW, **said)  # type: ignore[arg-type]


def test_absence_of_two_units_breaks_a_rule_and_the_board_is_told_at_once(cast: Cast) -> None:
    Grant.objects.create(
        person=cast.elected, role=Role.ELECTED_REP, unit=cast.ks, valid_from=BEGINNING
    )
    rule = absence_rule(cast, tells_board=True, is_urgent=True)
    indicator: Indicator = rule.indicator  # type: ignore[assignment]
    report(cast, indicator, cast.bjork, "9")
    report(cast, indicator, cast.ek, "8.5")
    assert raise_deviations(today=TODAY, at=NOW) == 2
    found = Deviation.objects.order_by("unit__code").values_list("unit__code", "name", "as_of")
    assert list(found) == [
        ("bjork", "Frånvaro", date(2025, 9, 30)),
        ("ek", "Frånvaro", date(2025, 9, 30)),
    ]
    assert told() == ["Eva", "Folke", "Cilla", "Fatima", "Folke", "Kim", "Cilla", "Fatima"]
    mail = Mail.objects.order_by("pk")[0]
    assert (mail.subject, mail.is_urgent) == ("Avvikelse: Frånvaro", True)
    assert mail.text.startswith("Värdet är över gränsen 8, Björkskolan.")


def test_what_stays_broken_is_one_deviation_that_goes_on(cast: Cast) -> None:
    deviation = raised(cast)
    indicator: Indicator = deviation.indicator  # type: ignore[assignment]
    assert raise_deviations(today=TODAY, at=NOW) == 0
    later = date(2025, 11, 5)
    moment = NOW + timedelta(days=21)
    report_october(cast, indicator, moment)
    assert raise_deviations(today=later, at=moment) == 0
    deviation.refresh_from_db()
    assert deviation.as_of == date(2025, 10, 31)
    assert AuditEvent.objects.filter(action="renew_deviation").count() == 1


def report_october(cast: Cast, indicator: Indicator, at: Any) -> None:
    """The school's value of October."""
    report_outcome(
        indicator=indicator,
        unit=cast.bjork,
        period=Period(Frequency.MONTH, 2025, 10),
        value=Decimal(10),
        by=cast.manager,
        at=at,
    )


def test_a_closed_deviation_is_raised_again_only_by_something_newer(cast: Cast) -> None:
    deviation = raised(cast)
    explain(deviation, cast)
    close_deviation(deviation=deviation, reason="Över nu.", by=cast.manager, at=NOW)
    assert raise_deviations(today=TODAY, at=NOW) == 0
    moment = NOW + timedelta(days=21)
    report_october(cast, deviation.indicator, moment)  # type: ignore[arg-type]
    assert raise_deviations(today=date(2025, 11, 5), at=moment) == 1


def test_a_value_within_the_limit_and_a_retired_rule_raise_nothing(cast: Cast) -> None:
    rule = absence_rule(cast)
    report(cast, rule.indicator, cast.bjork, "8")  # type: ignore[arg-type]
    assert raise_deviations(today=TODAY, at=NOW) == 0
    report(cast, rule.indicator, cast.ek, "12")  # type: ignore[arg-type]
    retire_deviation_rule(rule=rule, by=cast.controller, at=NOW)
    assert raise_deviations(today=TODAY, at=NOW) == 0
    with pytest.raises(Refusal):
        retire_deviation_rule(rule=rule, by=cast.controller, at=NOW)


def test_whoever_answers_for_the_indicator_and_the_committee_are_told_of_the_whole(
    cast: Cast,
) -> None:
    planned = plan_everything(cast)
    indicator = planned.indicator
    assign_indicator(
        indicator=indicator, person=cast.reader, on=date(2025, 1, 1), by=cast.admin, at=NOW
    )
    Grant.objects.create(
        person=cast.elected, role=Role.ELECTED_REP, unit=cast.bun, valid_from=BEGINNING
    )
    rule = absence_rule(
        cast, indicator=indicator, subject=Subject.BELOW, limit=Decimal(90), tells_body=True
    )
    report_year(planned, 2024, "83.6")
    raise_deviations(today=TODAY, at=NOW)
    assert (Deviation.objects.get().rule, told()) == (rule, ["Lars", "Folke", "Cilla", "Fatima"])


def test_a_red_judgement_raises_a_deviation_filled_in_by_its_remedy(cast: Cast) -> None:
    planned = plan_everything(cast)
    for subject in (Subject.JUDGEMENT, Subject.FORECAST):
        add_deviation_rule(subject=subject, by=cast.controller, at=NOW)
    assess_goal(
        goal=planned.eligible,
        year=2025,
        as_of=TODAY,
        proposed=Status.OFF_TRACK,
        judged=Status.OFF_TRACK,
        forecast=GoalForecast.NOT_REACHED,
        remedy=Remedy("För få lärare.", "Rekrytera.", LATER, cast.head),
        by=cast.head,
        at=NOW,
    )
    assert raise_deviations(today=TODAY, at=NOW) == 1
    found = Deviation.objects.get()
    assert (found.goal, found.cause, found.action, found.action_on, found.action_by) == (
        planned.eligible,
        "För få lärare.",
        "Rekrytera.",
        LATER,
        cast.head,
    )
    assert told() == ["Folke", "Kim", "Cilla"]


def test_late_work_raises_deviations_and_a_company_is_not_named(cast: Cast) -> None:
    Grant.objects.create(
        person=cast.elected, role=Role.ELECTED_REP, unit=cast.ks, valid_from=BEGINNING
    )
    for subject, tells_board in ((Subject.ACTIVITY, True), (Subject.ASSIGNMENT, False)):
        add_deviation_rule(
            subject=subject,
            by=cast.controller,
            at=NOW,
            tells_chief=False,
            tells_board=tells_board,
        )
    late = make_activity(plan_everything(cast))
    Activity.objects.filter(pk=late.pk).update(
        ends_on=YESTERDAY, unit=cast.ab, person=cast.director
    )
    make_assignment(cast, due_on=YESTERDAY)
    assert raise_deviations(today=TODAY, at=NOW) == 2
    assert "Fatima" not in told()  # what is a company's own is not for the board
    subjects = dict(Mail.objects.values_list("to__name", "subject").order_by("-pk"))
    assert subjects["Vera Vd"] == "Avvikelse: Se namnet i Timglas"
    assert subjects["Folke Förvaltningschef"] == "Avvikelse: Plan för skolornas lokaler"


def test_a_deviation_is_explained_followed_up_and_closed(cast: Cast) -> None:
    deviation = raised(cast)
    with pytest.raises(Refusal, match="Skriv orsak och åtgärd först"):
        close_deviation(deviation=deviation, reason="Klart.", by=cast.manager, at=NOW)
    with pytest.raises(Refusal, match="Dagen har redan varit"):
        explain(deviation, cast, action_on=YESTERDAY)
    explain(deviation, cast)
    follow_up_deviation(deviation=deviation, note="Vikarier finns.", by=cast.manager, at=NOW)
    close_deviation(deviation=deviation, reason="Värdet är nere.", by=cast.manager, at=NOW)
    with pytest.raises(Refusal, match="Avvikelsen är avslutad"):
        follow_up_deviation(deviation=deviation, note="Mer.", by=cast.manager, at=NOW)
    done = AuditEvent.objects.filter(subject="deviation").order_by("pk")
    assert [event.action for event in done] == [
        "raise_deviation",
        "explain_deviation",
        "follow_up_deviation",
        "close_deviation",
    ]


@pytest.mark.parametrize(
    ("more", "field"), [({"indicator": None}, "indicator"), ({"limit": None}, "limit")]
)
def test_a_limit_wants_an_indicator_and_a_number(
    cast: Cast, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        absence_rule(cast, **more)
    assert caught.value.field == field


def test_without_rules_nothing_is_a_deviation(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # two of them are the transaction's
        raise_deviations(today=TODAY, at=NOW)


def test_ten_broken_values_are_found_in_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    rule = absence_rule(cast)
    indicator: Indicator = rule.indicator  # type: ignore[assignment]
    report(cast, indicator, cast.bjork, "9")
    raise_deviations(today=TODAY, at=NOW)
    for month in range(1, 9):
        report(cast, indicator, cast.ek, "3", month)
    with django_assert_num_queries(7):
        raise_deviations(today=TODAY, at=NOW)


def test_the_timer_finds_a_deviation_and_has_it_sent_in_the_same_run(
    cast: Cast, settings: Any
) -> None:
    settings.TODAY = TODAY
    rule = absence_rule(cast, is_urgent=True)
    unit: Unit = cast.bjork
    report(cast, rule.indicator, unit, "9")  # type: ignore[arg-type]
    call_command("run_due_jobs")
    assert Deviation.objects.count() == 1
    assert DBTaskResult.objects.get().task_path == "timglas.actions.sending.deliver"
