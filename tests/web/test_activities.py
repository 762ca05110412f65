"""Activities in the browser: found, planned, followed up, handed over; nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.activities import make_activity
from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from timglas.models import Activity, ActivityNote


@pytest.fixture
def planned(cast: Cast, settings: object) -> Planned:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return plan_everything(cast)


@pytest.fixture
def manager(planned: Planned) -> Client:
    client = Client()
    client.force_login(planned.cast.manager)
    return client


def typed(planned: Planned, **more: str) -> dict[str, str]:
    return {
        "name": "Läsgrupper",
        "description": "Tre pass i veckan.",
        "expected_effect": "",
        "indicator": "",
        "unit": str(planned.cast.bjork.pk),
        "person": str(planned.cast.reporter.pk),
        "starts_on": "2025-10-15",
        "ends_on": "2025-12-31",
        **more,
    }


def test_an_activity_is_added_from_the_page_of_its_goal(planned: Planned, manager: Client) -> None:
    page = manager.get(reverse("goals:detail", args=[planned.reading.pk]))
    address = reverse("activities:add", args=[planned.reading.pk])
    assert address in page.text
    assert "Alla läser i trean" in manager.get(address).text
    answer = manager.post(address, typed(planned))
    activity = Activity.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("activities:detail", args=[activity.pk]),
    )
    assert (activity.goal, activity.person, activity.name) == (
        planned.reading,
        planned.cast.reporter,
        "Läsgrupper",
    )
    page = manager.get(reverse("goals:detail", args=[planned.reading.pk]))
    assert "Läsgrupper" in page.text


def test_what_was_typed_is_kept_when_something_is_wrong(planned: Planned, manager: Client) -> None:
    address = reverse("activities:add", args=[planned.reading.pk])
    answer = manager.post(address, typed(planned, ends_on="2025-01-01"))
    assert answer.status_code == 422
    assert "Aktiviteten kan inte vara klar innan den börjar." in answer.text
    assert "Tre pass i veckan." in answer.text
    assert not Activity.objects.exists()


def test_a_unit_of_others_cannot_be_chosen(planned: Planned, manager: Client) -> None:
    address = reverse("activities:add", args=[planned.reading.pk])
    answer = manager.post(address, typed(planned, unit=str(planned.cast.ek.pk)))
    assert answer.status_code == 422


def test_citizens_see_no_activities(planned: Planned, client: Client) -> None:
    make_activity(planned)
    page = client.get(reverse("goals:detail", args=[planned.reading.pk]))
    assert "Läsgrupper" not in page.text
    assert client.get(reverse("activities:index")).status_code == 302


def test_the_register_is_narrowed_and_taken_home(planned: Planned, manager: Client) -> None:
    make_activity(planned)
    make_activity(planned, name="Högläsning", person=None)
    page = manager.get(reverse("activities:index"), {"ansvarig": "mina"})
    assert "Läsgrupper i årskurs 2" in page.text
    assert "Högläsning" not in page.text
    rows = manager.get(reverse("activities:index"), {"format": "json"}).json()["rows"]
    assert [(row["activity"], row["state"], row["ends_on"]) for row in rows] == [
        ("Läsgrupper i årskurs 2", "Ej påbörjad", "2025-12-19"),
        ("Högläsning", "Ej påbörjad", "2025-12-19"),
    ]


def test_who_answers_says_how_far_it_has_come_and_changes_nothing_else(planned: Planned) -> None:
    activity = make_activity(planned, person=planned.cast.reader)
    client = Client()
    client.force_login(planned.cast.reader)
    page = client.get(reverse("activities:detail", args=[activity.pk]))
    address = reverse("activities:follow", args=[activity.pk])
    assert address in page.text
    assert reverse("activities:edit", args=[activity.pk]) not in page.text
    answer = client.post(address, {"state": "ongoing", "note": "Vi har börjat."})
    assert answer.status_code == 303
    said = ActivityNote.objects.get()
    assert (said.state, said.note, said.by) == ("ongoing", "Vi har börjat.", planned.cast.reader)
    assert "Vi har börjat." in client.get(answer["Location"]).text


def test_cancelling_without_a_reason_is_refused_beside_the_field(
    planned: Planned, manager: Client
) -> None:
    activity = make_activity(planned)
    address = reverse("activities:follow", args=[activity.pk])
    answer = manager.post(address, {"state": "cancelled", "note": ""})
    assert answer.status_code == 422
    assert "Skriv varför." in answer.text


def test_an_activity_is_changed_and_handed_over(planned: Planned, manager: Client) -> None:
    activity = make_activity(planned)
    assert 'value="2025-12-19"' in manager.get(reverse("activities:edit", args=[activity.pk])).text
    manager.post(reverse("activities:edit", args=[activity.pk]), typed(planned, name="Nytt namn"))
    manager.post(reverse("activities:hand_over", args=[activity.pk]), {"person": ""})
    activity.refresh_from_db()
    assert (activity.name, activity.person) == ("Nytt namn", None)


def test_the_page_of_a_unit_lists_what_it_does(planned: Planned, manager: Client) -> None:
    make_activity(planned)
    page = manager.get(reverse("org:detail", args=[planned.cast.bjork.pk]))
    assert "Läsgrupper i årskurs 2" in page.text
