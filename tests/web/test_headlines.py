"""The page where the sentence above a chart is written."""

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.planned import report_year
from tests.reported import Reported, report_some
from timglas.models import Headline

OWN = "Fler blir behöriga, mest på Björkskolan."


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


@pytest.fixture
def head(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.head)
    return client


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).text.split())


def test_a_sentence_of_ones_own_stands_above_the_chart_beside_the_rules(
    scene: Reported, head: Client
) -> None:
    here = f"/indikatorer/{scene.planned.indicator.pk}/"
    rule = "Värdet har minskat från 85,2\u00a0% (2022) till 83,6\u00a0% (2023)."
    assert f"<b>{rule}</b>" in head.get(here).text
    assert head.post(f"{here}mening/", {"sentence": OWN}).status_code == 303
    assert f"<b>{OWN}</b>" in head.get(here).text
    assert f"Regelns mening: {rule.replace(chr(160), ' ')}" in words(head, here)
    assert "Skriv en egen mening" not in Client().get(here).text
    assert "Meningen är skriven av Skolchef" in words(Client(), here)


def test_a_newer_value_gives_the_word_back_to_the_rule(scene: Reported, head: Client) -> None:
    here = f"/indikatorer/{scene.planned.indicator.pk}/"
    head.post(f"{here}mening/", {"sentence": OWN})
    report_year(scene.planned, 2024, "90")
    text = words(head, here)
    assert f"<b>{OWN}</b>" not in text
    assert f"Skrivet före det senaste värdet: ”{OWN}”" in text


def test_an_empty_sentence_gives_the_word_back(scene: Reported, head: Client) -> None:
    here = f"/indikatorer/{scene.planned.indicator.pk}/"
    head.post(f"{here}mening/", {"sentence": OWN})
    assert OWN in head.get(f"{here}mening/").text
    assert head.post(f"{here}mening/", {"sentence": ""}).status_code == 303
    assert OWN not in head.get(here).text


def test_a_long_sentence_is_refused_and_kept_in_the_form(scene: Reported, head: Client) -> None:
    answer = head.post(
        f"/indikatorer/{scene.planned.indicator.pk}/mening/", {"sentence": "Å" * 201}
    )
    assert answer.status_code == 422
    assert "Å" * 201 in answer.text
    assert not Headline.objects.exists()
