"""The first page after sign-in, as it is read."""

import pytest
from django.test import Client

from tests.cast import BEGINNING, TODAY, Cast
from tests.planned import Planned, plan_everything
from timglas.models import Grant, Person
from timglas.rules.permissions import Role


@pytest.fixture(autouse=True)
def october(settings: object) -> None:
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def read(person: Person, address: str = "/start/") -> str:
    """The page as somebody gets it."""
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def test_a_unit_manager_is_led_to_what_is_to_be_reported(planned: Planned) -> None:
    html = read(planned.cast.manager)
    assert "Att rapportera nu" in html
    assert "Du har inget att rapportera just nu." in html
    assert "Alla läser i trean" in html


def test_an_elected_representative_gets_three_questions_answered(planned: Planned) -> None:
    html = read(planned.cast.elected)
    for question in ("Vad går bra?", "Vad oroar?", "Vad behöver vi besluta?"):
        assert question in html
    assert "Nytt sedan du var här" in html


def test_leaders_see_what_waits_and_what_worries(planned: Planned) -> None:
    cast = planned.cast
    assert "Vilka har rapporterat?" in read(cast.head)
    assert "Vad väntar på vem?" in read(cast.chief)
    assert "Hur långt har vi kommit?" in read(cast.controller)


def test_a_co_worker_gets_the_thread_from_the_vision(planned: Planned) -> None:
    assert "Din röda tråd" in read(planned.cast.reader)


def test_before_plans_are_decided_the_page_says_what_comes(cast: Cast) -> None:
    for person in (cast.manager, cast.elected, cast.reader, cast.head, cast.chief, cast.controller):
        assert "Inga mål är beslutade för året" in read(person)


def test_somebody_with_several_roles_can_go_to_the_others(planned: Planned) -> None:
    cast = planned.cast
    Grant.objects.create(
        person=cast.manager, role=Role.ELECTED_REP, unit=cast.kf, valid_from=BEGINNING
    )
    assert 'href="?roll=fortroendevald"' in read(cast.manager)
    assert "Vad oroar?" in read(cast.manager, "/start/?roll=fortroendevald")


def test_who_has_no_role_yet_is_told_whom_to_ask(cast: Cast) -> None:
    assert "Ditt konto har ingen roll än" in read(cast.outsider)
