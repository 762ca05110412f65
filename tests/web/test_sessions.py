"""One stays signed in while something happens, and at most for a working day."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from timglas.models import AuditEvent
from timglas.web.sessions import BEGAN, NOTED, SEEN

PAGE = "/administration/"
HOUR = 60 * 60


@pytest.fixture
def hers(cast: Cast) -> Client:
    """A browser where somebody has signed in and looked at a page."""
    client = Client()
    client.force_login(cast.manager)
    assert client.get(PAGE).status_code == 200
    return client


def go_back(client: Client, *names: str, seconds: float) -> float:
    """Let what is noted in the session have been earlier; returns when."""
    session = client.session
    for name in names:
        session[name] -= seconds
    session.save()
    return float(session[names[-1]])


def test_who_is_away_for_an_hour_is_signed_out(hers: Client) -> None:
    go_back(hers, BEGAN, SEEN, seconds=HOUR - 5)
    assert hers.get(PAGE).status_code == 200
    go_back(hers, BEGAN, SEEN, seconds=HOUR + 5)
    assert hers.get(PAGE).status_code == 302
    assert AuditEvent.objects.filter(action="sign_out").count() == 1


def test_how_long_is_a_setting(hers: Client, settings: object) -> None:
    settings.SESSION_IDLE = timedelta(minutes=10)  # type: ignore[attr-defined]
    go_back(hers, SEEN, seconds=11 * 60)
    assert hers.get(PAGE).status_code == 302


def test_after_twelve_hours_one_signs_in_again(hers: Client) -> None:
    go_back(hers, BEGAN, seconds=12 * HOUR + 5)
    assert hers.get(PAGE).status_code == 302


def test_being_here_is_noted_now_and_then(hers: Client) -> None:
    just_now = go_back(hers, SEEN, seconds=NOTED / 2)
    hers.get(PAGE)
    assert hers.session[SEEN] == just_now
    a_while_ago = go_back(hers, SEEN, seconds=NOTED)
    hers.get(PAGE)
    assert hers.session[SEEN] > a_while_ago + NOTED
