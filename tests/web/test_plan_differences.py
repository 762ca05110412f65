"""What has changed between two versions is a page, for those who may read both."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.goals import edit_goal
from timglas.actions.plans import revise_plan
from timglas.models import Perspective, PlanVersion

GOAL = "Kunskap för hela livet"


@pytest.fixture
def first(cast: Cast) -> PlanVersion:
    """The council's decided term plan with a goal and an indicator."""
    version = draft_term_plan(cast)
    make_indicator(cast, make_goal(cast, version, make_levels(cast)[0], "Kunskap för livet"))
    return decide(cast, version)


@pytest.fixture
def second(first: PlanVersion, cast: Cast) -> PlanVersion:
    """A later version of it, where the goal is worded anew."""
    draft = revise_plan(plan=first.plan, valid_from=date(2025, 2, 1), by=cast.controller, at=NOW)
    edit_goal(
        edition=draft.goal_editions.get(),
        wording=GOAL,
        perspective=Perspective.STAFF,
        by=cast.controller,
        at=NOW,
    )
    return draft


def address(version: PlanVersion, asked: str = "") -> str:
    """Where a version's differences are."""
    return reverse("plans:difference", args=[version.pk]) + asked


def told(client: Client, version: PlanVersion, asked: str = "") -> list[str]:
    """The lead and the changed fields, each as one text."""
    page = html.fromstring(client.get(address(version, asked)).text)
    parts = page.xpath("//p[@class='lead'] | //dl[@class='changed']/div")
    return [" ".join(part.text_content().split()) for part in parts]


def test_a_later_version_tells_what_it_changes_word_by_word(
    client: Client, cast: Cast, second: PlanVersion
) -> None:
    client.force_login(cast.controller)
    assert told(client, second) == [
        "1 mål är ändrat.",
        "Mål Kunskap för tillagt: hela livet",
        "Perspektiv borttaget: Verksamhettillagt: Personal",
    ]


def test_nobody_else_sees_a_draft_among_what_can_be_compared(
    client: Client, first: PlanVersion, second: PlanVersion
) -> None:
    assert client.get(address(second)).status_code == 404
    answer = client.get(address(first))
    assert "Det finns inget att jämföra med än" in answer.text
    assert "utkast" not in answer.text


def test_the_differences_of_a_decided_version_are_public(
    client: Client, cast: Cast, second: PlanVersion
) -> None:
    decide(cast, second)
    assert told(client, second)[0] == "1 mål är ändrat."


def test_two_versions_that_say_the_same_say_so(
    client: Client, cast: Cast, first: PlanVersion
) -> None:
    again = revise_plan(plan=first.plan, valid_from=date(2025, 2, 1), by=cast.controller, at=NOW)
    decide(cast, again)
    assert told(client, again) == ["De två versionerna säger samma sak."]


def test_the_version_to_compare_with_is_chosen(
    client: Client, cast: Cast, first: PlanVersion, second: PlanVersion
) -> None:
    decide(cast, second)
    third = revise_plan(plan=first.plan, valid_from=date(2025, 3, 1), by=cast.controller, at=NOW)
    client.force_login(cast.controller)
    assert told(client, third)[0] == "De två versionerna säger samma sak."
    assert told(client, third, f"?mot={first.pk}")[0] == "1 mål är ändrat."
    assert told(client, third, "?mot=4711")[0] == "De två versionerna säger samma sak."


def test_a_plan_is_compared_with_the_plan_before_it(client: Client, cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    client.force_login(cast.controller)
    earlier = draft_operational_plan(cast, cast.bun, first_year=2025)
    make_goal(cast, earlier, committee, "Alla lär sig läsa")
    later = draft_operational_plan(cast, cast.bun, first_year=2026)
    assert told(client, later)[0] == "1 mål är borttaget."
    assert told(client, earlier)[0] == "1 mål är nytt."


def test_the_differences_can_be_fetched(client: Client, cast: Cast, second: PlanVersion) -> None:
    client.force_login(cast.controller)
    rows = client.get(address(second, "?format=json")).json()["rows"]
    assert [tuple(row.values()) for row in rows] == [
        ("Fullmäktigemål", GOAL, "", "Ändrat", "Mål", "Kunskap för livet", GOAL),
        ("Fullmäktigemål", GOAL, "", "Ändrat", "Perspektiv", "Verksamhet", "Personal"),
    ]


@pytest.mark.parametrize("goals", [1, 10])
def test_the_page_asks_as_much_of_ten_goals_as_of_one(
    client: Client,
    cast: Cast,
    second: PlanVersion,
    goals: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    level = second.goal_editions.get().goal.level
    for number in range(1, goals):
        make_goal(cast, second, level, f"Mål {number}")
    client.force_login(cast.controller)
    client.get(address(second))
    with django_assert_num_queries(16):
        client.get(address(second))
