"""Whoever writes the council's plan chooses which figure the public meets."""

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything, report_year
from timglas.models import ChosenFigure


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def planned(cast: Cast) -> Planned:
    planned = plan_everything(cast)
    report_year(planned, 2024, "88")
    return planned


def test_a_figure_is_chosen_on_the_goals_page(planned: Planned, client: Client) -> None:
    client.force_login(planned.cast.controller)
    address = f"/mal/{planned.young.pk}/siffra/"
    assert address in client.get(f"/mal/{planned.young.pk}/").content.decode()
    assert "Låt regeln välja" in client.get(address).content.decode()
    sent = client.post(address, {"indicator": planned.indicator.pk})
    assert (sent.status_code, sent["Location"]) == (303, f"/mal/{planned.young.pk}/")
    assert ChosenFigure.objects.get().indicator == planned.indicator
    assert client.post(address, {"indicator": ""}).status_code == 303
    assert not ChosenFigure.objects.exists()


def test_only_a_measured_indicator_of_the_goal_can_be_chosen(
    planned: Planned, client: Client
) -> None:
    client.force_login(planned.cast.controller)
    address = f"/mal/{planned.young.pk}/siffra/"
    assert client.post(address, {"indicator": "99999"}).status_code == 422


def test_goals_below_the_councils_have_no_figure_to_choose(
    planned: Planned, client: Client
) -> None:
    client.force_login(planned.cast.controller)
    assert "siffra/" not in client.get(f"/mal/{planned.eligible.pk}/").content.decode()


def test_a_goal_that_is_not_decided_for_the_year_has_no_figure(
    planned: Planned, client: Client
) -> None:
    client.force_login(planned.cast.controller)
    assert client.get(f"/mal/{planned.young.pk}/siffra/?ar=2020").status_code == 404
