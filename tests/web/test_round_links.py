"""A link in a mail leads its person, signed in, to just what is reported in the round."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.rounds import make_round
from timglas.actions.rounds import lock_round
from timglas.models import Person, Round, RoundLink
from timglas.queries.round_links import token_of


@pytest.fixture
def opened(cast: Cast, settings: object) -> Round:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return make_round(cast)


def address(person: Person) -> str:
    return reverse("outcomes:link", args=[token_of(RoundLink.objects.get(person=person))])


def test_before_sign_in_the_link_tells_the_round_and_the_last_day(
    cast: Cast, opened: Round
) -> None:
    page = Client().get(address(cast.manager))
    assert page.status_code == 200
    assert "Delårsbokslut per den 31 augusti 2025" in page.text
    assert "Du rapporterar senast 10 september 2025." in page.text
    assert f"next=%2Frapportera%2F%3Fomgang%3D{opened.pk}" in page.text
    assert "Björkskolan" not in page.text


def test_silent_links_tell_nothing_before_sign_in(
    cast: Cast, opened: Round, settings: object
) -> None:
    settings.SILENT_LINKS = True  # type: ignore[attr-defined]
    answer = Client().get(address(cast.manager))
    assert answer.status_code == 303
    assert answer["Location"].startswith("/konto/login/?next=")


def test_who_has_signed_in_comes_straight_to_what_is_reported(cast: Cast, opened: Round) -> None:
    client = Client()
    client.force_login(cast.manager)
    assert client.get(address(cast.manager))["Location"] == f"/rapportera/?omgang={opened.pk}"


def test_a_link_is_for_nobody_else(cast: Cast, opened: Round) -> None:
    client = Client()
    client.force_login(cast.head)
    page = client.get(address(cast.manager))
    assert (page.status_code, "Länken är till någon annan" in page.text) == (403, True)


def test_a_link_that_does_not_hold_leads_nowhere(cast: Cast, opened: Round) -> None:
    url = address(cast.manager)
    link = RoundLink.objects.filter(person=cast.manager)
    controller = Client()
    controller.force_login(cast.controller)

    def status(at: str = url) -> int:
        return Client().get(at).status_code

    assert status(f"{url[:-2]}x/") == 410
    link.update(expires_on=date(2025, 10, 14))
    assert status() == 410
    link.update(expires_on=date(2025, 10, 15))
    assert status() == 200
    controller.post(reverse("rounds:revoke", args=[opened.pk]))
    assert status() == 410
    link.update(revoked_at=None)
    lock_round(opened=opened, by=cast.controller, at=NOW)
    assert status() == 410


def test_who_no_longer_leads_anything_is_told_no_day(cast: Cast, opened: Round) -> None:
    url = address(cast.manager)
    cast.manager.grants.all().delete()
    page = Client().get(url)
    assert "Logga in, så kommer du direkt till dina rader." in page.text
    assert "senast" not in page.text
