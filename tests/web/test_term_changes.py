"""The guide through a change of term: one row, all of them, what is wrong, and taking it back."""

import pytest
from django.test import Client
from lxml import html

from tests.actions.test_term_changes import Change, change  # noqa: F401 (a fixture)
from tests.cast import Cast
from timglas.models import Relinking

URL = "/planer/mandatskifte/"


@pytest.fixture
def planner(client: Client, cast: Cast) -> Client:
    """The controller's browser."""
    client.force_login(cast.controller)
    return client


def chosen(change: Change, **more: str) -> dict[str, str]:  # noqa: F811 (the fixture's value)
    """A new goal for the first link and an end for the second, as the form sends them."""
    first = change.edition.links.get(parent=change.old).pk
    second = change.edition.links.get(parent=change.other).pk
    return {
        f"new_{first}": str(change.start.pk),
        f"how_{first}": "Fler klarar sig.",
        f"new_{second}": "ends",
        f"why_{second}": "Utgår.",
    } | more


def test_all_that_is_chosen_is_saved_in_one_press(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    assert "Unga får en bra start" in planner.get(URL).text
    answer = planner.post(URL, chosen(change), follow=True)
    assert answer.redirect_chain == [(URL, 303)]
    assert "2 av 2 klara" in answer.text
    assert change.links() == [(change.start.pk, "Fler klarar sig.", True)]


def test_one_row_is_saved_alone_and_taken_back(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    before = change.links()
    second = change.edition.links.get(parent=change.other).pk
    planner.post(URL, chosen(change, rad=str(second)))
    assert len(change.links()) == 1
    planner.post(URL, {"angra": str(Relinking.objects.get().pk)})
    assert change.links() == before
    assert planner.post(URL, {"angra": "x"}).status_code == 404


def test_a_link_is_kept_with_a_reason(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    first = change.edition.links.get(parent=change.old).pk
    sent = {f"new_{first}": "kept", f"why_{first}": "Arbetas färdigt."}
    assert "Arbetas färdigt." in planner.post(URL, sent, follow=True).text
    assert Relinking.objects.get().new == change.old


def test_nothing_is_saved_when_a_row_is_wrong_and_all_that_was_typed_stays(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    before, second = change.links(), change.edition.links.get(parent=change.other).pk
    answer = planner.post(URL, chosen(change, **{f"why_{second}": ""}))
    assert answer.status_code == 422
    assert "Skriv varför kopplingen behålls eller upphör." in answer.text
    assert "Fler klarar sig." in answer.text
    assert change.links() == before


def test_a_press_without_choices_changes_nothing(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    before = change.links()
    assert planner.post(URL, {}).status_code == 303
    assert change.links() == before


def test_without_a_term_plan_there_is_nothing_to_link_anew(planner: Client) -> None:
    assert "Inget mål behöver kopplas om" in planner.get(URL).text


def test_what_is_likely_can_be_filled_in(
    planner: Client,
    change: Change,  # noqa: F811
) -> None:
    def filled(asked: str) -> list[str]:
        page = html.fromstring(planner.get(URL + asked).text)
        options = page.xpath("//article//option[@selected]")
        return [option.get("value") for option in options]

    assert filled("") == ["", ""]
    assert filled("?forslag=1") == [str(change.start.pk)] * 2
