"""The change of year by the pages alone, and what it leaves exactly as it was."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.activities import add_activity
from timglas.actions.goals import add_ground, edit_goal
from timglas.models import (
    GoalRenewal,
    GroundKind,
    Perspective,
    PlanVersion,
    YearChange,
)
from timglas.web.jobs import work_with_year_change

WORDING = "Alla elever når målen"


@pytest.fixture
def decided(cast: Cast) -> PlanVersion:
    """The committee's decided plan 2025–2027 with a goal and an indicator."""
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee, WORDING)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    make_indicator(cast, goal)
    decide(cast, version)
    return version


@pytest.fixture
def controller(client: Client, cast: Cast) -> Client:
    """A browser where the controller is signed in."""
    client.force_login(cast.controller)
    return client


def start_page() -> str:
    """Where the plans of 2026 are begun."""
    return reverse("year_changes:start") + "?ar=2026"


def draft_of(controller: Client) -> PlanVersion:
    """Press *Start next year*; the committee's draft."""
    answer = controller.post(start_page())
    assert answer.status_code == 303
    return YearChange.objects.get().versions.get()


def renewed(controller: Client, draft: PlanVersion, **choices: str) -> Any:
    """Send the choices for a draft's one goal and one indicator."""
    goal, line = draft.goal_renewals.get(), draft.indicator_renewals.get()
    names = {"goal": f"goal_{goal.pk}", "why": f"goal_{goal.pk}_reason"}
    names |= {"line": f"indicator_{line.pk}", "line_why": f"indicator_{line.pk}_reason"}
    sent = {names[name]: value for name, value in choices.items()}
    return controller.post(reverse("year_changes:renew", args=[draft.pk]), sent)


def test_next_year_begins_with_one_press_and_the_page_says_what_is_left(
    controller: Client, decided: PlanVersion
) -> None:
    page = controller.get(start_page())
    assert "1 plan från 2026 skapas." in page.text
    assert "Starta planeringen för 2026" in page.text
    draft = draft_of(controller)
    change = controller.get(reverse("year_changes:detail", args=[YearChange.objects.get().pk]))
    assert "2 val återstår." in change.text
    assert reverse("year_changes:renew", args=[draft.pk]) in change.text
    assert decided.plan.first_year == 2025


def test_where_there_is_nothing_to_begin_from_the_page_says_so(controller: Client) -> None:
    page = controller.get(start_page())
    assert "Det finns ingen plan att börja från" in page.text
    refused = controller.post(start_page())
    assert refused.status_code == 422
    assert "har de ingen beslutad från 2025" in refused.text


def test_a_year_or_unit_that_cannot_be_read_begins_nothing(
    controller: Client, decided: PlanVersion
) -> None:
    for asked in ("&ar=nästa", "&enhet=4711"):
        assert controller.post(start_page() + asked).status_code == 200
    assert PlanVersion.objects.get() == decided


def test_what_becomes_of_the_goals_is_chosen_on_one_page(
    controller: Client, cast: Cast, decided: PlanVersion
) -> None:
    add_activity(
        goal=decided.goal_editions.get().goal,
        unit=cast.bun,
        name="Läxhjälp varje vecka",
        description="",
        expected_effect="",
        indicator=None,
        person=None,
        starts_on=decided.valid_from,
        ends_on=decided.valid_from.replace(month=12),
        by=cast.controller,
        at=NOW,
    )
    draft = draft_of(controller)
    page = controller.get(reverse("year_changes:renew", args=[draft.pk]))
    assert WORDING in page.text
    assert "Läxhjälp varje vecka" in page.text
    assert (
        renewed(controller, draft, goal="keep", line="end", line_why="Ny mätning").status_code
        == 303
    )
    goal, line = draft.goal_renewals.get(), draft.indicator_renewals.get()
    assert (goal.choice, line.choice, line.reason) == ("keep", "end", "Ny mätning")
    assert "Alla val är gjorda." in controller.get(page.request["PATH_INFO"]).text


def test_a_choice_that_is_refused_keeps_all_that_was_chosen(
    controller: Client, decided: PlanVersion
) -> None:
    draft = draft_of(controller)
    answer = renewed(controller, draft, goal="end", line="change", line_why="Ett skäl")
    assert answer.status_code == 422
    assert "Skriv varför det avslutas." in answer.text
    assert 'value="Ett skäl"' in answer.text
    assert set(GoalRenewal.objects.values_list("choice", flat=True)) == {""}
    assert decided.goal_editions.count() == 1


def test_the_rest_is_kept_with_one_button(controller: Client, decided: PlanVersion) -> None:
    draft = draft_of(controller)
    answer = controller.post(reverse("year_changes:keep", args=[draft.pk]))
    assert answer["Location"] == reverse("plans:detail", args=[draft.pk])
    assert draft.goal_renewals.get().choice == "keep"
    assert decided.number == 1


