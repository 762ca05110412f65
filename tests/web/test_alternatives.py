"""Alternatives in the browser: copied, changed, put forward; refused until they balance."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from timglas.models import AlternativeBudget, PlanVersion


@pytest.fixture
def proposal(cast: Cast, settings: object) -> PlanVersion:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return draft_budget(cast)


@pytest.fixture
def elected(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.elected)
    return client


@pytest.fixture
def alternative(proposal: PlanVersion, elected: Client) -> AlternativeBudget:
    """The opposition's copy, begun from the list that the frames lead to."""
    index = reverse("alternatives:index")
    assert index in elected.get(reverse("budget:index")).text
    begin = reverse("alternatives:begin", args=[proposal.pk])
    assert begin in elected.get(index).text
    assert "Kopiera förslaget" in elected.get(begin).text
    answer = elected.post(begin, {"name": "Oppositionen"})
    made = AlternativeBudget.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("alternatives:edit", args=[made.pk]),
    )
    return made


def move(client: Client, alternative: AlternativeBudget, **moved: str) -> int:
    """Send the form as it was opened, with some fields changed; what it answers."""
    address = reverse("alternatives:edit", args=[alternative.pk])
    form = client.get(address).context["form"]
    typed = {field.html_name: str(field.value() or "") for field in form}
    return client.post(address, typed | moved).status_code


def test_money_is_moved_and_the_alternative_put_forward(
    cast: Cast, elected: Client, alternative: AlternativeBudget
) -> None:
    page = reverse("alternatives:detail", args=[alternative.pk])
    assert "Inget är flyttat än." in elected.get(page).text
    assert move(elected, alternative, **{f"ram-{cast.bun.pk}-operating-2025": "303 000"}) == 303
    text = elected.get(page).text
    assert "Förslaget går ihop." in text
    assert "drift 2025: 3\xa0000\xa0tkr mer än i förslaget." in text
    row = elected.get(page, {"format": "json"}).json()["rows"][0]
    assert (row["proposal"], row["alternative"], row["measure"]) == ("300000000", "303000000", "kr")
    chief = Client()
    chief.force_login(cast.chief)
    assert chief.get(page).status_code == 404
    put_forward = reverse("alternatives:put_forward", args=[alternative.pk])
    assert put_forward in text
    assert elected.get(put_forward).status_code == 200
    answer = elected.post(put_forward)
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert "Oppositionen" in chief.get(page).text
    assert put_forward not in elected.get(page).text
    assert "Framlagt" in chief.get(reverse("alternatives:index")).text


def test_what_costs_too_much_is_not_put_forward(
    cast: Cast, elected: Client, alternative: AlternativeBudget
) -> None:
    assert move(elected, alternative, **{f"ram-{cast.bun.pk}-operating-2025": "320 000"}) == 303
    put_forward = reverse("alternatives:put_forward", args=[alternative.pk])
    page = elected.get(reverse("alternatives:detail", args=[alternative.pk])).text
    assert "2025 kostar mer än det ger: 12\xa0000\xa0tkr fattas till noll." in page
    assert "2025 kostar mer än det ger" in elected.get(put_forward).text
    answer = elected.post(put_forward)
    assert answer.status_code == 422
    assert "Förslaget går inte ihop än." in answer.text


def test_what_cannot_be_read_gives_the_form_back(
    cast: Cast, elected: Client, alternative: AlternativeBudget
) -> None:
    assert move(elected, alternative, **{f"ram-{cast.bun.pk}-operating-2025": "mer"}) == 422


def test_a_name_that_is_taken_is_refused_at_the_field(
    proposal: PlanVersion, elected: Client, alternative: AlternativeBudget
) -> None:
    begin = reverse("alternatives:begin", args=[proposal.pk])
    answer = elected.post(begin, {"name": "Oppositionen"})
    assert answer.status_code == 422
    assert "Det finns redan ett förslag med det namnet." in answer.text


def test_without_a_draft_there_is_nothing_to_begin_from(cast: Cast, elected: Client) -> None:
    assert "Inget förslag att utgå från" in elected.get(reverse("alternatives:index")).text
