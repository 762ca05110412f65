"""Closing a year by the pages alone, and that nothing that is shown changes with it."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything, report_year
from timglas.actions.outcomes import report_outcome
from timglas.models import Outcome, YearClosing
from timglas.rules.periods import Frequency, Period

SECRET = re.compile(rb'(nonce|csrfmiddlewaretoken" value)="[^"]+"')


@pytest.fixture
def planned(cast: Cast) -> Planned:
    planned = plan_everything(cast)
    report_year(planned, 2024, "83")
    return planned


@pytest.fixture
def controller(client: Client, planned: Planned) -> Client:
    """A browser where the controller is signed in."""
    client.force_login(planned.cast.controller)
    return client


def address(cast: Cast, name: str = "close", **more: object) -> str:
    """The page for the committee and all under it in 2024."""
    asked = {"enhet": cast.bun.pk, "omfattning": "alla", "ar": 2024} | more
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse(f'year_closings:{name}')}?{query}"


def test_the_year_is_closed_with_one_press_for_a_unit_and_all_under_it(
    controller: Client, cast: Cast
) -> None:
    assert reverse("year_closings:close") in controller.get(reverse("plans:index")).text
    page = controller.get(address(cast))
    assert "2024 är öppet för 4 enheter." in page.text
    answer = controller.post(address(cast))
    assert (answer.status_code, answer["Location"]) == (303, address(cast))
    after = controller.get(answer["Location"])
    assert "2024 är avslutat för 4 enheter." in after.text
    assert "2024 är avslutat för alla som du har valt." in after.text
    assert set(YearClosing.objects.values_list("unit__code", flat=True)) == {
        *("bun", "buf", "bjork", "ek"),
    }


def test_it_is_closed_for_a_unit_alone(controller: Client, cast: Cast) -> None:
    controller.post(address(cast, omfattning="en"))
    assert list(YearClosing.objects.values_list("unit__code", flat=True)) == ["bun"]


def test_without_a_choice_it_is_about_all_and_last_year(controller: Client) -> None:
    page = controller.get(reverse("year_closings:close"))
    assert f"{localdate().year - 1} är öppet för 8 enheter." in page.text
    assert "Mål som ingen har bedömt sedan året tog slut" in page.text


def test_what_cannot_be_read_closes_nothing(controller: Client, cast: Cast) -> None:
    for wrong in ({"ar": "i fjol"}, {"enhet": 4711}):
        answer = controller.post(address(cast, **wrong))
        assert "Välj en enhet och skriv ett år." in answer.text
    assert not YearClosing.objects.exists()


def test_a_year_that_goes_on_or_is_closed_is_refused_in_words(
    controller: Client, cast: Cast
) -> None:
    year = localdate().year
    page = controller.get(address(cast, ar=year))
    assert f"{year} är inte slut, så året kan inte avslutas än." in page.text
    going_on = controller.post(address(cast, ar=year))
    assert going_on.status_code == 422
    assert f"{year} är inte slut. Året kan avslutas från den 1 januari {year + 1}." in going_on.text
    controller.post(address(cast))
    assert controller.post(address(cast)).status_code == 422


def test_units_that_were_not_there_are_told(controller: Client, cast: Cast) -> None:
    assert "Ingen av de valda enheterna fanns 2019." in controller.get(address(cast, ar=2019)).text


def test_a_report_of_a_closed_year_is_refused_and_an_opened_one_taken(
    controller: Client, cast: Cast, planned: Planned
) -> None:
    outcome = planned.indicator.outcomes.get()
    correct = reverse("outcomes:correct", args=[outcome.pk])
    sent = {"value": "84,5", "quality": "final", "reason": "Skolverket rättade."}
    controller.post(address(cast))
    refused = controller.post(correct, sent)
    assert refused.status_code == 422
    assert "Året 2024 är avslutat för Barn- och utbildningsnämnden." in refused.text
    assert 'value="84,5"' in refused.text
    answer = controller.post(address(cast, "reopen", omfattning="en"), {"reason": "Fel värde."})
    assert (answer.status_code, answer["Location"]) == (303, address(cast, omfattning="en"))
    assert "öppnat igen: Fel värde." in controller.get(answer["Location"]).text
    assert controller.post(correct, sent).status_code == 303
    assert Outcome.objects.current().get(period_end__year=2024).value == Decimal("84.5")


def test_opening_asks_for_a_reason(controller: Client, cast: Cast) -> None:
    assert "Året är inte avslutat" in controller.get(address(cast, "reopen")).text
    controller.post(address(cast))
    page = controller.get(address(cast, "reopen"))
    assert "2024 öppnas igen för 4 enheter: Barn- och utbildningsnämnden" in page.text
    assert controller.post(address(cast, "reopen"), {"reason": " "}).status_code == 422
    assert YearClosing.objects.in_force().count() == 4


def shown(client: Client, pages: list[str]) -> dict[str, bytes]:
    """Pages, byte for byte."""
    client.get("/")  # takes what was said of the last change
    return {page: SECRET.sub(b"", client.get(page).content) for page in pages}


def test_closing_a_year_changes_no_byte_of_what_is_shown(
    controller: Client, cast: Cast, planned: Planned
) -> None:
    report_outcome(
        indicator=planned.indicator,
        period=Period(Frequency.YEAR, 2022),
        value=Decimal(80),
        by=cast.head,
        at=NOW,
    )
    lists = ("/", "/mal/", "/indikatorer/", "/roda-traden/", "/timglaset/", "/utfall/", "/planer/")
    goal = reverse("goals:detail", args=[planned.young.pk])
    indicator = reverse("indicators:detail", args=[planned.indicator.pk])
    version = planned.eligible.editions.get().version_id
    pages = [f"{page}?ar={year}" for page in (*lists, goal, indicator) for year in (2024, 2025)]
    pages += [f"{page}?ar=2024&format=json" for page in ("/mal/", "/indikatorer/", "/roda-traden/")]
    pages += [reverse("plans:detail", args=[version]), reverse("outcomes:mine"), "/start/"]
    before = shown(controller, pages)
    controller.post(address(cast, enhet=cast.kf.pk))
    assert YearClosing.objects.count() == 8
    assert shown(controller, pages) == before
