"""Who decides what: an official a department's plan, a registrar records what a body decided."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator, make_levels
from timglas.actions.goals import add_ground
from timglas.models import (
    Decision,
    GoalLevel,
    GroundKind,
    Person,
    PlanVersion,
    Unit,
    VersionState,
)
from timglas.web.plan_forms import DecisionForm


@pytest.fixture
def levels(cast: Cast) -> tuple[GoalLevel, GoalLevel, GoalLevel]:
    """Three levels of goals."""
    return make_levels(cast)


@pytest.fixture
def school(cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]) -> PlanVersion:
    """A school's plan that lacks nothing."""
    return ready_plan(cast, cast.bjork, levels[2])


def ready_plan(cast: Cast, unit: Unit, level: GoalLevel) -> PlanVersion:
    """A plan that can be decided: a goal that rests on a law, with an indicator."""
    version = draft_operational_plan(cast, unit)
    goal = make_goal(cast, version, level)
    make_indicator(cast, goal)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    return version


def url_of(name: str, version: PlanVersion) -> str:
    """The address of one of a version's pages."""
    return reverse(f"plans:{name}", args=[version.pk])


def form_for(client: Client, person: Person, version: PlanVersion) -> DecisionForm:
    """The form as somebody meets it."""
    client.force_login(person)
    form: DecisionForm = client.get(url_of("decide", version)).context["form"]
    return form


def test_the_bodies_to_choose_are_those_whose_decisions_one_may_record(
    client: Client, cast: Cast, school: PlanVersion
) -> None:
    offered = {
        name: [unit.code for unit in form_for(client, person, school).fields["body"].queryset]  # type: ignore[attr-defined]
        for name, person in (
            ("manager", cast.manager),
            ("head", cast.head),
            ("chief", cast.chief),
            ("admin", cast.admin),
        )
    }
    assert offered == {
        "manager": ["bjork"],
        "head": ["buf", "bjork"],
        "chief": ["buf", "bjork"],
        "admin": ["kf", "bun", "buf", "bjork"],
    }


def test_an_official_decides_in_person_and_by_no_paragraph(
    client: Client, cast: Cast, school: PlanVersion
) -> None:
    fields = form_for(client, cast.manager, school).fields
    assert list(fields) == ["body", "decided_on", "registry_number", "official"]
    sent = {"body": cast.bjork.pk, "decided_on": "2025-10-01", "official": ""}
    refused = client.post(url_of("decide", school), sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["official"])
    done = client.post(url_of("decide", school), sent | {"official": cast.manager.pk})
    assert done.status_code == 303
    school.refresh_from_db()
    assert school.state == VersionState.DECIDED
    assert Decision.objects.get().official == cast.manager


def test_a_manager_records_nothing_in_the_name_of_a_body_above(
    client: Client, cast: Cast, school: PlanVersion
) -> None:
    client.force_login(cast.manager)
    for body in (cast.buf, cast.bun, cast.kf):
        sent = {"body": body.pk, "decided_on": "2025-10-01", "paragraph": "1"}
        refused = client.post(url_of("decide", school), sent | {"official": cast.manager.pk})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["body"])
    assert not Decision.objects.exists()


def test_the_button_is_for_who_may_decide_by_the_kind_of_unit(
    client: Client,
    cast: Cast,
    school: PlanVersion,
    levels: tuple[GoalLevel, GoalLevel, GoalLevel],
) -> None:
    plans = {"school": school, "committee": ready_plan(cast, cast.bun, levels[1])}
    seen = set()
    for person in (cast.head, cast.chief, cast.registrar):
        client.force_login(person)
        for name, version in plans.items():
            if url_of("decide", version) in client.get(url_of("detail", version)).content.decode():
                seen.add((person, name))
    assert seen == {
        (cast.head, "school"),
        (cast.chief, "school"),
        (cast.registrar, "committee"),
    }