def test_the_start_is_undone_after_a_question(controller: Client, decided: PlanVersion) -> None:
    draft_of(controller)
    address = reverse("year_changes:undo", args=[YearChange.objects.get().pk])
    assert "1 utkast tas bort." in controller.get(address).text
    assert controller.post(address).status_code == 303
    assert PlanVersion.objects.get() == decided
    gone = controller.get(reverse("year_changes:detail", args=[YearChange.objects.get().pk]))
    assert "Starten är ångrad." in gone.text


def test_many_plans_are_begun_by_a_worker_while_the_page_shows_how_far_it_has_come(
    controller: Client,
    decided: PlanVersion,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr("timglas.web.jobs.CHUNK", 0)
    controller.post(start_page())
    change = YearChange.objects.get()
    page = controller.get(reverse("year_changes:detail", args=[change.pk]))
    assert "Utkasten skapas." in page.text
    assert "0 av 1 klara" in page.text
    with django_capture_on_commit_callbacks() as asked:
        controller.post(reverse("year_changes:go_on", args=[change.pk]))
    assert len(asked) == 1
    work_with_year_change.func(change.pk)
    change.refresh_from_db()
    assert (change.done, change.versions.count(), decided.number) == (1, 1, 1)


# Forms carry a secret of their own each time.
SECRET = re.compile(rb'(nonce|csrfmiddlewaretoken" value)="[^"]+"')
LISTS = ("/", "/mal/", "/indikatorer/", "/roda-traden/", "/timglaset/")
TABLES = ("/mal/", "/indikatorer/", "/roda-traden/")


def this_year(client: Client, addresses: Iterable[str]) -> dict[str, bytes]:
    """Pages of 2025, byte for byte."""
    client.get("/")  # takes what was said of the last change
    return {page: SECRET.sub(b"", client.get(page).content) for page in addresses}


def pages_of(decided: PlanVersion) -> list[str]:
    """The pages that show what was decided for 2025."""
    goal = decided.goal_editions.get()
    indicator = goal.indicators.get().indicator_id
    return [
        *(f"{page}?ar=2025" for page in LISTS),
        reverse("goals:detail", args=[goal.goal_id]) + "?ar=2025",
        reverse("indicators:detail", args=[indicator]) + "?ar=2025",
        reverse("plans:detail", args=[decided.pk]),
    ]


def change_everything(controller: Client, cast: Cast) -> PlanVersion:
    """Next year's draft with its goal worded anew, its indicator ended, and new ones added."""
    draft = draft_of(controller)
    edition = draft.goal_editions.get()
    edit_goal(
        edition=edition,
        wording="Ett helt annat mål",
        perspective=Perspective.ECONOMY,
        by=cast.controller,
        at=NOW,
    )
    renewed(controller, draft, goal="change", line="end", line_why="Mäts inte")
    make_indicator(cast, edition, "Något annat")
    other = make_goal(cast, draft, edition.goal.level, "Ännu ett mål")
    add_ground(edition=other, kind=GroundKind.LAW, reference="x", by=cast.controller, at=NOW)
    return draft


def test_nothing_in_next_year_s_draft_changes_a_byte_of_this_year_s_pages(
    controller: Client, cast: Cast, decided: PlanVersion
) -> None:
    before = this_year(controller, pages_of(decided))
    change_everything(controller, cast)
    assert this_year(controller, pages_of(decided)) == before


def test_next_year_s_decision_changes_no_byte_of_this_year_s_figures_and_document(
    controller: Client, cast: Cast, decided: PlanVersion
) -> None:
    tables = [f"{page}?ar=2025&format=json" for page in TABLES]
    tables.append(reverse("plans:document", args=[decided.pk]))
    before = this_year(controller, tables)
    decide(cast, change_everything(controller, cast))
    assert this_year(controller, tables) == before
    assert "Ett helt annat mål" in controller.get("/mal/?ar=2026").text


@pytest.mark.parametrize("goals", [1, 10])
def test_the_page_of_choices_asks_as_much_of_ten_goals_as_of_one(
    controller: Client,
    cast: Cast,
    goals: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    for number in range(goals):
        goal = make_goal(cast, version, committee, f"Mål {number}")
        add_ground(edition=goal, kind=GroundKind.LAW, reference="x", by=cast.controller, at=NOW)
        make_indicator(cast, goal, f"Indikator {number}")
    decide(cast, version)
    address = reverse("year_changes:renew", args=[draft_of(controller).pk])
    controller.get(address)
    with django_assert_num_queries(32):
        controller.get(address)
