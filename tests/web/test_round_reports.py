"""Reporting in a round: values, goals and activities, until units are ready; and the receipt."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.collected import collected
from tests.reported import Reported, report_some
from tests.rounds import make_kind, make_round, row_of
from timglas.actions.assessments import assess_goal
from timglas.actions.outcomes import report_outcome
from timglas.actions.rounds import lock_round
from timglas.models import Activity, Assessment, Round
from timglas.rules.periods import Frequency, Period
from timglas.rules.scale import Status

HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.head)
    return client


def judged(scene: Reported, on: date) -> Assessment:
    """The eligible goal as the head judged it on a day."""
    return assess_goal(
        goal=scene.planned.eligible,
        year=2025,
        as_of=on,
        proposed=Status.ON_TRACK,
        judged=Status.ON_TRACK,
        reason="Undervisningen har kommit i gång.",
        by=scene.cast.head,
        at=NOW - timedelta(days=100),
    )


def address(opened: Round) -> str:
    return f"{reverse('outcomes:mine')}?omgang={opened.pk}"


def test_a_round_asks_for_values_goals_and_activities_until_all_is_said(
    cast: Cast, head: Client
) -> None:
    scene = report_some(cast)
    judged(scene, date(2025, 5, 1))
    activity = make_activity(scene.planned, person=cast.head)
    opened = make_round(cast)
    page = head.get(address(opened))
    assert "Rapportera Delårsbokslut per den 31 augusti 2025" in page.text
    assert "0 av 2 klara" in page.text
    goal = (
        f"{reverse('outcomes:confirm_goal', args=[scene.planned.eligible.pk])}?omgang={opened.pk}"
    )
    assert head.post(goal)["Location"] == address(opened)
    assert scene.planned.eligible.assessments.latest("pk").as_of == NOW.date()
    answer = head.post(
        f"{reverse('outcomes:confirm_activity', args=[activity.pk])}?omgang={opened.pk}",
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert f'id="aktivitet-{activity.pk}"' in answer.text
    assert "2 av 2 klara" in answer.text
    assert activity.notes.get().note == "Ingen förändring sedan sist."


def test_a_goal_that_cannot_be_judged_as_before_says_why(cast: Cast, head: Client) -> None:
    scene = report_some(cast)
    opened = make_round(cast)
    goal = (
        f"{reverse('outcomes:confirm_goal', args=[scene.planned.eligible.pk])}?omgang={opened.pk}"
    )
    answer = head.post(goal, headers=HTMX)
    assert answer.status_code == 422
    assert "Målet är inte bedömt i år. Bedöm det först." in answer.text
    again = head.post(goal, follow=True)
    assert "Målet är inte bedömt i år. Bedöm det först." in again.text
    assert not Assessment.objects.exists()


def test_a_goal_outside_the_year_is_not_confirmed(cast: Cast, head: Client) -> None:
    scene = report_some(cast)
    kind = make_kind(cast, month=12, law="")
    end = date(2020, 12, 31)
    opened = make_round(cast, kind=kind, as_of=end, begins=end)
    goal = reverse("outcomes:confirm_goal", args=[scene.planned.eligible.pk])
    assert head.post(f"{goal}?omgang={opened.pk}").status_code == 404


def test_nothing_is_confirmed_without_a_round_that_goes_on(cast: Cast, head: Client) -> None:
    scene = report_some(cast)
    activity = make_activity(scene.planned, person=cast.head)
    url = reverse("outcomes:confirm_activity", args=[activity.pk])
    opened = make_round(cast)
    lock_round(opened=opened, by=cast.controller, at=NOW)
    for query in ("", "?omgang=x", "?omgang=0", f"?omgang={opened.pk}"):
        assert head.post(f"{url}{query}").status_code == 404
    assert not Activity.objects.get().notes.exists()


def test_a_value_is_asked_for_as_of_the_rounds_day(cast: Cast, head: Client) -> None:
    indicator = collected(cast)
    opened = make_round(cast)
    manager = Client()
    manager.force_login(cast.manager)
    key = f"{indicator.pk}-{cast.bjork.pk}-2025-08"
    assert f'id="rad-{key}"' in manager.get(address(opened)).text
    assert f'id="rad-{indicator.pk}-{cast.bjork.pk}-2025-09"' in manager.get("/rapportera/").text
    sent = {"spara": key, f"{key}-value": "4", f"{key}-comment": ""}
    answer = manager.post(address(opened), sent, headers=HTMX)
    assert answer.status_code == 200
    assert "Sparat:" in answer.text
    assert indicator.outcomes.get().period_end == date(2025, 8, 31)


def test_when_the_unit_is_ready_there_is_a_receipt(cast: Cast, head: Client) -> None:
    indicator = collected(cast)
    report_outcome(
        indicator=indicator,
        unit=cast.bjork,
        period=Period(Frequency.MONTH, 2025, 8),
        value=Decimal(4),
        by=cast.manager,
        at=NOW,
    )
    opened = make_round(cast)
    manager = Client()
    manager.force_login(cast.manager)
    row = row_of(opened, cast.bjork)
    assert reverse("rounds:finish", args=[row.pk]) in manager.get(address(opened)).text
    before = manager.get(reverse("outcomes:receipt", args=[opened.pk]))
    assert "Det här har du rapporterat" in before.text
    answer = manager.post(reverse("rounds:finish", args=[row.pk]))
    assert answer["Location"] == reverse("outcomes:receipt", args=[opened.pk])
    receipt = manager.get(answer["Location"])
    assert "Tack, du är klar" in receipt.text
    assert "Nästa nivå sammanfattar till den 17 september 2025." in receipt.text
    assert "augusti 2025" in receipt.text


def test_a_locked_round_has_the_receipt_alone(cast: Cast, head: Client) -> None:
    opened = make_round(cast)
    lock_round(opened=opened, by=cast.controller, at=NOW)
    assert head.get(address(opened))["Location"] == reverse("outcomes:receipt", args=[opened.pk])
    assert "Omgången är låst." in head.get(reverse("outcomes:receipt", args=[opened.pk])).text


def test_a_round_without_goals_and_activities_asks_for_neither(cast: Cast, head: Client) -> None:
    scene = report_some(cast)
    make_activity(scene.planned, person=cast.head)
    opened = make_round(cast, kind=make_kind(cast, parts=["economy"]))
    page = head.get(address(opened))
    assert "Mål att bedöma" not in page.text
    assert "Aktiviteter att följa upp" not in page.text
