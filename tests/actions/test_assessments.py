"""Judging goals."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.judged import remedy
from tests.planned import Planned, plan_everything
from timglas.actions.assessments import Remedy, assess_goal
from timglas.actions.refusal import Refusal
from timglas.models import Assessment, AuditEvent
from timglas.rules.assessments import GoalForecast
from timglas.rules.status import Status


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def judge(planned: Planned, **changes: Any) -> Assessment:
    plain = {
        "goal": planned.eligible,
        "year": 2025,
        "as_of": date(2025, 10, 15),
        "proposed": Status.OFF_TRACK,
        "judged": Status.OFF_TRACK,
        "remedy": remedy(planned.cast.manager),
        "by": planned.cast.head,
        "at": NOW,
    }
    return assess_goal(**(plain | changes))


def refused(planned: Planned, **changes: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as caught:
        judge(planned, **changes)
    return caught.value.message, caught.value.field


def test_agreeing_with_the_proposal_needs_no_reason(planned: Planned) -> None:
    judgement = judge(planned, summary=" Det går trögt. ")
    judgement.refresh_from_db()
    assert (judgement.proposed, judgement.judged, judgement.reason, judgement.summary) == (
        "off_track",
        "off_track",
        "",
        "Det går trögt.",
    )
    assert (judgement.judged_by, judgement.judged_at) == (planned.cast.head, NOW)


def test_differing_from_the_proposal_needs_a_reason(planned: Planned) -> None:
    assert refused(planned, judged=Status.AT_RISK, reason=" ") == (
        "Skriv varför bedömningen skiljer sig från förslaget.",
        "reason",
    )
    judged = judge(planned, judged=Status.AT_RISK, reason=" Åtgärder pågår. ", remedy=Remedy())
    assert (judged.judged, judged.reason) == ("at_risk", "Åtgärder pågår.")


def test_a_judgement_is_added_to_those_before_it_and_is_one_event(planned: Planned) -> None:
    first = judge(planned)
    before = AuditEvent.objects.count()
    second = judge(planned, judged=Status.ON_TRACK, reason="Bättre.", remedy=Remedy())
    assert list(Assessment.objects.order_by("pk")) == [first, second]
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.person, event.unit, event.after) == (
        "assess_goal",
        planned.cast.head,
        planned.cast.bun,
        {
            "year": 2025,
            "as_of": "2025-10-15",
            "proposed": "off_track",
            "judged": "on_track",
            "reason": "Bättre.",
            "summary": "",
        },
    )


def test_a_red_judgement_says_cause_action_day_and_person(planned: Planned) -> None:
    whole = remedy(planned.cast.manager)
    for field, lacking, message in (
        ("cause", {"cause": " "}, "Skriv orsaken: varför det går så."),
        ("remedy", {"action": ""}, "Skriv åtgärden: vad ni gör åt det."),
        ("remedy_on", {"on": None}, "Ange när åtgärden ska vara klar."),
        ("remedy_by", {"by": None}, "Välj vem som ansvarar för åtgärden."),
        (
            "remedy_on",
            {"on": date(2025, 10, 14)},
            "Åtgärden ska bli klar efter den dag som bedömningen gäller.",
        ),
    ):
        assert refused(planned, remedy=replace(whole, **lacking)) == (message, field)
    judged = judge(planned, remedy=whole)
    assert (judged.cause, judged.remedy, judged.remedy_on, judged.remedy_by) == (
        "För få lärare.",
        "Två lärare anställs.",
        date(2026, 6, 30),
        planned.cast.manager,
    )
    event = AuditEvent.objects.latest("pk")
    assert (event.after["cause"], event.after["remedy_on"]) == ("För få lärare.", "2026-06-30")


def test_a_judgement_that_is_worse_than_the_last_one_needs_a_remedy(planned: Planned) -> None:
    yellow = {"judged": Status.AT_RISK, "proposed": Status.AT_RISK, "remedy": Remedy()}
    judge(planned, as_of=date(2025, 4, 30), **yellow)
    judge(planned, **yellow)
    judge(planned, judged=Status.ON_TRACK, proposed=Status.ON_TRACK, remedy=Remedy())
    assert refused(planned, **yellow) == ("Skriv orsaken: varför det går så.", "cause")
    assert judge(planned, as_of=date(2025, 8, 31), **yellow).remedy_by is None


def test_a_forecast_is_made_while_the_year_runs(planned: Planned) -> None:
    assert judge(planned, forecast=GoalForecast.PARTLY).forecast == "partly"
    ended = {"year": 2025, "as_of": date(2025, 12, 31), "at": NOW.replace(year=2026)}
    over = {"judged": Status.MET, "proposed": Status.MET, "remedy": Remedy()}
    assert refused(planned, forecast=GoalForecast.REACHED, **ended, **over) == (
        "Året är slut, så det finns inget att förutse.",
        "forecast",
    )


def test_final_words_wait_for_the_end_of_the_year(planned: Planned) -> None:
    assert refused(planned, judged=Status.NOT_MET, reason="Ja.") == (
        "Välj en bedömning ur skalan.",
        "judged",
    )


def test_the_day_has_been_and_the_year_has_begun(planned: Planned) -> None:
    assert refused(planned, as_of=date(2025, 10, 16)) == (
        "Läget kan inte bedömas för en dag som inte har varit.",
        "as_of",
    )
    assert refused(planned, year=2026) == (
        "2026 har inte börjat än, så det finns inget att bedöma.",
        None,
    )


def test_only_a_goal_of_a_decided_plan_is_judged(planned: Planned) -> None:
    assert refused(planned, year=2024) == (
        "Målet ingår inte i någon beslutad plan för 2024.",
        None,
    )
