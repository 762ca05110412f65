"""A plan is proposed, waits, goes back and is proposed anew, by the pages."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.plan_drafts import draft_term_plan, make_goal, make_levels
from timglas.models import PlanVersion


def page(client: Client, name: str, version: PlanVersion) -> str:
    """A page of a plan as text."""
    return client.get(reverse(f"plans:{name}", args=[version.pk])).text


def test_a_plan_goes_forward_and_back_with_the_reason_shown(client: Client, cast: Cast) -> None:
    version = draft_term_plan(cast)
    goal = make_goal(cast, version, make_levels(cast)[0], "Kunskap för livet")
    client.force_login(cast.controller)
    assert "Inget saknas. Den som skriver planen kan föreslå den." in page(
        client, "detail", version
    )
    propose = reverse("plans:propose", args=[version.pk])
    assert client.post(propose).status_code == 303
    shown = page(client, "detail", version)
    assert "Väntar på beslut av" in shown
    assert "Ta bort utkastet" not in shown
    for name, key in (("goal_edit", goal.pk), ("edit", version.pk), ("propose", version.pk)):
        locked = client.post(reverse(f"plans:{name}", args=[key]))
        assert locked.status_code == 409
        assert "Ta tillbaka planen" in locked.text
    client.force_login(cast.registrar)
    send_back = reverse("plans:send_back", args=[version.pk])
    assert client.post(send_back, {"reason": ""}).status_code == 422
    assert client.post(send_back, {"reason": "Målet är otydligt."}).status_code == 303
    client.force_login(cast.controller)
    assert "Målet är otydligt." in page(client, "detail", version)
    client.post(propose)
    assert "Målet är otydligt." not in page(client, "detail", version)
    client.force_login(cast.registrar)
    assert client.get(reverse("plans:decide", args=[version.pk])).status_code == 200


def test_a_plan_that_lacks_something_is_not_proposed_and_the_page_says_why(
    client: Client, cast: Cast
) -> None:
    version = draft_term_plan(cast)
    client.force_login(cast.controller)
    client.post(reverse("plans:propose", args=[version.pk]))
    assert "Planen har inga mål" in page(client, "detail", version)
    version.refresh_from_db()
    assert version.proposed_at is None
