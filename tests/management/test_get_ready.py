"""One command gets a server ready."""

import io

import pytest
from django.core.management import call_command

from tests.cast import Cast
from timglas.models import Municipality


@pytest.mark.django_db
def test_an_empty_demonstration_gets_exempelby(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    call_command("get_ready", stdout=io.StringIO())
    assert Municipality.objects.get().name == "Exempelby"


def test_what_is_there_is_left_alone(cast: Cast, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    call_command("get_ready", stdout=io.StringIO())
    assert Municipality.objects.get() == cast.municipality


@pytest.mark.django_db
def test_an_installation_in_use_begins_empty() -> None:
    call_command("get_ready", stdout=io.StringIO())
    assert not Municipality.objects.exists()
