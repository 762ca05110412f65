"""What is chosen in a form is within what one may see or do, whatever number is sent."""

from typing import Any

import pytest
from django.test import Client

from tests.addressed import Keys, build_addresses
from tests.cast import BEGINNING, NOW, Cast, make_person
from tests.plan_drafts import decide, make_decision
from timglas.actions.plans import release_plan, revise_plan
from timglas.models import (
    Goal,
    GoalEdition,
    Grant,
    Kpi,
    KpiTie,
    Outcome,
    Person,
    Placement,
    Plan,
    PlanVersion,
)
from timglas.rules.permissions import Role


@pytest.fixture
def keys(cast: Cast, settings: object) -> dict[str, Keys]:
    """Plans of the own unit, of others, and of a company that has not released its own."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return build_addresses(cast)


@pytest.fixture
def local(cast: Cast) -> Person:
    """An administrator of the education department alone."""
    person = make_person("Lokal Systemförvaltare")
    role = Role.SYSTEM_ADMINISTRATOR
    Grant.objects.create(person=person, role=role, unit=cast.bun, valid_from=BEGINNING)
    return person


def client_of(person: Person) -> Client:
    """A browser where somebody has signed in."""
    client = Client()
    client.force_login(person)
    return client


def test_a_manager_plans_for_the_own_unit_only(cast: Cast, keys: dict[str, Keys]) -> None:
    before = Plan.objects.count()
    sent = {"unit": cast.ek.pk, "kind": "operational", "first_year": "2027"}
    answer = client_of(cast.manager).post("/planer/ny/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert Plan.objects.count() == before


def test_a_goal_is_linked_only_to_what_one_may_read(cast: Cast, keys: dict[str, Keys]) -> None:
    edition = GoalEdition.objects.get(pk=keys["edition of bjork"][0])
    hidden = [keys["goal of ab"][0], GoalEdition.objects.get(pk=keys["edition of ek"][0]).goal_id]
    client = client_of(cast.manager)
    for goal in hidden:
        sent = {"parent": goal, "contribution": "Så här."}
        answer = client.post(f"/planer/mal/{edition.pk}/koppling/ny/", sent)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["parent"])
        assert not edition.links.filter(parent=goal).exists()


def test_a_draft_continues_only_goals_and_indicators_of_its_unit(
    cast: Cast, keys: dict[str, Keys]
) -> None:
    client = client_of(cast.manager)
    goals = Goal.objects.count()
    url = f"/planer/version/{keys['draft of bjork'][0]}/mal/nytt/"
    answer = client.post(url, {"goal": keys["goal of bun"][0], "wording": "Mål"})
    assert (answer.status_code, "goal" in answer.context["form"].errors) == (422, True)
    url = f"/planer/mal/{keys['edition of bjork'][0]}/indikator/ny/"
    answer = client.post(url, {"indicator": keys["indicator of bun"][0], "name": "Namn"})
    assert (answer.status_code, "indicator" in answer.context["form"].errors) == (422, True)
    assert Goal.objects.count() == goals


def test_a_part_is_changed_only_through_its_own_goal(cast: Cast, keys: dict[str, Keys]) -> None:
    own = keys["edition of bjork"][0]
    other_link, other_ground = keys["link of ek"][1], keys["ground of ek"][1]
    client = client_of(cast.manager)
    for part in (
        f"koppling/{other_link}/",
        f"koppling/{other_link}/ta-bort/",
        f"grund/{other_ground}/ta-bort/",
    ):
        assert client.post(f"/planer/mal/{own}/{part}").status_code == 404
    edition = GoalEdition.objects.get(pk=keys["edition of ek"][0])
    assert (edition.links.count(), edition.grounds.count()) == (1, 1)


def test_an_administrator_of_a_part_moves_and_merges_within_it(cast: Cast, local: Person) -> None:
    client, url = client_of(local), f"/administration/enheter/{cast.ek.pk}/"
    before = list(Placement.objects.order_by("pk").values())
    forms: list[tuple[str, dict[str, Any], str]] = [
        (f"{url}flytta/", {"parent": cast.ks.pk, "on": "2025-10-01"}, "parent"),
        (f"{url}sla-ihop/", {"units": [cast.ab.pk], "on": "2025-10-01"}, "units"),
        (
            "/administration/enheter/ny/",
            {"name": "N", "code": "n", "kind": "unit", "parent": cast.kf.pk},
            "parent",
        ),
    ]
    for address, sent, field in forms:
        answer = client.post(address, sent)
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert list(Placement.objects.order_by("pk").values()) == before


def test_an_administrator_of_a_part_gives_roles_within_it(cast: Cast, local: Person) -> None:
    sent = {"role": "system_administrator", "unit": cast.kf.pk, "valid_from": "2025-10-01"}
    url = f"/administration/personer/{local.pk}/ge-roll/"
    answer = client_of(local).post(url, sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert Grant.objects.filter(person=local).count() == 1


def test_one_reports_only_the_rows_that_are_ones_own(cast: Cast, keys: dict[str, Keys]) -> None:
    before = Outcome.objects.count()
    key = f"{keys['indicator of ab'][0]}-{cast.ab.pk}"
    sent = {"spara": key, f"{key}-value": "1", f"{key}-comment": ""}
    client_of(cast.reporter).post("/rapportera/", sent)
    assert Outcome.objects.count() == before


def test_who_compares_in_a_part_knows_of_its_ties_only(cast: Cast, keys: dict[str, Keys]) -> None:
    person = make_person("Lokal Controller")
    role = Role.CONTROLLER
    Grant.objects.create(person=person, role=role, unit=cast.ek, valid_from=BEGINNING)
    kpi, tie = Kpi.objects.get(), KpiTie.objects.get()
    for who, seen in ((person, 0), (cast.controller, 1)):
        client = client_of(who)
        assert len(client.get("/administration/kolada/").context["ties"]) == seen
        shown = client.get(f"/administration/kolada/nyckeltal/{kpi.pk}/").context["page"]
        assert len(shown.ties) == seen
    own = GoalEdition.objects.get(pk=keys["edition of ek"][0]).indicators.get().indicator_id
    url = f"/administration/kolada/knyt/{own}/ta-bort/"
    assert client_of(person).post(url, {"tie": tie.pk}).status_code == 404
    assert KpiTie.objects.count() == 1


def test_a_version_that_is_not_released_is_not_named_beside_one_that_is(
    cast: Cast, keys: dict[str, Keys]
) -> None:
    first = PlanVersion.objects.get(pk=keys["decided of ab"][0])
    release_plan(version=first, decision=make_decision(cast, cast.ab), by=cast.registrar, at=NOW)
    second = revise_plan(plan=first.plan, valid_from=NOW.date(), by=cast.director, at=NOW)
    decide(cast, second)
    url = f"/planer/version/{first.pk}/"
    assert list(client_of(cast.director).get(url).context["shelf"].others) == [second]
    assert list(Client().get(url).context["shelf"].others) == []
