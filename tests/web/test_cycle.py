"""The year in the browser: read, made, moved, changed, done; nothing typed is lost."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.years import empty_year, make_step, make_year
from timglas.models import Cycle, CycleStep


@pytest.fixture
def controller(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.controller)
    return client


def typed(**more: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "name": "Planeringsdagar",
        "description": "Två dagar.",
        "part": "planning",
        "role": "",
        "unit_kind": "committee",
        "begins_on": "2025-11-03",
        "ends_on": "2025-11-04",
        "law": "",
        **more,
    }


def test_an_empty_year_leads_to_making_it_from_the_template(cast: Cast, controller: Client) -> None:
    page = controller.get(reverse("cycle:index"))
    assert "Inga steg för 2025 än" in page.text
    assert f"{reverse('cycle:create')}?ar=2025" in page.text
    assert 'value="2031"' in controller.get(reverse("cycle:create"), {"ar": "2031"}).text
    answer = controller.post(reverse("cycle:create"), {"year": "2025", "like": ""})
    assert (answer.status_code, answer["Location"]) == (303, "/aret/?ar=2025")
    page = controller.get(answer["Location"])
    assert "Fullmäktige beslutar verksamhetsplan, budget och skattesats 2026–2028" in page.text
    assert "Senast 30 november 2025 enligt KL 11:10." in page.text


def test_the_next_year_is_offered_as_the_one_before(cast: Cast, controller: Client) -> None:
    cycle = make_year(cast)
    page = controller.get(reverse("cycle:create"))
    assert 'value="2026"' in page.text
    controller.post(reverse("cycle:create"), {"year": "2026", "like": str(cycle.pk)})
    assert Cycle.objects.get(year=2026).steps.count() == cycle.steps.count()


def test_a_year_that_is_there_is_refused_beside_the_field(cast: Cast, controller: Client) -> None:
    make_year(cast)
    answer = controller.post(reverse("cycle:create"), {"year": "2025", "like": ""})
    assert answer.status_code == 422
    assert "Årets steg finns redan." in answer.text
    assert 'value="2025"' in answer.text


def test_a_whole_year_is_moved(cast: Cast, controller: Client) -> None:
    cycle = empty_year()
    step = make_step(cast, cycle)
    address = reverse("cycle:shift", args=[cycle.pk])
    assert address in controller.get(reverse("cycle:index")).text
    assert controller.post(address, {"days": "mycket"}).status_code == 422
    answer = controller.post(address, {"days": "-7"}, follow=True)
    assert "Ett steg är flyttat." in answer.text
    step.refresh_from_db()
    assert step.begins_on == date(2025, 8, 25)


def test_a_step_is_added_changed_and_warned_of_in_words(cast: Cast, controller: Client) -> None:
    cycle = empty_year()
    first = make_step(cast, cycle, name="Ramar", ends_on=date(2025, 11, 20))
    answer = controller.post(reverse("cycle:add", args=[cycle.pk]), typed(after=[str(first.pk)]))
    step = CycleStep.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("cycle:step", args=[step.pk]),
    )
    page = controller.get(answer["Location"])
    assert "Börjar innan ”Ramar” är klart, 20 november 2025." in page.text
    edit = reverse("cycle:edit", args=[step.pk])
    assert 'value="2025-11-03"' in controller.get(edit).text
    assert controller.post(edit, typed(name="Dagar")).status_code == 303
    step.refresh_from_db()
    assert (step.name, step.after.count()) == ("Dagar", 0)
    page = controller.get(reverse("cycle:index"))
    assert "Dagar" in page.text


def test_what_was_typed_is_kept_when_something_is_wrong(cast: Cast, controller: Client) -> None:
    cycle = empty_year()
    address = reverse("cycle:add", args=[cycle.pk])
    for wrong, says in (
        ({"unit_kind": ""}, "Välj vem som gör det: en roll, ett slag av enhet eller båda."),
        ({"ends_on": "2025-11-01"}, "Steget kan inte vara klart innan det börjar."),
    ):
        answer = controller.post(address, typed(**wrong))
        assert answer.status_code == 422
        assert says in answer.text
        assert "Två dagar." in answer.text
    assert not CycleStep.objects.exists()


def test_a_step_of_another_year_cannot_be_waited_for(cast: Cast, controller: Client) -> None:
    other = make_step(cast, empty_year(2024))
    cycle = empty_year()
    answer = controller.post(reverse("cycle:add", args=[cycle.pk]), typed(after=[str(other.pk)]))
    assert answer.status_code == 422


def test_a_step_is_done_reopened_and_taken_away(cast: Cast, controller: Client) -> None:
    step = make_step(cast, empty_year())
    here = reverse("cycle:step", args=[step.pk])
    finish = reverse("cycle:finish", args=[step.pk])
    assert 'value="2025-10-15"' in controller.get(finish).text
    assert controller.post(finish, {"on": "2025-10-16"}).status_code == 422
    controller.post(finish, {"on": "2025-10-14"})
    page = controller.get(here)
    assert "Klart 14 oktober 2025 enligt Cilla Controller, controller." in page.text
    again = controller.post(finish, {"on": "2025-10-14"})
    assert "Steget är redan klart." in again.text
    reopen = reverse("cycle:reopen", args=[step.pk])
    assert "Steget är inte längre klart." in controller.post(reopen, follow=True).text
    assert "Steget är inte klart." in controller.post(reopen, follow=True).text
    withdraw = reverse("cycle:withdraw", args=[step.pk])
    assert "Ta bort steget?" in controller.get(withdraw).text
    assert controller.post(withdraw).status_code == 303
    assert controller.get(here).status_code == 404


def test_a_year_is_thrown_away_after_asking_unless_something_is_done(
    cast: Cast, controller: Client
) -> None:
    cycle = make_year(cast)
    address = reverse("cycle:discard", args=[cycle.pk])
    assert address in controller.get(reverse("cycle:index")).text
    assert "24 steg försvinner" in controller.get(address).text
    step = cycle.steps.earliest("pk")
    controller.post(reverse("cycle:finish", args=[step.pk]), {"on": "2025-10-14"})
    answer = controller.post(address)
    assert answer.status_code == 422
    assert "Något steg är redan klart" in answer.text
    controller.post(reverse("cycle:reopen", args=[step.pk]))
    assert "Årets steg är borttagna." in controller.post(address, follow=True).text


def test_citizens_read_the_public_steps_and_nothing_to_press(cast: Cast, client: Client) -> None:
    make_year(cast)
    page = client.get(reverse("cycle:index"), {"ar": "2025"})
    assert "Fullmäktige behandlar delårsbokslutet" in page.text
    assert "Månadsrapporter" not in page.text
    assert reverse("calendars:index") not in page.text
    assert reverse("cycle:create") not in page.text
    assert "sessionid" not in page.cookies


def test_the_year_is_taken_home(cast: Cast, controller: Client) -> None:
    make_step(cast, empty_year(), law="budget_proposal")
    rows = controller.get(reverse("cycle:index"), {"format": "json"}).json()["rows"]
    assert rows == [
        {
            "number": 1,
            "part": "Planering",
            "step": "Planeringsdagar",
            "who": "Nämnd",
            "begins_on": "2025-09-01",
            "ends_on": "2025-09-02",
            "state": "Försenat",
            "done_on": None,
            "deadline": "2025-10-31",
            "source": "KL 11:8",
            "warnings": None,
        }
    ]


def test_the_wheel_says_nothing_that_the_list_does_not(cast: Cast, controller: Client) -> None:
    make_year(cast)
    page = controller.get(reverse("cycle:index"))
    assert page.text.count('role="img"') == 2
    assert page.text.count('class="step-no"') == CycleStep.objects.count()
